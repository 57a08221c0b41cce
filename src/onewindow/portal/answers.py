"""What was typed into a calculator, evaluated: the results that were asked about, those that are known anyway, and the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from onewindow.portal.matters import Asked, Matter, asked_by
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
    """``answers`` in the order of the policy; ``total`` where the book has one; ``others`` are articles that were not asked about."""

    evaluation: Evaluation
    answers: tuple[Answer, ...]
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
    return Answers(
        evaluation,
        tuple(Answer(each, grant) for each in shown if (grant := page.grant_of(each.rule))),
        next((each for each in totals if each.amount is not None or each.missing), None),
        tuple(matter for matter in asked.matters if matter not in chosen),
    )


def wanted(asked: Asked, chosen: tuple[Matter, ...], typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed for the matters that are looked at."""
    names = {fact.name for fact in (*asked.shared, *asked.last)} | {fact.name for matter in chosen for fact in matter.facts}
    return {name: value for name, value in typed.items() if name in names}
