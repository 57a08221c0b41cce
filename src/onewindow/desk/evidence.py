"""The lines that an approver checks: each award with what it was computed from, and the files that prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onewindow.cases.selectors import CaseView, FileLine
from onewindow.web.awards import Reasoned, reasoned
from onewindow.web.refusals import Line, Refusal


@dataclass(frozen=True, slots=True)
class Proof:
    """A material that an award rests on; no files means that nothing proves it."""

    title: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One award to decide: its reasons, its proofs, and what was typed for it."""

    reasoned: Reasoned
    proofs: tuple[Proof, ...]
    refuses: bool
    amount: str
    reason: str
    wrong: tuple[Line, ...]


def checks_of(view: CaseView, posted: Mapping[str, str], refusal: Refusal | None) -> list[Check]:
    """Every award of the case, in the order of the procedure."""
    return [_check(each, view, posted, refusal) for each in reasoned(view.evaluation, view.awards)]


def _check(each: Reasoned, view: CaseView, posted: Mapping[str, str], refusal: Refusal | None) -> Check:
    assert each.line is not None
    key = each.line.key
    slots = {slot.key: slot for slot in view.materials}
    proofs = tuple(
        Proof(slots[name].title, tuple(file for file in slots[name].files if not file.replaced and not file.pending))
        for name in each.line.evidence
        if name in slots
    )
    return Check(
        reasoned=each,
        proofs=proofs,
        refuses=posted.get(f"verdict-{key}") == "refuse",
        amount=posted.get(f"amount-{key}", f"{each.line.payable:.2f}"),
        reason=posted.get(f"reason-{key}", ""),
        wrong=tuple(refusal.of(key)) if refusal else (),
    )
