"""专项资金: what the budget set aside for each year, less or more by later documents, and how a year was closed.

The money itself stands in the ledger (book ``open-economy``).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

GIVEN, REDUCED = "given", "reduced"
KINDS = {GIVEN: "预算安排", REDUCED: "预算调减"}


class Appropriation(models.Model):
    """预算安排: one sum that 市财政局 set aside for a year of performance, or took off it again, by which document. They add up."""

    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("类别", max_length=8, choices=list(KINDS.items()), default=GIVEN)
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
            models.UniqueConstraint(name="open2023_10_1_document_once", fields=["year", "kind", "document"]),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.amount_cny} {self.document}"


class YearClosing(models.Model):
    """年终结转: what of a year that is over went on to the next, and what went back to the budget (conv-open-9).

    ``payable_cny`` is what was granted and not paid on that day: it stays with the year and is paid from it. There may be a second one,
    for what was recovered since.
    """

    year = models.PositiveSmallIntegerField("年度")
    carried_cny = models.DecimalField("结转下年（元）", max_digits=14, decimal_places=2)
    taken_back_cny = models.DecimalField("结余收回（元）", max_digits=14, decimal_places=2)
    payable_cny = models.DecimalField("应付未付（元）", max_digits=14, decimal_places=2)
    document = models.CharField("依据文件", max_length=100)
    entry = models.PositiveBigIntegerField("凭证号")
    on = models.DateField("登记日期")
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="open2023_10_1_closing_moves_something",
                condition=Q(carried_cny__gte=0, taken_back_cny__gte=0, payable_cny__gte=0)
                & (Q(carried_cny__gt=0) | Q(taken_back_cny__gt=0)),
            ),
            models.CheckConstraint(
                name="open2023_10_1_closing_years",
                condition=Q(year__gte=2023, year__lte=2026) | Q(year=2027, carried_cny=0),  # after the fifth year there is no next
            ),
            models.UniqueConstraint(name="open2023_10_1_closing_document_once", fields=["year", "document"]),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.carried_cny} {self.taken_back_cny} {self.document}"
