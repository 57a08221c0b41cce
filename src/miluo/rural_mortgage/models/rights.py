"""农村产权登记簿: each right once, what it was on every day, what stands against it, and who leases it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from miluo.rural_mortgage.kinds import APPLICANT_KINDS, BUSINESS_KINDS, FLAGS, LANDS, PROOFS, RIGHT_KINDS
from onewindow.accounts.sealed import SealedTextField


class Right(models.Model):
    """One right by the number of its certificate: what of it never changes. What changes stands in its states.

    ``derived_from`` is the contract right whose land was transferred out (mortgage-11d); ``collective`` says that the members own
    it together (mortgage-10).
    """

    number = models.CharField("权证号", max_length=60, unique=True)
    kind = models.CharField("权利类型", max_length=24, choices=list(RIGHT_KINDS.items()))
    land = models.CharField("土地类别", max_length=12, choices=list(LANDS.items()))
    proof = models.CharField("权属凭证", max_length=12, choices=list(PROOFS.items()), default="certificate")
    issuer = models.CharField("发证机关", max_length=60)
    town = models.CharField("镇", max_length=30)
    village = models.CharField("村（社区）", max_length=40)
    place = models.CharField("坐落", max_length=200)
    house = models.BooleanField("含房屋所有权", default=False)
    attachments = models.CharField("地上建筑物和附着物", max_length=200, blank=True)
    collective = models.BooleanField("农村集体所有", default=False)
    derived_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="transfers", verbose_name="流转自")
    entered_on = models.DateField("登记日期")
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(name="mortgage_rights_by_village", fields=["town", "village", "number"])]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"right:{self.number}"

    @property
    def kind_title(self) -> str:
        return RIGHT_KINDS[self.kind]


class RightState(models.Model):
    """What a right was from a day on, until the next state: the one that holds on a day is the last that began by then.

    ``ends_on`` is the last day of the contract or of the transfer; ``fees_paid_until`` until when transfer fees are paid;
    ``contractor_consents`` and ``filed`` that the contractor agreed and the issuing party has it on file (mortgage-11b).
    """

    right = models.ForeignKey(Right, models.PROTECT, related_name="states")
    sequence = models.PositiveIntegerField("序号")
    starts_on = models.DateField("起始日期")
    holder_kind = models.CharField("权利人类别", max_length=12, choices=list(APPLICANT_KINDS.items()))
    business_kind = models.CharField("经营主体类别", max_length=20, choices=list(BUSINESS_KINDS.items()), blank=True)
    holder_name = SealedTextField("权利人")
    holder_number = SealedTextField("权利人证件号码")
    holder_key = models.CharField("权利人摘要", max_length=64, db_index=True)
    shown_holder = models.CharField("权利人（隐名）", max_length=100)
    area_mu = models.DecimalField("面积（亩）", max_digits=12, decimal_places=2)
    ends_on = models.DateField("承包期或者流转期止", null=True)
    fees_paid_until = models.DateField("流转费缴至", null=True)
    contractor_consents = models.BooleanField("土地承包方同意抵押", default=False)
    filed = models.BooleanField("已向发包方备案", default=False)
    because = models.CharField("事由", max_length=200)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["right_id", "sequence"]
        constraints = [
            models.UniqueConstraint(name="mortgage_2_states_in_order", fields=["right", "sequence"]),
            models.CheckConstraint(name="mortgage_2_area_is_positive", condition=Q(area_mu__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.right_id} {self.starts_on}"


class CoOwner(models.Model):
    """共有人 of a state of a right, each of whom must agree in writing (mortgage-9)."""

    state = models.ForeignKey(RightState, models.PROTECT, related_name="co_owners")
    name = SealedTextField("共有人")
    number = SealedTextField("证件号码")
    key = models.CharField("共有人摘要", max_length=64)
    shown = models.CharField("共有人（隐名）", max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="mortgage_9_a_co_owner_once", fields=["state", "key"])]

    def __str__(self) -> str:
        return self.shown


class Flag(models.Model):
    """What stands against mortgaging a right, from a day until it is lifted, on whose word (mortgage-21)."""

    right = models.ForeignKey(Right, models.PROTECT, related_name="flags")
    kind = models.CharField("情形", max_length=12, choices=list(FLAGS.items()))
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("解除日期", null=True)
    body = models.CharField("作出机关", max_length=60)
    document = models.CharField("依据文书", max_length=120)
    lifted_by_document = models.CharField("解除依据", max_length=120, blank=True)
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["right_id", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="mortgage_21_a_flag_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="mortgage_21_lifted_with_a_document", condition=Q(ends_on=None) | ~Q(lifted_by_document="")),
        ]

    def __str__(self) -> str:
        return f"{self.right_id} {self.kind}"

    def holds_on(self, day: date) -> bool:
        """Whether it stands on a day; not on the day on which it was lifted."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @property
    def title(self) -> str:
        return FLAGS[self.kind]


class Lease(models.Model):
    """出租: who leases the right until when; the lease goes on under a mortgage, and the lessee is told in writing (mortgage-13)."""

    right = models.ForeignKey(Right, models.PROTECT, related_name="leases")
    lessee_name = SealedTextField("承租人")
    shown_lessee = models.CharField("承租人（隐名）", max_length=60)
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("终止日期")
    contract = models.CharField("租赁合同", max_length=80)
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["right_id", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(name="mortgage_13_a_lease_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))),
            models.UniqueConstraint(name="mortgage_13_a_lease_once", fields=["right", "contract"]),
        ]

    def __str__(self) -> str:
        return self.contract
