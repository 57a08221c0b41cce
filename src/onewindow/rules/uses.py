"""What a book uses of its regulation, and what of it rests on which clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onewindow.law.registry import Use, rest
from onewindow.rules.fact import Fact
from onewindow.rules.parameters import Figure
from onewindow.rules.phrases import Titles
from onewindow.rules.readings import Question
from onewindow.rules.rule import Rule
from onewindow.words.sources import Clause

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook


@dataclass(frozen=True, slots=True)
class Uses:
    facts: Mapping[str, Fact]
    figures: Mapping[str, Figure]
    questions: Mapping[str, Question]
    titles: Titles

    def as_data(self) -> Any:
        """What the hash of a book covers."""
        return [{name: each.as_data() for name, each in part.items()} for part in (self.facts, self.figures, self.questions)]


def uses_of(book: RuleBook) -> Uses:
    """The facts, figures and readings that the rules of a book name, each in the order of its file."""
    named = {name for rule in book.rules for name in rule.needs}
    return Uses(
        {fact.name: fact for fact in book.facts.fields() if fact.name in named},
        {name: figure for name, figure in book.figures.items() if name in named},
        {name: question for name, question in book.questions.items() if name in named},
        _titles(book),
    )


def _titles(book: RuleBook) -> Titles:
    facts = book.facts.fields()
    titled: tuple[Fact | Figure | Rule, ...] = (*facts, *book.figures.values(), *book.rules)
    titles = {each.name: each.title for each in titled} | {name: each.question for name, each in book.questions.items()}
    return Titles(titles, {fact.name: fact.choices for fact in facts} | {name: each.readings for name, each in book.questions.items()})


def rest_on_clauses(book: RuleBook) -> None:
    """Tell the law what rests on it: every rule, every figure that a rule uses, and every reading."""
    for rule in book.rules:
        readings = tuple(book.uses.questions[name].source for name in rule.needs if name in book.uses.questions)
        rest(Use("rule", f"{book.name}.{rule.name}", rule.title, rule.sources + readings))
    for figure in book.uses.figures.values():
        rest_figure(book.regulation.key, figure)
    for question in book.questions.values():
        rest_reading(book.regulation.key, question)


def rest_figure(regulation: str, figure: Figure) -> None:
    """Tell the law on which clauses a figure of that regulation rests."""
    clauses = dict.fromkeys(clause for line in figure.lines for clause in line.clauses)
    rest(Use("figure", f"{regulation}.{figure.name}", figure.title, tuple(map(Clause, clauses))))


def rest_reading(regulation: str, question: Question) -> None:
    """Tell the law on which clause a question of that regulation rests, and how it was answered when."""
    rest(Use("reading", f"{regulation}.{question.name}", question.question, (question.source,), detail=question.history))
