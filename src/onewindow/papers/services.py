"""The acts on papers: issue inside the act that decides, finish the file once, revoke."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from onewindow import rows
from onewindow.accounts import masks
from onewindow.papers import contents, files, fonts, numbering, render, seals
from onewindow.papers.contents import Applicant, Contestable
from onewindow.papers.kinds import PaperKind, paper_kind
from onewindow.papers.letterheads import Letterhead, letterhead
from onewindow.papers.models import Paper
from onewindow.trail import services as trail
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.canonical import canonical
from onewindow.words.refused import Refused

CODE_ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"  # no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V beside each other
CODE_LENGTH = 12  # 57 bits: not to be guessed
PDF = "application/pdf"
_log = logging.getLogger(__name__)


def issue(*, kind: str | PaperKind, case: str, content: Mapping[str, Any], organisation: str, by: Actor, at: datetime) -> Paper:
    """A numbered paper, inside the caller's transaction: its row, its number without a gap, its code and its event.

    ``kind`` is a kind or its key, ``content`` the plain dict of the kind's shape (``contents``), ``organisation`` the key of
    the body that issues, ``case`` the case's number (“” for none). The file is made later (``file_of``). Raises Refused for a
    body without letterhead, a content that is not whole or does not add up, and a character that no font can print.
    """
    kind = paper_kind(kind) if isinstance(kind, str) else kind
    head = letterhead(organisation)
    said = contents.read(kind.content, _addressed(kind, content, head))
    title = kind.title_of(said)
    series, pattern = _series(kind, head)
    written = said.model_dump(mode="json")
    text = canonical(written)
    if "\\" in text or fonts.missing(f"{text}{series}{head.name}{title}{case}"):  # a backslash may hide a character
        fonts.check_glyphs({**written, "number": series, "issuer": head.name, "title": title, "case": case})
    number = numbering.take(series, at=at, pattern=pattern)
    paper = Paper(
        number=number.text,
        code=new_code(),
        kind=kind.key,
        title=title,
        organisation=head.organisation,
        issuer=head.name,
        case_number=case,
        holder=masked(said.applicant),
        content=text,
        series=number.series,
        year=number.year,
        serial=number.serial,
        issued_at=at,
        issued_by=by.id,
    )
    rows.add(paper)
    trail.record(subject=paper.subject, kind="paper.issued", by=by, at=at, body=_told(paper))
    return paper


def foresee(kind: str, organisation: str, *, at: datetime) -> None:
    """In a door that will issue such a paper: have its number drawn with the next question, once no refusal is left but of its content."""
    series, pattern = _series(paper_kind(kind), letterhead(organisation))
    numbering.foresee(series, at=at, pattern=pattern)


def _series(kind: PaperKind, head: Letterhead) -> tuple[str, str]:
    """The series in which a body numbers papers of a kind, and how a number of it is written."""
    series = head.code + kind.nature
    return series, f"{series}〔{{year}}〕{{serial}}号"


def file_of(paper: Paper) -> bytes:
    """The finished PDF of a paper, always the same bytes: rendered and sealed at the first call, kept under its digest.

    The work is done before the row is locked, so that nobody waits for it; of two who did it at once the first one's file
    stands. Raises FileNotFoundError or ``files.Damaged`` when the kept file was lost or changed.
    """
    if not paper.sha256:
        finished = render.render(paper, seals.seal_of(paper.organisation, paper.issuer))
        paper.sha256, paper.size = _keep(paper, finished)
    return files.content_of(paper.sha256)


def render_pending(limit: int = 100) -> tuple[int, list[str]]:
    """Finish papers that have no file yet, oldest first: how many, and the numbers of those that failed (logged)."""
    failed = []
    pending = list(Paper.objects.filter(sha256="").order_by("id")[:limit])
    for paper in pending:
        try:
            file_of(paper)
        except Exception:
            _log.exception("paper %s could not be finished", paper.number)
            failed.append(paper.number)
    return len(pending) - len(failed), failed


@transaction.atomic
def revoke(paper: Paper, reason: str, *, by: Actor, at: datetime) -> Paper:
    """Withdraw a paper for a reason: it keeps its number and its file, and the verification page says 已撤销.

    Raises Refused for an actor of another body or without ``papers.issue``, without a reason, or when it is revoked already.
    """
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if not by.may("papers.issue") or by.organisation != locked.organisation:
        raise Refused(f"只有{locked.issuer}签发文书的人员可以撤销本文书", code="not_permitted", status=403)
    if not reason.strip():
        raise Refused("没有写明撤销理由", code="no_reason", field="reason", expected="写明撤销的事实和依据")
    if locked.revoked_at:
        raise Refused(f"文书{locked.number}已经撤销", code="already_revoked", status=409)
    locked.revoked_at, locked.revoked_by, locked.revoked_for = at, by.id, reason.strip()
    locked.save(update_fields=["revoked_at", "revoked_by", "revoked_for"])
    trail.record(subject=locked.subject, kind="paper.revoked", by=by, at=at, from_="有效", to="已撤销", body=_told(locked))
    return locked


def new_code() -> str:
    """A verification code: random, not to be guessed, without characters that look alike."""
    drawn, letters = secrets.randbelow(len(CODE_ALPHABET) ** CODE_LENGTH), []
    for _ in range(CODE_LENGTH):
        drawn, place = divmod(drawn, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[place])
    return "".join(letters)


def masked(applicant: Applicant) -> str:
    """The holder's name for the public: of a person the first and last character, of an enterprise the first two and last four."""
    if applicant.kind == "person":
        return masks.name(applicant.name)
    name = applicant.name
    return f"{name[:2]}{masks.STAR * 4}{name[-4:]}" if len(name) > 8 else masks.name(name)


def content_of(paper: Paper) -> dict[str, Any]:
    """What the paper says, as it was frozen; empty when it was erased."""
    said: dict[str, Any] = json.loads(paper.content or "{}")
    return said


@transaction.atomic
def _keep(paper: Paper, finished: bytes) -> tuple[str, int]:
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if not locked.sha256:
        stored = files.keep(finished, media_type=PDF)
        locked.sha256, locked.size = stored.digest, stored.size
        locked.save(update_fields=["sha256", "size"])
        trail.record(
            subject=locked.subject,
            kind="paper.sealed",
            by=SYSTEM,
            at=locked.issued_at,  # the paper bears the moment of its issue; recorded_at says when the machine was done
            body={"paper": locked.number, "sha256": stored.digest, "size": stored.size},
        )
    return locked.sha256, locked.size


def _addressed(kind: PaperKind, content: Mapping[str, Any], head: Letterhead) -> dict[str, Any]:
    """The content with what the letterhead knows better than the caller, where the caller left it out."""
    known = {"enquiry": head.enquiry}
    if issubclass(kind.content, Contestable):
        known |= {"reconsideration": head.reconsideration, "court": head.court}
    return {**known, **content}


def _told(paper: Paper) -> dict[str, str]:
    return {"paper": paper.number, "kind": paper.kind, "title": paper.title, "issuer": paper.organisation}
