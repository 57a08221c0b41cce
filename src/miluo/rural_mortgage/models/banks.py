"""Who lends: the banks that take part in the trial, and the further conditions that they or 农交中心 set."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from onewindow.organisations.models import Organisation


class Bank(models.Model):
    """参与试点的银行业金融机构, from a day until it leaves (mortgage-6)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="金融机构")
    starts_on = models.DateField("参与起始日期")
    ends_on = models.DateField("退出日期", null=True)
    document = models.CharField("依据文件", max_length=120)
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(name="mortgage_6_takes_part_once", fields=["organisation"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="mortgage_6_leaves_after_it_came", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def takes_part_on(self, day: date) -> bool:
        """Whether it takes part on a day; not on the day on which it left."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class Condition(models.Model):
    """其他条件 that 农交中心 or a lending bank set (mortgage-7-4, mortgage-9), confirmed with every application from its first day."""

    author = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="规定单位")
    text = models.CharField("条件", max_length=200)
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("停用日期", null=True)
    document = models.CharField("依据文件", max_length=120)
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [models.UniqueConstraint(name="mortgage_7_4_a_condition_once", fields=["author", "text", "starts_on"])]

    def __str__(self) -> str:
        return self.text
