"""企业名录: the enterprises by their code, what each did in a year, and the files that every figure came with."""

from __future__ import annotations

from django.db import models

from miluo.open_economy.data_kinds import FLAGS, KINDS

IMPORT_STATES = {"checked": "已检查，待导入", "applied": "已导入", "dropped": "未采用"}


class DataImport(models.Model):
    """A file of figures: checked when it came, applied when somebody said so. The file and its marked copy are kept."""

    number = models.CharField("导入编号", max_length=16, unique=True)
    kind = models.CharField("数据类别", max_length=16, choices=[(key, kind.title) for key, kind in KINDS.items()])
    year = models.PositiveSmallIntegerField("业绩年度")  # 0: of no year
    closed_until = models.DateField("数据截至日", null=True)
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    marked = models.CharField("标注错误的文件", max_length=64, blank=True)
    state = models.CharField("状态", max_length=8, choices=list(IMPORT_STATES.items()))
    rows = models.PositiveIntegerField("行数")
    wrong = models.PositiveIntegerField("有误的行")
    problems = models.JSONField("前若干处错误", default=list)
    created = models.PositiveIntegerField("新增", default=0)
    corrected = models.PositiveIntegerField("更正", default=0)
    unchanged = models.PositiveIntegerField("未变", default=0)
    by = models.CharField("导入人", max_length=32)
    at = models.DateTimeField("检查时间")
    applied_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def subject(self) -> str:
        return f"enterprise-data:{self.number}"

    @property
    def good(self) -> int:
        return self.rows - self.wrong


class Enterprise(models.Model):
    """One enterprise (主体). A flag that no file said anything about is null: unknown; ``sources`` say where each column came from."""

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("企业名称", max_length=100)
    address = models.CharField("住所", max_length=200, blank=True)
    introduced_on = models.DateField("引进日期", null=True)
    registered_in_miluo = models.BooleanField(FLAGS["registered_in_miluo"], null=True)
    is_new_production_trader = models.BooleanField(FLAGS["is_new_production_trader"], null=True)
    is_foreign_invested = models.BooleanField(FLAGS["is_foreign_invested"], null=True)
    is_hightech_or_mechatronic = models.BooleanField(FLAGS["is_hightech_or_mechatronic"], null=True)
    ecommerce_registered = models.BooleanField(FLAGS["ecommerce_registered"], null=True)
    is_service_platform = models.BooleanField(FLAGS["is_service_platform"], null=True)
    is_labour_platform = models.BooleanField(FLAGS["is_labour_platform"], null=True)
    sources = models.JSONField("来源", default=dict)
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["uscc"]

    def __str__(self) -> str:
        return f"{self.name}（{self.uscc}）"

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"enterprise:{self.uscc}"

    @property
    def kinds(self) -> list[str]:
        """What it is, in Chinese: the flags that are set."""
        return [title for name, title in FLAGS.items() if getattr(self, name)]


class YearData(models.Model):
    """What is known of an enterprise for one year: ``facts`` as the contract writes them, by name; ``sources`` say where from.

    A source is ``{"import": number, "kind": key, "row": row of the file}``. ``version`` grows with every correction.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("业绩年度")
    facts = models.JSONField("数据", default=dict)
    sources = models.JSONField("来源", default=dict)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        constraints = [models.UniqueConstraint(name="open2023_10_2a_one_year_data", fields=["enterprise", "year"])]
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.year} v{self.version}"


class Correction(models.Model):
    """A figure that a later file put right: from what, to what, by which row. ``year`` is 0 for what is of no year."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="corrections")
    year = models.PositiveSmallIntegerField("业绩年度")
    fact = models.CharField("数据项", max_length=64)
    before = models.JSONField("更正前", null=True)
    after = models.JSONField("更正后", null=True)
    data_import = models.ForeignKey(DataImport, models.PROTECT, related_name="corrections")
    row = models.PositiveIntegerField("行")
    by = models.CharField("更正人", max_length=32)
    at = models.DateTimeField("更正时间")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.year} {self.fact}"
