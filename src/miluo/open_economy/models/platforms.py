"""帮助破零: which service platform an enterprise's first trade counts for, once and for one platform alone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class HelpedEnterprise(models.Model):
    """An enterprise that a platform was rewarded for, in the year in which it first traded (open2023-7-1)."""

    uscc = models.CharField("被帮助企业", max_length=18)
    platform_uscc = models.CharField("服务平台", max_length=18)
    platform_name = models.CharField("服务平台名称", max_length=100)
    year = models.PositiveSmallIntegerField("业绩年度")
    case_number = models.CharField("办件编号", max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="open2023_7_1_one_platform_an_enterprise", fields=["uscc"]),
            models.CheckConstraint(name="open2023_7_1_no_platform_helps_itself", condition=~Q(uscc=F("platform_uscc"))),
        ]

    def __str__(self) -> str:
        return f"{self.uscc} {self.platform_uscc}"
