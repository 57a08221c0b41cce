"""The two rates of every month end, and the times in which nothing new was lent."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from onewindow.ledger.arithmetic import to_yuan


class MonthRates(models.Model):
    """What was measured of one month end, of the fund or of a ``scope`` (``selectors.scopes``) of it (riskfund-6c).

    It is measured again only where a bank filed later (conv-fund-4).
    """

    month_end = models.DateField("测算日")
    scope = models.CharField("范围", max_length=80, blank=True)
    window_start = models.DateField("统计期起始日")
    bad_fen = models.PositiveBigIntegerField("不良贷款本金（分）")
    balance_fen = models.PositiveBigIntegerField("总贷款余额（分）")
    compensated_fen = models.PositiveBigIntegerField("累计代偿本金（分）")
    released_fen = models.PositiveBigIntegerField("累计解除担保责任本金（分）")
    exceeded = models.BooleanField("超过上限")
    measured_at = models.DateTimeField("测算时间")

    class Meta:
        ordering = ["month_end", "scope"]
        constraints = [models.UniqueConstraint(name="riskfund_6c_measured_once", fields=["month_end", "scope"])]

    def __str__(self) -> str:
        return f"{self.month_end}"

    @property
    def bad_loan_rate(self) -> Decimal | None:
        return _percent(self.bad_fen, self.balance_fen)

    @property
    def compensation_rate(self) -> Decimal | None:
        return _percent(self.compensated_fen, self.released_fen)

    def facts(self) -> dict[str, Decimal]:
        """What the rule book of loans asks of the fund, in 元."""
        return {
            "bad_principal_cny": to_yuan(self.bad_fen),
            "loan_balance_cny": to_yuan(self.balance_fen),
            "compensated_principal_cny": to_yuan(self.compensated_fen),
            "released_guarantee_cny": to_yuan(self.released_fen),
        }


class Suspension(models.Model):
    """暂停新增贷款 of the fund or of a ``scope`` of it, from the month end that exceeded until the one that did not (riskfund-11)."""

    scope = models.CharField("范围", max_length=80, blank=True)
    since = models.DateField("超过上限的测算日")
    until = models.DateField("恢复的测算日", null=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(name="riskfund_11_suspended_once", fields=["since", "scope"]),
            models.CheckConstraint(name="riskfund_11_resumes_later", condition=Q(until=None) | Q(until__gt=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.since}～{self.until or ''}"


def _percent(part: int, whole: int) -> Decimal | None:
    """Per cent with four decimals; nothing of nothing is 0, something of nothing None."""
    if not whole:
        return None if part else Decimal("0.0000")
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.0001"))
