"""政策匹配: one set of figures against every policy, and what each may give: granted, nearly, unknown, or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.portal.answers import Answer
from onewindow.portal.matters import Asked, Matter, asked_by, given
from onewindow.portal.policy import PolicyPage
from onewindow.rules.fact import Fact
from onewindow.rules.grants import granted, total_of
from onewindow.web.explanation import Explained, explained

NEVER = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Finding:
    """One award of one policy."""

    page: PolicyPage
    answer: Answer

    @property
    def result(self) -> Explained:
        return self.answer.result


@dataclass(frozen=True, slots=True)
class Found:
    """``granted`` the largest first; ``near`` the nearest first; ``unknown`` with the fewest missing facts first.

    ``total`` is the sum of the policies' own totals, each by its reading; ``ceilings``: whether a person decides below some of it.
    """

    granted: tuple[Finding, ...]
    near: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    refused: tuple[Finding, ...]
    total: Decimal
    ceilings: bool


def questions(pages: Iterable[PolicyPage]) -> Asked:
    """The questions of several policies: a fact that two of them ask in the same way is asked once.

    A fact of the same name that means something else is asked under the key of its policy (``key-name``).
    """
    shared: dict[str, Fact] = {}
    last: dict[str, Fact] = {}
    matters: list[Matter] = []
    taken: dict[str, Fact] = {}
    several = [(page, asked_by(page.book)) for page in pages]
    for page, asked in several:
        names = _names(page, taken)
        shared |= {names[fact.name].name: names[fact.name] for fact in asked.shared}
        last |= {names[fact.name].name: names[fact.name] for fact in asked.last}
        for matter in asked.matters:
            place = matter.place if len(several) == 1 else f"{page.head.number}{matter.place}"
            own = tuple(names[fact.name] for fact in matter.facts if fact.name not in shared)
            matters.append(replace(matter, key=f"{page.head.key}-{matter.key}", place=place, facts=own))
        taken |= {fact.name: fact for fact in names.values()}
    return Asked(tuple(shared.values()), tuple(matters), tuple(last.values()))


def found_by(pages: Iterable[PolicyPage], typed: Mapping[str, Any], on: date) -> Found:
    """Every award of the policies for what was typed. Raises Refused as the evaluation does."""
    findings: list[Finding] = []
    total = Decimal(0)
    taken: dict[str, Fact] = {}
    for page in pages:
        names = _names(page, taken)
        taken |= {fact.name: fact for fact in names.values()}
        own = given(asked_by(page.book).matters, {name: typed[fact.name] for name, fact in names.items() if fact.name in typed})
        evaluation = page.book.evaluate(page.book.facts.from_form(own, on=on), on=on)
        findings += [Finding(page, Answer(each, grant)) for each in explained(evaluation) if (grant := page.grant_of(each.rule))]
        total += total_in(page, evaluation.values)
    return Found(
        granted=tuple(sorted((each for each in findings if (each.result.amount or 0) > 0), key=_amount, reverse=True)),
        near=tuple(sorted((each for each in findings if each.result.amount == 0 and each.result.lack is not None), key=_lack)),
        unknown=tuple(sorted((each for each in findings if each.result.amount is None), key=lambda each: len(each.result.missing))),
        refused=tuple(each for each in findings if each.result.amount == 0 and each.result.lack is None),
        total=total,
        ceilings=any(each.answer.grant.ceiling and (each.result.amount or 0) > 0 for each in findings),
    )


def total_in(page: PolicyPage, values: Mapping[str, Any]) -> Decimal:
    """What a policy comes to: its own total, or the sum of its amounts."""
    total = total_of(page.book)
    names = [total.name] if total else [rule.name for rule in granted(page.book)]
    return sum((values[name] for name in names if values[name] is not None), Decimal(0))


def as_typed(facts: Iterable[Fact], known: Mapping[str, Any]) -> dict[str, Any]:
    """Values of facts (as JSON, or read from a sheet) as a form sends them; what is unknown is left out."""
    return {fact.name: _spelled(known[fact.name]) for fact in facts if known.get(fact.name) is not None}


def _spelled(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_spelled(entry) for entry in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _names(page: PolicyPage, taken: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts of a policy by their own name, each as it is asked."""
    return {name: _asked(fact, page.head.key, taken) for name, fact in page.book.uses.facts.items()}


def _asked(fact: Fact, key: str, taken: Mapping[str, Fact]) -> Fact:
    other = taken.get(fact.name)
    same = other is None or (other.title, other.kind) == (fact.title, fact.kind)
    return fact if same else replace(fact, name=f"{key}-{fact.name}")


def _amount(each: Finding) -> Decimal:
    return each.result.amount or Decimal(0)


def _lack(each: Finding) -> Decimal:
    return NEVER if each.result.lack is None else each.result.lack
