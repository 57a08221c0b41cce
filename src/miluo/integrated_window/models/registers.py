"""The means of the reform, each a plain register: equipment, posts, budget, readiness, interfaces, promotion."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.organisations.models import Organisation

EQUIPMENT_STATES = {"in_use": "在用", "repair": "维修", "scrapped": "报废"}
INTERFACE_STATES = {"planned": "计划", "testing": "联调", "connected": "已对接"}
INTERFACE_ASPECTS = {
    "identity": "统一身份认证",
    "certificates": "电子证照",
    "acceptance": "“一网通办”受理系统",
    "xiangyiban": "“湘易办”超级服务端",
    "data": "数据接口",
}
CHANNELS = {"traditional": "传统媒体", "new": "新媒体", "website": "政府网站", "on_site": "线下活动"}
SUBJECTS = {
    "reform": "“一窗受理、集成服务”改革",
    "flagship": "政务服务旗舰店",
    "one-thing": "“一件事一次办”小程序",
    "xiangyiban": "“湘易办”",
}
OUTSIDE = "outside"  # a purpose beyond the three that are funded: recorded, with a warning


class Entry(models.Model):
    """A line of a plain register: who entered it when; struck out with a reason, never deleted."""

    entered_on = models.DateField("登记日期")
    entered_by = models.CharField("登记账号", max_length=120)
    struck_on = models.DateField("注销日期", null=True)
    struck_for = models.CharField("注销原因", max_length=200, blank=True)

    class Meta:
        abstract = True


class Equipment(Entry):
    """Equipment of the hall, of the seven kinds that must be there (onewindow-5-2-equipment)."""

    kind = models.CharField("设备", max_length=20)
    quantity = models.PositiveIntegerField("数量")
    place = models.CharField("放置地点", max_length=60)
    state = models.CharField("状态", max_length=10, choices=list(EQUIPMENT_STATES.items()), default="in_use")

    class Meta:
        ordering = ["kind", "place", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class Post(Entry):
    """编外聘用人员计划 of a year: what the window needs, what was approved, what is filled (onewindow-5-2-staff)."""

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("岗位", max_length=60)
    needed = models.PositiveIntegerField("需要数")
    approved = models.PositiveIntegerField("计划数")
    filled = models.PositiveIntegerField("在岗数")
    document = models.CharField("下达文件", max_length=80)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [models.CheckConstraint(name="onewindow_5_2_staff_within_plan", condition=Q(filled__lte=F("approved")))]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"

    @property
    def vacant(self) -> int:
        return self.approved - self.filled


class Budget(Entry):
    """Money for the reform by purpose (onewindow-5-2-funds)."""

    year = models.PositiveSmallIntegerField("年度")
    purpose = models.CharField("用途", max_length=12)
    title = models.CharField("项目", max_length=100)
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["-year", "purpose", "id"]
        constraints = [models.CheckConstraint(name="onewindow_5_2_funds_positive", condition=Q(amount_cny__gt=0))]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class Readiness(Entry):
    """One of the five things that must be ready, as it stood on a day (onewindow-5-1-lead)."""

    part = models.CharField("准备事项", max_length=12)
    ready = models.BooleanField("已就绪")
    note = models.CharField("情况", max_length=200)

    class Meta:
        ordering = ["-entered_on", "-id"]

    def __str__(self) -> str:
        return f"{self.part} {self.ready}"


class Interface(Entry):
    """An interface or a docking, its owner and how far it has come (onewindow-5-2-data)."""

    aspect = models.CharField("类别", max_length=14, choices=list(INTERFACE_ASPECTS.items()))
    title = models.CharField("接口或者系统", max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="责任单位")
    state = models.CharField("进展", max_length=10, choices=list(INTERFACE_STATES.items()))
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        ordering = ["aspect", "id"]

    def __str__(self) -> str:
        return self.title


class Promotion(Entry):
    """A publication or an activity that makes the reform known (onewindow-5-4-promo)."""

    held_on = models.DateField("日期")
    subject_kind = models.CharField("主题", max_length=12, choices=list(SUBJECTS.items()))
    channel = models.CharField("渠道", max_length=12, choices=list(CHANNELS.items()))
    title = models.CharField("内容", max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="开展单位")

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.title
