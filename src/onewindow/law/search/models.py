"""What can be found, one row each; the index of its words stands beside it, made for each database (``index``)."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """One thing to find. A larger number is a newer thing: the day stands in its upper digits, so the index is in order.

    ``folded`` is title and text in the form in which words are compared, with a line feed between them that no word contains.
    """

    id = models.BigIntegerField("序号", primary_key=True)
    kind = models.CharField("类别", max_length=20)
    key = models.CharField("代号", max_length=240)
    title = models.TextField("标题")
    text = models.TextField("文字")
    folded = models.TextField("检索文字")
    url_name = models.CharField("页面", max_length=60, blank=True)
    url_args = models.JSONField("页面参数", default=list)
    anchor = models.TextField("页内位置", blank=True)
    document = models.CharField("文号", max_length=80, blank=True, db_index=True)
    issuer = models.TextField("发文机关", blank=True, db_index=True)
    year = models.PositiveSmallIntegerField("年份", null=True, db_index=True)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=("kind", "key"), name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
