"""A policy as people read it: what is granted, the tables and figures that decide, and the readings chosen; all from the rule books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onewindow.cases.procedure import Procedure, procedures
from onewindow.law import registry, selectors
from onewindow.rules.book import RuleBook
from onewindow.rules.brackets import Table, Tier
from onewindow.rules.parameters import Figure
from onewindow.rules.readings import Question
from onewindow.rules.registry import book
from onewindow.rules.rule import Rule
from onewindow.rules.units import Unit, unit_title
from onewindow.words.refused import Refused

TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class TierRow:
    bounds: str
    value: str
    as_written: str


@dataclass(frozen=True, slots=True)
class TierTable:
    """A table of tiers in words; ``otherwise`` is what holds outside them, empty if nothing does."""

    title: str
    rows: tuple[TierRow, ...]
    otherwise: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    title: str
    value: str
    as_written: str
    clause: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """``book`` is what its calculator runs; ``results`` are what it grants."""

    head: selectors.DocumentHead
    services: tuple[Procedure, ...]
    book: RuleBook
    results: tuple[Rule, ...]
    tables: tuple[TierTable, ...]
    figures: tuple[FigureRow, ...]
    questions: tuple[Question, ...]


def policy_page(key: str, on: date) -> PolicyPage:
    """The page of a policy on a day. Raises Refused (404) for a document under which nothing is granted."""
    regulation = registry.regulation(key)
    services = tuple(service for service in procedures() if service.regulation.key == key and service.review.awards)
    if not services:
        raise Refused(f"{regulation.number}没有可以申领的奖补", code="no_policy", field="key", status=404)
    rules = book(services[0].review.book)
    day = on if any(line.holds(on) for figure in rules.uses.figures.values() for line in figure.lines) else regulation.in_force.start
    granted = {award.key for service in services for award in service.review.awards}
    return PolicyPage(
        head=selectors.head(regulation, on),
        services=services,
        book=rules,
        results=tuple(rule for rule in rules.results if rule.name in granted),
        tables=tuple(_table(figure, day) for figure in rules.uses.figures.values() if isinstance(figure.on(day).value, Table)),
        figures=tuple(_figure(figure, day) for figure in rules.uses.figures.values() if not isinstance(figure.on(day).value, Table)),
        questions=tuple(rules.uses.questions.values()),
    )


def in_words(value: Decimal, unit: Unit) -> str:
    """2万元, 100万美元, 0.03元/美元, 70%."""
    if not unit:
        return f"{_plain(value * 100)}%"
    if value and value % 100 == 0 and abs(value) >= TEN_THOUSAND:
        return f"{_plain(value / TEN_THOUSAND)}万{unit_title(unit)}"
    return f"{_plain(value)}{unit_title(unit)}"


def bounds_in_words(tier: Tier, axis: Unit) -> str:
    """超过10万美元，至50万美元（含）: which ends belong is said of each."""
    low = high = ""
    if tier.low is not None:
        low = f"{in_words(tier.low, axis)}（含）以上" if tier.low_included else f"超过{in_words(tier.low, axis)}"
    if tier.high is not None:
        high = f"{in_words(tier.high, axis)}（含）以下" if tier.high_included else f"不满{in_words(tier.high, axis)}"
    return "，".join(filter(None, (low, high))) or "不限"


def _table(figure: Figure, on: date) -> TierTable:
    line = figure.on(on)
    table = line.value
    assert isinstance(table, Table)
    rows = tuple(TierRow(bounds_in_words(tier, table.axis), in_words(tier.value, table.unit), tier.as_written) for tier in table.tiers)
    otherwise = "" if table.otherwise is None else in_words(table.otherwise, table.unit)
    return TierTable(figure.title, rows, otherwise, line.clauses)


def _figure(figure: Figure, on: date) -> FigureRow:
    line = figure.on(on)
    assert isinstance(line.value, Decimal)
    return FigureRow(figure.title, in_words(line.value, _unit(figure)), line.as_written, line.clause)


def _unit(figure: Figure) -> Unit:
    unit: Unit = getattr(figure.kind, "unit", ())
    return unit


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
