"""What did happen: drafts, cases, the steps that somebody owes, stops of clocks, corrections, decisions."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.cases.life import CHANNELS, OPEN, State

STATES = [(state.value, state.label) for state in State]
ROUTES = [("", "一般程序"), ("unverified", "数据未核验"), ("drawn", "随机抽查"), ("at_once", "即申即享")]
OUTCOMES = [("granted", "予以奖励"), ("refused", "不予奖励"), ("approved", "予以核准"), ("denied", "不予核准")]


def new_key() -> str:
    """An address that cannot be guessed, for what has no number yet."""
    return secrets.token_hex(12)


class Snapshot(models.Model):
    """A published declaration: its canonical text under its digest. Never changed."""

    digest = models.CharField("摘要", max_length=64, primary_key=True)
    procedure = models.CharField("事项", max_length=64)
    content = models.TextField("内容")
    published_at = models.DateTimeField("发布时间")
    published_by = models.CharField("发布人", max_length=32)

    def __str__(self) -> str:
        return f"{self.procedure} {self.digest[:8]}"


class Draft(models.Model):
    """A form being filled in: ``raw`` is what was typed, right or wrong; nothing of it is lost."""

    key = models.CharField("草稿编号", max_length=24, unique=True, default=new_key, editable=False)
    procedure = models.CharField("事项", max_length=64)
    owner = models.CharField("填报人", max_length=32)
    uscc = models.CharField("统一社会信用代码", max_length=64, blank=True)
    enterprise_name = models.CharField("企业名称", max_length=100, blank=True)
    contact_name = SealedTextField("联系人")
    contact_phone = SealedTextField("联系电话")
    raw = models.JSONField("填写内容", default=dict)
    case_number = models.CharField("办件编号", max_length=24, blank=True, editable=False)
    started_at = models.DateTimeField("开始时间")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        indexes = [models.Index(name="cases_open_drafts", fields=["owner"], condition=Q(case_number=""))]

    def __str__(self) -> str:
        return f"{self.procedure} {self.key}"


class Case(models.Model):
    """One application from its receipt to its end. Every column changes through a door of ``services`` alone."""

    number = models.CharField("办件编号", max_length=24, unique=True)
    procedure = models.CharField("事项", max_length=64)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="cases")
    state = models.CharField("状态", max_length=16, choices=STATES)
    applicant = models.CharField("申请人账户", max_length=32)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    period = models.IntegerField("年度")
    matter = models.CharField("事由", max_length=100, blank=True)
    facts = models.JSONField("事实")
    route = models.CharField("办理方式", max_length=10, choices=ROUTES, blank=True)
    contact_name = SealedTextField("联系人")
    contact_phone = SealedTextField("联系电话")
    submitted_at = models.DateTimeField("提交时间")
    received_on = models.DateField("收到全部材料日期")
    accepted_on = models.DateField("受理日期", null=True)
    accepted_by = models.CharField("受理人", max_length=32, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    issued_at = models.DateTimeField("送达时间", null=True)
    ended_at = models.DateTimeField("办结时间", null=True)
    withdrawn_because = models.TextField("撤回原因", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cases_one_open_claim_conv_c_7",
                fields=["procedure", "uscc", "period", "matter"],
                condition=Q(state__in=sorted(OPEN)),
                violation_error_message="同一主体就同一事项、同一年度已有在办的办件",
            ),
        ]
        indexes = [models.Index(name="cases_by_enterprise", fields=["uscc", "-submitted_at"])]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"case:{self.number}"

    @property
    def standing(self) -> State:
        return State(self.state)


class Task(models.Model):
    """A step that an organisation owes: in its queue while nobody took it, done by one person, with the clock that it runs under.

    ``starts_on`` is the event whose day is not counted; a step that was returned and came back keeps its first one.
    ``due_on`` repeats what the clock derives, for ordering queues; ``services.clocks`` is the only writer.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    step = models.CharField("环节", max_length=16)
    organisation = models.CharField("承办单位", max_length=64)
    opened_at = models.DateTimeField("进入时间")
    starts_on = models.DateField("计时起点")
    due_on = models.DateField("届满日期", null=True)
    note = models.TextField("退回原因", blank=True)
    taken_by = models.CharField("承办人", max_length=32, blank=True)
    taken_at = models.DateTimeField("领取时间", null=True)
    done_by = models.CharField("办结人", max_length=32, blank=True)
    done_at = models.DateTimeField("完成时间", null=True)
    outcome = models.CharField("结果", max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cases_one_open_task_a_step", fields=["case", "step"], condition=Q(done_at=None)),
        ]
        indexes = [models.Index(name="cases_queue", fields=["organisation", "due_on"], condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class ClockInterval(models.Model):
    """A time in which the clock of a step stood still: from the event of the first day to that of the last, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="intervals")
    step = models.CharField("环节", max_length=16)
    reason = models.CharField("原因", max_length=100)
    source = models.CharField("依据", max_length=100)
    starts_on = models.DateField("停止计算日期")
    ends_on = models.DateField("恢复计算日期", null=True)
    start_paper = models.CharField("停止计算的文书", max_length=40, blank=True)
    end_paper = models.CharField("恢复计算的文书", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cases_interval_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.reason}"


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
    """The one request for correction that a case may have (行政许可法第三十二条): what was asked, and what changed."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="correction")
    items = models.JSONField("补正事项")
    asked_by = models.CharField("告知人", max_length=32)
    asked_at = models.DateTimeField("告知时间")
    due_on = models.DateField("补正期限")
    paper = models.CharField("补正告知书", max_length=40)
    raw = models.JSONField("填写内容", default=dict)
    answered_at = models.DateTimeField("补正时间", null=True)
    changes = models.JSONField("变化", default=list)

    def __str__(self) -> str:
        return f"{self.case_id} {self.paper}"


class FactChange(models.Model):
    """A fact that the approver corrected on evidence, with the evaluation that then resulted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="fact_changes")
    fact = models.CharField("事实", max_length=64)
    before = models.JSONField("更正前", null=True)
    after = models.JSONField("更正后", null=True)
    reason = models.TextField("理由")
    evidence = models.ForeignKey(Attachment, models.PROTECT, related_name="proves")
    evaluation = models.BigIntegerField("测算编号")
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
    evaluation = models.BigIntegerField("测算编号")
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


class IdempotencyKey(models.Model):
    """A request that was answered: the same key from the same person gets the same answer again."""

    actor = models.CharField("账户", max_length=32)
    key = models.CharField("幂等键", max_length=80)
    request = models.CharField("请求摘要", max_length=64)
    answer = models.JSONField("答复")
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [models.UniqueConstraint(name="cases_one_answer_a_key", fields=["actor", "key"])]

    def __str__(self) -> str:
        return self.key
