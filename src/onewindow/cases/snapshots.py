"""Published declarations: a case is bound to the digest of the one it began with."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.db import connection, transaction

from onewindow.cases.models import Snapshot
from onewindow.cases.plan import Plan, freeze, thaw
from onewindow.cases.procedure import Procedure
from onewindow.rules.parameters import figures_of
from onewindow.rules.readings import questions_of
from onewindow.rules.registry import book
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.worktime.clock import day_of

_published: set[tuple[object, str]] = set()  # (database, digest) known to be committed, so that a submission need not ask


def frozen(procedure: Procedure, on: date) -> tuple[str, str]:
    """Canonical text and digest of the declaration as it stands in the code, with the readings in force on a day."""
    if procedure.regulation is None:
        return _frozen(procedure, ())
    questions = questions_of(procedure.regulation.folder)
    return _frozen(procedure, tuple((name, question.on(on)) for name, question in questions.items()))


@lru_cache(maxsize=64)
def _frozen(procedure: Procedure, readings: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    figures = {name: figure.as_data() for name, figure in figures_of(procedure.regulation.folder).items()} if procedure.regulation else {}
    version = book(procedure.review.book).version if procedure.review.book else ""
    return freeze(procedure, book_version=version, figures=figures, readings=dict(readings))


def current_plan(procedure: Procedure, on: date) -> Plan:
    """The plan that a case submitted on a day would run on."""
    return thaw(frozen(procedure, on)[0])


def publish(procedure: Procedure, *, by: Actor = SYSTEM, at: datetime) -> str:
    """Publish the declaration if it is not, inside the caller's transaction; the digest of its snapshot."""
    text, digest = frozen(procedure, day_of(at))
    known = (connection.settings_dict["NAME"], digest)
    if known in _published:
        return digest
    snapshot = Snapshot(digest=digest, procedure=procedure.key, content=text, published_at=at, published_by=by.id)
    if not Snapshot.objects.filter(digest=digest).exists():
        snapshot.save(force_insert=True)
        record(subject=f"procedure:{procedure.key}", kind="procedure.published", by=by, at=at, body={"digest": digest})
    transaction.on_commit(lambda: _published.add(known))
    return digest


def plan_of(digest: str) -> Plan:
    """The plan of a snapshot. Never stale: a digest has one content."""
    return thaw(_content(digest))


@lru_cache(maxsize=256)
def _content(digest: str) -> str:
    content: str = Snapshot.objects.values_list("content", flat=True).get(digest=digest)
    return content
