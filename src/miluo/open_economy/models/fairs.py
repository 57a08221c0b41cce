"""展会: the provincial list of key fairs by year, and who was approved to go to one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class FairList(models.Model):
    """省重点展会名录 of a year as it was entered; a later version takes the place of the one before, and nothing is overwritten."""

    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版次")
    source = models.CharField("依据文件", max_length=200)
    file_name = models.CharField("导入文件", max_length=200, blank=True)
    entered_by = models.CharField("录入人", max_length=32)
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        constraints = [models.UniqueConstraint(name="open2023_4_1c_one_list_a_version", fields=["year", "version"])]

    def __str__(self) -> str:
        return f"{self.year}年度省重点展会名录第{self.version}版"


class ListedFair(models.Model):
    """One fair of a list."""

    list = models.ForeignKey(FairList, models.PROTECT, related_name="fairs")
    name = models.CharField("展会名称", max_length=100)
    place = models.CharField("举办地", max_length=100, blank=True)
    starts_on = models.DateField("开幕日期")
    ends_on = models.DateField("结束日期")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="open2023_4_1c_a_fair_stands_once", fields=["list", "name"]),
            models.CheckConstraint(name="open2023_4_1c_a_fair_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return self.name


class FairApproval(models.Model):
    """参展核准: an enterprise that may go to a fair of the list and claim for it afterwards."""

    uscc = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    fair = models.ForeignKey(ListedFair, models.PROTECT, related_name="approvals")
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("展会名称", max_length=100)
    case_number = models.CharField("办件编号", max_length=24)
    approved_on = models.DateField("核准日期")

    class Meta:
        constraints = [models.UniqueConstraint(name="open2023_4_1c_approved_once", fields=["uscc", "year", "name"])]

    def __str__(self) -> str:
        return f"{self.uscc} {self.name}"
