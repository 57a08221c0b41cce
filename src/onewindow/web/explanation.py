"""A result as a citizen checks it: the clause and its sense, the figures, the tier that decided, and the way to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onewindow.law import registry
from onewindow.rules.brackets import Table
from onewindow.rules.describe import table_rows
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.explain import Line
from onewindow.rules.kinds import Number
from onewindow.rules.phrases import said
from onewindow.web.amounts import in_words
from onewindow.web.awards import Missing
from onewindow.words.refused import Refused

NOT_SAID = "未填写"


@dataclass(frozen=True, slots=True)
class Given:
    """What went in: a fact, or a condition that was worked out from facts."""

    title: str
    said: str


@dataclass(frozen=True, slots=True)
class FigureUsed:
    """A figure of the text, with its own words."""

    title: str
    said: str
    as_written: str
    clause: str


@dataclass(frozen=True, slots=True)
class TierShown:
    range: str
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class TableUsed:
    title: str
    tiers: tuple[TierShown, ...]


@dataclass(frozen=True, slots=True)
class ReadingUsed:
    question: str
    sense: str
    others: tuple[str, ...]
    authority: str  # who decided it and when; empty where no office has


@dataclass(frozen=True, slots=True)
class Explained:
    """One result. ``amount`` is None where it is unknown; ``summary`` is what its clause says, ``further`` what would give more.

    ``lack`` is the part of it that is still lacking: 0.1 where nine tenths are reached; None where no single fact gives more.
    """

    rule: str
    title: str
    said: str
    amount: Decimal | None
    clause: str
    summary: str
    sentences: tuple[str, ...]
    further: str
    lack: Decimal | None
    given: tuple[Given, ...]
    figures: tuple[FigureUsed, ...]
    tables: tuple[TableUsed, ...]
    readings: tuple[ReadingUsed, ...]
    missing: tuple[Missing, ...]

    @property
    def certain(self) -> bool:
        return not self.missing


def explained(evaluation: Evaluation) -> list[Explained]:
    """Every result of an evaluation; what is only a step on the way is said where it is used."""
    return [_explained(line, evaluation) for line in evaluation.explanation if not line.details.get("step")]


def _explained(line: Line, evaluation: Evaluation) -> Explained:
    value = evaluation.values[line.rule]
    titles = evaluation.book.uses.titles.of
    sentences = line.sentences[:-1] if "next" in line.details else line.sentences
    return Explained(
        rule=line.rule,
        title=line.title,
        said=line.said,
        amount=value if isinstance(value, Decimal) else None,
        clause=line.clause,
        summary=_summary(line.clause),
        sentences=sentences,
        further=line.sentences[-1] if "next" in line.details else "",
        lack=_lack(line.details.get("next")),
        given=tuple(_given(name, evaluation) for name in line.inputs),
        figures=tuple(_figures(line, evaluation)),
        tables=tuple(_tables(line, evaluation)),
        readings=tuple(_reading(name, key, evaluation) for name, key in line.readings.items()),
        missing=tuple(Missing(name, titles.get(name, name)) for name in line.missing),
    )


def _lack(step: Mapping[str, Any] | None) -> Decimal | None:
    return None if step is None else Decimal(step["more"]) / Decimal(step["to"])


def _summary(clause_id: str) -> str:
    try:
        return registry.clause(clause_id).summary
    except Refused:  # a convention has its own page and no summary
        return ""


def _given(name: str, evaluation: Evaluation) -> Given:
    value = evaluation.values[name]
    fact = evaluation.book.uses.facts.get(name)
    if fact is None:
        rule = evaluation.edition.rule(name)
        return Given(rule.title, said(value, rule.kind))
    return Given(fact.title, NOT_SAID if value is None else said(value, fact.kind))


def _figures(line: Line, evaluation: Evaluation) -> Iterator[FigureUsed]:
    for name in line.parameters:
        dated = evaluation.edition.dated[name]
        if isinstance(dated.value, Decimal) and isinstance(dated.kind, Number):
            title = evaluation.book.uses.titles.of[name]
            yield FigureUsed(title, in_words(dated.value, dated.kind.unit), dated.as_written, dated.clause)


def _tables(line: Line, evaluation: Evaluation) -> Iterator[TableUsed]:
    """The table that decided, with its tier marked; a table that another reading would use is not shown."""
    tier: dict[str, Any] | None = line.details.get("tier")
    if tier and tier["parameter"]:
        table = evaluation.edition.dated[tier["parameter"]].value
        assert isinstance(table, Table)
        rows = table_rows(table)
        chosen = tier["number"]
        shown = tuple(TierShown(row["range"], row["value"], number == chosen) for number, row in enumerate(rows, start=1))
        yield TableUsed(evaluation.book.uses.titles.of[tier["parameter"]], shown)


def _reading(name: str, key: str, evaluation: Evaluation) -> ReadingUsed:
    question = evaluation.book.uses.questions[name]
    others = tuple(sense for each, sense in question.readings.items() if each != key)
    return ReadingUsed(
        question.question, question.readings[key], others, question.authority(evaluation.on) if key == question.on(evaluation.on) else ""
    )
