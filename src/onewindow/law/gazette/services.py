"""The one door of the official texts: import an issue. The same issue again changes nothing, a corrected text is a new version."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from difflib import unified_diff
from pathlib import Path

from django.db import transaction

from onewindow.law import registry
from onewindow.law.gazette.parse import parse
from onewindow.law.gazette.places import passages
from onewindow.law.gazette.read import read
from onewindow.law.gazette.report import CHANGED, NEW, UNCHANGED, DocumentReport, ImportReport
from onewindow.law.gazette.stored import content_of, digest_of, document_of, wording_of
from onewindow.law.gazette.text import Document, Issue
from onewindow.law.gazette.text import Passage as TextPassage
from onewindow.law.gazette.ties import Tie, tie
from onewindow.law.models import ClausePlace, DocumentVersion, GazetteIssue, OfficialDocument, Passage
from onewindow.law.search import services as search
from onewindow.trail.services import record
from onewindow.words.actor import Actor


def import_issue(path: Path, *, by: Actor, at: datetime) -> ImportReport:
    """Read a gazette from a file (text, text-PDF, DOCX) and keep it, in one transaction.

    Raises Refused for a file that is none (``no_file``, ``unreadable``, ``no_gazette``); then nothing is kept.
    """
    content, lines = read(path)
    return keep(parse(lines), source=hashlib.sha256(content).hexdigest(), by=by, at=at)


@transaction.atomic
def keep(issue: Issue, *, source: str, by: Actor, at: datetime) -> ImportReport:
    """Keep an issue that was read; ``source`` is the SHA-256 of its file."""
    row, _ = GazetteIssue.objects.get_or_create(
        title=issue.title, year=issue.year or 0, number=issue.number or 0, defaults={"source": source, "imported_at": at}
    )
    GazetteIssue.objects.select_for_update().get(pk=row.pk)
    reports = [_keep_document(row, position, document, by, at) for position, document in enumerate(issue.documents, start=1)]
    unplaced = [{"line": each.line, "text": each.text, "reason": each.reason} for each in issue.unplaced]
    if row.unplaced != unplaced:
        row.unplaced = unplaced
        row.save(update_fields=["unplaced"])
    if row.source != source and any(report.outcome != UNCHANGED for report in reports):
        row.source, row.imported_at = source, at
        row.save(update_fields=["source", "imported_at"])
    search.refresh("document")
    search.refresh("passage")
    names = {document.number for document in issue.documents}
    absent = [document.number for document in row.documents.all() if document.number not in names]
    return ImportReport(issue, tuple(reports), tuple(absent))


@transaction.atomic
def tie_again() -> tuple[Tie, ...]:
    """Find the place of every clause anew in the texts that are kept: for a regulation that was declared after the import."""
    ties: list[Tie] = []
    for document in OfficialDocument.objects.order_by("pk"):
        version = document.versions.get(serial=document.current)
        ties += _tie(document.number, version, passages(document_of(version.content)))
    search.refresh("passage")
    return tuple(ties)


def _keep_document(issue: GazetteIssue, position: int, document: Document, by: Actor, at: datetime) -> DocumentReport:
    row = OfficialDocument.objects.select_for_update().filter(number=document.number).first()
    before = row.versions.get(serial=row.current) if row else None
    digest = digest_of(document)
    if before is not None and before.digest == digest:
        return _report(document, UNCHANGED, before)
    if row is None:
        row = OfficialDocument(issue=issue, number=document.number, position=position, current=0)
    row.current += 1
    row.save()
    version = DocumentVersion.objects.create(
        document=row,
        serial=row.current,
        title=document.title,
        issuer=document.issuer,
        addressees=list(document.addressees),
        signed=document.signed,
        registration=document.registration or "",
        content=content_of(document),
        digest=digest,
        difference=_difference(document_of(before.content), document) if before else "",
        imported_by=by.id,
        imported_at=at,
    )
    Passage.objects.bulk_create(_rows(version, passages(document)))
    body = {"version": version.serial, "digest": digest, "issue": str(issue)}
    kind = "law.document_corrected" if before else "law.document_imported"
    record(subject=f"document:{document.number}", kind=kind, by=by, at=at, body=body)
    return _report(document, CHANGED if before else NEW, version)


def _rows(version: DocumentVersion, found: Sequence[TextPassage]) -> list[Passage]:
    return [
        Passage(
            version=version,
            position=position,
            place=passage.place,
            parent=passage.parent,
            heading=passage.heading,
            kind=passage.kind,
            label=passage.label,
            text=passage.text,
            table=asdict(passage.table) if passage.table else None,
            first_line=passage.lines[0],
            last_line=passage.lines[1],
            digest=passage.digest,
        )
        for position, passage in enumerate(found, start=1)
    ]


def _difference(before: Document, after: Document) -> str:
    """What changed, a line for a passage: − as it was, + as it is."""
    lines = unified_diff(wording_of(before), wording_of(after), lineterm="", n=0)
    return "\n".join(line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---")))


def _report(document: Document, outcome: str, version: DocumentVersion) -> DocumentReport:
    ties = _tie(document.number, version, passages(document))
    count = version.passages.count()
    return DocumentReport(document, outcome, version.serial, count, ties, version.difference if outcome == CHANGED else "")


def _tie(number: str, version: DocumentVersion, found: Sequence[TextPassage]) -> tuple[Tie, ...]:
    """Write down where the clauses of the document stand, if a regulation with its number is declared; nothing if all is as before."""
    regulation = next((each for each in registry.regulations() if each.number == number), None)
    if regulation is None:
        return ()
    ties = tie(number, registry.clauses(regulation.key), found)
    kept = set(ClausePlace.objects.filter(passage__version=version).values_list("clause", "passage__place", "excerpt"))
    wanted = {(each.clause, place, each.excerpt) for each in ties for place in each.places}
    if kept != wanted:
        ClausePlace.objects.filter(passage__version=version).delete()
        rows = {passage.place: passage for passage in version.passages.all()}
        ClausePlace.objects.bulk_create(
            ClausePlace(clause=each.clause, passage=rows[place], excerpt=each.excerpt) for each in ties for place in each.places
        )
    return ties
