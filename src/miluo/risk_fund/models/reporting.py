"""What is reported: quarterly by banks and guarantors, half-yearly and yearly by 市财政局."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.organisations.models import Organisation

HALF, YEAR = "half", "year"
REPORT_KINDS = {HALF: "半年运行情况报告", YEAR: "年度运行财务状况报告"}


class QuarterFiling(models.Model):
    """季度备案 of one bank or guarantor: what the registers hold of its quarter, confirmed; nothing is a report too (riskfund-24)."""

    author = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="报送单位")
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度")
    figures = models.JSONField("数据")
    note = models.CharField("说明", max_length=500, blank=True)
    filed_on = models.DateField("报送日期")
    by = models.CharField("报送账号", max_length=120)

    class Meta:
        ordering = ["-year", "-quarter", "author"]
        constraints = [
            models.UniqueConstraint(name="riskfund_24_filed_once", fields=["author", "year", "quarter"]),
            models.CheckConstraint(name="riskfund_24_a_year_has_four_quarters", condition=Q(quarter__gte=1, quarter__lte=4)),
        ]

    def __str__(self) -> str:
        return f"{self.author} {self.year} {self.quarter}"


class Report(models.Model):
    """A report to 市人民政府 as it was produced; ``figures`` are frozen with it (riskfund-7b)."""

    kind = models.CharField("类别", max_length=5, choices=list(REPORT_KINDS.items()))
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日")
    figures = models.JSONField("数据")
    paper = models.CharField("文书", max_length=60)
    made_on = models.DateField("生成日期")
    by = models.CharField("生成账号", max_length=120)

    class Meta:
        ordering = ["-ends_on", "-id"]
        constraints = [models.UniqueConstraint(name="riskfund_7b_reported_once", fields=["kind", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.ends_on}"
