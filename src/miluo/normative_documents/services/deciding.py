"""决定、签署、编发文字号、报请登记: each step after the one before it, never without an opinion (normdoc-2a)."""

from __future__ import annotations

from datetime import date, datetime

from miluo.normative_documents.document_numbers import parse, take
from miluo.normative_documents.issuers import is_city, listed, office_of
from miluo.normative_documents.life import State
from miluo.normative_documents.models import Document
from miluo.normative_documents.services.drafting import require_materials
from miluo.normative_documents.services.opening import locked, moved, require_office, words
from miluo.normative_documents.services.reviewing import review_of
from onewindow.cases.services.door import Answer, door
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

REPORT = {"purpose": "制定目的", "content": "主要内容", "process": "起草审核过程"}  # normdoc-3-3b


@door
def decide(
    *,
    number: str,
    meeting: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """决定印发: after the opinion; a town or department by collective deliberation, whose meeting is named (normdoc-3-2a, 3-2b)."""
    document = _officer(number, "decide", by=by, at=at)
    review = review_of(document)
    if review is None or review.opinion != "approved":
        raise Refused("没有合法性审核意见，不能作出决定", code="no_opinion", clause="normdoc-2a", status=409)
    if not is_city(document.issuer):
        meeting = words(meeting, "集体审议决定的会议", field="meeting", clause="normdoc-3-2a", longest=120)
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("有效期最后一日早于施行日期", code="wrong_term", field="ends_on", expected="施行日期或以后的日期")
    document.meeting, document.decided_on = meeting.strip()[:120], day_of(at)
    document.starts_on, document.ends_on = starts_on, ends_on
    return moved(document, "decide", State.DECIDED, by=by, at=at)


@door
def sign(*, number: str, signed_by: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """签署: the main responsible person of a town or department, after the collective decision."""
    document = _officer(number, "sign", by=by, at=at)
    document.signed_by = words(signed_by, "签署的主要负责人", field="signed_by", clause="normdoc-3-2a", longest=40)
    document.signed_on = day_of(at)
    return moved(document, "sign", State.SIGNED, by=by, at=at)


@door
def assign_number(
    *, number: str, word: str = "", document_number: str = "", reason: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """编发文字号: the next of the issuer's series this year, by its office and before the registration; a town or department signs first.

    ``document_number`` is given only where the numbers before it are on other papers, with the ``reason``. A document that was
    returned and redrafted keeps the number of the year.
    """
    document = _officer(number, "assign_number", by=by, at=at)
    if not is_city(document.issuer) and document.state != State.SIGNED:
        raise Refused("主要负责人签署以后才能编发文字号", code="not_signed", clause="normdoc-3-2a", status=409)
    held = document.document_number
    if not held or parse(held).year != day_of(at).year:
        given = take(document.issuer, at, word=word, typed=document_number, reason=reason)
        document.document_number = str(given)
    words_given = {"document_number": document.document_number, "before": held or ""}
    answer = moved(document, "assign_number", State.NUMBERED, by=by, at=at, reason=reason.strip()[:400], **words_given)
    return Answer(answer.number, answer.state, f"已编发文字号：{document.document_number}")


@door
def lodge(
    *, number: str, purpose: str = "", content: str = "", process: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """报请登记: a town or department with its report, the legal basis and the confirmation (normdoc-3-3a, 3-3b)."""
    document = _officer(number, "lodge", by=by, at=at)
    listed(document.issuer.organisation.key, at)
    if not is_city(document.issuer):
        document.report = _report({"purpose": purpose, "content": content, "process": process})
        require_materials(document, at, clause="normdoc-3-3a")
    document.lodged_on = day_of(at)
    return moved(document, "lodge", State.LODGED, by=by, at=at)


def _report(parts: dict[str, str]) -> dict[str, str]:
    empty = [
        Problem(f"登记报告没有说明{REPORT[name]}", "missing_words", name, "normdoc-3-3b", f"说明{REPORT[name]}")
        for name, said in parts.items()
        if not said.strip()
    ]
    if empty:
        raise Refused.of(empty)
    return {name: said.strip()[:4000] for name, said in parts.items()}


def _officer(number: str, act: str, *, by: Actor, at: datetime) -> Document:
    document = locked(number, act, by=by, at=at, permission="documents.decide")
    require_office(by, office_of(document.issuer), clause="normdoc-3-1d", who="制定机关的办公室")
    return document
