"""评估: what a right is worth by agreement, by the lender's own appraisal, or by the report of a drawn appraiser."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from miluo.valuation_disposal.kinds import METHODS, PARTIES, PROFESSIONAL, PROPOSED, SETTLED, STATES
from miluo.valuation_disposal.models.appraisers import Appraiser
from onewindow.organisations.models import Organisation

FIRST, SECOND = 1, 2
ROUNDS = {FIRST: "首次评估", SECOND: "重新评估"}
BANK, OBJECTOR = "bank", "objector"
PAYERS = {BANK: "合作银行", OBJECTOR: "异议方"}


class Valuation(models.Model):
    """One valuation of one right for one loan. The right is named by the number of its certificate; what it was is kept as it was then.

    ``applicant`` is the account of the holder or its agent, empty where it comes to the counter; money in 元, area of the land in 亩, of
    the house on it in 平方米.
    """

    number = models.CharField("编号", max_length=24, unique=True)
    right = models.CharField("权证号", max_length=60, db_index=True)
    right_kind = models.CharField("权利类型", max_length=24)
    right_title = models.CharField("权利类型名称", max_length=60)
    town = models.CharField("镇", max_length=30)
    place = models.CharField("坐落", max_length=200)
    area_mu = models.DecimalField("面积（亩）", max_digits=12, decimal_places=2)
    house_metres = models.DecimalField("房屋建筑面积（平方米）", max_digits=10, decimal_places=2, null=True)
    right_ends_on = models.DateField("权利期限止", null=True)
    holder = models.CharField("产权经营主体（隐名）", max_length=100)
    applicant = models.CharField("申请账号", max_length=32, blank=True)
    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="合作银行")
    guarantor = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="担保机构")
    method = models.CharField("评估方式", max_length=12, choices=list(METHODS.items()))
    state = models.CharField("状态", max_length=12, choices=list(STATES.items()), default=PROPOSED)
    opened_on = models.DateField("申请日期")
    opened_by = models.CharField("登记账号", max_length=32)
    value_cny = models.DecimalField("评估价值（元）", max_digits=14, decimal_places=2, null=True)
    valued_on = models.DateField("估价日期", null=True)
    document = models.CharField("价值确认资料", max_length=120, blank=True)
    ended_for = models.CharField("终止原因", max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="valuation_of_bank", fields=["bank", "state", "-id"])]
        constraints = [
            models.CheckConstraint(name="valuation_8_a_house_has_an_area", condition=Q(house_metres=None) | Q(house_metres__gt=0)),
            models.CheckConstraint(name="valuation_4_a_value_is_positive", condition=Q(value_cny=None) | Q(value_cny__gt=0)),
            models.CheckConstraint(
                name="valuation_4_settled_with_its_value", condition=~Q(state=SETTLED) | Q(method=PROFESSIONAL) | Q(value_cny__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"valuation:{self.number}"

    @property
    def parties(self) -> tuple[str, ...]:
        """Who must agree on the method: the guarantor only where there is one."""
        return tuple(PARTIES) if self.guarantor_id else tuple(party for party in PARTIES if party != "guarantor")


class Consent(models.Model):
    """One party's agreement to the method, or to a value (valuation-4)."""

    valuation = models.ForeignKey(Valuation, models.PROTECT, related_name="consents")
    party = models.CharField("一方", max_length=12, choices=list(PARTIES.items()))
    agreed_on = models.DateField("确认日期")
    agreed_by = models.CharField("确认账号", max_length=32)
    at_counter = models.BooleanField("当面代录", default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="valuation_4_a_party_agrees_once", fields=["valuation", "party"])]

    def __str__(self) -> str:
        return f"{self.valuation} {self.get_party_display()}"


class Report(models.Model):
    """评估报告 of a round, by the appraiser that was drawn for it; whose fee it is follows from the round (valuation-9, valuation-10)."""

    valuation = models.ForeignKey(Valuation, models.PROTECT, related_name="reports")
    round = models.PositiveSmallIntegerField("轮次", choices=list(ROUNDS.items()))
    appraiser = models.ForeignKey(Appraiser, models.PROTECT, related_name="reports", verbose_name="评估机构")
    number = models.CharField("报告编号", max_length=60, unique=True)
    value_cny = models.DecimalField("评估价值（元）", max_digits=14, decimal_places=2)
    valued_on = models.DateField("评估基准日")
    issued_on = models.DateField("出具日期")
    delivered_on = models.DateField("送达日期")
    contest_until = models.DateField("异议截止日期")
    digest = models.CharField("报告文件", max_length=64)
    file_name = models.CharField("文件名", max_length=120)
    standard_fee_cny = models.DecimalField("行业收费标准（元）", max_digits=12, decimal_places=2)
    fee_cny = models.DecimalField("评估费（元）", max_digits=12, decimal_places=2)
    payer = models.CharField("付费方", max_length=12, choices=list(PAYERS.items()))
    paid_on = models.DateField("付费日期", null=True)
    paid_by = models.CharField("付费登记账号", max_length=32, blank=True)
    proof = models.CharField("付费凭证", max_length=120, blank=True)
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["valuation_id", "round"]
        constraints = [
            models.UniqueConstraint(name="valuation_10_one_report_a_round", fields=["valuation", "round"]),
            models.CheckConstraint(name="valuation_10_at_most_two_rounds", condition=Q(round__in=(FIRST, SECOND))),
            models.CheckConstraint(name="valuation_10_a_report_says_a_value", condition=Q(value_cny__gt=0)),
            models.CheckConstraint(
                name="valuation_9_who_pays_which", condition=Q(round=FIRST, payer=BANK) | Q(round=SECOND, payer=OBJECTOR)
            ),
            models.CheckConstraint(name="valuation_9_not_above_the_standard", condition=Q(fee_cny__lte=F("standard_fee_cny"))),
        ]

    def __str__(self) -> str:
        return self.number


class Objection(models.Model):
    """异议: the one that the operator may raise against the first report (valuation-10)."""

    valuation = models.OneToOneField(Valuation, models.PROTECT, related_name="objection")
    reason = models.CharField("异议理由", max_length=400)
    lodged_on = models.DateField("提出日期")
    lodged_by = models.CharField("提出账号", max_length=32)
    at_counter = models.BooleanField("当面代录", default=False)
    withdrawn_on = models.DateField("撤回日期", null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="valuation_10_objects_for_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.valuation} 异议"
