"""The figures, closed lists and answers of one regulation as they hold on a day, for what is no rule of a book. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onewindow.law.regulation import Regulation
from onewindow.rules.kinds import Choice, Many
from onewindow.rules.parameters import figures_of
from onewindow.rules.readings import questions_of
from onewindow.rules.uses import rest_figure, rest_reading


@dataclass(frozen=True, slots=True)
class Figures:
    """What ``parameters.yaml`` and ``readings.yaml`` of a regulation say on a day.

    Each raises KeyError for a name that is not declared, and Refused, with the clause, for a day on which there is none.
    """

    regulation: Regulation

    def number(self, name: str, on: date) -> Decimal:
        """A figure that is a number, exact."""
        value = figures_of(self.regulation.folder)[name].on(on).value
        assert isinstance(value, Decimal | int)  # a list is asked by ``listed``
        return Decimal(value)

    def count(self, name: str, on: date) -> int:
        """A figure that is a whole number."""
        return int(self.number(name, on))

    def listed(self, name: str, on: date) -> Mapping[str, str]:
        """A closed list of the text, key to wording in its order."""
        kind = figures_of(self.regulation.folder)[name].on(on).kind
        assert isinstance(kind, Many) and isinstance(kind.of, Choice)  # declared with the unit list
        return dict(zip(kind.of.keys, kind.of.titles, strict=True))

    def reading(self, name: str, on: date) -> str:
        """The key of the answer to a question that the text leaves open."""
        return questions_of(self.regulation.folder)[name].on(on)

    def rest_on_clauses(self) -> None:
        """Tell the law what of it rests on which clause, where no rule book does."""
        for figure in figures_of(self.regulation.folder).values():
            rest_figure(self.regulation.key, figure)
        for question in questions_of(self.regulation.folder).values():
            rest_reading(self.regulation.key, question)
