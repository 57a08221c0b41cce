"""The lines that an approver checks: each award with what it was computed from, and the files that prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from onewindow.cases.selectors import CaseView, FileLine
from onewindow.rules.parameters import Dated, figures_of
from onewindow.rules.phrases import said
from onewindow.web.awards import Reasoned, reasoned
from onewindow.web.refusals import Line, Refusal


@dataclass(frozen=True, slots=True)
class Proof:
    """A material that an award rests on; no files means that nothing proves it."""

    title: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One award to decide: its reasons, its proofs, and what was typed for it.

    ``grounds`` are the costs and caps behind a ceiling, each with its name: within them a person decides.
    """

    reasoned: Reasoned
    grounds: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    refuses: bool
    amount: str
    reason: str
    wrong: tuple[Line, ...]


def checks_of(view: CaseView, posted: Mapping[str, str], refusal: Refusal | None) -> list[Check]:
    """Every award of the case, in the order of the procedure."""
    return [_check(each, view, posted, refusal) for each in reasoned(view.evaluation, view.awards)] if view.awards else []


def _check(each: Reasoned, view: CaseView, posted: Mapping[str, str], refusal: Refusal | None) -> Check:
    assert each.line is not None
    key = each.line.key
    slots = {slot.key: slot for slot in view.materials}
    proofs = tuple(
        Proof(slots[name].title, tuple(file for file in slots[name].files if not file.replaced and not file.pending))
        for name in each.line.evidence
        if name in slots
    )
    typed = "" if each.line.ceiling else f"{each.line.payable:.2f}"  # a person decides it, so nothing is written for him
    return Check(
        reasoned=each,
        grounds=_grounds(view, key) if each.line.ceiling else (),
        proofs=proofs,
        refuses=posted.get(f"verdict-{key}") == "refuse",
        amount=posted.get(f"amount-{key}", typed),
        reason=posted.get(f"reason-{key}", ""),
        wrong=tuple(refusal.of(key)) if refusal else (),
    )


def _grounds(view: CaseView, award: str) -> tuple[tuple[str, str], ...]:
    """The money stated and the figures of the law that a ceiling was computed from."""
    evaluation = view.evaluation
    assert evaluation is not None  # an award was computed
    line = next(line for line in evaluation.explanation if line.rule == award)
    facts = {fact.name: fact for fact in evaluation.book.facts.fields()}
    stated = [
        (facts[name].title, said(evaluation.values[name], facts[name].kind))
        for name, value in line.inputs.items()
        if name in facts and facts[name].control == "money" and value is not None
    ]
    figures = figures_of(evaluation.book.regulation.folder)
    dated: list[tuple[str, Dated]] = [(figures[name].title, figures[name].on(evaluation.on)) for name in line.parameters if name in figures]
    caps = [(title, said(each.value, each.kind)) for title, each in dated if isinstance(each.value, Decimal)]
    return (*stated, *caps)
