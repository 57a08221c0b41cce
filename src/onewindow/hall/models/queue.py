"""Numbers and their calls, slots and appointments."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.hall.models.places import Business, Window


class Slot(models.Model):
    """A time of the day for which a business takes so many appointments on each working day."""

    business = models.ForeignKey(Business, models.PROTECT, related_name="slots", verbose_name="业务")
    begins = models.TimeField("起")
    ends = models.TimeField("止")
    capacity = models.PositiveSmallIntegerField("名额")

    class Meta:
        verbose_name = verbose_name_plural = "预约时段"
        ordering = ("business", "begins")
        constraints = [
            models.UniqueConstraint(name="hall_slot_once", fields=["business", "begins"]),
            models.CheckConstraint(name="hall_slot_ends_after_it_begins", condition=Q(ends__gt=F("begins"))),
        ]

    def __str__(self) -> str:
        return f"{self.business} {self.begins:%H:%M}—{self.ends:%H:%M}"


class Appointment(models.Model):
    """A place in a slot on a day. ``code`` opens it; ``visitor`` is the digest of the browser that made it."""

    class State(models.TextChoices):
        BOOKED = "booked", "已预约"
        ARRIVED = "arrived", "已签到"
        CANCELLED = "cancelled", "已取消"
        MISSED = "missed", "爽约"

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments", verbose_name="时段")
    day = models.DateField("日期")
    code = models.CharField("预约码", max_length=12, unique=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.BOOKED)
    item = models.CharField("事项", max_length=80, blank=True)
    phone = SealedTextField("手机号码")
    phone_digest = models.CharField("手机摘要", max_length=64, blank=True)
    visitor = models.CharField("浏览器摘要", max_length=64, blank=True)
    booked_at = models.DateTimeField("预约时间")

    class Meta:
        verbose_name = verbose_name_plural = "预约"
        ordering = ("day", "slot__begins", "id")
        constraints = [
            models.CheckConstraint(name="hall_appointment_has_a_state", condition=Q(state__in=("booked", "arrived", "cancelled", "missed")))
        ]
        indexes = [models.Index(name="hall_appointments_of_a_slot", fields=["slot", "day"], condition=Q(state__in=("booked", "arrived")))]

    def __str__(self) -> str:
        return f"{self.slot} {self.day}"


class Ticket(models.Model):
    """A number of a day. ``business`` is what it was taken for, ``queue`` what it waits for now.

    ``wanted`` is the one window that may call it, if it was sent there; ``behind`` how many numbers are called before it after it
    was passed over; ``code`` opens its public page.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等候中"
        CALLED = "called", "正在叫号"
        SERVING = "serving", "正在办理"
        FINISHED = "finished", "已办结"
        SKIPPED = "skipped", "已过号"
        CANCELLED = "cancelled", "已取消"

    class Priority(models.TextChoices):
        NONE = "", "普通"
        ELDERLY = "elderly", "老年人"
        SOLDIER = "soldier", "军人（含退役军人、军属）"
        DISABLED = "disabled", "残疾人"
        INFANT = "infant", "孕妇或携带婴幼儿"

    class Channel(models.TextChoices):
        PHONE = "phone", "手机"
        MACHINE = "machine", "取号机"
        CLERK = "clerk", "窗口代取"
        APPOINTMENT = "appointment", "预约签到"

    business = models.ForeignKey(Business, models.PROTECT, related_name="tickets", verbose_name="取号业务")
    queue = models.ForeignKey(Business, models.PROTECT, related_name="queued", verbose_name="排队业务")
    wanted = models.ForeignKey(Window, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="指定窗口")
    day = models.DateField("日期")
    serial = models.PositiveIntegerField("流水号")
    number = models.CharField("号码", max_length=8)
    code = models.CharField("查询码", max_length=20, unique=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    priority = models.CharField("优先", max_length=10, choices=Priority.choices, blank=True)
    channel = models.CharField("取号方式", max_length=12, choices=Channel.choices)
    item = models.CharField("事项", max_length=80, blank=True)
    appointment = models.OneToOneField(Appointment, models.PROTECT, null=True, blank=True, related_name="ticket", verbose_name="预约")
    phone = SealedTextField("手机号码")
    phone_digest = models.CharField("手机摘要", max_length=64, blank=True)
    visitor = models.CharField("浏览器摘要", max_length=64, blank=True)
    behind = models.PositiveSmallIntegerField("顺延", default=0)
    skips = models.PositiveSmallIntegerField("过号次数", default=0)
    transferred = models.BooleanField("转来", default=False)
    taken_at = models.DateTimeField("取号时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "号"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="hall_number_once_a_day", fields=["day", "business", "serial"]),
            models.UniqueConstraint(name="hall_written_number_once_a_day", fields=["day", "number"]),
            models.CheckConstraint(
                name="hall_ticket_has_a_state",
                condition=Q(state__in=("waiting", "called", "serving"), ended_at=None)
                | Q(state__in=("finished", "skipped", "cancelled"), ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="hall_tickets_waiting", fields=["day", "queue"], condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The chain of the trail that its events stand in."""
        return f"ticket:{self.day:%Y-%m-%d}-{self.number}"


class Call(models.Model):
    """A number called to a window by a clerk, how often, and how that ended."""

    class Outcome(models.TextChoices):
        OPEN = "", "进行中"
        FINISHED = "finished", "办结"
        SKIPPED = "skipped", "过号"
        TRANSFERRED = "transferred", "转出"
        CANCELLED = "cancelled", "取消"

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="calls", verbose_name="号")
    window = models.ForeignKey(Window, models.PROTECT, related_name="calls", verbose_name="窗口")
    queue = models.ForeignKey(Business, models.PROTECT, related_name="+", verbose_name="业务")
    clerk = models.CharField("人员", max_length=32)
    preferred = models.BooleanField("优先号", default=False)
    times = models.PositiveSmallIntegerField("叫号次数", default=1)
    called_at = models.DateTimeField("首次叫号")
    last_called_at = models.DateTimeField("最近叫号")
    started_at = models.DateTimeField("开始办理", null=True, blank=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    outcome = models.CharField("结果", max_length=12, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "叫号"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="hall_one_number_a_window", fields=["window"], condition=Q(ended_at=None)),
            models.UniqueConstraint(name="hall_one_window_a_number", fields=["ticket"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="hall_call_ends_somehow", condition=Q(ended_at=None, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome=""))
            ),
        ]
        indexes = [models.Index(name="hall_calls_by_time", fields=["queue", "called_at"])]

    def __str__(self) -> str:
        return f"{self.ticket} → {self.window}"


class Binding(models.Model):
    """A case that was opened while a number was served; one number may open several."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="bindings", verbose_name="号")
    case_number = models.CharField("办件编号", max_length=24)
    window = models.ForeignKey(Window, models.PROTECT, related_name="bindings", verbose_name="窗口")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "号与办件"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(name="hall_case_of_one_number", fields=["case_number"])]

    def __str__(self) -> str:
        return f"{self.ticket} {self.case_number}"


class Press(models.Model):
    """A press of a button that was carried out: the same key again gets the same answer."""

    actor = models.CharField("操作人", max_length=64)
    key = models.CharField("幂等键", max_length=80)
    act = models.CharField("操作", max_length=24)
    answer = models.BigIntegerField("结果")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "操作"
        constraints = [models.UniqueConstraint(name="hall_key_once", fields=["actor", "key"])]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"
