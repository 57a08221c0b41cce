"""What other bodies and colleagues ask of one: opinions and signatures that wait, the first due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from onewindow.accounts.selectors import names_of
from onewindow.cases.life import CONSULTATIONS, UNDER_REVIEW, State
from onewindow.cases.models import Case, Consultation
from onewindow.cases.offices import office_names
from onewindow.cases.snapshots import plan_of
from onewindow.queries import written_once
from onewindow.words.actor import Actor


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A question to a body or a person; ``who`` is the body's name or, of a 加签, the person's; ``mine``: this actor may answer it.

    ``papers`` are the numbers of the letter and its answer.

    ``state`` is 待答复, 已答复, 逾期未答复 or 已撤回.
    """

    number: int
    kind: str
    kind_title: str
    who: str
    question: str
    due_on: date
    state: str
    agrees: bool | None
    answer: str
    mine: bool
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A case about which one is asked, as a list shows it."""

    number: str
    title: str
    holder: str
    kind_title: str
    question: str
    asking: str
    due_on: date
    late: bool


def asked_of(actor: Actor, today: date) -> list[Asked]:
    """The questions that wait for an actor's body, and the signatures that wait for the actor or whom he stands in for."""
    if not actor.may("cases.review") or not actor.organisation:
        return []
    rows = _waiting(
        organisation=actor.organisation,
        person__in=("", *sorted({actor.id, *actor.principals})),
        case__state__in=tuple(state.value for state in (*UNDER_REVIEW, State.CORRECTING, State.RETURNED)),
    )
    offices = office_names(row[4] for row in rows)
    return [
        Asked(
            number,
            plan_of(snapshot).title,
            enterprise or masked,
            CONSULTATIONS[kind],
            question,
            offices.get(body, ""),
            due_on,
            today > due_on,
        )
        for number, snapshot, enterprise, masked, body, kind, question, due_on in rows
    ]


@written_once
def _waiting(**wanted: Any) -> QuerySet[Consultation, Any]:
    rows = Consultation.objects.filter(answered_at=None, withdrawn_at=None, **wanted).order_by("due_on", "id")
    case = (f"case__{name}" for name in ("number", "snapshot_id", "enterprise_name", "masked_name", "organisation"))
    return rows.values_list(*case, "kind", "question", "due_on")


def lines_of(case: Case, actor: Actor, today: date) -> tuple[ConsultationLine, ...]:
    """Everything that was asked about a case, in the order in which it was asked."""
    rows = list(Consultation.objects.filter(case=case).order_by("id"))
    offices, names = office_names(row.organisation for row in rows), names_of({row.person for row in rows if row.person})
    return tuple(_line(row, offices, names, actor, today) for row in rows)


def is_asked(case: Case, actor: Actor) -> bool:
    """Whether an actor's body was asked about a case: then its reviewers see it."""
    return (
        actor.may("cases.review")
        and Consultation.objects.filter(case=case, organisation=actor.organisation or "", withdrawn_at=None).exists()
    )


def _line(row: Consultation, offices: dict[str, str], names: dict[str, str], actor: Actor, today: date) -> ConsultationLine:
    waits = row.answered_at is None and row.withdrawn_at is None
    mine = waits and actor.may("cases.review") and row.organisation == actor.organisation
    return ConsultationLine(
        number=row.pk,
        kind=row.kind,
        kind_title=CONSULTATIONS[row.kind],
        who=names.get(row.person, "") if row.person else offices[row.organisation],
        question=row.question,
        due_on=row.due_on,
        state=_state(row, waits, today),
        agrees=row.agrees,
        answer=row.answer,
        mine=mine and (not row.person or actor.is_or_stands_in_for(row.person)),
        papers=tuple(number for number in (row.paper, row.reply) if number),
    )


def _state(row: Consultation, waits: bool, today: date) -> str:
    if row.withdrawn_at:
        return "已撤回"
    if not waits:
        return "已答复"
    return "逾期未答复" if today > row.due_on else "待答复"
