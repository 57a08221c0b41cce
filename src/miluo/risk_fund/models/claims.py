"""Claims on the fund, from the bank that asks its guarantor to the last fen that was paid."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from miluo.risk_fund.claiming import MATERIALS, STATES
from miluo.risk_fund.models.loans import FundLoan
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation

_ENDED = ("refused", "withdrawn")


class Claim(models.Model):
    """补偿申请: one at a time of a loan (riskfund-17c). ``claimant`` is the bank, in the guarantee mode the guarantor."""

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
    applied_on = models.DateField("申请日期", null=True)
    opinion = models.CharField("行业主管部门意见", max_length=500, blank=True)
    opinion_by = models.CharField("出具意见单位", max_length=60, blank=True)
    decided_on = models.DateField("审核日期", null=True)
    decided_by = models.CharField("审核账号", max_length=120, blank=True)
    notice_due_on = models.DateField("通知拨付期限", null=True)
    notice = models.CharField("补偿通知书", max_length=60, blank=True)
    notice_place = models.PositiveIntegerField("通知次序", null=True, unique=True)
    noticed_on = models.DateField("通知日期", null=True)
    paid_on = models.DateField("付清日期", null=True)
    reason = models.CharField("退回或者不予补偿的理由", max_length=500, blank=True)
    fraud = models.CharField("骗取补偿的认定", max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="riskfund_17c_claimed_once", fields=["loan"], condition=~Q(state__in=_ENDED)),
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

    @property
    def late(self) -> bool:
        """Whether it was applied for after the two working days (conv-fund-8)."""
        return bool(self.applied_on and self.apply_due_on and self.applied_on > self.apply_due_on)


class ClaimMaterial(models.Model):
    """A paper of a claim (riskfund-17c)."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="materials", verbose_name="申请")
    key = models.CharField("材料", max_length=20, choices=list(MATERIALS.items()))
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("文件摘要", max_length=64)
    at = models.DateTimeField("提交时间")
    by = models.CharField("提交账号", max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
