"""The registers: documents and their materials, reviews, registrations, publications, filings, deposits, clean-ups, issuers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from miluo.normative_documents.life import OCCASIONS, OPINIONS, OUTCOMES, State
from miluo.normative_documents.numbers import LARGEST_SERIAL, RegistrationNumber
from onewindow.organisations.models import Issuer


class Document(models.Model):
    """One normative document from its first draft on. ``text`` holds its blocks as ``wording.Block`` writes them."""

    number = models.CharField("流程编号", max_length=24, unique=True)
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="documents", verbose_name="制定主体")
    drafted_by = models.CharField("起草单位", max_length=60)  # key of the organisation
    drafter = models.CharField("起草人", max_length=32)
    title = models.CharField("标题", max_length=200)
    text = models.JSONField("正文", default=list)
    addressees = models.CharField("主送", max_length=400, blank=True)
    emergency = models.CharField("紧急情形的理由", max_length=400, blank=True)
    state = models.CharField("状态", max_length=12, choices=[(state.value, state.label) for state in State], default=State.DRAFTING)
    decided_on = models.DateField("决定日期", null=True)
    meeting = models.CharField("审议决定的会议", max_length=120, blank=True)
    signed_on = models.DateField("签署日期", null=True)
    signed_by = models.CharField("签署人", max_length=40, blank=True)
    document_number = models.CharField("发文字号", max_length=60, null=True, unique=True)
    lodged_on = models.DateField("报请登记日期", null=True)
    report = models.JSONField("登记报告", default=dict)
    starts_on = models.DateField("施行日期", null=True)
    ends_on = models.DateField("有效期最后一日", null=True)
    standing = models.CharField("效力", max_length=8, choices=list(OUTCOMES.items()), default="kept")
    standing_from = models.DateField("效力变化日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "规范性文件"
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="normdoc_ends_after_it_starts", condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="normdoc_3_1d_number_before_registration",
                condition=~Q(state__in=["lodged", "registered", "published"]) | Q(document_number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The chain of the trail that its events stand in."""
        return f"normdoc:{self.number}"

    @property
    def standing_title(self) -> str:
        return OUTCOMES[self.standing]


