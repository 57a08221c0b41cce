"""A policy as people read it: what is granted, the tables and figures that decide, and the readings chosen; all from the rule books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onewindow.cases.procedure import Procedure, procedures
from onewindow.law import registry, selectors
from onewindow.portal.headline import figures_in_use, headline
from onewindow.portal.matters import article_of, articles
from onewindow.rules.book import RuleBook
from onewindow.rules.brackets import Table, Tier
from onewindow.rules.edition import Edition
from onewindow.rules.grants import granted
from onewindow.rules.parameters import Figure
from onewindow.rules.readings import Question
from onewindow.rules.registry import book
from onewindow.rules.rule import Rule
from onewindow.rules.units import Unit
from onewindow.web.amounts import in_words
from onewindow.words.refused import Refused

CEILING = "conv-a-8"  # the convention by which a computed amount is a ceiling


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
    """One thing that is granted; ``headline`` says what it may come to (2万元至5万元), ``services`` by which it is claimed."""

    rule: Rule
    headline: str
    services: tuple[Procedure, ...]

    @property
    def ceiling(self) -> bool:
        """Whether the amount is a ceiling, below which a person decides (conv-a-8)."""
        return _is_ceiling(self.rule, self.services)


@dataclass(frozen=True, slots=True)
class Part:
    """What one article grants, with its tables and figures. Tables that only another reading uses stand apart (``others``)."""

    place: str
    grants: tuple[Grant, ...]
    tables: tuple[TierTable, ...]
    others: tuple[TierTable, ...]
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class ReadingHeld:
    """A question with the answer that holds on the day; ``authority`` says who decided it and when, empty where no office has."""

    question: Question
    key: str
    authority: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """``book`` is what its calculator runs; ``parts`` are the articles that grant something, ``figures`` those of no such article."""

    head: selectors.DocumentHead
    services: tuple[Procedure, ...]
    book: RuleBook
    parts: tuple[Part, ...]
    figures: tuple[FigureRow, ...]
    questions: tuple[ReadingHeld, ...]

    @property
    def grants(self) -> tuple[Grant, ...]:
        return tuple(grant for part in self.parts for grant in part.grants)

    def grant_of(self, result: str) -> Grant | None:
        """What a result of the book grants; nothing for a total."""
        return next((grant for grant in self.grants if grant.rule.name == result), None)


def policy_page(key: str, on: date) -> PolicyPage:
    """The page of a policy on a day. Raises Refused (404) for a document under which nothing is granted."""
    regulation = registry.regulation(key)
    services = tuple(service for service in procedures() if service.document.key == key and service.review.awards)
    if not services:
        raise Refused(f"{regulation.number}没有可以申领的奖补", code="no_policy", field="key", status=404)
    rules = book(services[0].review.book)
    edition = rules.edition(min(max(on, regulation.in_force.start), regulation.last_day or on))
    parts = tuple(_part(place, results, services, rules, edition) for place, results in articles(granted(rules)).items())
    shown = {part.place for part in parts}
    in_use = set[str]().union(*(figures_in_use(rule, edition) for rule in rules.results))
    return PolicyPage(
        head=selectors.head(regulation, on),
        services=services,
        book=rules,
        parts=parts,
        figures=tuple(
            _figure(each, edition.on) for each in _plain(rules, edition) if each.name in in_use and _place(each, edition) not in shown
        ),
        questions=tuple(ReadingHeld(each, each.on(edition.on), each.authority(edition.on)) for each in rules.uses.questions.values()),
    )


def _part(place: str, results: tuple[Rule, ...], services: tuple[Procedure, ...], rules: RuleBook, edition: Edition) -> Part:
    in_use = set[str]().union(*(figures_in_use(rule, edition) for rule in rules.results))
    tables = [figure for figure in rules.uses.figures.values() if _is_table(figure, edition) and _place(figure, edition) == place]
    return Part(
        place=place,
        grants=tuple(_grant(rule, edition, _carrying(services, rule)) for rule in results),
        tables=tuple(_table(figure, edition.on) for figure in tables if figure.name in in_use),
        others=tuple(_table(figure, edition.on) for figure in tables if figure.name not in in_use),
        figures=tuple(
            _figure(each, edition.on) for each in _plain(rules, edition) if each.name in in_use and _place(each, edition) == place
        ),
    )


def _grant(rule: Rule, edition: Edition, services: tuple[Procedure, ...]) -> Grant:
    words = headline(rule, edition)
    below = _is_ceiling(rule, services) and words and "最高" not in words
    return Grant(rule, f"最高{words}" if below else words, services)


def _is_ceiling(rule: Rule, services: tuple[Procedure, ...]) -> bool:
    declared = any(award.ceiling for service in services for award in service.review.awards if award.key == rule.name)
    return declared or any(source.id == CEILING for source in rule.sources)


def _carrying(services: tuple[Procedure, ...], rule: Rule) -> tuple[Procedure, ...]:
    return tuple(service for service in services if any(award.key == rule.name for award in service.review.awards))


def _plain(rules: RuleBook, edition: Edition) -> list[Figure]:
    """The figures that are one number."""
    return [figure for figure in rules.uses.figures.values() if isinstance(figure.on(edition.on).value, Decimal)]


def _is_table(figure: Figure, edition: Edition) -> bool:
    return isinstance(figure.on(edition.on).value, Table)


def _place(figure: Figure, edition: Edition) -> str:
    return article_of(figure.on(edition.on).clause)


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
