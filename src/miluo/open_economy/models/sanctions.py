"""违规处理 (open2023-11-2): the register of cases against an award, what was decided, and what came back. And the group's meetings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from miluo.open_economy.models.awards import Award

DISPUTED, CLEARED, RECOVERING, CONCLUDED = "disputed", "cleared", "recovering", "concluded"
HOLDS_PAYMENTS = (DISPUTED, RECOVERING)  # while one of these is open the enterprise is paid nothing (conv-open-6)
CASE_STATES = {DISPUTED: "查处中", CLEARED: "查无违规", RECOVERING: "追回中", CONCLUDED: "已处理"}
VIOLATIONS = {
    "false": "虚报",
    "fraudulent": "冒领",
    "withheld": "截留",
    "squeezed": "挤占",
    "diverted": "挪用",
}
BODIES = {"commerce-grain": "市商务粮食局", "finance": "市财政局", "audit": "市审计局", "discipline": "市纪委监委"}
PLATFORM = "platform"
CHANNELS = {PLATFORM: "平台签收", "direct": "直接送达", "post": "邮寄送达"}
BY_HAND = ("direct", "post")
REFERRALS = {"discipline": "市纪委监委", "public-security": "市公安局", "audit": "市审计局"}


class FraudCase(models.Model):
    """违规案件: what was found against an award; while it is open the enterprise is paid nothing more (conv-open-6).

    ``frees``: what is taken back counts against no cap any more, as the reading ``after_recovery`` had it on the day of the decision.
    """

    number = models.CharField("编号", max_length=24, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="fraud_cases", verbose_name="奖补")
    uscc = models.CharField("统一社会信用代码", max_length=18)
    violation = models.CharField("情形", max_length=12, choices=list(VIOLATIONS.items()))
    finding = models.TextField("发现的事实")
    opened_on = models.DateField("立案日期")
    opened_by = models.CharField("立案账号", max_length=120)
    state = models.CharField("状态", max_length=12, choices=list(CASE_STATES.items()), default=DISPUTED)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.CharField("决定账号", max_length=120, blank=True)
    body = models.CharField("决定机关", max_length=40, choices=list(BODIES.items()), blank=True)
    decision = models.TextField("处理决定", blank=True)
    recover_cny = models.DecimalField("应追回（元）", max_digits=14, decimal_places=2, default=0)
    recovered_cny = models.DecimalField("已追回（元）", max_digits=14, decimal_places=2, default=0)
    referral = models.CharField("移送", max_length=40, choices=list(REFERRALS.items()), blank=True)
    frees = models.BooleanField("追回后不再计入次数和额度", default=False)
    paper = models.CharField("文书编号", max_length=60, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="open2023_11_2_one_open_case", fields=["award"], condition=Q(state__in=HOLDS_PAYMENTS)),
            models.CheckConstraint(name="open2023_11_2_two_persons", condition=~Q(decided_by=models.F("opened_by"))),
            models.CheckConstraint(
                name="open2023_11_2_no_more_than_demanded",
                condition=Q(recovered_cny__gte=0, recover_cny__gte=0, recovered_cny__lte=models.F("recover_cny")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"fraud:{self.number}"

    @property
    def state_title(self) -> str:
        return CASE_STATES[self.state]


class Delivery(models.Model):
    """送达回证 of the notice of a decision: how and on which day it reached the enterprise, once (conv-open-11)."""

    case = models.OneToOneField(FraudCase, models.PROTECT, related_name="delivery", verbose_name="案件")
    paper = models.CharField("文书编号", max_length=60)
    channel = models.CharField("送达方式", max_length=10, choices=list(CHANNELS.items()))
    delivered_on = models.DateField("送达日期")
    evidence = models.CharField("送达凭证", max_length=60, blank=True)
    by = models.CharField("签收或者登记账号", max_length=120)
    at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open2023_11_2_delivered_by_hand_with_its_receipt",
                condition=Q(channel=PLATFORM, evidence="") | (~Q(channel=PLATFORM) & ~Q(evidence="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.channel}"


class Repayment(models.Model):
    """缴回: money that came back for a case, under the bank's reference."""

    case = models.ForeignKey(FraudCase, models.PROTECT, related_name="repayments", verbose_name="案件")
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    reference = models.CharField("缴款凭证号", max_length=60, unique=True)
    received_on = models.DateField("到账日期")
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="open2023_11_2_repayment_is_positive", condition=Q(amount_cny__gt=0))]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount_cny}"


class Meeting(models.Model):
    """调度会议 (open2023-9-3): called for a day with its agenda, held with its decisions."""

    number = models.CharField("编号", max_length=24, unique=True)
    day = models.DateField("会议日期")
    title = models.CharField("会议名称", max_length=100)
    agenda = models.TextField("议题")
    decisions = models.TextField("议定事项", blank=True)
    recorded_on = models.DateField("登记日期", null=True)
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"meeting:{self.number}"