class Material(models.Model):
    """What was handed in under one heading: a file, or for what does not apply the reason why."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="materials", verbose_name="文件")
    key = models.CharField("材料", max_length=24)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    digest = models.CharField("文件摘要", max_length=64, blank=True)
    media_type = models.CharField("类型", max_length=80, blank=True)
    size = models.PositiveIntegerField("字节数", default=0)
    not_applicable = models.CharField("不适用的理由", max_length=400, blank=True)
    at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = verbose_name_plural = "材料"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="normdoc_one_material_a_heading", fields=["document", "key"]),
            models.CheckConstraint(name="normdoc_3_1a_file_or_reason", condition=~Q(digest="", not_applicable="")),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.key}"


class LegalReview(models.Model):
    """One legality review: of the city's legal body, or of the issuer's own. ``due_on`` is None in an emergency."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews", verbose_name="文件")
    reviewed_by = models.CharField("审核机构", max_length=60)  # key of the organisation
    received_on = models.DateField("收到日期")
    earliest_on = models.DateField("一般不早于", null=True)
    due_on = models.DateField("最迟", null=True)
    opinion = models.CharField("意见", max_length=8, choices=list(OPINIONS.items()), blank=True)
    words = models.TextField("意见内容", blank=True)
    early_reason = models.CharField("提前出具的理由", max_length=400, blank=True)
    given_on = models.DateField("出具日期", null=True)
    given_by = models.CharField("审核人", max_length=32, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "合法性审核"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="normdoc_one_open_review", fields=["document"], condition=Q(opinion="")),
            models.CheckConstraint(name="normdoc_2a_opinion_is_whole", condition=Q(opinion="") | Q(given_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.received_on}"

    @property
    def opinion_title(self) -> str:
        return OPINIONS.get(self.opinion, "审核中")


class Registration(models.Model):
    """A line of the register. Two towns share a prefix, so a number is unique only beside its issuer (normdoc-4b)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="registration", verbose_name="文件")
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="registrations", verbose_name="制定主体")
    issuer_name = models.CharField("制定主体名称", max_length=60)
    prefix = models.CharField("前缀", max_length=8)
    code = models.CharField("机关代号", max_length=2)
    year = models.PositiveSmallIntegerField("登记年份")
    serial = models.PositiveSmallIntegerField("流水号")
    number = models.CharField("登记号", max_length=24)
    registered_on = models.DateField("登记日期")
    registered_by = models.CharField("登记人", max_length=32)
    notice = models.CharField("通知书编号", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "登记"
        ordering = ("-year", "issuer", "-serial")
        constraints = [
            models.UniqueConstraint(name="normdoc_4e_one_serial_an_issuer_and_year", fields=["issuer", "year", "serial"]),
            models.UniqueConstraint(name="normdoc_4b_one_number_an_issuer", fields=["issuer", "number"]),
            models.CheckConstraint(name="normdoc_4e_three_digits", condition=Q(serial__gte=1, serial__lte=LARGEST_SERIAL)),
        ]

    def __str__(self) -> str:
        return f"{self.number}（{self.issuer_name}）"

    @property
    def parts(self) -> RegistrationNumber:
        return RegistrationNumber(self.prefix, self.year, self.code, self.serial)


class Return(models.Model):
    """A document that was not registered, with the reasons; it took no number (normdoc-3-3e)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="returns", verbose_name="文件")
    reason = models.TextField("理由")
    on = models.DateField("退回日期")
    by = models.CharField("经办人", max_length=32)
    notice = models.CharField("通知书编号", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "登记退回"
        ordering = ("id",)
        constraints = [models.CheckConstraint(name="normdoc_3_3e_with_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.document_id} {self.on}"


class Publication(models.Model):
    """Where and when it was published: in the gazette, whose text is the standard one, and on the portal."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="publication", verbose_name="文件")
    gazette = models.CharField("公报期号", max_length=80, blank=True)
    gazette_on = models.DateField("公报刊登日期", null=True)
    portal_address = models.CharField("门户网址", max_length=300, blank=True)
    portal_on = models.DateField("门户公布日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "公布"
        constraints = [
            models.CheckConstraint(name="normdoc_6_2b_somewhere", condition=Q(gazette_on__isnull=False) | Q(portal_on__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.gazette_on} {self.portal_on}"


class Filing(models.Model):
    """A dossier for one of the two bodies that review what was issued (normdoc-5a)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="filings", verbose_name="文件")
    recipient = models.CharField("备案机关", max_length=40)
    due_on = models.DateField("最迟报送日期")
    sent_on = models.DateField("报送日期", null=True)
    sent_by = models.CharField("报送人", max_length=32, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "备案"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(name="normdoc_5a_one_filing_a_recipient", fields=["document", "recipient"])]

    def __str__(self) -> str:
        return f"{self.document_id} {self.recipient}"


class Deposit(models.Model):
    """The copies that the issuer sends after printing: one on paper, one electronic; open until both are there."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="deposited", verbose_name="文件")
    paper_on = models.DateField("收到纸质文本", null=True)
    electronic_on = models.DateField("收到电子文本", null=True)
    digest = models.CharField("电子文本摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送文本"

    def __str__(self) -> str:
        return f"{self.document_id}"

    @property
    def lacks(self) -> str:
        """What has not come yet, in Chinese; empty when both copies are there."""
        return "、".join(name for name, day in (("纸质文本", self.paper_on), ("电子文本", self.electronic_on)) if not day)


class CleanUp(models.Model):
    """What a clean-up found of one document: kept, amended, repealed or expired, and the document that says so."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="clean_ups", verbose_name="文件")
    occasion = models.CharField("清理方式", max_length=10, choices=list(OCCASIONS.items()))
    outcome = models.CharField("清理结果", max_length=8, choices=list(OUTCOMES.items()))
    effective_on = models.DateField("生效日期")
    decided_in = models.CharField("依据文件", max_length=80, blank=True)
    reason = models.TextField("理由")
    before = models.JSONField("修改前正文", default=list)
    after = models.JSONField("修改后正文", default=list)
    at = models.DateTimeField("时间")
    by = models.CharField("经办人", max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "清理"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.document_id} {self.outcome}"


class EndWarning(models.Model):
    """One of the warnings before the last day (90, 30, 0), given once to the drafting unit and the issuer."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="warnings", verbose_name="文件")
    limit = models.PositiveSmallIntegerField("提前日数")
    ends_on = models.DateField("有效期最后一日")
    given_on = models.DateField("提醒日期")

    class Meta:
        verbose_name = verbose_name_plural = "到期提醒"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(name="normdoc_one_warning_a_limit", fields=["document", "limit", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.document_id} {self.limit}"


class IssuerChange(models.Model):
    """A decision that put an issuer on the list or took it off, from a day on (normdoc-6-1)."""

    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="changes", verbose_name="制定主体")
    kind = models.CharField("变化", max_length=8, choices=[("added", "列入"), ("removed", "移出")])
    from_day = models.DateField("自")
    decision = models.CharField("依据文件", max_length=80)
    by = models.CharField("经办人", max_length=32)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "制定主体变动"
        ordering = ("id",)
        constraints = [models.CheckConstraint(name="normdoc_6_1_by_a_decision", condition=~Q(decision=""))]

    def __str__(self) -> str:
        return f"{self.issuer_id} {self.kind} {self.from_day}"
