"""Cases moved from one version of their item to another, and the days that a holiday notice moved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.cases.models.cases import Case, Snapshot, Task

MOVES = {"asked": "待申请人同意", "moved": "已改用", "declined": "申请人不同意", "undone": "已撤销", "lapsed": "未答复，已失效"}


class VersionMove(models.Model):
    """One case on its way from a snapshot to another. ``changes`` are those that the applicant was asked about.

    ``facts`` are those of the case before, so that an undo brings them back to the letter; ``batch`` names the run that did it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="version_moves")
    old = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    new = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    old_version = models.PositiveSmallIntegerField("原版本")
    new_version = models.PositiveSmallIntegerField("新版本")
    state = models.CharField("状态", max_length=10, choices=list(MOVES.items()))
    stage = models.CharField("办理阶段", max_length=12)
    reason = models.TextField("理由")
    changes = models.JSONField("须经同意的变化", default=list)
    facts = models.JSONField("改用前的事实", default=dict)
    handling = models.CharField("改用前的办件类型", max_length=8)
    due_before = models.DateField("改用前届满日期", null=True)
    due_after = models.DateField("改用后届满日期", null=True)
    batch = models.PositiveBigIntegerField("批次", null=True)
    by = models.CharField("办理人", max_length=32)
    at = models.DateTimeField("办理时间")
    answered_by = models.CharField("答复人", max_length=32, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    moved_at = models.DateTimeField("改用时间", null=True)
    undone_by = models.CharField("撤销人", max_length=32, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "改用新版本"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="cases_one_open_question_of_version", fields=["case"], condition=Q(state="asked")),
            models.UniqueConstraint(name="cases_moved_once_a_batch", fields=["case", "batch"], condition=Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.old_version}→{self.new_version}"


class CalendarNotice(models.Model):
    """A notice of holidays that one person enters and another confirms; ``days`` as JSON: day, works, holiday."""

    year = models.PositiveSmallIntegerField("年份")
    number = models.CharField("文号或名称", max_length=120)
    days = models.JSONField("日期")
    proposed_by = models.CharField("录入人", max_length=32)
    proposed_at = models.DateTimeField("录入时间")
    confirmed_by = models.CharField("确认人", max_length=32, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    rejected_because = models.CharField("退回理由", max_length=400, blank=True)
    run = models.PositiveBigIntegerField("后台工作", null=True)

    class Meta:
        verbose_name = "放假通知"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(name="cases_one_notice_a_number", fields=["number"], condition=Q(rejected_because="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> str:
        return "rejected" if self.rejected_because else "confirmed" if self.confirmed_at else "proposed"

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"calendar-notice:{self.pk}"


class DueChange(models.Model):
    """What a notice did to the day on which an open step and its case fall due: both days, and whether each was provisional (暂定)."""

    notice = models.ForeignKey(CalendarNotice, models.PROTECT, related_name="changes")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    step = models.CharField("环节", max_length=16)
    before = models.DateField("原届满日期")
    after = models.DateField("新届满日期")
    case_before = models.DateField("办件原届满日期", null=True)
    case_after = models.DateField("办件新届满日期", null=True)
    was_provisional = models.BooleanField("原为暂定")
    is_provisional = models.BooleanField("仍为暂定")
    at = models.DateTimeField("重算时间")

    class Meta:
        verbose_name = "届满日期变动"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(name="cases_recounted_once_a_notice", fields=["notice", "task"])]

    def __str__(self) -> str:
        return f"{self.case_id} {self.before}→{self.after}"

    @property
    def moved(self) -> bool:
        """Whether a day is another one, and not only certain now."""
        return self.before != self.after or self.case_before != self.case_after
