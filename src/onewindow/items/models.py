"""Items and their versions, the lists of the upper platform, and what was found to differ from them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.organisations.models import Organisation


class Item(models.Model):
    """One item of the catalogue. Its code and body are those of the version published last; its key never changes."""

    key = models.SlugField("事项代号", max_length=60, unique=True)
    code = models.CharField("实施编码", max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="items", verbose_name="实施主体")

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.key} {self.code}"

    @property
    def subject(self) -> str:
        """The chain of the trail that its events stand in."""
        return f"item:{self.key}"


class State(models.TextChoices):
    """Where a version stands. A version that was approved waits in review until it is published."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审核中"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


OPEN = (State.DRAFT, State.IN_REVIEW)


class ItemVersion(models.Model):
    """One version of an item. ``content`` is ``Content`` as JSON, ``digest`` its SM3; the database keeps what is published as it is.

    ``state`` is withdrawn where a version never held; one that held and was ended keeps published, with its last day.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions", verbose_name="事项")
    number = models.PositiveSmallIntegerField("版本号")
    title = models.CharField("事项名称", max_length=200)
    content = models.JSONField("内容")
    digest = models.CharField("内容摘要", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.CharField("修改说明", max_length=400, blank=True)
    origin = models.CharField("来源", max_length=8, choices=[("typed", "编制"), ("import", "导入"), ("seed", "首次装载")], default="typed")
    effective_from = models.DateField("生效日期", null=True)
    effective_until = models.DateField("最后一日", null=True)
    drafters = models.JSONField("参与起草的账号", default=list)
    drafted_by = models.CharField("起草人", max_length=120)
    drafted_at = models.DateTimeField("起草时间")
    submitted_at = models.DateTimeField("送审时间", null=True)
    reviewed_by = models.CharField("审核人", max_length=120, blank=True)
    reviewed_at = models.DateTimeField("审核时间", null=True)
    opinion = models.TextField("审核意见", blank=True)
    published_by = models.CharField("发布人", max_length=120, blank=True)
    published_at = models.DateTimeField("发布时间", null=True)
    withdrawn_by = models.CharField("撤回人", max_length=120, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_for = models.CharField("撤回理由", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事项版本"
        ordering = ("item", "-number")
        constraints = [
            models.UniqueConstraint(name="items_one_number_an_item", fields=["item", "number"]),
            models.UniqueConstraint(name="items_one_open_version_an_item", fields=["item"], condition=Q(state__in=["draft", "in_review"])),
            models.CheckConstraint(
                name="items_ends_after_it_begins",
                condition=Q(effective_until=None) | Q(effective_from=None) | Q(effective_until__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="items_published_from_a_day_by_somebody",
                condition=~Q(state="published") | (Q(effective_from__isnull=False) & Q(published_at__isnull=False) & ~Q(published_by="")),
            ),
            models.CheckConstraint(name="items_withdrawn_for_a_reason", condition=~Q(state="withdrawn") | ~Q(withdrawn_for="")),
        ]
        indexes = [models.Index(fields=["state", "effective_from"], name="items_in_force")]

    def __str__(self) -> str:
        return f"{self.title} 第{self.number}版"

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def approved(self) -> bool:
        """Whether it was reviewed and waits for publication."""
        return self.state == State.IN_REVIEW and self.reviewed_at is not None


class UpstreamList(models.Model):
    """One list of the upper platform as it was imported: the file under its digest, and which elements it has."""

    number = models.BigAutoField("清单编号", primary_key=True)
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件摘要", max_length=64)
    elements = models.JSONField("清单所列要素", default=list)
    imported_by = models.CharField("导入人", max_length=120)
    imported_at = models.DateTimeField("导入时间")
    report = models.JSONField("导入结果", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "上级平台清单"
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.file_name}"


class UpstreamItem(models.Model):
    """A line of such a list: what the upper platform says of one item, by element, as far as the list says it."""

    of = models.ForeignKey(UpstreamList, models.CASCADE, related_name="items", verbose_name="清单")
    row = models.PositiveIntegerField("行")
    code = models.CharField("实施编码", max_length=80)
    title = models.CharField("事项名称", max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="实施主体")
    values = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "上级平台清单事项"
        ordering = ("row",)
        constraints = [models.UniqueConstraint(name="items_one_line_a_code", fields=["of", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Discrepancy(models.Model):
    """One element of one item that is not as the upper platform has it: who is to settle it, and by when."""

    class Kind(models.TextChoices):
        CHANGED = "changed", "内容不一致"
        ONLY_OURS = "only_ours", "上级清单没有"
        ONLY_THEIRS = "only_theirs", "本地目录没有"

    code = models.CharField("实施编码", max_length=80)
    title = models.CharField("事项名称", max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="责任单位")
    kind = models.CharField("差异", max_length=12, choices=Kind.choices)
    element = models.CharField("要素", max_length=60, blank=True)
    ours = models.TextField("本地内容", blank=True)
    theirs = models.TextField("上级平台内容", blank=True)
    found_on = models.DateField("发现日期")
    settle_by = models.DateField("应于何日前处理")
    settled_on = models.DateField("一致日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "与上级平台的差异"
        ordering = ("settle_by", "organisation", "code", "element")
        constraints = [
            models.UniqueConstraint(name="items_one_open_difference", fields=["code", "element"], condition=Q(settled_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.element}"
