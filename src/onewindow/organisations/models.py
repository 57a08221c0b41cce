"""Organisations, the names they go by, the issuers of normative documents, and who answers for what from which day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

_TERM_IN_ORDER = Q(valid_until__isnull=True) | Q(valid_from__isnull=True) | Q(valid_until__gte=F("valid_from"))


class Organisation(models.Model):
    """A body of the county or stationed in it. Retired by its last day, never deleted: cases and papers name it."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        DEPARTMENT = "department", "政府工作部门"
        AGENCY = "agency", "派出机构"
        TOWN = "town", "镇"
        INSTITUTION = "public_institution", "事业单位"
        VERTICAL = "vertical", "垂直管理单位"
        PARTY = "party", "党委部门"
        ASSEMBLY = "assembly", "人大、政协"
        JUDICIAL = "judicial", "司法机关"
        MILITARY = "military", "军事机构"
        MASS = "mass_organisation", "群团组织"
        COORDINATION = "coordination", "议事协调机构的办公室"
        ENTERPRISE = "enterprise", "企业"

    key = models.SlugField("代号", max_length=60, unique=True)
    name = models.CharField("名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=30)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级")
    valid_from = models.DateField("设立", null=True, blank=True)
    valid_until = models.DateField("最后一日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ("id",)
        constraints = [models.CheckConstraint(name="organisation_ends_after_it_begins", condition=_TERM_IN_ORDER)]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name that texts use; ``plain`` is the name without blanks, width and the county's prefix."""

    plain = models.CharField("匹配用名称", max_length=60, unique=True)
    text = models.CharField("名称", max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="aliases", verbose_name="单位")
    retired = models.BooleanField("停用", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "别名"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class Issuer(models.Model):
    """A line of the table of issuers of normative documents, as printed; its number is prefix, year, code and serial.

    ``digits`` counts the placeholders of the serial as printed; a line without a code has them all for the serial.
    ``decision`` names the document that added or ended the line: from then on the files of the county leave it alone.
    """

    row = models.PositiveSmallIntegerField("序号", unique=True)
    name = models.CharField("单位名称", max_length=60)
    printed = models.CharField("登记号样式", max_length=30)
    prefix = models.CharField("前缀", max_length=8)
    code = models.CharField("单位代码", max_length=2, blank=True)
    digits = models.PositiveSmallIntegerField("流水号位数")
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="issuer", verbose_name="单位")
    clause = models.CharField("依据", max_length=40)
    valid_from = models.DateField("列入", null=True, blank=True)
    valid_until = models.DateField("最后一日", null=True, blank=True)
    decision = models.CharField("变动依据", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "规范性文件制定主体"
        ordering = ("row",)
        constraints = [models.CheckConstraint(name="issuer_ends_after_it_begins", condition=_TERM_IN_ORDER)]

    def __str__(self) -> str:
        return f"{self.row} {self.name}"


class Leader(models.Model):
    """A member of the leadership, with the post as printed. ``gender`` only where the text prints it."""

    key = models.SlugField("代号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=30)
    post = models.CharField("职务", max_length=60)
    gender = models.CharField("性别", max_length=1, blank=True)
    rank = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "领导班子成员"
        ordering = ("rank", "id")

    def __str__(self) -> str:
        return f"{self.post}{self.name}"


class Duty(models.Model):
    """One line of the division of work: who answers for a matter or a unit, how, and in which days."""

    class Relation(models.TextChoices):
        RESPONSIBLE = "responsible", "负责"
        IN_CHARGE = "in_charge", "分管"
        LIAISON = "liaison", "联系"
        ASSIST_RESPONSIBLE = "assist_responsible", "协助负责"
        ASSIST_IN_CHARGE = "assist_in_charge", "协助分管"
        ASSIST_LIAISON = "assist_liaison", "协助联系"

    class Kind(models.TextChoices):
        MATTER = "matter", "工作"
        UNIT = "unit", "单位"

    leader = models.ForeignKey(Leader, models.PROTECT, related_name="duties", verbose_name="领导")
    relation = models.CharField("关系", max_length=20, choices=Relation.choices)
    target = models.CharField("对象", max_length=60)
    kind = models.CharField("对象类别", max_length=8, choices=Kind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="单位")
    clause = models.CharField("依据", max_length=40)
    valid_from = models.DateField("起")
    valid_until = models.DateField("最后一日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "分工"
        ordering = ("leader__rank", "id")
        constraints = [
            models.UniqueConstraint(name="duty_once", fields=("leader", "relation", "target", "valid_from")),
            models.CheckConstraint(name="duty_ends_after_it_begins", condition=_TERM_IN_ORDER),
        ]

    def __str__(self) -> str:
        return f"{self.leader}{self.get_relation_display()}{self.target}"
