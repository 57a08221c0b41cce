"""The official texts as they were published: issues of the gazette, documents, their versions, and every passage.

Written by ``gazette.services`` alone. A version is never changed: a corrected text is a new one, and the last is the one that counts.
"""

from __future__ import annotations

from django.db import models

from onewindow.law.search.models import SearchEntry as SearchEntry  # so that Django finds it


class GazetteIssue(models.Model):
    """One issue of a gazette; ``year`` and ``number`` are 0 where the text names none."""

    title = models.CharField("公报名称", max_length=60)
    year = models.PositiveSmallIntegerField("年份", default=0)
    number = models.PositiveSmallIntegerField("期号", default=0)
    source = models.CharField("原文摘要", max_length=64)  # SHA-256 of the file imported last
    imported_at = models.DateTimeField("导入时间")
    unplaced = models.JSONField("对不上的行", default=list)  # {line, text, reason} of the file imported last

    class Meta:
        verbose_name = verbose_name_plural = "公报"
        ordering = ("-year", "-number", "id")
        constraints = [models.UniqueConstraint(fields=("title", "year", "number"), name="gazette_issue_once")]

    def __str__(self) -> str:
        number = f"第{self.number}期" if self.number else "（期号未印）"
        return f"《{self.title}》{self.year}年{number}"


class OfficialDocument(models.Model):
    """A document by its number; ``current`` counts the versions of its text, of which the last is the standard one."""

    issue = models.ForeignKey(GazetteIssue, models.PROTECT, related_name="documents", verbose_name="公报")
    number = models.CharField("文号", max_length=99, unique=True)
    position = models.PositiveSmallIntegerField("刊登次序")
    current = models.PositiveSmallIntegerField("现行版本")

    class Meta:
        verbose_name = verbose_name_plural = "公报文件"
        ordering = ("issue", "position")

    def __str__(self) -> str:
        return self.number


class DocumentVersion(models.Model):
    """The text of a document as imported once. ``content`` is the whole tree, from which pages and checks are made."""

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="versions", verbose_name="文件")
    serial = models.PositiveSmallIntegerField("版本")
    title = models.TextField("标题")
    issuer = models.TextField("发文机关")
    addressees = models.JSONField("主送", default=list)
    signed = models.DateField("成文日期", null=True)
    registration = models.CharField("登记号", max_length=40, blank=True)
    content = models.JSONField("正文结构")
    digest = models.CharField("正文摘要", max_length=64)
    difference = models.TextField("与上一版本的差异", blank=True)
    imported_by = models.CharField("导入账号", max_length=120)
    imported_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "文件版本"
        ordering = ("document", "serial")
        constraints = [models.UniqueConstraint(fields=("document", "serial"), name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.title}（第{self.serial}版）"


class Passage(models.Model):
    """One clause-sized piece of a version, at its address in the document (``第十六条``)."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="passages", verbose_name="版本")
    position = models.PositiveSmallIntegerField("次序")
    place = models.CharField("位置", max_length=120)
    parent = models.CharField("上级位置", max_length=120, blank=True)
    heading = models.TextField("所在章节", blank=True)
    kind = models.CharField("类别", max_length=12)
    label = models.CharField("序号", max_length=20, blank=True)
    text = models.TextField("文字")
    table = models.JSONField("表格", null=True)
    first_line = models.PositiveIntegerField("首行")
    last_line = models.PositiveIntegerField("末行")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "段落"
        ordering = ("version", "position")
        constraints = [models.UniqueConstraint(fields=("version", "place"), name="passage_one_address")]

    def __str__(self) -> str:
        return self.place


class ClausePlace(models.Model):
    """Where a clause of a declared regulation stands in the official text; ``excerpt`` is its wording there."""

    clause = models.CharField("条款代号", max_length=60, db_index=True)
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="clauses", verbose_name="段落")
    excerpt = models.TextField("条款原文")

    class Meta:
        verbose_name = verbose_name_plural = "条款位置"
        ordering = ("passage", "id")
        constraints = [models.UniqueConstraint(fields=("clause", "passage"), name="clause_place_once")]

    def __str__(self) -> str:
        return self.clause
