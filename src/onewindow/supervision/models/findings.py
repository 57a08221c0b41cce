"""What supervision found, once each, and to whom it climbed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.cases.models import Case
from onewindow.organisations.models import Leader
from onewindow.supervision.grounds import LEVELS, ground


class Finding(models.Model):
    """监察问题: one fact on one ground, under a key that no second run can write again.

    ``days`` is how late, in working days where the limit counts them. It is recounted every day, and withdrawn with its reason when
    the fact no longer holds (a stop that was entered later); never deleted. Nobody is sanctioned by it.
    """

    key = models.CharField("标识", max_length=80, unique=True)
    ground = models.CharField("情形", max_length=20)
    source = models.CharField("依据", max_length=100)
    level = models.CharField("等次", max_length=6, choices=list(LEVELS.items()))
    case = models.ForeignKey(Case, models.PROTECT, related_name="findings", null=True)
    procedure = models.CharField("事项", max_length=64, blank=True)
    organisation = models.CharField("责任单位", max_length=64)
    window = models.CharField("窗口", max_length=16, blank=True)
    person = models.CharField("责任人", max_length=32, blank=True)
    step = models.CharField("环节", max_length=16, blank=True)
    due_on = models.DateField("届满日期", null=True)
    happened_on = models.DateField("发生日期")
    days = models.PositiveSmallIntegerField("超期天数", default=0)
    detail = models.CharField("情况", max_length=300, blank=True)
    found_on = models.DateField("发现日期")
    found_by = models.CharField("发现人", max_length=32)
    withdrawn_on = models.DateField("撤销日期", null=True)
    withdrawn_because = models.CharField("撤销原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "监察问题"
        ordering = ["-found_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="supervision_withdrawn_for_a_reason",
                condition=Q(withdrawn_on=None, withdrawn_because="") | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")),
            ),
        ]
        indexes = [
            models.Index(name="supervision_found", fields=["-found_on", "-id"]),
            models.Index(name="supervision_standing", fields=["organisation", "ground"], condition=Q(withdrawn_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.key}"

    @property
    def title(self) -> str:
        return ground(self.ground).title

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"finding:{self.pk}"


CLIMBS = {1: "责任单位负责人", 2: "分管领导", 3: "政府主要负责人"}


class Escalation(models.Model):
    """上报: a late case, or an order without answer, that climbed a level, with the duty by which it is this person's.

    ``leader`` is None on the first level, which is the head of the body itself. Open while ``ended_on`` is None.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="escalations", null=True)
    order = models.ForeignKey("supervision.Order", models.PROTECT, related_name="escalations", null=True)
    level = models.PositiveSmallIntegerField("层级", choices=list(CLIMBS.items()))
    organisation = models.CharField("责任单位", max_length=64)
    leader = models.ForeignKey(Leader, models.PROTECT, related_name="escalations", null=True)
    duty = models.CharField("分工", max_length=120, blank=True)
    clause = models.CharField("分工依据", max_length=40, blank=True)
    reason = models.CharField("上报原因", max_length=300)
    days = models.PositiveSmallIntegerField("超期天数", default=0)
    since = models.DateField("上报日期")
    ended_on = models.DateField("解除日期", null=True)
    ended_because = models.CharField("解除原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "上报"
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                name="supervision_climbs_for_one_thing", condition=Q(case__isnull=False, order=None) | Q(case=None, order__isnull=False)
            ),
            models.UniqueConstraint(
                name="supervision_case_climbs_once", fields=["case", "level"], condition=Q(ended_on=None, case__isnull=False)
            ),
            models.UniqueConstraint(
                name="supervision_order_climbs_once", fields=["order", "level"], condition=Q(ended_on=None, order__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="supervision_of_leader", fields=["leader", "since"], condition=Q(ended_on=None)),
            models.Index(name="supervision_of_body", fields=["organisation", "level"], condition=Q(ended_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.level}"

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"escalation:{self.pk}"
