"""Figures, lists and readings of 汨政办发〔2023〕9号 as they hold on a day; declaring them tells the law what rests on it. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from miluo.valuation_disposal.regulation import REGULATION
from onewindow.law.registry import Use, rest
from onewindow.rules.kinds import Choice, Many
from onewindow.rules.parameters import figures_of
from onewindow.rules.readings import questions_of
from onewindow.words.sources import Clause

_FIGURES = figures_of(REGULATION.folder)
_QUESTIONS = questions_of(REGULATION.folder)


def figure(name: str, on: date) -> Decimal:
    """A figure that is a number. Raises KeyError for one that is not declared, Refused for a day without it."""
    return Decimal(_FIGURES[name].on(on).value)  # type: ignore[arg-type]  # a list is asked by ``listed``


def listed(name: str, on: date) -> Mapping[str, str]:
    """A closed list of the text, key to wording in its order. Raises as ``figure``."""
    kind = _FIGURES[name].on(on).kind
    assert isinstance(kind, Many) and isinstance(kind.of, Choice)  # declared with the unit list
    return dict(zip(kind.of.keys, kind.of.titles, strict=True))


def reading(name: str, on: date) -> str:
    """The key of the answer that holds on a day. Raises KeyError for a question that is not asked."""
    return _QUESTIONS[name].on(on)


for _figure in _FIGURES.values():
    _clauses = dict.fromkeys(clause for line in _figure.lines for clause in line.clauses)
    rest(Use("figure", f"valuation.{_figure.name}", _figure.title, tuple(map(Clause, _clauses))))
for _question in _QUESTIONS.values():
    rest(Use("reading", f"valuation.{_question.name}", _question.question, (_question.source,), detail=_question.history))
