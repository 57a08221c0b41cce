"""Counters that leave no gap, and the papers that were made: what each says, its code, and its one finished file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField


class Counter(models.Model):
    """The last serial of a series in a year (0 for a series that never begins anew)."""

    series = models.CharField("编号序列", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("末号")

    class Meta:
        verbose_name = verbose_name_plural = "编号"
        constraints = [models.UniqueConstraint(name="papers_one_counter_a_series", fields=["series", "year"])]

    def __str__(self) -> str:
        return f"{self.series} {self.year} {self.last}"


class Paper(models.Model):
    """A numbered paper. Nothing of it changes but that its file is made once, and that it may be revoked.

    ``content`` is the canonical JSON of what it says, sealed; ``holder`` is the masked name, for the public.
    """

    number = models.CharField("文书编号", max_length=60, unique=True)
    code = models.CharField("验证码", max_length=12, unique=True)
    kind = models.CharField("文书种类", max_length=40)
    title = models.CharField("标题", max_length=60)
    organisation = models.CharField("制发单位", max_length=64)
    issuer = models.CharField("制发单位名称", max_length=60)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    holder = models.CharField("持有人（脱敏）", max_length=200)
    content = SealedTextField("内容")
    series = models.CharField("编号序列", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("流水号")
    issued_at = models.DateTimeField("制发时间")
    issued_by = models.CharField("制发人", max_length=32)
    sha256 = models.CharField("文件SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField("文件字节数", default=0)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revoked_by = models.CharField("撤销人", max_length=32, blank=True)
    revoked_for = models.TextField("撤销理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="papers_one_paper_a_serial", fields=["series", "year", "serial"]),
            models.CheckConstraint(name="papers_file_is_whole", condition=Q(sha256="", size=0) | (~Q(sha256="") & Q(size__gt=0))),
            models.CheckConstraint(
                name="papers_revoked_for_a_reason",
                condition=Q(revoked_at=None, revoked_by="", revoked_for="") | (Q(revoked_at__isnull=False) & ~Q(revoked_for="")),
            ),
        ]
        indexes = [
            models.Index(name="papers_of_case", fields=["case_number"]),
            models.Index(name="papers_without_file", fields=["id"], condition=Q(sha256="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def subject(self) -> str:
        """The chain of the trail that its events stand in: its case's, or its own if it has no case."""
        return f"case:{self.case_number}" if self.case_number else f"paper:{self.number}"

    @property
    def status(self) -> str:
        return "已撤销" if self.revoked_at else "有效"

    @property
    def file_name(self) -> str:
        """The name that a download bears."""
        return f"{self.title}（{self.number}）.pdf"


class PrintedIssue(models.Model):
    """The PDF of an issue of the gazette under the digest of all that it is made from: made once for each state of the text."""

    source = models.CharField("内容摘要", max_length=64, unique=True)
    sha256 = models.CharField("文件摘要", max_length=64)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "公报印本"

    def __str__(self) -> str:
        return self.source
