"""The rule book: rules that name what they need, ordered and checked when they are declared, evaluated for one or for many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import polars as pl

from onewindow.law.regulation import Regulation
from onewindow.law.validity import require_in_force
from onewindow.rules import registry
from onewindow.rules.declare import Declarations, Draft, sources_of
from onewindow.rules.edition import Edition
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.facts import Facts
from onewindow.rules.frame import evaluated
from onewindow.rules.mistakes import RuleError
from onewindow.rules.parameters import Figure, figures_of
from onewindow.rules.readings import Question, chosen, questions_of
from onewindow.rules.rule import Rule, Sort
from onewindow.rules.uses import Uses, uses_of
from onewindow.words.canonical import canonical, sm3
from onewindow.words.refused import Problem
from onewindow.words.sources import Source, as_source

F = TypeVar("F", bound=Callable[..., Any])
EDITIONS_KEPT = 64  # days and readings for which a book is kept compiled


class RuleBook:
    """Rules over the facts, figures and readings of one regulation.

    A rule is a function whose parameters name what it needs: facts, figures and tables of ``parameters.yaml``, readings of
    ``readings.yaml``, other rules, or ``on``, the day. It is called once, when all of these are known, and its body builds a
    tree. Raises RuleError for a rule without a source, a name taken twice, and all that its tree finds wrong; the first use
    of the book raises it for names that nobody declared and for circles.
    """

    def __init__(
        self,
        name: str,
        regulation: Regulation,
        facts: type[Facts],
        *,
        title: str,
        figures: Mapping[str, Figure] | None = None,
        questions: Mapping[str, Question] | None = None,
        entered: bool = True,
    ) -> None:
        self.name = name
        self.regulation = regulation
        self.facts = facts
        self.title = title
        self.figures = figures_of(regulation.folder) if figures is None else figures
        self.questions = questions_of(regulation.folder) if questions is None else questions
        self.declarations = Declarations(name, facts, self.figures, self.questions)
        self._edition = lru_cache(maxsize=EDITIONS_KEPT)(
            lambda on, settled: Edition(self.rules, self.uses.figures, on, dict(settled)),
        )
        if entered:
            registry.enter(self)

    def amount(self, *sources: str | Source, title: str, step: bool = False) -> Callable[[F], F]:
        """Payable money: rounded half-up to the fen where it is defined; rules that use it get the rounded value."""
        return self._declared(Sort.AMOUNT, sources, title, step=step)

    def quantity(self, *sources: str | Source, title: str, step: bool = False) -> Callable[[F], F]:
        """Anything that is not paid: never rounded."""
        return self._declared(Sort.QUANTITY, sources, title, step=step)

    def condition(self, *sources: str | Source, title: str, step: bool = False) -> Callable[[F], F]:
        """Whether something holds: true, false or unknown. ``step``: not a result, only used by other rules."""
        return self._declared(Sort.CONDITION, sources, title, step=step)

    def check(self, *sources: str | Source, title: str, refusal: str, expected: str, fields: tuple[str, ...]) -> Callable[[F], F]:
        """What facts must satisfy to be evaluated at all: where it is known not to hold they are refused.

        ``refusal`` says what is wrong and ``expected`` what would be right, in Chinese; ``fields`` are the facts it is about.
        """
        refused = tuple(Problem(refusal, "contradictory_facts", field, as_source(sources[0]).id, expected) for field in fields)
        return self._declared(Sort.CHECK, sources, title, step=True, refused=refused)

    def _declared(self, sort: Sort, sources: tuple[str | Source, ...], title: str, **more: Any) -> Callable[[F], F]:
        def declare(function: F) -> F:
            if "rules" in vars(self):
                raise RuleError(f"{self.name}.{function.__name__}: the book is in use; declare its rules where it is declared")
            found = sources_of(f"{self.name}.{function.__name__}", sources)
            self.declarations.add(Draft(function, title, found, sort, **more))
            return function

        return declare

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, each after those that it needs. Raises RuleError for an unknown name or a circle."""
        return self.declarations.finished()

    @property
    def results(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if not rule.step)

    @cached_property
    def uses(self) -> Uses:
        """The facts, figures and readings that its rules use, and what everything is called."""
        return uses_of(self)

    @cached_property
    def version(self) -> str:
        """SM3 over everything that decides a result: facts, figures, readings and the trees of the rules."""
        return sm3(canonical([self.name, self.uses.as_data(), [rule.as_data() for rule in self.rules]]).encode())

    def edition(self, on: date, readings: Mapping[str, str] | None = None) -> Edition:
        """The book on a day. Raises Refused outside the term of its regulation, and for an unknown reading."""
        require_in_force(self.regulation, on)
        return self._edition(on, tuple(chosen(self.uses.questions, readings, on).items()))

    def evaluate(self, facts: Facts | Mapping[str, Any], *, on: date, readings: Mapping[str, str] | None = None) -> Evaluation:
        """One case: ``facts`` as an instance or as JSON; ``on`` decides the figures; ``readings`` where they are not the default.

        Raises Refused for facts that are wrong, contradict each other or lie in the future, for an unknown reading, and outside the
        regulation's term.
        """
        edition = self.edition(on, readings)
        given = facts if isinstance(facts, Facts) else self.facts.parse(facts, on=on)
        values = edition.values(given.values(on))
        given.require_begun(on)
        return Evaluation(self, edition, given, values)

    def frame(self, rows: pl.DataFrame, *, on: date, readings: Mapping[str, str] | None = None) -> pl.DataFrame:
        """Many cases: a column for each fact, missing columns unknown; gives a column for each result and ``refused``.

        Money is a column of decimals or of whole numbers, never of floats; results come out as decimals. ``refused`` says why
        a row's facts are contradictory; such a row has no results. Raises Refused as ``evaluate`` does, naming the row.
        """
        return evaluated(self.edition(on, readings), self.facts, rows)
