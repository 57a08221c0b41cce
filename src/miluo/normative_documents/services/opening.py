"""The first lines of every door: the document under its lock, and the refusals that say who may do what when.

The lock is the document's row (on SQLite the IMMEDIATE transaction); counters and chains are locked after it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from miluo.normative_documents.life import ACTS, State, allows
from miluo.normative_documents.models import Document
from miluo.normative_documents.regulation import REGULATION
from onewindow.accounts.roles import PERMISSIONS
from onewindow.cases.services.door import Answer
from onewindow.law.validity import require_in_force
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


def locked(number: str, act: str, *, by: Actor, at: datetime, permission: str) -> Document:
    """The document under its lock, if it stands where this act may be done. Raises Refused (403, 404, 409)."""
    require(by, permission)
    require_in_force(REGULATION, day_of(at))
    document = Document.objects.select_for_update(of=("self",)).select_related("issuer__organisation").filter(number=number).first()
    if document is None:
        raise Refused(f"没有流程编号为“{number}”的文件", code="unknown_document", field="number", status=404)
    title, states, clauses = ACTS[act]
    if not allows(act, State(document.state)):
        raise Refused(
            f"文件现为“{State(document.state).label}”，不能{title}",
            code="wrong_state",
            field="state",
            clause=clauses[0],
            expected="、".join(state.label for state in State if state in states),
            status=409,
        )
    return document


def require(by: Actor, permission: str) -> None:
    """Raises Refused (403) for an actor without a permission."""
    if not by.may(permission):
        raise Refused(f"需要“{PERMISSIONS[permission]}”权限", code="not_permitted", status=403)


def require_office(by: Actor, office: str, *, clause: str, who: str) -> None:
    """Raises Refused (403), citing the clause, for an actor who does not act for that organisation."""
    if by.organisation != office:
        raise Refused(f"这一步由{who}办理", code="not_competent", clause=clause, status=403)


def words(text: str, what: str, *, field: str, clause: str, longest: int = 2000) -> str:
    """A text that must be there. Raises Refused for an empty or an overlong one."""
    stripped = text.strip()
    if not stripped or len(stripped) > longest:
        message = f"没有写明{what}" if not stripped else f"{what}超过{longest}字"
        raise Refused(message, code="missing_words", field=field, clause=clause, expected=f"写明{what}，不超过{longest}字")
    return stripped


def moved(document: Document, act: str, to: State, *, by: Actor, at: datetime, reason: str = "", **body: Any) -> Answer:
    """Save the document in its new state with its event; the answer of the door."""
    before, document.state = document.state, to
    document.save()
    kind = f"normdoc.{act}"
    record(subject=document.subject, kind=kind, by=by, at=at, from_=before, to=to.value, reason=reason, body=body)
    return Answer(document.number, to.value, f"{ACTS[act][0]}：{document.title}")
