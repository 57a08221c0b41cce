"""The eight rules as a rule book: caps, tiers, whole steps, growth, shares, a count, and the total."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from onewindow.law import registry as law
from onewindow.law.regulation import Regulation, Term
from onewindow.rules import registry
from onewindow.rules.book import RuleBook
from onewindow.rules.facts import Facts, Money, money, whole, yes_no
from onewindow.rules.parameters import read_figures
from onewindow.rules.vocabulary import all_of, largest, least, not_, tiers, total, when

ON = date(2023, 9, 15)
FIRST = date(2023, 4, 1)


class SubsidyFacts(Facts):
    """One enterprise."""

    setup_trade_usd: Money | None = money("引进后进出口额", "USD")
    setup_cost_cny: Money | None = money("建设支出")
    investment_usd: Money | None = money("投资额", "USD")
    traded_before: bool | None = yes_no("以前有过进出口")
    trade_usd: Money | None = money("本年度进出口额", "USD")
    previous_usd: Money | None = money("上年度进出口额", "USD")
    equipment_cny: Money | None = money("设备支出")
    workers: int | None = whole("派出人员", "person")


def _table(unit: str, *rows: tuple[str, str, str]) -> dict[str, Any]:
    tiers = [{"value": value, "as_written": value, first[0]: first[1], **dict([last] if last else [])} for first, last, value in rows]
    return {"title": "档次", "clause": "subsidy-1", "unit": unit, "from": FIRST, "otherwise": "0", "tiers": tiers}


def _figure(unit: str, value: str) -> dict[str, Any]:
    return {"title": "数值", "clause": "subsidy-1", "unit": unit, "value": value, "as_written": value, "from": FIRST}


FIGURES = {
    "setup_tiers": _table(
        "CNY by USD",
        (("at_least", "1000000"), ("below", "5000000"), "50000"),
        (("at_least", "5000000"), ("below", "10000000"), "100000"),
        (("at_least", "10000000"), None, "200000"),
    ),
    "investment_tiers": _table("CNY by USD", (("at_least", "5000000"), None, "100000")),
    "steps_from": _figure("USD", "10000000"),
    "step": _figure("USD", "2000000"),
    "for_each_step": _figure("CNY", "20000"),
    "investment_cap": _figure("CNY", "200000"),
    "first_tiers": _table(
        "CNY by USD",
        (("at_least", "10000"), ("up_to", "100000"), "20000"),
        (("over", "100000"), ("up_to", "500000"), "30000"),
        (("over", "500000"), ("up_to", "1000000"), "40000"),
        (("over", "1000000"), None, "50000"),
    ),
    "growth_tiers": _table("CNY by USD", (("at_least", "100000"), ("below", "500000"), "20000"), (("at_least", "500000"), None, "50000")),
    "growth": _figure("ratio", "2"),
    "for_each_dollar": _figure("CNY/USD", "0.03"),
    "volume_cap": _figure("CNY", "1000000"),
    "upgrade_share": _figure("ratio", "0.1"),
    "upgrade_cap": _figure("CNY", "300000"),
    "for_each_worker": _figure("CNY/person", "300"),
}


@contextmanager
def subsidy() -> Iterator[RuleBook]:
    """The book, declared within the block alone."""
    clauses = [{"id": "subsidy-1", "cite": "试政发〔2023〕1号第一条", "kind": "rule", "title": "第一条", "summary": "测速用条款"}]
    with tempfile.TemporaryDirectory() as folder, law.isolated(), registry.isolated():
        Path(folder, "clauses.yaml").write_text(yaml.safe_dump(clauses, allow_unicode=True), "utf-8")
        term = Term(start=FIRST, years=5, clause="subsidy-1")
        regulation = Regulation(
            key="subsidy",
            number="试政发〔2023〕1号",
            title="测速用办法",
            issuer="试验机关",
            signed=FIRST,
            in_force=term,
            folder=Path(folder),
        )
        book = RuleBook("subsidy", regulation, SubsidyFacts, title="测速用规则", figures=read_figures(FIGURES), questions={})
        for name, function in _RULES.items():
            function.__name__ = name
            book.amount("subsidy-1", title=name)(function)
        yield book


def _setup(setup_trade_usd, setup_cost_cny, setup_tiers):
    return least(setup_cost_cny, tiers(setup_trade_usd, setup_tiers))


def _investment(investment_usd, investment_tiers, steps_from, step, for_each_step, investment_cap):
    steps = (largest(investment_usd, steps_from) - steps_from) // step
    return least(tiers(investment_usd, investment_tiers) + steps * for_each_step, investment_cap)


def _first(traded_before, trade_usd, first_tiers):
    return when(not_(traded_before), tiers(trade_usd, first_tiers), 0)


def _growth(trade_usd, previous_usd, growth_tiers, growth):
    grown = all_of(previous_usd > 0, trade_usd >= previous_usd * growth)
    return when(grown, tiers(previous_usd, growth_tiers), 0)


def _volume(trade_usd, for_each_dollar, volume_cap):
    return least(trade_usd * for_each_dollar, volume_cap)


def _upgrade(equipment_cny, upgrade_share, upgrade_cap):
    return least(equipment_cny * upgrade_share, upgrade_cap)


def _dispatch(workers, for_each_worker):
    return workers * for_each_worker


def _total(setup, investment, first, growth_award, volume, upgrade, dispatch):
    return total(setup, investment, first, growth_award, volume, upgrade, dispatch)


_RULES = {
    "setup": _setup,
    "investment": _investment,
    "first": _first,
    "growth_award": _growth,
    "volume": _volume,
    "upgrade": _upgrade,
    "dispatch": _dispatch,
    "total_award": _total,
}
RESULTS = tuple(_RULES)
