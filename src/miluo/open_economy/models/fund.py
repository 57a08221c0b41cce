"""专项资金: what the budget set aside for each year. The money itself stands in the ledger (book ``open-economy``)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Appropriation(models.Model):
    """预算安排: one sum that 市财政局 set aside for a year of performance, by which document. Several add up (追加)."""

    year = models.PositiveSmallIntegerField("年度")
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    document = models.CharField("依据文件", max_length=100)
    entry = models.PositiveBigIntegerField("凭证号")
    on = models.DateField("登记日期")
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="open2023_10_1_appropriation_is_positive", condition=Q(amount_cny__gt=0)),
            models.CheckConstraint(name="open2023_10_1_appropriation_years", condition=Q(year__gte=2023, year__lte=2027)),
            models.UniqueConstraint(name="open2023_10_1_document_once", fields=["year", "document"]),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.amount_cny} {self.document}"
