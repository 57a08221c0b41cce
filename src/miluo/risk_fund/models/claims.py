"""Claims on the fund, from the loan that is overdue to the last fen that was paid; the application itself is a case."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from miluo.risk_fund.claiming import HANDED, REFUSED, STATES
from miluo.risk_fund.models.loans import FundLoan
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation


class Claim(models.Model):
    """补偿: of a loan one that was not refused (riskfund-17c). ``claimant`` is the bank, in the guarantee mode the guarantor.

    Until it is applied for and decided the shares are what the rule book makes of the loss; then they are as they were decided.
    """

    number = models.CharField("编号", max_length=20, unique=True)
    loan = models.ForeignKey(FundLoan, models.PROTECT, related_name="claims", verbose_name="贷款")
    claimant = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="申请单位")
    state = models.CharField("状态", max_length=12, choices=list(STATES.items()))
    principal_fen = models.PositiveBigIntegerField("本金（分）")
    interest_fen = models.PositiveBigIntegerField("正常利息（分）")
    loss_fen = models.PositiveBigIntegerField("损失（分）")
    bank_fen = models.PositiveBigIntegerField("合作银行承担（分）")
    guarantor_fen = models.PositiveBigIntegerField("担保公司净承担（分）")
    fund_fen = models.PositiveBigIntegerField("基金补偿（分）")
    paid_fen = models.PositiveBigIntegerField("已拨付（分）", default=0)
    evaluation = models.PositiveBigIntegerField("测算编号", null=True)
    event_on = models.DateField("逾期或者代偿日期", null=True)
    to_guarantor_on = models.DateField("担保公司收到日期", null=True)
    guarantor_due_on = models.DateField("担保公司审核期限", null=True)
    apply_due_on = models.DateField("申请补偿期限", null=True)
    application = models.CharField("补偿申请书", max_length=60, blank=True)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    decided_by = models.CharField("审核账号", max_length=120, blank=True)
    notice = models.CharField("补偿通知书", max_length=60, blank=True)
    notice_place = models.PositiveIntegerField("通知次序", null=True, unique=True)
    noticed_on = models.DateField("通知日期", null=True)
    pay_due_on = models.DateField("拨付期限", null=True)
    paid_on = models.DateField("付清日期", null=True)
    reason = models.CharField("退回的理由", max_length=500, blank=True)
    fraud = models.CharField("骗取补偿的认定", max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="riskfund_17c_claimed_once", fields=["loan"], condition=~Q(state=REFUSED)),
            models.CheckConstraint(name="riskfund_16c_paid_within_what_is_due", condition=Q(paid_fen__lte=F("fund_fen"))),
            models.CheckConstraint(
                name="riskfund_16_shares_add_up",
                condition=Q(loss_fen=F("bank_fen") + F("guarantor_fen") + F("fund_fen"))
                & Q(loss_fen=F("principal_fen") + F("interest_fen")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def trail(self) -> str:
        return f"fund-claim:{self.number}"

    @property
    def fund(self) -> Decimal:
        return to_yuan(self.fund_fen)

    @property
    def paid(self) -> Decimal:
        return to_yuan(self.paid_fen)

    @property
    def queued(self) -> Decimal:
        """What was notified and not paid yet."""
        return to_yuan(self.fund_fen - self.paid_fen) if self.notice else Decimal("0.00")

    @property
    def guarantor_paid_fen(self) -> int:
        """What the guarantor pays first: his share and the fund's (riskfund-16b)."""
        return self.loss_fen - self.bank_fen if self.loan.mode == "guarantee" else 0


class ClaimMaterial(models.Model):
    """A paper that a bank handed to its guarantor (riskfund-17b)."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="materials", verbose_name="申请")
    key = models.CharField("材料", max_length=20, choices=list(HANDED.items()))
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("文件摘要", max_length=64)
    at = models.DateTimeField("提交时间")
    by = models.CharField("提交账号", max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
