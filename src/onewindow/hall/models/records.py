"""What windows write down: whom they guided, what they asked the departments, and what people could not get done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.hall.models.places import Window
from onewindow.organisations.models import Organisation


class Guidance(models.Model):
    """One person guided to do it online or at a machine (导办)."""

    class Result(models.TextChoices):
        DONE = "done", "网上已提交"
        SAVED = "saved", "填了一部分"
        TO_WINDOW = "to_window", "转到窗口办理"
        GIVEN_UP = "given_up", "没有办成"

    window = models.ForeignKey(Window, models.PROTECT, related_name="guidances", verbose_name="窗口")
    item = models.CharField("事项", max_length=80)
    channel = models.CharField("渠道", max_length=20)
    result = models.CharField("结果", max_length=10, choices=Result.choices)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    day = models.DateField("日期")
    at = models.DateTimeField("时间")
    guide = models.CharField("导办人员", max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "导办记录"
        ordering = ("id",)
        indexes = [models.Index(name="hall_guidances_by_day", fields=["day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.item}"


class Enquiry(models.Model):
    """A question of a window to a unit, or a consultation of a person; a specialised one is answered by the unit alone."""

    class Kind(models.TextChoices):
        QUESTION = "question", "业务求助"
        CONSULTATION = "consultation", "群众咨询"

    kind = models.CharField("类别", max_length=14, choices=Kind.choices)
    window = models.ForeignKey(Window, models.PROTECT, related_name="enquiries", verbose_name="窗口")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复单位")
    specialised = models.BooleanField("专业咨询由部门", default=False)
    item = models.CharField("事项", max_length=80, blank=True)
    text = models.TextField("问题")
    day = models.DateField("日期")
    asked_by = models.CharField("提出人", max_length=32)
    asked_at = models.DateTimeField("提出时间")
    answer = models.TextField("答复", blank=True)
    answered_by = models.CharField("答复人", max_length=32, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "咨询"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="hall_question_goes_to_a_unit", condition=Q(kind="consultation", specialised=False) | Q(organisation__isnull=False)
            ),
            models.CheckConstraint(
                name="hall_enquiry_is_answered_whole",
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Report(models.Model):
    """办不成事反映: what somebody could not get done, the unit that must answer, and what became of it."""

    class State(models.TextChoices):
        TO_CHECK = "to_check", "待核查"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已办结"

    number = models.CharField("编号", max_length=20, unique=True)
    window = models.ForeignKey(Window, models.PROTECT, related_name="reports", verbose_name="窗口")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="答复单位")
    item = models.CharField("事项", max_length=80, blank=True)
    text = models.TextField("反映的问题")
    person = SealedTextField("反映人")
    phone = SealedTextField("手机号码")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.TO_CHECK)
    reported_at = models.DateTimeField("登记时间")
    reported_by = models.CharField("登记人", max_length=32)
    answer = models.TextField("核查答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=32, blank=True)
    solved = models.BooleanField("已解决", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_by = models.CharField("办结人", max_length=32, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办不成事反映"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="hall_report_is_answered_before_it_ends",
                condition=Q(state="to_check", answer="", answered_at=None, closed_at=None)
                | (Q(state="answered", answered_at__isnull=False, closed_at=None) & ~Q(answer=""))
                | (Q(state="closed", answered_at__isnull=False, closed_at__isnull=False) & ~Q(answer="")),
            )
        ]

    def __str__(self) -> str:
        return self.number
