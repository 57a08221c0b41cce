"""The figures of a period, from ledger and registers; they tie, or there is no report (riskfund-7b, riskfund-24)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from miluo.risk_fund.claiming import DEMANDED
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.models.money import GRANTED, REPAID, DayFlow
from miluo.risk_fund.models.rates import MonthRates, Suspension
from miluo.risk_fund.models.recoveries import APPROVED, Disposal, Recovery, WriteOff
from miluo.risk_fund.selectors.periods import Period
from miluo.risk_fund.selectors.scopes import WHOLE, title_of
from miluo.risk_fund.selectors.standing import fund
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation
from onewindow.words.days import said
from onewindow.words.money import format_money


class DoesNotTie(RuntimeError):
    """The registers say something else than the ledger: no report is made of that."""


def figures(period: Period) -> dict[str, Any]:
    """What a report says, as JSON: money as text. Raises DoesNotTie."""
    before, after = fund(period.starts - timedelta(days=1)), fund(period.ends)
    moved = {
        "came_in": after.contributed + after.earned - before.contributed - before.earned,
        "earned": after.earned - before.earned,
        "paid": after.paid - before.paid,
        "returned": (after.recovered - after.receivable) - (before.recovered - before.receivable),
    }
    _require_tie(before.cash, moved, after.cash, after.expected_cash)
    _require_register(period, after.written_off)
    outstanding = lent_on(period.ends)
    money = {name: format_money(value) for name, value in {**moved, "opening": before.cash, "closing": after.cash}.items()}
    rows = (
        ("出资总额", after.contributed),
        ("累计运营收益", after.earned),
        ("累计应补偿", after.compensated),
        ("应付未付补偿", after.due),
        ("累计返还", after.recovered),
        ("核销损失", after.written_off),
        ("专户余额", after.cash),
    )
    return {
        "money": money,
        "loans": _loans(period, outstanding, after.contributed),
        "rates": _rates(period),
        "suspended": _suspended(period),
        "rows": [(name, format_money(value)) for name, value in rows],
    }


def lent_on(on: date) -> Decimal:
    """What was lent at the end of a day."""
    sums = dict(DayFlow.objects.filter(day__lte=on).order_by().values_list("kind").annotate(total=Sum("fen")))
    return to_yuan(sums.get(GRANTED, 0) - sums.get(REPAID, 0))


def registers() -> tuple[list[Claim], list[Recovery]]:
    """Every compensation that was notified, in the order of the notices, and every recovery. Raises DoesNotTie with the book."""
    claims = list(Claim.objects.exclude(notice="").select_related("loan__subject", "claimant").order_by("notice_place"))
    recoveries = list(Recovery.objects.select_related("claim__loan__subject"))
    stands = fund()
    borne = sum(each.paid_fen if each.state == DEMANDED else each.fund_fen for each in claims)  # what was demanded is owed no more
    if (to_yuan(borne), to_yuan(sum(each.paid_fen for each in claims))) != (stands.compensated, stands.paid):
        raise DoesNotTie(f"compensated {stands.compensated}, paid {stands.paid}; the register has {borne} fen")
    return claims, recoveries


def quarter_figures(author: Organisation, starts: date, ends: date) -> dict[str, Any]:
    """What one body reports of a quarter: recoveries, disposals, returns, write-offs."""
    own = Q(claim__loan__bank=author) | Q(claim__loan__guarantor=author)
    recovered = Recovery.objects.filter(own, on__gte=starts, on__lte=ends)
    sums = recovered.aggregate(amount=Sum("amount_fen"), returned=Sum("returned_fen"))
    plans = Disposal.objects.filter(author=author, submitted_on__gte=starts, submitted_on__lte=ends).count()
    written = WriteOff.objects.filter(author=author, state=APPROVED, decided_on__gte=starts, decided_on__lte=ends).count()
    return {
        "recoveries": recovered.count(),
        "recovered": format_money(to_yuan(sums["amount"] or 0)),
        "returned": format_money(to_yuan(sums["returned"] or 0)),
        "disposals": plans,
        "write_offs": written,
    }


def _require_tie(opening: Decimal, moved: dict[str, Decimal], closing: Decimal, expected: Decimal) -> None:
    if opening + moved["came_in"] + moved["returned"] - moved["paid"] != closing or closing != expected:
        raise DoesNotTie(f"opening {opening} and the movements do not come to {closing}")


def _require_register(period: Period, written_off: Decimal) -> None:
    held = WriteOff.objects.filter(state=APPROVED, decided_on__lte=period.ends).aggregate(sum=Sum("fund_fen"))["sum"] or 0
    if to_yuan(held) != written_off:
        raise DoesNotTie(f"written off {written_off}, in the register {to_yuan(held)}")


def _loans(period: Period, outstanding: Decimal, contributed: Decimal) -> dict[str, Any]:
    granted = FundLoan.objects.filter(filed_on__gte=period.starts, filed_on__lte=period.ends)
    claims = Claim.objects.filter(noticed_on__gte=period.starts, noticed_on__lte=period.ends)
    times = (outstanding / contributed).quantize(Decimal("0.01")) if contributed else Decimal(0)
    return {
        "count": granted.count(),
        "granted": format_money(to_yuan(granted.aggregate(sum=Sum("principal_fen"))["sum"] or 0)),
        "outstanding": format_money(outstanding),
        "contributed": format_money(contributed),
        "times": f"{times}",
        "claims": claims.count(),
    }


def _rates(period: Period) -> list[dict[str, str]]:
    rows = MonthRates.objects.filter(scope=WHOLE, month_end__gte=period.starts, month_end__lte=period.ends)
    return [{"month_end": f"{row.month_end}", "bad": _said(row.bad_loan_rate), "compensated": _said(row.compensation_rate)} for row in rows]


def _suspended(period: Period) -> str:
    spells = Suspension.objects.filter(Q(until=None) | Q(until__gt=period.starts), since__lte=period.ends)
    told = []
    for spell in spells:
        whose, until = title_of(spell.scope) if spell.scope else "", said(spell.until) if spell.until else "今"
        told.append(f"{whose}自{said(spell.since)}测算起至{until}")
    return "；".join(told) or "本期没有"


def _said(rate: Decimal | None) -> str:
    return "没有分母" if rate is None else f"{rate.quantize(Decimal('0.01'))}%"
