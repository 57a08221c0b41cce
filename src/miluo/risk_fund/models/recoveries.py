"""What comes back of a loss: recoveries, plans to sell bad loans, write-offs."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from miluo.risk_fund.facts import RECOVERY_KINDS
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.models.loans import FundLoan
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation

SUBMITTED, APPROVED, REFUSED = "submitted", "approved", "refused"
REVIEWS = {SUBMITTED: "待审核", APPROVED: "同意", REFUSED: "不同意"}


class Disposal(models.Model):
    """处置方案: bad loans sold or securitised, reviewed by 市财政局 before (riskfund-22)."""

    number = models.CharField("编号", max_length=20, unique=True)
    author = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="报送单位")
    loans = models.ManyToManyField(FundLoan, related_name="disposals", verbose_name="贷款")
    kind = models.CharField("方式", max_length=14, choices=[("transfer", "批量转让"), ("securitisation", "证券化处理")])
    plan = models.CharField("处置方案", max_length=500)
    state = models.CharField("审核", max_length=10, choices=list(REVIEWS.items()), default=SUBMITTED)
    submitted_on = models.DateField("报送日期")
    decided_on = models.DateField("审核日期", null=True)
    reason = models.CharField("审核意见", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number


class WriteOff(models.Model):
    """核销: of a loan that meets its conditions, after the review of 市财政局 (riskfund-23)."""

    number = models.CharField("编号", max_length=20, unique=True)
    loan = models.ForeignKey(FundLoan, models.PROTECT, related_name="write_offs", verbose_name="贷款")
    author = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="报送单位")
    ground = models.CharField("核销依据", max_length=500)
    state = models.CharField("审核", max_length=10, choices=list(REVIEWS.items()), default=SUBMITTED)
    submitted_on = models.DateField("报送日期")
    decided_on = models.DateField("审核日期", null=True)
    fund_fen = models.PositiveBigIntegerField("转为核销损失（分）", default=0)
    reason = models.CharField("审核意见", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(name="riskfund_23_written_off_once", fields=["loan"], condition=~Q(state=REFUSED))]

    def __str__(self) -> str:
        return self.number


class Recovery(models.Model):
    """一笔收回款 and what of it returned to the fund (riskfund-21 to riskfund-23); ``sale`` is the number of a disposal under 9号."""

    number = models.CharField("编号", max_length=20, unique=True)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="recoveries", verbose_name="补偿")
    kind = models.CharField("方式", max_length=10, choices=list(RECOVERY_KINDS.items()))
    amount_fen = models.PositiveBigIntegerField("收回款（分）")
    costs_fen = models.PositiveBigIntegerField("追索费用（分）")
    returned_fen = models.PositiveBigIntegerField("返还基金（分）")
    evidence = models.CharField("凭证", max_length=200)
    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="recoveries", null=True, verbose_name="处置方案")
    sale = models.CharField("抵押物处置编号", max_length=40, blank=True)
    on = models.DateField("收回日期")
    entry = models.PositiveBigIntegerField("凭证号", null=True)
    evaluation = models.PositiveBigIntegerField("测算编号", null=True)
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="riskfund_21_recovery_is_of_money", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="riskfund_21_returns_at_most_what_came", condition=Q(returned_fen__lte=F("amount_fen"))),
            models.UniqueConstraint(name="riskfund_21_evidence_once", fields=["claim", "evidence"]),
            models.UniqueConstraint(name="riskfund_21_a_sale_returns_once", fields=["sale"], condition=~Q(sale="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def amount(self) -> Decimal:
        return to_yuan(self.amount_fen)

    @property
    def returned(self) -> Decimal:
        return to_yuan(self.returned_fen)
