"""随机抽查: which closed cases were drawn, out of how many, and what looking at each showed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.cases.models import Case

SOUND, FAULTY = "sound", "faulty"
VERDICTS = {SOUND: "合格", FAULTY: "有问题"}


class Sample(models.Model):
    """One draw from the cases that ended from ``from_on`` to ``until_on``; the same days are never drawn from twice."""

    from_on = models.DateField("自")
    until_on = models.DateField("至")
    population = models.PositiveIntegerField("办结件数")
    size = models.PositiveIntegerField("抽取件数")
    drawn_by = models.CharField("抽取人", max_length=32)
    drawn_at = models.DateTimeField("抽取时间")

    class Meta:
        verbose_name = verbose_name_plural = "随机抽查"
        ordering = ["-from_on"]
        constraints = [
            models.UniqueConstraint(name="conv_super_3_drawn_once", fields=["from_on"]),
            models.CheckConstraint(name="supervision_sample_in_order", condition=Q(until_on__gte=F("from_on"))),
            models.CheckConstraint(name="supervision_sample_within", condition=Q(size__lte=F("population"), size__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.from_on}–{self.until_on}"

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"sample:{self.pk}"


class SampledCase(models.Model):
    """A case that was drawn; ``answers`` are the lines of the check form: key to (ok, fault, none) and a note."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="samples")
    answers = models.JSONField("检查结果", default=dict)
    verdict = models.CharField("结论", max_length=8, choices=list(VERDICTS.items()), blank=True)
    note = models.TextField("说明", blank=True)
    checked_by = models.CharField("检查人", max_length=32, blank=True)
    checked_at = models.DateTimeField("检查时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "抽查办件"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="supervision_drawn_once", fields=["sample", "case"])]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.case_id}"
