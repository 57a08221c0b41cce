"""What the desk shows: the documents that an officer may see, and what is owed by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from miluo.normative_documents.issuers import CITY, GOVERNMENT_OFFICE, JUSTICE
from miluo.normative_documents.life import CHECK, DEPOSIT, WARN_DAYS, State
from miluo.normative_documents.models import Document
from onewindow.words.actor import Actor
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar

# Whose turn it is in each state: the permission that the next act asks for.
NEXT = {
    State.DRAFTING: "documents.draft",
    State.SUBMITTED: "documents.decide",
    State.REVIEWING: "documents.review",
    State.REVIEWED: "documents.decide",
    State.DECIDED: "documents.decide",
    State.SIGNED: "documents.decide",
    State.NUMBERED: "documents.decide",
    State.LODGED: "documents.register",
    State.RETURNED: "documents.decide",
    State.REGISTERED: "documents.decide",
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list: what it is, where it stands, until when the next step is due, and whether it is late."""

    document: Document
    due_on: date | None
    late: bool
    mine: bool
    left: int | None = None  # days until the end of its validity, from ninety on


def documents_of(actor: Actor) -> QuerySet[Document]:
    """The documents that an actor may see: its organisation's, and for 市司法局 and the government's office all that reach them."""
    seen = Q(drafted_by=actor.organisation) | Q(issuer__organisation__key=actor.organisation)
    if actor.organisation == GOVERNMENT_OFFICE:
        seen |= Q(issuer__organisation__key__in=CITY) & ~Q(state=State.DRAFTING)
    if actor.organisation == JUSTICE:
        seen |= Q(state__in=[State.LODGED, State.RETURNED, State.REGISTERED, State.PUBLISHED])
        seen |= Q(issuer__organisation__key__in=CITY) & ~Q(state__in=[State.DRAFTING, State.SUBMITTED])
    return Document.objects.filter(seen).select_related("issuer__organisation", "registration").prefetch_related("reviews").order_by("-pk")


def may_see(actor: Actor, number: str) -> Document | None:
    """The document, if the actor may see it."""
    return documents_of(actor).filter(number=number).first()


def owed_by(actor: Actor, on: date) -> list[DocumentRow]:
    """All that the actor may see, what waits for the actor first, then by the day on which it is due."""
    rows = [_row(document, actor, on) for document in documents_of(actor)]
    return sorted(rows, key=lambda row: (not row.mine, row.due_on or date.max, -row.document.pk))


def _row(document: Document, actor: Actor, on: date) -> DocumentRow:
    due = due_on(document)
    needed = NEXT.get(State(document.state))
    left = (document.ends_on - on).days if document.state == State.PUBLISHED and document.ends_on else None
    ending = left if left is not None and 0 <= left <= WARN_DAYS[0] and document.standing in {"kept", "amended"} else None
    return DocumentRow(document, due, due is not None and on > due, bool(needed and actor.may(needed)), ending)


def due_on(document: Document) -> date | None:
    """The last day of the step that the document is in: of the review, of the registration check, of the deposit of copies."""
    if document.state == State.REVIEWING:
        review = document.reviews.last()
        return review.due_on if review else None
    if document.state == State.LODGED and document.lodged_on:
        return _counted(CHECK.clause, document.lodged_on)
    if document.state == State.REGISTERED and document.issuer.organisation.key not in CITY:
        return _counted(DEPOSIT.clause, document.registration.registered_on)
    return None


def _counted(clause: str, start: date) -> date | None:
    due = deadlines.compute(clause, start, current_calendar()).due
    return due.due if due else None
