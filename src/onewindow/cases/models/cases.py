"""The case itself: frozen declarations, drafts, cases, the steps that somebody owes, and requests that were answered."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.cases.life import HANDLINGS, INTAKE_CHANNELS, OPEN, State

STATES = [(state.value, state.label) for state in State]
ROUTES = [("", "一般程序"), ("unverified", "数据未核验"), ("drawn", "随机抽查"), ("at_once", "即申即享")]


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
    person_name = SealedTextField("申请人姓名")
    person_id = SealedTextField("申请人公民身份号码")
    agent_name = SealedTextField("代办人姓名")
    agent_id = SealedTextField("代办人公民身份号码")
    contact_name = SealedTextField("联系人")
    contact_phone = SealedTextField("联系电话")
    channel = models.CharField("来源", max_length=12, choices=list(INTAKE_CHANNELS.items()), default="web")
    window = models.CharField("窗口", max_length=16, blank=True)
    guided_by = models.CharField("引导窗口", max_length=16, blank=True)
    ticket = models.CharField("排队号", max_length=16, blank=True)
    pickup = models.CharField("续办码摘要", max_length=64, blank=True)
    lent_on = models.DateField("续办码生成日期", null=True)
    bundle = models.CharField("一件事编号", max_length=24, blank=True)
    raw = models.JSONField("填写内容", default=dict)
    case_number = models.CharField("办件编号", max_length=24, blank=True, editable=False)
    started_at = models.DateTimeField("开始时间")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        indexes = [
            models.Index(name="cases_open_drafts", fields=["owner"], condition=Q(case_number="")),
            models.Index(name="cases_lent_drafts", fields=["pickup"], condition=~Q(pickup="")),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.key}"


class Case(models.Model):
    """One application from its receipt to its end. Every column changes through a door of ``services`` alone.

    It is an enterprise's (``uscc``) or a person's: then ``person_key`` is the keyed digest of the identity number, ``name_key`` that
    of the name, and ``masked_name`` what lists show. ``period`` is 0 where an item is not asked for year by year. ``due_on`` is the
    last day of the whole case as derived from its clocks; ``warns_on`` the first on which its light is yellow; both stand empty
    while no clock runs.
    """

    number = models.CharField("办件编号", max_length=24, unique=True)
    procedure = models.CharField("事项", max_length=64)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="cases")
    state = models.CharField("状态", max_length=16, choices=STATES)
    applicant = models.CharField("申请人账户", max_length=32)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    sought_name = models.CharField("检索用名称", max_length=100, blank=True)
    person_key = models.CharField("申请人身份摘要", max_length=64, blank=True)
    name_key = models.CharField("申请人姓名摘要", max_length=64, blank=True)
    masked_name = models.CharField("申请人（隐名）", max_length=60, blank=True)
    person_name = SealedTextField("申请人姓名")
    person_id = SealedTextField("申请人公民身份号码")
    agent_name = SealedTextField("代办人姓名")
    agent_id = SealedTextField("代办人公民身份号码")
    organisation = models.CharField("审批单位", max_length=64, blank=True)
    handling = models.CharField("办件类型", max_length=8, choices=list(HANDLINGS.items()), default="promise")
    channel = models.CharField("来源", max_length=12, choices=list(INTAKE_CHANNELS.items()), default="web")
    window = models.CharField("受理窗口", max_length=16, blank=True)
    guided_by = models.CharField("引导窗口", max_length=16, blank=True)
    ticket = models.CharField("排队号", max_length=16, blank=True)
    bundle = models.CharField("一件事编号", max_length=24, blank=True)
    ledger_number = models.PositiveIntegerField("台账序号", null=True)
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
    accepted_for = models.CharField("受理的委托人", max_length=32, blank=True)
    due_on = models.DateField("届满日期", null=True)
    warns_on = models.DateField("预警日期", null=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    issued_at = models.DateTimeField("送达时间", null=True)
    ended_at = models.DateTimeField("办结时间", null=True)
    withdrawn_because = models.TextField("撤回原因", blank=True)

    stored_state = ""  # no column: the state in which the row still stands while one act brings it through two
    acting_for = ""  # no column: under the lock of a door, the account in whose stead it is gone through (委托)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cases_one_open_claim_conv_c_7",
                fields=["procedure", "uscc", "period", "matter"],
                condition=Q(state__in=sorted(OPEN), period__gt=0),
                violation_error_message="同一主体就同一事项、同一年度已有在办的办件",
            ),
        ]
        indexes = [
            models.Index(name="cases_by_enterprise", fields=["uscc", "-submitted_at"]),
            models.Index(name="cases_by_person", fields=["person_key", "-submitted_at"], condition=~Q(person_key="")),
            models.Index(name="cases_by_bundle", fields=["bundle"], condition=~Q(bundle="")),
            models.Index(name="cases_by_state", fields=["state", "-id"]),
            models.Index(name="cases_by_body", fields=["organisation", "state", "-id"]),
            models.Index(name="cases_by_name", fields=["sought_name", "id"], opclasses=["varchar_pattern_ops", "int8_ops"]),
            models.Index(name="cases_by_person_name", fields=["name_key", "-id"], condition=~Q(name_key="")),
            models.Index(
                name="cases_lights",
                fields=["organisation", "window", "procedure", "due_on", "warns_on"],
                condition=Q(decided_at=None, ended_at=None),
            ),
            models.Index(name="cases_falling_due", fields=["due_on", "id"], condition=Q(decided_at=None, ended_at=None)),
            models.Index(name="cases_accepted", fields=["accepted_on", "ledger_number"], condition=Q(accepted_on__isnull=False)),
            models.Index(name="cases_decided", fields=["decided_at"], condition=Q(decided_at__isnull=False)),
            models.Index(name="cases_ended", fields=["ended_at"], condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"case:{self.number}"

    @property
    def holder(self) -> str:
        """Whose case it is, as any page may show it: the enterprise, or the person's masked name."""
        return self.enterprise_name or self.masked_name

    @property
    def correction(self) -> Any:
        """The request for correction that the applicant was told last, or None."""
        return max(self.corrections.all(), key=lambda each: each.asked_at, default=None)

    @property
    def standing(self) -> State:
        return State(self.state)


