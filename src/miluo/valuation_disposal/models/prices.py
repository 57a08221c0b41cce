"""价格评估参考意见: what a right is about worth by kind and town, published once a year by each bureau (valuation-8)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from miluo.valuation_disposal.kinds import OBJECTS, UNITS
from onewindow.organisations.models import Organisation

DRAFT, PUBLISHED = "draft", "published"
OPINION_STATES = {DRAFT: "未公布", PUBLISHED: "已公布"}


class PriceOpinion(models.Model):
    """The opinion of a bureau for a year; once published it does not change."""

    bureau = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="公布部门")
    year = models.PositiveSmallIntegerField("年度")
    document = models.CharField("文件", max_length=120)
    state = models.CharField("状态", max_length=12, choices=list(OPINION_STATES.items()), default=DRAFT)
    published_on = models.DateField("公布日期", null=True)
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["-year", "bureau_id"]
        constraints = [
            models.UniqueConstraint(name="valuation_8_once_a_year", fields=["bureau", "year"]),
            models.CheckConstraint(name="valuation_8_published_on_a_day", condition=Q(state=DRAFT) | Q(published_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.year}"

    @property
    def subject(self) -> str:
        return f"price-opinion:{self.bureau.key}-{self.year}"


class PriceLine(models.Model):
    """One price: of a kind of right (its land or its house) in a town, low to high, in the unit of its kind."""

    opinion = models.ForeignKey(PriceOpinion, models.PROTECT, related_name="lines")
    right_kind = models.CharField("权利类型", max_length=24)
    object = models.CharField("对象", max_length=8, choices=list(OBJECTS.items()))
    town = models.CharField("镇", max_length=30)
    unit = models.CharField("单位", max_length=8, choices=list(UNITS.items()))
    low_cny = models.DecimalField("低值", max_digits=12, decimal_places=2)
    price_cny = models.DecimalField("参考价", max_digits=12, decimal_places=2)
    high_cny = models.DecimalField("高值", max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["opinion_id", "right_kind", "object", "town"]
        constraints = [
            models.UniqueConstraint(name="valuation_8_one_price_a_town", fields=["opinion", "right_kind", "object", "town"]),
            models.CheckConstraint(
                name="valuation_8_low_to_high",
                condition=Q(low_cny__gt=0) & Q(low_cny__lte=F("price_cny")) & Q(price_cny__lte=F("high_cny")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.right_kind} {self.town}"


class PriceImport(models.Model):
    """A file of prices that was read: taken whole, or returned with its mistakes marked."""

    number = models.CharField("编号", max_length=24, unique=True)
    bureau = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("原文件", max_length=64)
    marked = models.CharField("错误说明", max_length=64, blank=True)
    rows = models.PositiveIntegerField("行数")
    wrong = models.PositiveIntegerField("有误行数")
    at = models.DateTimeField("导入时间")
    by = models.CharField("导入账号", max_length=32)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number
