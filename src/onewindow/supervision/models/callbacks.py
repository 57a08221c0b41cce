"""差评回访: a bad rating is followed up by somebody other than who handled the case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.cases.models import Rating

CALL_OUTCOMES = {
    "mended": "核实并整改",
    "explained": "核实并解释说明",
    "mistaken": "评价人确认误评",
    "unreached": "三次联系不上",
}


class CallBack(models.Model):
    """One bad rating and its follow-up until ``due_on``; what was said on the call is sealed."""

    number = models.CharField("回访编号", max_length=24, unique=True)
    rating = models.OneToOneField(Rating, models.PROTECT, related_name="call_back")
    organisation = models.CharField("被评价单位", max_length=64)
    opened_on = models.DateField("转回访日期")
    due_on = models.DateField("回访期限")
    outcome = models.CharField("结果", max_length=10, choices=list(CALL_OUTCOMES.items()), blank=True)
    said = SealedTextField("通话记录")
    measures = models.TextField("核实整改情况", blank=True)
    called_by = models.CharField("回访人", max_length=32, blank=True)
    called_at = models.DateTimeField("回访时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "差评回访"
        ordering = ["due_on", "id"]
        indexes = [models.Index(name="supervision_to_call", fields=["due_on"], condition=Q(called_at=None))]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"callback:{self.number}"
