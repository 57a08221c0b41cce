"""What was typed into a calculator, evaluated: the results that were asked about, those that are known anyway, and the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from onewindow.portal.matters import Asked, Matter, asked_by, given
from onewindow.portal.policy import Grant, PolicyPage
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.grants import granted
from onewindow.web.explanation import Explained, explained


@dataclass(frozen=True, slots=True)
class Answer:
    """A result and what it grants."""

    result: Explained
    grant: Grant


@dataclass(frozen=True, slots=True)
class Answers:
    """``known`` and ``unknown`` in the order of the policy; ``total`` where the book has one; ``others`` are articles not asked about."""

    evaluation: Evaluation
    known: tuple[Answer, ...]
    unknown: tuple[Answer, ...]
    total: Explained | None
    others: tuple[Matter, ...]


def answered(page: PolicyPage, typed: dict[str, Any], ticked: Iterable[str], on: date) -> Answers:
    """The answers for what was typed. Raises Refused as the evaluation does."""
    asked = asked_by(page.book)
    chosen = asked.chosen(ticked, typed)
    evaluation = page.book.evaluate(page.book.facts.from_form(wanted(asked, chosen, typed), on=on), on=on)
    named = {rule.name for matter in chosen for rule in matter.results}
    results = explained(evaluation)
    shown = [each for each in results if each.rule in named or (each.amount or 0) > 0]
    totals = [each for each in results if each.rule not in {rule.name for rule in granted(page.book)}]
    answers = [Answer(each, grant) for each in shown if (grant := page.grant_of(each.rule))]
    return Answers(
        evaluation,
        tuple(each for each in answers if each.result.amount is not None),
        tuple(each for each in answers if each.result.amount is None),
        next((each for each in totals if each.amount is not None or each.missing), None),
        tuple(matter for matter in asked.matters if matter not in chosen),
    )


def wanted(asked: Asked, chosen: tuple[Matter, ...], typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed for the matters that are looked at."""
    names = {fact.name for fact in (*asked.shared, *asked.last)} | {fact.name for matter in chosen for fact in matter.facts}
    return given(chosen, {name: value for name, value in typed.items() if name in names})
