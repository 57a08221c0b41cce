"""Where things are done: zones, windows, what each window calls numbers for, who is posted there and who sits there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.organisations.models import Organisation


class WindowType(models.TextChoices):
    """How a window is arranged: “综合窗口 + 服务专区” and what is kept beside them."""

    COMPREHENSIVE = "comprehensive", "综合受理"
    ISSUING = "issuing", "综合出件"
    ZONE = "zone", "专区"
    RETAINED = "retained", "保留窗口"
    CENTRE = "centre", "服务中心"
    SELF_SERVICE = "self_service", "自助区"


PLACED = (WindowType.ZONE, WindowType.CENTRE, WindowType.SELF_SERVICE)  # a window of these stands in a zone


class Zone(models.Model):
    """A part of the hall with windows of its own (服务专区, 服务中心, 自助区)."""

    key = models.SlugField("代号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    type = models.CharField("类别", max_length=16, choices=[(each.value, each.label) for each in PLACED])

    class Meta:
        verbose_name = verbose_name_plural = "专区"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class ZoneItem(models.Model):
    """An item of a zone; without a window, any window of the zone takes it (无差别受理)."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="items", verbose_name="专区")
    item = models.SlugField("事项代号", max_length=80)
    window = models.ForeignKey("Window", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="指定窗口")

    class Meta:
        verbose_name = verbose_name_plural = "专区事项"
        ordering = ("zone", "id")
        constraints = [models.UniqueConstraint(name="hall_zone_item_once", fields=["zone", "item"])]

    def __str__(self) -> str:
        return f"{self.zone} {self.item}"


class Business(models.Model):
    """What a number is taken for. ``prefix`` begins its numbers (A001); ``minutes`` is the expected time of one service."""

    key = models.SlugField("代号", max_length=40, unique=True)
    prefix = models.CharField("号码前缀", max_length=2, unique=True)
    title = models.CharField("名称", max_length=40)
    minutes = models.PositiveSmallIntegerField("参考办理时间（分钟）")
    open = models.BooleanField("开放取号", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "取号业务"
        ordering = ("prefix",)
        constraints = [models.CheckConstraint(name="hall_business_takes_time", condition=Q(minutes__gt=0))]

    def __str__(self) -> str:
        return self.title


class Window(models.Model):
    """A window of the hall; ``number`` is what stands over it, ``organisation`` the body on duty.

    ``open`` is whether the hall runs it at all; ``paused_for`` says why it calls nobody at the moment.
    """

    key = models.SlugField("代号", max_length=40, unique=True)
    number = models.CharField("窗口号", max_length=6, unique=True)
    name = models.CharField("名称", max_length=40)
    type = models.CharField("类型", max_length=16, choices=WindowType.choices)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="windows", verbose_name="专区")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="责任单位")
    businesses = models.ManyToManyField(Business, related_name="windows", verbose_name="叫号业务", blank=True)
    clause = models.CharField("依据", max_length=60, blank=True)
    open = models.BooleanField("启用", default=True)
    paused_for = models.CharField("暂停原因", max_length=40, blank=True)
    paused_at = models.DateTimeField("暂停时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "窗口"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="hall_window_has_a_type", condition=Q(type__in=WindowType.values)),
            models.CheckConstraint(
                name="hall_window_stands_where_its_type_says",
                condition=(Q(type__in=[each.value for each in PLACED]) & Q(zone__isnull=False))
                | (~Q(type__in=[each.value for each in PLACED]) & Q(zone=None)),
            ),
            models.CheckConstraint(
                name="hall_window_pauses_for_a_reason",
                condition=Q(paused_at=None, paused_for="") | (Q(paused_at__isnull=False) & ~Q(paused_for="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}号窗口（{self.name}）"

    @property
    def calling(self) -> bool:
        """Whether it may call a number now."""
        return self.open and self.paused_at is None


class Posting(models.Model):
    """Who was posted to a zone by which unit, from which day to which (派驻)."""

    clerk = models.CharField("人员", max_length=32)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="派出单位")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="postings", verbose_name="专区")
    valid_from = models.DateField("起")
    valid_until = models.DateField("最后一日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "派驻"
        ordering = ("valid_from", "id")
        constraints = [
            models.UniqueConstraint(name="hall_posting_once", fields=["clerk", "zone", "valid_from"]),
            models.CheckConstraint(
                name="hall_posting_ends_after_it_begins", condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clerk} → {self.zone}"


class Seat(models.Model):
    """A clerk at a window from one moment to another; the database holds one to one on a day."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="seats", verbose_name="窗口")
    clerk = models.CharField("人员", max_length=32)
    day = models.DateField("日期")
    sat_at = models.DateTimeField("就座")
    left_at = models.DateTimeField("离座", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "值守"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="hall_one_clerk_a_window", fields=["window", "day"], condition=Q(left_at=None)),
            models.UniqueConstraint(name="hall_one_window_a_clerk", fields=["clerk", "day"], condition=Q(left_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.day}"
