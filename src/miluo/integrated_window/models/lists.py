"""The three lists of annexes 1 to 3: what the integrated window takes, what is wholly online, what stays out of the hall."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from miluo.integrated_window.natures import HANDLINGS, NATURES, SERVED
from onewindow.organisations.models import Organisation

PROPOSED, CONFIRMED, ACTIVE, REJECTED, REMOVED = "proposed", "confirmed", "active", "rejected", "removed"
LISTED, WAITING = "listed", "waiting"
POSITIVE_STATES = {PROPOSED: "已提出", CONFIRMED: "已确认", ACTIVE: "已启用", REJECTED: "未通过", REMOVED: "已移出"}
ONLINE_STATES = {LISTED: "在列", REMOVED: "已移出"}
NEGATIVE_STATES = {WAITING: "待同意", LISTED: "在列", REMOVED: "已移出"}
LIVE = (PROPOSED, CONFIRMED, ACTIVE)
STANDING = (WAITING, LISTED)


class PositiveItem(models.Model):
    """A line of the positive list (附件1): proposed by its body, confirmed and activated by 市行政审批服务局."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位名称")
    code = models.CharField("事项编码", max_length=60)
    title = models.CharField("事项名称", max_length=120)
    nature = models.CharField("事项类型", max_length=2, choices=list(NATURES.items()))
    handling = models.CharField("办件类型", max_length=8, choices=list(HANDLINGS.items()))
    served = models.CharField("服务对象", max_length=12, choices=list(SERVED.items()))
    note = models.CharField("备注", max_length=200, blank=True)
    state = models.CharField("状态", max_length=12, choices=list(POSITIVE_STATES.items()), default=PROPOSED)
    proposed_on = models.DateField("提出日期")
    proposed_by = models.CharField("提出账号", max_length=120)
    confirmed_on = models.DateField("确认日期", null=True)
    confirmed_by = models.CharField("确认账号", max_length=120, blank=True)
    active_from = models.DateField("启用日期", null=True)
    removed_on = models.DateField("移出日期", null=True)
    reason = models.CharField("未通过或者移出的原因", max_length=200, blank=True)

    class Meta:
        ordering = ["organisation__id", "code", "id"]
        constraints = [
            models.UniqueConstraint(name="onewindow_4_1_positive_once", fields=["code"], condition=Q(state__in=LIVE)),
            models.CheckConstraint(name="onewindow_a1_form_two_kinds", condition=Q(handling__in=list(HANDLINGS))),
            models.CheckConstraint(
                name="onewindow_4_1_positive_two_persons", condition=Q(confirmed_by="") | ~Q(confirmed_by=models.F("proposed_by"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"positive-list:{self.code}"


class OnlineItem(models.Model):
    """A line of the list of what is handled wholly online in 湘易办 (附件2), counted by its 业务办理项实施编码."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    code = models.CharField("事项编码", max_length=60)
    main_title = models.CharField("事项名称（主项）", max_length=120)
    title = models.CharField("事项名称（业务办理项）", max_length=120)
    implementation_code = models.CharField("业务办理项实施编码", max_length=60)
    nature = models.CharField("事项类型", max_length=2, choices=list(NATURES.items()))
    served = models.CharField("服务对象", max_length=12, choices=list(SERVED.items()))
    state = models.CharField("状态", max_length=12, choices=list(ONLINE_STATES.items()), default=LISTED)
    listed_on = models.DateField("列入日期")
    listed_by = models.CharField("列入账号", max_length=120)
    removed_on = models.DateField("移出日期", null=True)
    reason = models.CharField("移出的原因", max_length=200, blank=True)

    class Meta:
        ordering = ["organisation__id", "code", "implementation_code", "id"]
        constraints = [
            models.UniqueConstraint(name="onewindow_4_1_online_once", fields=["implementation_code"], condition=Q(state=LISTED)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"online-list:{self.implementation_code}"


class NegativeItem(models.Model):
    """A line of the negative list (附件3): an item that stays out of the hall, with the body's statement and its reason."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位名称")
    code = models.CharField("事项编码", max_length=60)
    title = models.CharField("事项名称", max_length=120)
    nature = models.CharField("事项类型", max_length=2, choices=list(NATURES.items()))
    place = models.CharField("办事地点", max_length=120)
    contact = models.CharField("联系方式", max_length=60)  # of the office, never of a person
    reason_kind = models.CharField("原因类别", max_length=12)
    reason = models.CharField("不进驻原因", max_length=400)
    statement = models.CharField("情况说明", max_length=64)  # digest of the file
    statement_name = models.CharField("情况说明文件名", max_length=120)
    state = models.CharField("状态", max_length=12, choices=list(NEGATIVE_STATES.items()), default=LISTED)
    listed_on = models.DateField("列入日期")
    listed_by = models.CharField("列入账号", max_length=120)
    approved_on = models.DateField("同意日期", null=True)
    approved_by = models.CharField("同意账号", max_length=120, blank=True)
    removed_on = models.DateField("移出日期", null=True)
    removal_reason = models.CharField("移出的原因", max_length=200, blank=True)

    class Meta:
        ordering = ["organisation__id", "code", "id"]
        constraints = [
            models.UniqueConstraint(name="onewindow_4_1_negative_once", fields=["code"], condition=Q(state__in=STANDING)),
            models.CheckConstraint(name="onewindow_a3_form_reason", condition=~Q(reason="") & ~Q(statement="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"negative-list:{self.code}"


class ListImport(models.Model):
    """A list that came as an Excel file: how many of its rows were entered, and the same file with what was wrong."""

    number = models.CharField("编号", max_length=24, unique=True)
    kind = models.CharField("清单", max_length=12)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("文件", max_length=64)
    marked = models.CharField("标注错误的文件", max_length=64, blank=True)
    rows = models.PositiveIntegerField("行数")
    entered = models.PositiveIntegerField("列入行数")
    by = models.CharField("导入账号", max_length=120)
    at = models.DateTimeField("导入时间")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number
