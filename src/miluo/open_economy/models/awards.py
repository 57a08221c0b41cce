"""奖补台账: what was awarded under 汨政发〔2023〕2号, line by line."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

FIRST_TRADE = "first_trade_award_cny"
GROWTH = "growth_award_cny"
TRADE_VOLUME = "trade_volume_award_cny"
TITLES = {FIRST_TRADE: "外贸破零奖励", GROWTH: "外贸倍增奖励", TRADE_VOLUME: "外贸规模奖励"}
STAGES = {"interim": "年度中申领", "final": "年度结算"}


class Award(models.Model):
    """One award granted to one enterprise for one year, before the year was over (interim) or after it (final)."""

    uscc = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    award = models.CharField("奖励项目", max_length=40, choices=list(TITLES.items()))
    year = models.PositiveSmallIntegerField("业绩年度")
    stage = models.CharField("阶段", max_length=10, choices=list(STAGES.items()))
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    case_number = models.CharField("办件编号", max_length=24)
    published_on = models.DateField("公示日期")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="open2023_claim_before_year_end", fields=["uscc", "award", "year", "stage"]),
            models.UniqueConstraint(name="open2023_2_1_first_trade_once", fields=["uscc", "stage"], condition=Q(award=FIRST_TRADE)),
            models.CheckConstraint(name="open2023_10_2a_amount_is_positive", condition=Q(amount_cny__gt=0)),
            models.CheckConstraint(name="open2023_10_1_years", condition=Q(year__gte=2023, year__lte=2027)),
        ]
        indexes = [models.Index(name="open2023_11_1_published", fields=["-published_on"])]

    def __str__(self) -> str:
        return f"{self.uscc} {self.year} {self.award} {self.amount_cny}"
