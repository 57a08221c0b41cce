"""A book as a whole, for people and programs: what it asks, its rules in words, its figures, tables and readings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from onewindow.rules.brackets import Table
from onewindow.rules.explain import citation
from onewindow.rules.fact import Fact
from onewindow.rules.kinds import Number, number
from onewindow.rules.parameters import Dated, Figure
from onewindow.rules.phrases import phrase, said, tier_said
from onewindow.rules.readings import Question
from onewindow.rules.rule import Rule
from onewindow.rules.units import unit_title
from onewindow.words.sources import Clause

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook


def described(book: RuleBook) -> dict[str, Any]:
    """Everything that ``rules show`` prints; facts, figures and readings are those that the rules use, facts all."""
    return {
        "book": book.name,
        "title": book.title,
        "number": book.regulation.number,
        "version": book.version,
        "facts": [_fact(fact, fact.name in book.uses.facts) for fact in book.facts.fields()],
        "rules": [_rule(rule, book) for rule in book.rules],
        "parameters": [_line(figure, line) for figure in book.uses.figures.values() for line in figure.lines],
        "readings": [_reading(question) for question in book.uses.questions.values()],
    }


def table_rows(table: Table) -> list[dict[str, str]]:
    """A table of tiers for a page: the bounds in words, the value, the wording of the text, and its clause."""
    return [
        {
            "range": tier_said(tier, table.axis),
            "value": said(tier.value, number(tier.value, table.unit)),
            "as_written": tier.as_written,
            "clause": tier.clause,
        }
        for tier in table.tiers
    ]


def _fact(fact: Fact, used: bool) -> dict[str, Any]:
    return {
        "name": fact.name,
        "title": fact.title,
        "type": f"list[{fact.control}]" if fact.many else fact.control,
        "unit": fact.unit,
        "help": fact.help,
        "absent": fact.absent,
        "default": f"{fact.of_day} of on" if fact.of_day else fact.default,
        "choices": fact.choices,
        "used": used,
    }


def _rule(rule: Rule, book: RuleBook) -> dict[str, Any]:
    return {
        "name": rule.name,
        "title": rule.title,
        "kind": rule.sort.value,
        "result": not rule.step,
        "clause": rule.sources[0].id,
        "citation": citation(rule.sources[0]),
        "sources": [source.id for source in rule.sources],
        "needs": list(rule.needs),
        "says": phrase(rule.tree, book.uses.titles),
    }


def _line(figure: Figure, line: Dated) -> dict[str, Any]:
    answer = {
        "name": figure.name,
        "title": figure.title,
        "clause": line.clause,
        "citation": citation(Clause(line.clause)),
        "from": line.first,
        "to": line.last,
        "value": line.as_json(),
    }
    if isinstance(line.value, Table):
        rows = table_rows(line.value)
        return {
            **answer,
            "unit": _table_unit(line.value),
            "tiers": rows,
            "said": "；".join(f"{row['range']}：{row['value']}" for row in rows),
        }
    unit = unit_title(line.kind.unit) if isinstance(line.kind, Number) else ""
    return {**answer, "unit": unit, "as_written": line.as_written, "said": said(line.value, line.kind)}


def _table_unit(table: Table) -> str:
    return f"{unit_title(table.unit)}，按{unit_title(table.axis)}分档"


def _reading(question: Question) -> dict[str, Any]:
    decided: Mapping[str, Any] = {"by": question.decided_by, "on": question.decided_on}
    return {
        "name": question.name,
        "question": question.question,
        "clause": question.clause,
        "citation": citation(Clause(question.clause)),
        "readings": question.readings,
        "default": question.default,
        "decided": decided,
        "rulings": [{"from": each.first, "reading": each.reading, "by": each.by} for each in question.rulings],
        "said": question.history,
    }
