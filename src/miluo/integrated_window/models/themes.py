"""Which of the ten themes are online, since when, and who leads those whose owner the text leaves open."""

from __future__ import annotations

from django.db import models

from onewindow.organisations.models import Organisation


class ThemeState(models.Model):
    """How a theme stands: online from a day on, or not; what a theme is (items, form, life cycle) is data (themes.yaml)."""

    theme = models.CharField("主题", max_length=30, unique=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="牵头单位")
    online_from = models.DateField("上线日期", null=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.theme

    @property
    def subject(self) -> str:
        return f"theme:{self.theme}"
