"""What stops or prolongs the clock of a step, and by which paper."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.cases.life import SPECIAL_PROCEDURES
from onewindow.cases.models.cases import Case


class ClockInterval(models.Model):
    """A time in which the clock of a step stood still: from the event of the first day to that of the last, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="intervals")
    step = models.CharField("环节", max_length=16)
    reason = models.CharField("原因", max_length=100)
    source = models.CharField("依据", max_length=100)
    starts_on = models.DateField("停止计算日期")
    ends_on = models.DateField("恢复计算日期", null=True)
    start_paper = models.CharField("停止计算的文书", max_length=40, blank=True)
    end_paper = models.CharField("恢复计算的文书", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cases_interval_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.reason}"


class Prolongation(models.Model):
    """延期: a span added to the limit of a step, once, by the head of the body, with its reason and notice (行政许可法第四十二条)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="prolongations")
    step = models.CharField("环节", max_length=16)
    days = models.PositiveSmallIntegerField("延长天数")
    reason = models.TextField("理由")
    source = models.CharField("依据", max_length=100)
    paper = models.CharField("延期通知书", max_length=40)
    by = models.CharField("批准人", max_length=32)
    at = models.DateTimeField("批准时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cases_one_prolongation_a_step", fields=["case", "step"]),
            models.CheckConstraint(name="cases_prolongation_adds_days", condition=Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} +{self.days}"


class SpecialProcedure(models.Model):
    """特别程序: a hearing, a survey, a review by experts within a step; ``interval`` is the stop that it brings, if it brings one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="special_procedures")
    step = models.CharField("环节", max_length=16)
    kind = models.CharField("种类", max_length=16, choices=list(SPECIAL_PROCEDURES.items()))
    source = models.CharField("依据", max_length=100)
    interval = models.OneToOneField(ClockInterval, models.PROTECT, null=True, related_name="special_procedure")
    expected_days = models.PositiveSmallIntegerField("预计天数")
    paper = models.CharField("特别程序告知书", max_length=40, blank=True)
    begun_by = models.CharField("启动人", max_length=32)
    begun_at = models.DateTimeField("启动时间")
    result = models.TextField("结果", blank=True)
    ended_by = models.CharField("结束人", max_length=32, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cases_one_open_special_of_a_kind", fields=["case", "kind"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
