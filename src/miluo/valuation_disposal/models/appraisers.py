"""评估机构: who was chosen by tender, what is on record about each, and the lists as they were published (valuation-6)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from miluo.valuation_disposal.kinds import CREDITS, SELECTIONS


class Appraiser(models.Model):
    """A professional appraiser, on the list from a day until the one on which it left."""

    uscc = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("机构名称", max_length=80)
    qualification = models.CharField("资质", max_length=80)
    qualification_number = models.CharField("资质证书（备案）号", max_length=60)
    qualified_until = models.DateField("资质有效期至", null=True)
    contact = models.CharField("联系人", max_length=40)
    phone = models.CharField("联系电话", max_length=40)
    address = models.CharField("地址", max_length=120)
    selection = models.CharField("确定方式", max_length=12, choices=list(SELECTIONS.items()))
    document = models.CharField("中标（成交）文件", max_length=120)
    admitted_on = models.DateField("列入日期")
    left_on = models.DateField("退出日期", null=True)
    left_for = models.CharField("退出原因", max_length=200, blank=True)
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["uscc", "id"]
        constraints = [
            models.UniqueConstraint(name="valuation_6_on_the_list_once", fields=["uscc"], condition=Q(left_on=None)),
            models.CheckConstraint(name="valuation_6_leaves_after_it_came", condition=Q(left_on=None) | Q(left_on__gte=F("admitted_on"))),
            models.CheckConstraint(name="valuation_6_leaves_for_a_reason", condition=Q(left_on=None) | ~Q(left_for="")),
            models.CheckConstraint(name="valuation_6_admitted_by_a_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"appraiser:{self.uscc}"

    def listed_on(self, day: date) -> bool:
        """Whether it is on the list that day, its qualification in force; not on the day on which it left."""
        qualified = self.qualified_until is None or day <= self.qualified_until
        return qualified and self.admitted_on <= day and (self.left_on is None or day < self.left_on)


class CreditRecord(models.Model):
    """诚信记录: what an appraiser did well or badly, on which evidence; corrected by being struck out with the reason."""

    appraiser = models.ForeignKey(Appraiser, models.PROTECT, related_name="credit")
    kind = models.CharField("类别", max_length=12, choices=list(CREDITS.items()))
    happened_on = models.DateField("发生日期")
    facts = models.CharField("事实", max_length=300)
    evidence = models.CharField("依据", max_length=120)
    recorded_on = models.DateField("登记日期")
    recorded_by = models.CharField("登记账号", max_length=32)
    struck_on = models.DateField("更正日期", null=True)
    struck_for = models.CharField("更正原因", max_length=200, blank=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(name="valuation_6_credit_struck_for_a_reason", condition=Q(struck_on=None) | ~Q(struck_for="")),
        ]

    def __str__(self) -> str:
        return f"{self.appraiser} {self.get_kind_display()}"


class ListPublication(models.Model):
    """The list as it was published on a day, whole, with its digest; it never changes afterwards."""

    number = models.CharField("编号", max_length=24, unique=True)
    published_on = models.DateField("公布日期")
    content = models.JSONField("名单")
    digest = models.CharField("摘要", max_length=64)
    published_by = models.CharField("公布账号", max_length=32)

    class Meta:
        ordering = ["-published_on", "-id"]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"appraiser-list:{self.number}"
