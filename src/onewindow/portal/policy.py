"""A policy as people read it: what is granted, the tables and figures that decide, and the readings chosen; all from the rule books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onewindow.cases.procedure import Procedure, procedures
from onewindow.law import registry, selectors
from onewindow.portal.headline import figures_in_use, headline
from onewindow.rules.book import RuleBook
from onewindow.rules.brackets import Table, Tier
from onewindow.rules.edition import Edition
from onewindow.rules.parameters import Figure
from onewindow.rules.readings import Question
from onewindow.rules.registry import book
from onewindow.rules.rule import Rule
from onewindow.rules.units import Unit
from onewindow.web.amounts import in_words
from onewindow.words.refused import Refused


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
class Grant:
    """One thing that is granted; ``headline`` says what it may come to (2万元至5万元)."""

    rule: Rule
    headline: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """``book`` is what its calculator runs; ``grants`` are what it gives. Tables of another reading stand apart (``others``)."""

    head: selectors.DocumentHead
    services: tuple[Procedure, ...]
    book: RuleBook
    grants: tuple[Grant, ...]
    tables: tuple[TierTable, ...]
    others: tuple[TierTable, ...]
    figures: tuple[FigureRow, ...]
    questions: tuple[Question, ...]


def policy_page(key: str, on: date) -> PolicyPage:
    """The page of a policy on a day. Raises Refused (404) for a document under which nothing is granted."""
    regulation = registry.regulation(key)
    services = tuple(service for service in procedures() if service.regulation.key == key and service.review.awards)
    if not services:
        raise Refused(f"{regulation.number}没有可以申领的奖补", code="no_policy", field="key", status=404)
    rules = book(services[0].review.book)
    edition = rules.edition(min(max(on, regulation.in_force.start), regulation.last_day or on))
    in_use = set[str]().union(*(figures_in_use(rule, edition) for rule in rules.results))
    figures = rules.uses.figures.values()
    tables = {figure.name: _table(figure, edition.on) for figure in figures if isinstance(figure.on(edition.on).value, Table)}
    return PolicyPage(
        head=selectors.head(regulation, on),
        services=services,
        book=rules,
        grants=grants_of(services, rules, edition),
        tables=tuple(table for name, table in tables.items() if name in in_use),
        others=tuple(table for name, table in tables.items() if name not in in_use),
        figures=tuple(_figure(figure, edition.on) for figure in figures if figure.name in in_use - set(tables)),
        questions=tuple(rules.uses.questions.values()),
    )


def grants_of(services: tuple[Procedure, ...], rules: RuleBook, edition: Edition) -> tuple[Grant, ...]:
    """What the services award, in the order of the book."""
    granted = {award.key for service in services for award in service.review.awards}
    return tuple(Grant(rule, headline(rule, edition)) for rule in rules.results if rule.name in granted)


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
