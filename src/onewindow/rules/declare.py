"""Declaring rules: each is called once, with symbols for what it names, as soon as all of these are known."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from onewindow.law import registry as law
from onewindow.rules.facts import Facts
from onewindow.rules.kinds import Day
from onewindow.rules.mistakes import RuleError
from onewindow.rules.parameters import Figure
from onewindow.rules.readings import Question
from onewindow.rules.reasons import Reasons
from onewindow.rules.rule import Rule, Sort, kind_given
from onewindow.rules.tree import Name, Node, Role, as_node
from onewindow.words.refused import Problem, Refused
from onewindow.words.sources import Clause, Source, as_source

DAY = "on"


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule as it is written: its function, and what is said about it."""

    function: Callable[..., Any]
    title: str
    sources: tuple[Source, ...]
    sort: Sort
    step: bool = False
    refused: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.function).parameters)

    def built(self, symbols: Mapping[str, Name]) -> Rule:
        """The rule with its tree. Raises RuleError for whatever the body does wrong."""
        tree: Node = as_node(self.function(*(symbols[name] for name in self.needs)))
        if isinstance(tree, Reasons) and (strange := set(tree.cause.clauses) - {source.id for source in self.sources}):
            raise RuleError(f"gives reasons by {', '.join(sorted(strange))}, which it does not name among its sources")
        return Rule(self.name, self.title, self.sources, self.sort, tree, kind_given(self.sort, tree), self.step, self.refused)


class Declarations:
    """The rules of one book: built in the order in which their names become known, which is an order to compute them in."""

    def __init__(self, book: str, facts: type[Facts], figures: Mapping[str, Figure], questions: Mapping[str, Question]) -> None:
        self.book = book
        self._symbols = _symbols(facts, figures, questions)
        self.written: list[Draft] = []  # every draft as it was declared
        self._drafts: dict[str, Draft] = {}
        self._rules: dict[str, Rule] = {}

    def add(self, draft: Draft) -> None:
        if draft.name in self._symbols or draft.name in self._drafts:
            raise RuleError(f"{self.book}.{draft.name}: the name is taken")
        self.written.append(draft)
        self._drafts[draft.name] = draft
        while ready := next((each for each in self._drafts.values() if set(each.needs) <= set(self._symbols)), None):
            self._build(self._drafts.pop(ready.name))

    def finished(self) -> tuple[Rule, ...]:
        """Every rule, each after those that it needs. Raises RuleError for a name that nobody declared, and for a circle."""
        for draft in self._drafts.values():
            for name in draft.needs:
                if name not in self._symbols and name not in self._drafts:
                    near = get_close_matches(name, [*self._symbols, *self._drafts], n=3)
                    raise RuleError(
                        f"{self.book}.{draft.name}: no fact, figure, reading or rule is named {name!r}; near: {', '.join(near) or '-'}"
                    )
        if self._drafts:
            raise RuleError(f"{self.book}: a circle: {' → '.join(_circle(self._drafts))}")
        return tuple(self._rules.values())

    def _build(self, draft: Draft) -> None:
        try:
            rule = draft.built(self._symbols)
        except RuleError as mistake:
            raise RuleError(f"{self.book}.{draft.name}: {mistake}") from None
        self._rules[rule.name] = rule
        self._symbols[rule.name] = rule.symbol


def sources_of(where: str, given: tuple[str | Source, ...]) -> tuple[Source, ...]:
    """The sources that a declaration names. Raises RuleError without one, and for a clause that its regulation does not have."""
    if not given:
        raise RuleError(f"{where}: rests on no source; name a clause, an outside law, a convention or a reading")
    try:
        sources = tuple(as_source(each) for each in given)
        for source in sources:
            if isinstance(source, Clause):
                law.clause(source.id)
    except ValueError as mistake:
        raise RuleError(f"{where}: {mistake}") from None
    except Refused as refused:
        raise RuleError(f"{where}: {refused}") from None
    return sources


def _symbols(facts: type[Facts], figures: Mapping[str, Figure], questions: Mapping[str, Question]) -> dict[str, Name]:
    """What a rule may name from the beginning. Raises RuleError when one name stands for two things."""
    symbols = {DAY: Name(DAY, Role.DAY, Day(), certain=True)}
    named = [Name(fact.name, Role.FACT, fact.kind, fact.certain) for fact in facts.fields()]
    named += [Name(figure.name, Role.FIGURE, figure.kind, certain=True) for figure in figures.values()]
    named += [Name(question.name, Role.READING, question.kind, certain=True) for question in questions.values()]
    for symbol in named:
        if symbol.name in symbols:
            raise RuleError(f"{symbol.name} names a {symbol.role.value} and a {symbols[symbol.name].role.value}")
        symbols[symbol.name] = symbol
    return symbols


def _circle(drafts: Mapping[str, Draft]) -> list[str]:
    """Rules that wait for each other: followed from one waiting rule to the next until one comes again."""
    path: list[str] = []
    name = next(iter(drafts))
    while name not in path:
        path.append(name)
        name = next(need for need in drafts[name].needs if need in drafts)
    return [*path[path.index(name) :], name]
