"""奖补台账: what was awarded under 汨政发〔2023〕2号, line by line."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from miluo.open_economy.facts import AWARDS as TITLES
from miluo.open_economy.recurrence import (
    ECOMMERCE,
    FIRST_TRADE,
    FOREIGN,
    ONLINE_FAIR,
    ONLINE_MARKETING,
    SETUP,
    TRADE_VOLUME,
    UPGRADE,
)

STAGES = {"interim": "年度中申领", "final": "年度结算", "once": "单项申领"}

# What one line can never exceed, as the text prints it; a changed figure is a migration, and a test holds it to parameters.yaml.
CAPS = {
    "open2023_1_1a_cap": (SETUP, 200_000),
    "open2023_2_1_cap": (FIRST_TRADE, 50_000),
    "open2023_3_1_cap": (TRADE_VOLUME, 1_000_000),
    "open2023_4_3a_cap": (ONLINE_FAIR, 40_000),
    "open2023_4_4_cap": (ONLINE_MARKETING, 40_000),
    "open2023_5_1_cap": (ECOMMERCE, 30_000),
    "open2023_6_1_cap": (UPGRADE, 200_000),
}
FOREIGN_LIFETIME_CAP = 200_000
COUNTS = Q(released_on=None)


class Award(models.Model):
    """One award granted to one enterprise: for a year, before it was over (interim) or after (final), or for a matter (once).

    ``matter`` is the fair that it is for, where it is for one. ``before_cny`` is what the enterprise had been granted under the
    same award before this line, ever: no two lines can stand on the same sum, so of two decisions at once the second sees the
    first, and a lifetime cap is a constraint of one row; ``freed_before_cny`` is what of that sum counted no more by then.
    What is taken from a line later are rows of their own (``Withdrawal``, ``Repayment``); ``amount_cny`` stays as it was decided.
    From ``released_on`` nothing of the line counts, and its place is free for another.
    """

    uscc = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    award = models.CharField("奖励项目", max_length=40, choices=list(TITLES.items()))
    year = models.PositiveSmallIntegerField("业绩年度")
    matter = models.CharField("事由", max_length=100, blank=True)
    stage = models.CharField("阶段", max_length=10, choices=list(STAGES.items()))
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    before_cny = models.DecimalField("此前累计（元）", max_digits=14, decimal_places=2, default=0)
    freed_before_cny = models.DecimalField("此前累计中不再计入（元）", max_digits=14, decimal_places=2, default=0)
    case_number = models.CharField("办件编号", max_length=24)
    published_on = models.DateField("公示日期")
    released_on = models.DateField("不再计入日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="open2023_claim_before_year_end", fields=["uscc", "award", "year", "matter", "stage"], condition=COUNTS
            ),
            models.UniqueConstraint(name="open2023_10_2a_one_after_another", fields=["uscc", "award", "before_cny"]),
            models.UniqueConstraint(name="open2023_1_1b_setup_once", fields=["uscc"], condition=COUNTS & Q(award=SETUP)),
            models.UniqueConstraint(
                name="open2023_2_1_first_trade_once", fields=["uscc", "stage"], condition=COUNTS & Q(award=FIRST_TRADE)
            ),
            models.UniqueConstraint(name="open2023_5_1_ecommerce_once", fields=["uscc"], condition=COUNTS & Q(award=ECOMMERCE)),
            models.CheckConstraint(
                name="open2023_1_2c_lifetime_cap",
                condition=~Q(award=FOREIGN) | Q(amount_cny__lte=FOREIGN_LIFETIME_CAP - F("before_cny") + F("freed_before_cny")),
            ),
            *(models.CheckConstraint(name=name, condition=~Q(award=award) | Q(amount_cny__lte=cap)) for name, (award, cap) in CAPS.items()),
            models.CheckConstraint(name="open2023_10_2a_amount_is_positive", condition=Q(amount_cny__gt=0, before_cny__gte=0)),
            models.CheckConstraint(
                name="open2023_11_no_more_freed_than_granted",
                condition=Q(freed_before_cny__gte=0, freed_before_cny__lte=F("before_cny")),
            ),
            models.CheckConstraint(name="open2023_10_1_years", condition=Q(year__gte=2023, year__lte=2027)),
        ]
        indexes = [models.Index(name="open2023_11_1_published", fields=["-published_on"])]

    def __str__(self) -> str:
        return f"{self.uscc} {self.year} {self.award} {self.amount_cny}"
