"""The notices of holidays that were announced since the seed, and which set of them is in force."""

from __future__ import annotations

from django.db import models

from onewindow.worktime.calendar import FIRST_YEAR


class HolidayNotice(models.Model):
    """A notice (放假通知) as it was loaded; kept for ever, amended by a later one."""

    year = models.PositiveSmallIntegerField("年份")
    number = models.CharField("文号或名称", max_length=120, unique=True)
    announced_by = models.CharField("载入人", max_length=64)  # Actor.id
    announced_at = models.DateTimeField("载入时间")

    class Meta:
        verbose_name = "放假通知"
        constraints = [
            models.CheckConstraint(
                name="holiday_notice_year_in_calendar",
                condition=models.Q(year__gte=FIRST_YEAR),
                violation_error_message=f"工作日历从{FIRST_YEAR}年开始",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}（{self.year}年）"


class DayOverride(models.Model):
    """A day that a notice names: off work, or at work."""

    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="days", verbose_name="通知")
    day = models.DateField("日期")
    works = models.BooleanField("上班")
    holiday = models.CharField("节日", max_length=40)

    class Meta:
        verbose_name = "放假或调休日"
        constraints = [models.UniqueConstraint(fields=("notice", "day"), name="day_override_once_a_notice")]

    def __str__(self) -> str:
        return f"{self.day} {self.holiday}{'上班' if self.works else '放假'}"


class CalendarVersion(models.Model):
    """One row: the token of the set of notices in force. It is locked to announce, and read to know whether a kept
    calendar is still good. Random, not counted: a number would come again after a rollback, for other notices.
    """

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
