"""What came into the fund, how much it may support, and the sums of every day that rates and boards are made of."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from miluo.risk_fund.facts import MODES
from miluo.risk_fund.subjects import SOURCES
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation

ONLY_ROW = 1
GRANTED, REPAID, BAD, COMPENSATED, RELEASED = "granted", "repaid", "bad", "compensated", "released"
FLOWS = {GRANTED: "发放", REPAID: "余额减少", BAD: "不良贷款本金", COMPENSATED: "代偿本金", RELEASED: "解除担保责任本金"}


class Contribution(models.Model):
    """一笔入账: who put what into the fund, by its source (riskfund-9); its money stands in the ledger (book ``risk-fund``)."""

    source = models.CharField("来源", max_length=12, choices=list(SOURCES.items()))
    amount_fen = models.PositiveBigIntegerField("金额（分）")
    document = models.CharField("凭证", max_length=120)
    on = models.DateField("入账日期")
    entry = models.PositiveBigIntegerField("凭证号")
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="riskfund_9_contribution_is_positive", condition=Q(amount_fen__gt=0)),
            models.UniqueConstraint(name="riskfund_9_document_once", fields=["source", "document"]),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount} {self.document}"

    @property
    def amount(self) -> Decimal:
        return to_yuan(self.amount_fen)


class Position(models.Model):
    """The one row on which every loan waits: how much is out, how much may be. The database itself holds the ten times (riskfund-12)."""

    contributed_fen = models.PositiveBigIntegerField("出资总额（分）", default=0)
    earned_fen = models.PositiveBigIntegerField("运营收益（分）", default=0)
    ceiling_fen = models.PositiveBigIntegerField("支持贷款总额上限（分）", default=0)
    outstanding_fen = models.PositiveBigIntegerField("贷款余额（分）", default=0)
    granted_fen = models.PositiveBigIntegerField("累计发放（分）", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="riskfund_12_at_most_ten_times", condition=Q(outstanding_fen__lte=F("ceiling_fen"))),
            models.CheckConstraint(name="riskfund_12_one_position", condition=Q(id=ONLY_ROW)),
        ]

    def __str__(self) -> str:
        return f"{to_yuan(self.outstanding_fen)} / {to_yuan(self.ceiling_fen)}"


class DayFlow(models.Model):
    """The sum of one kind of movement of one bank in one mode on one day: what rates are added up from, and nothing else.

    Every row of ``Balance`` and ``LoanEvent`` is in it once; ``selectors.rates.recounted`` proves it.
    """

    day = models.DateField("日期")
    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="银行")
    mode = models.CharField("模式", max_length=10, choices=list(MODES.items()))
    kind = models.CharField("类别", max_length=12, choices=list(FLOWS.items()))
    fen = models.BigIntegerField("金额（分）")

    class Meta:
        constraints = [models.UniqueConstraint(name="riskfund_6_one_sum_a_day", fields=["day", "bank", "mode", "kind"])]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {to_yuan(self.fen)}"
