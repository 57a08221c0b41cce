"""Awards with their reasons, as every page shows them: the amount, the sentences of the rule book, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onewindow.cases.claims import AwardLine
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.explain import Paragraph, sentences


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact without which an amount is unknown: where it is asked, and what it is called."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A result of the rule book in words; ``line`` is the award of a case that it stands for, if there is one."""

    paragraph: Paragraph
    missing: tuple[Missing, ...]
    line: AwardLine | None = None

    @property
    def certain(self) -> bool:
        return not self.missing


def reasoned(evaluation: Evaluation | None, lines: Iterable[AwardLine] = (), results: Sequence[str] = ()) -> list[Reasoned]:
    """The awards of a case with their reasons; without ``lines`` these ``results`` of the book or all of them, without a book nothing."""
    if evaluation is None:
        return []
    titles = {fact.name: fact.title for fact in evaluation.book.facts.fields()}
    found = {each.rule: each for each in sentences(evaluation)}
    named: Mapping[str, AwardLine | None] = {line.key: line for line in lines} or dict.fromkeys(results or found)
    return [
        Reasoned(found[key], tuple(Missing(name, titles.get(name, name)) for name in found[key].missing), line)
        for key, line in named.items()
        if key in found
    ]
