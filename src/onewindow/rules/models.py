"""Evaluations that something was decided on, kept whole so that they can be run again."""

from __future__ import annotations

from django.db import models

from onewindow.accounts.sealed import SealedTextField


class StoredEvaluation(models.Model):
    """One run of a rule book.

    ``content`` is canonical JSON of facts, figures, readings, results and explanation: sealed, since facts may be personal,
    and null when it was erased.
    """

    number = models.BigAutoField("测算编号", primary_key=True)
    book = models.CharField("规则集", max_length=60)
    version = models.CharField("规则集摘要", max_length=64)
    on = models.DateField("测算所依日期")
    subject = models.CharField("对象", max_length=120, blank=True, db_index=True)
    by = models.CharField("经办账号", max_length=120)
    at = models.DateTimeField("测算时间")
    content = SealedTextField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "测算"

    def __str__(self) -> str:
        return f"{self.number} {self.book} {self.on}"


class PolicyDraft(models.Model):
    """A draft change of a book's figures, to be tried on past data. ``content`` is canonical JSON of the changes, never altered."""

    number = models.BigAutoField("草案编号", primary_key=True)
    book = models.CharField("规则集", max_length=60, db_index=True)
    title = models.CharField("草案名称", max_length=60)
    version = models.CharField("起草时规则集摘要", max_length=64)
    content = models.TextField("改动")
    by = models.CharField("保存账号", max_length=120)
    at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "政策草案"

    def __str__(self) -> str:
        return f"{self.title}（{self.book}）"
