"""May this loan be made now, why not, and how far each stop is (riskfund-11 to riskfund-14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from miluo.risk_fund.models.money import Position
from miluo.risk_fund.models.subjects import Listing
from miluo.risk_fund.rules import loan as book
from miluo.risk_fund.selectors.figures import figure
from miluo.risk_fund.selectors.rates import rates_for
from miluo.risk_fund.selectors.standing import capacity
from onewindow import rows
from onewindow.rules.evaluation import Evaluation
from onewindow.words.money import format_money

FEN = Decimal("0.01")
RATES = ("bad_principal_cny", "loan_balance_cny", "compensated_principal_cny", "released_guarantee_cny")


@dataclass(frozen=True, slots=True)
class Stop:
    """One gate: whether it is open, what it is measured by, and how far it is, in words."""

    key: str
    title: str
    clause: str
    open: bool | None
    measure: str
    distance: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The answer of the rule book with every gate; ``reasons`` are all that stand in the way."""

    evaluation: Evaluation
    stops: tuple[Stop, ...]

    @property
    def decision(self) -> str | None:
        decision: str | None = self.evaluation.values["decision"]
        return decision

    @property
    def reasons(self) -> list[dict[str, str]]:
        return self.evaluation.results_json()["reasons"] or []

    def as_json(self) -> dict[str, Any]:
        results = self.evaluation.results_json()
        return {**results, "on": self.evaluation.on.isoformat(), "gates": [_as_json(stop) for stop in self.stops]}


def _as_json(stop: Stop) -> dict[str, Any]:
    return {name: getattr(stop, name) for name in Stop.__slots__}


def listing_of(uscc: str) -> Listing | None:
    """The latest entry of a subject on the list, in force or not. By statements that are kept: a bank asks before every loan."""
    latest = max(rows.some(Listing, ("id",), subject__uscc=uscc), default=None)
    return rows.one(Listing, id=latest[0]) if latest else None


def facts_for(
    listing: Listing | None, loan: Decimal, on: date, position: Position | None = None, *, bank: str = "", mode: str = ""
) -> dict[str, Any]:
    """What the rule book asks, from the registers as they stand. Rates that are read by bank or mode are unknown without it."""
    holds = listing is not None and listing.holds_on(on)
    room, rates = capacity(on, position), rates_for(on, bank, mode)
    return {
        "listed": holds,
        "loan_cny": loan,
        "recommended_cny": listing.recommended if listing and holds else Decimal("0.00"),
        "outstanding_cny": room.supported,
        "contributed_cny": room.contributed,
        **(rates.facts() if rates else dict.fromkeys(RATES)),
    }


def asked(facts: Mapping[str, Any], on: date) -> Gate:
    """The gates on these facts. Raises Refused outside the term of the regulation and for wrong facts."""
    evaluation = book.evaluate(facts, on=on)
    return Gate(evaluation, tuple(_stops(evaluation.values, on)))


def _stops(values: Mapping[str, Any], on: date) -> list[Stop]:
    return [_listed(values), _single(values, on), _leverage(values, on), *_rates(values, on)]


def _listed(values: Mapping[str, Any]) -> Stop:
    listed = values["listed"]
    return Stop("not_listed", "名录", "riskfund-13", listed, "在名录内" if listed else "不在名录内", "" if listed else "由主管部门列入名录")


def _single(values: Mapping[str, Any], on: date) -> Stop:
    recommended, asked_for = values["recommended_cny"], values["loan_cny"]
    cap = figure("single_cap", on)
    if recommended is None or asked_for is None:
        return Stop("over_single", "单笔限额", "riskfund-14", None, "", "")
    if not recommended:
        return Stop("over_single", "单笔限额", "riskfund-14", False, "没有推荐额", "由主管部门推荐额度")
    limit = min(recommended, cap)
    measure = f"推荐额{_yuan(recommended)}、最高{_yuan(cap)}，取低者{_yuan(limit)}"
    return Stop("over_single", "单笔限额", "riskfund-14", asked_for <= limit, measure, _room(limit - asked_for))


def _leverage(values: Mapping[str, Any], on: date) -> Stop:
    contributed, outstanding, asked_for = values["contributed_cny"], values["outstanding_cny"], values["loan_cny"]
    if None in (contributed, outstanding, asked_for):
        return Stop("over_leverage", "放大倍数", "riskfund-12", None, "", "")
    ceiling = contributed * figure("leverage", on)
    measure = f"已支持{_yuan(outstanding)}，加本笔{_yuan(outstanding + asked_for)}；出资总额{_yuan(contributed)}的10倍为{_yuan(ceiling)}"
    left = ceiling - outstanding - asked_for
    more = (-left / figure("leverage", on)).quantize(FEN, ROUND_CEILING) if left < 0 else Decimal(0)
    distance = _room(left) if left >= 0 else f"{_room(left)}，补充出资{_yuan(more)}可以开展"
    return Stop("over_leverage", "放大倍数", "riskfund-12", left >= 0, measure, distance)


def _rates(values: Mapping[str, Any], on: date) -> list[Stop]:
    ceiling = figure("rate_ceiling", on)
    found = []
    for key, title, part, whole, exceeds in (
        ("bad_loan_rate", "贷款不良率", "bad_principal_cny", "loan_balance_cny", "bad_loans_exceed"),
        ("compensation_rate", "担保代偿率", "compensated_principal_cny", "released_guarantee_cny", "compensations_exceed"),
    ):
        over, under = values[part], values[whole]
        if over is None or under is None:
            found.append(Stop(key, title, "riskfund-11", None, "", ""))
            continue
        limit = (under * ceiling).quantize(FEN, ROUND_FLOOR)
        measure = f"{_percent(over, under)}：{_yuan(over)}／{_yuan(under)}，上限3%"
        distance = f"距上限还有{_yuan(limit - over)}" if over <= limit else f"超过{_yuan(over - limit)}，压降后恢复"
        found.append(Stop(key, title, "riskfund-11", not values[exceeds], measure, distance))
    return found


def _percent(part: Decimal, whole: Decimal) -> str:
    if not whole:
        return "0%" if not part else "没有分母"
    return f"{(part * 100 / whole).quantize(Decimal('0.01'))}%"


def _room(left: Decimal) -> str:
    return f"还有{_yuan(left)}" if left >= 0 else f"超过{_yuan(-left)}"


def _yuan(amount: Decimal) -> str:
    return f"{format_money(amount)}元"
