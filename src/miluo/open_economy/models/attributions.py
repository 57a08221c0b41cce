"""第七条: which service platform helped which enterprise to its first trade; one platform for each enterprise, for good."""

from __future__ import annotations

from django.db import models


class Attribution(models.Model):
    """By whom an enterprise was helped: written by the decision that rewards the platform, or by the bureau where two claim it."""

    uscc = models.CharField("被帮助企业", max_length=18)
    platform = models.CharField("服务平台", max_length=18)
    year = models.PositiveSmallIntegerField("破零年度")
    evidence = models.CharField("依据", max_length=300)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    by = models.CharField("认定人", max_length=32)
    at = models.DateTimeField("认定时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="open2023_7_1_one_platform", fields=["uscc"]),
            models.CheckConstraint(name="open2023_7_1_another_enterprise", condition=~models.Q(uscc=models.F("platform"))),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.platform} {self.uscc} {self.year}"
