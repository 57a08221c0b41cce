"""What the applicant hands in and what the window makes of it: files, checks, corrections, undertakings, hand-overs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.cases.life import STAGES, UNDERTAKINGS, VIOLATIONS
from onewindow.cases.models.cases import Case, Draft, new_key


class Attachment(models.Model):
    """A file handed in for a material; of a draft first, then of its case. ``pending`` waits for the correction it answers."""

    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="attachments")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="attachments")
    key = models.CharField("附件编号", max_length=24, unique=True, default=new_key, editable=False)
    material = models.CharField("材料", max_length=40)
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    attached_by = models.CharField("提交人", max_length=32)
    attached_at = models.DateTimeField("提交时间")
    pending = models.BooleanField("待补正提交", default=False)
    replaced_at = models.DateTimeField("被替换时间", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cases_attachment_belongs", condition=Q(draft__isnull=False) | Q(case__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.material} {self.name}"


class Correction(models.Model):
    """A request for correction at a stage of a case (行政许可法第三十二条): what was asked, and what changed; one is open at a time."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    stage = models.CharField("环节", max_length=8, choices=list(STAGES.items()), default="accept")
    items = models.JSONField("补正事项")
    asked_by = models.CharField("告知人", max_length=32)
    asked_at = models.DateTimeField("告知时间")
    due_on = models.DateField("补正期限")
    paper = models.CharField("补正告知书", max_length=40)
    raw = models.JSONField("填写内容", default=dict)
    answered_at = models.DateTimeField("补正时间", null=True)
    changes = models.JSONField("变化", default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="cases_one_open_correction", fields=["case"], condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return f"{self.case_id} {self.paper}"


class IntakeCheck(models.Model):
    """形式审查: what the window found of each material, as (material, outcome, note) lines, at each look."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="checks")
    stage = models.CharField("环节", max_length=8, choices=list(STAGES.items()), default="accept")
    lines = models.JSONField("逐项结果")
    by = models.CharField("审查人", max_length=32)
    at = models.DateTimeField("审查时间")

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"


class Undertaking(models.Model):
    """容缺受理 or 告知承诺: materials that the applicant promised to bring by a day, or promised the content of instead of proving it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="undertakings")
    kind = models.CharField("种类", max_length=8, choices=list(UNDERTAKINGS.items()))
    materials = models.JSONField("材料")
    due_on = models.DateField("补齐期限", null=True)
    paper = models.CharField("承诺书", max_length=40)
    by = models.CharField("经办人", max_length=32)
    at = models.DateTimeField("承诺时间")
    settled_by = models.CharField("核验人", max_length=32, blank=True)
    settled_at = models.DateTimeField("补齐或者核验时间", null=True)
    kept = models.BooleanField("是否履行", null=True)
    note = models.TextField("核验情况", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="cases_one_undertaking_of_a_kind", fields=["case", "kind"])]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Violation(models.Model):
    """Something that an office may not do and did, kept as it was found; nobody is sanctioned by it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="violations")
    kind = models.CharField("种类", max_length=20, choices=list(VIOLATIONS.items()))
    clause = models.CharField("依据", max_length=100)
    organisation = models.CharField("责任单位", max_length=64)
    person = models.CharField("责任人", max_length=32, blank=True)
    window = models.CharField("窗口", max_length=16, blank=True)
    detail = models.CharField("情形", max_length=300)
    at = models.DateTimeField("发生时间")

    class Meta:
        indexes = [models.Index(name="cases_violations_by_day", fields=["at"])]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class HandOver(models.Model):
    """物料交接: papers that a courier carries from the window to the back office: title and copies, and what was counted there."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hand_overs")
    lines = models.JSONField("移交清单")
    carrier = models.CharField("物料流转员", max_length=32)
    from_window = models.CharField("移交窗口", max_length=16, blank=True)
    organisation = models.CharField("接收单位", max_length=64)
    paper = models.CharField("交接单", max_length=40)
    handed_by = models.CharField("移交人", max_length=32)
    handed_at = models.DateTimeField("移交时间")
    counted = models.JSONField("清点结果", null=True)
    received_by = models.CharField("接收人", max_length=32, blank=True)
    received_at = models.DateTimeField("清点时间", null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cases_one_open_hand_over", fields=["case"], condition=Q(confirmed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.paper}"