class Task(models.Model):
    """A step that an organisation owes: in its queue while nobody took it, done by one person, with the clock that it runs under.

    ``starts_on`` is the event whose day is not counted; a step that was returned and came back keeps its first one.
    ``due_on`` and ``warns_on`` repeat what the clock derives, for ordering queues and counting lights; ``services.reckoning`` writes them.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    step = models.CharField("环节", max_length=16)
    organisation = models.CharField("承办单位", max_length=64)
    opened_at = models.DateTimeField("进入时间")
    starts_on = models.DateField("计时起点")
    due_on = models.DateField("届满日期", null=True)
    warns_on = models.DateField("预警日期", null=True)
    note = models.TextField("退回原因", blank=True)
    taken_by = models.CharField("承办人", max_length=32, blank=True)
    taken_at = models.DateTimeField("领取时间", null=True)
    urged_at = models.DateTimeField("最近催办时间", null=True)
    done_by = models.CharField("办结人", max_length=32, blank=True)
    done_at = models.DateTimeField("完成时间", null=True)
    outcome = models.CharField("结果", max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cases_one_open_task_a_step", fields=["case", "step"], condition=Q(done_at=None)),
        ]
        indexes = [
            models.Index(name="cases_queue", fields=["organisation", "due_on", "id"], condition=Q(done_at=None)),
            models.Index(name="cases_all_queues", fields=["due_on", "id"], condition=Q(done_at=None)),
            models.Index(name="cases_step_lights", fields=["organisation", "step", "due_on", "warns_on"], condition=Q(done_at=None)),
            models.Index(name="cases_taken", fields=["taken_by", "due_on", "id"], condition=Q(done_at=None) & ~Q(taken_by="")),
            models.Index(name="cases_pushed", fields=["opened_at"], condition=Q(step__in=("prereview", "review"))),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


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
