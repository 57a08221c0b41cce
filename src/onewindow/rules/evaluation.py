"""One run of a rule book: what went in, what came out, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onewindow.rules.explain import Line, explained
from onewindow.rules.kinds import written

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook
    from onewindow.rules.edition import Edition
    from onewindow.rules.facts import Facts


@dataclass(frozen=True)
class Evaluation:
    """``values`` holds the facts and the value of every rule by name, unknown ones as None."""

    book: RuleBook
    edition: Edition
    facts: Facts
    values: Mapping[str, Any]

    @property
    def on(self) -> date:
        return self.edition.on

    @property
    def readings(self) -> Mapping[str, str]:
        """The readings that were used, by name."""
        return self.edition.readings

    @property
    def results(self) -> dict[str, Any]:
        """Decimals, truths and keys by the name of the rule; unknown ones are None."""
        return {rule.name: self.values[rule.name] for rule in self.book.results}

    @cached_property
    def explanation(self) -> tuple[Line, ...]:
        """A line for each rule in the order of computing, checks left out."""
        return explained(self.book, self.edition, self.values)

    def results_json(self) -> dict[str, Any]:
        return {rule.name: written(self.values[rule.name], rule.kind) for rule in self.book.results}

    def figures_json(self) -> dict[str, Any]:
        """The figures that were used, as their lines of the day say."""
        return self.edition.figures_json

    def as_json(self) -> dict[str, Any]:
        """The shape of the contract: book, version, on, results, explanation."""
        return {
            "book": self.book.name,
            "version": self.book.version,
            "on": self.on.isoformat(),
            "results": self.results_json(),
            "explanation": [line.as_json() for line in self.explanation],
        }
