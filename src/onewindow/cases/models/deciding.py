"""What is found out, asked of others, decided, made and delivered, and what the applicant says of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.cases.life import CHANNELS, CONSULTATIONS
from onewindow.cases.models.cases import Case
from onewindow.cases.models.intake import Attachment

OUTCOMES = [("granted", "予以奖励"), ("refused", "不予奖励"), ("approved", "予以核准"), ("denied", "不予核准")]


class FactChange(models.Model):
    """A fact that the approver corrected on evidence, with the evaluation that then resulted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="fact_changes")
    fact = models.CharField("事实", max_length=64)
    before = models.JSONField("更正前", null=True)
    after = models.JSONField("更正后", null=True)
    reason = models.TextField("理由")
    evidence = models.ForeignKey(Attachment, models.PROTECT, related_name="proves")
    evaluation = models.BigIntegerField("测算编号", null=True)
    by = models.CharField("更正人", max_length=32)
    at = models.DateTimeField("更正时间")

    def __str__(self) -> str:
        return f"{self.case_id} {self.fact}"


class Decision(models.Model):
    """What was decided: a line for each award with what was computed, what was paid before, and what is granted."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    outcome = models.CharField("结果", max_length=10, choices=OUTCOMES)
    lines = models.JSONField("核定明细")
    total_cny = models.DecimalField("核定金额（元）", max_digits=14, decimal_places=2)
    reason = models.TextField("理由", blank=True)
    evaluation = models.BigIntegerField("测算编号", null=True)
    paper = models.CharField("决定书", max_length=40)
    by = models.CharField("决定人", max_length=32)
    at = models.DateTimeField("决定时间")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_refused_grants_nothing",
                condition=Q(outcome="granted", total_cny__gt=0) | Q(outcome__in=("refused", "approved", "denied"), total_cny=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome} {self.total_cny}"


class Delivery(models.Model):
    """送达回证: that the decision reached the applicant, when and how."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="delivery")
    channel = models.CharField("送达方式", max_length=10, choices=list(CHANNELS.items()))
    paper = models.CharField("文书", max_length=40)
    window = models.CharField("出件窗口", max_length=16, blank=True)
    recipient_name = SealedTextField("领取人")
    recipient_id = SealedTextField("领取人公民身份号码")
    is_agent = models.BooleanField("代领", default=False)
    signature = models.CharField("签名图像", max_length=64, blank=True)
    tracking = models.CharField("邮件号", max_length=40, blank=True)
    detail = models.CharField("送达情形", max_length=300, blank=True)
    place = models.CharField("送达地点", max_length=200, blank=True)
    served_on = models.DateField("送达日期", null=True)
    receipt = models.CharField("送达回证", max_length=40, blank=True)
    by = models.CharField("送达人", max_length=32)
    at = models.DateTimeField("送达时间")

    def __str__(self) -> str:
        return f"{self.case_id} {self.channel}"


class Rating(models.Model):
    """好差评: one of five levels, once; the words are in no event."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="rating")
    level = models.PositiveSmallIntegerField("评价")
    comment = models.TextField("意见", blank=True)
    at = models.DateTimeField("评价时间")

    class Meta:
        constraints = [models.CheckConstraint(name="cases_rating_has_five_levels", condition=Q(level__gte=1, level__lte=5))]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"


class Consultation(models.Model):
    """征求意见 of another body, or 加签 by another person, while a case is under review: the question, the term and the answer."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    kind = models.CharField("种类", max_length=8, choices=list(CONSULTATIONS.items()))
    organisation = models.CharField("被征求单位", max_length=64)
    person = models.CharField("加签人", max_length=32, blank=True)
    question = models.TextField("事项")
    due_on = models.DateField("答复期限")
    paper = models.CharField("征求意见函", max_length=60, blank=True)
    reply = models.CharField("复函", max_length=60, blank=True)
    asked_by = models.CharField("发起人", max_length=32)
    asked_at = models.DateTimeField("发起时间")
    agrees = models.BooleanField("是否同意", null=True)
    answer = models.TextField("意见", blank=True)
    answered_by = models.CharField("答复人", max_length=32, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        indexes = [
            models.Index(name="cases_consulted", fields=["organisation", "due_on"], condition=Q(answered_at=None, withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.organisation}"


class Result(models.Model):
    """制证: the document that was made of a decision, its scan, and when it was pushed to the window that hands it out."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="result")
    title = models.CharField("结果名称", max_length=100)
    document_number = models.CharField("证照或者文书编号", max_length=60)
    valid_until = models.DateField("有效期至", null=True)
    scan = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="shows")
    printed_by = models.CharField("印制人", max_length=32)
    printed_at = models.DateTimeField("印制时间")
    pushed_by = models.CharField("推送人", max_length=32, blank=True)
    pushed_at = models.DateTimeField("推送时间", null=True)

    def __str__(self) -> str:
        return f"{self.case_id} {self.document_number}"


class Archive(models.Model):
    """归档: the volume of an ended case, as one file under its digest."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="archive")
    digest = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("字节数")
    pages = models.JSONField("卷内目录")
    by = models.CharField("归档人", max_length=32)
    at = models.DateTimeField("归档时间")

    def __str__(self) -> str:
        return f"{self.case_id} {self.digest[:8]}"
