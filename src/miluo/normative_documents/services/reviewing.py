"""合法性审核: forwarded by the issuer's office, reviewed by the legal body within its time, or sent back to the drafting unit."""

from __future__ import annotations

from datetime import date, datetime

from miluo.normative_documents.issuers import office_of, reviewer_of
from miluo.normative_documents.life import OPINIONS, REVIEW, State
from miluo.normative_documents.models import Document, LegalReview
from miluo.normative_documents.services.opening import locked, moved, require_office, words
from onewindow.cases.services.door import Answer, door
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of


@door
def forward(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """转交审核: the office intends to issue, and the time of the legality review begins (normdoc-3-1b, 3-1c)."""
    document = locked(number, "forward", by=by, at=at, permission="documents.decide")
    require_office(by, office_of(document.issuer), clause="normdoc-3-1b", who="制定机关的办公室")
    limits = deadlines.compute(REVIEW.clause, day_of(at), current_calendar(), emergency=bool(document.emergency))
    LegalReview.objects.create(
        document=document,
        reviewed_by=reviewer_of(document.issuer),
        received_on=day_of(at),
        earliest_on=limits.earliest.due if limits.earliest else None,
        due_on=limits.due.due if limits.due else None,
    )
    return moved(document, "forward", State.REVIEWING, by=by, at=at, emergency=bool(document.emergency))


@door
def decline(*, number: str, reason: str, final: bool = False, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """The office does not intend to issue it: back to the drafting unit, or for good."""
    document = locked(number, "decline", by=by, at=at, permission="documents.decide")
    require_office(by, office_of(document.issuer), clause="normdoc-1d", who="制定机关的办公室")
    why = words(reason, "退回的理由", field="reason", clause="normdoc-1d")
    return moved(document, "decline", State.DECLINED if final else State.DRAFTING, by=by, at=at, reason=why)


@door
def give_opinion(
    *, number: str, opinion: str, words_given: str, early_reason: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """出具意见. Before the fifth working day only with a reason, since the text says 一般 (normdoc-3-1c).

    Raises Refused for who drafted it, for a body that does not review for this issuer, and without words.
    """
    document = locked(number, "give_opinion", by=by, at=at, permission="documents.review")
    require_office(by, reviewer_of(document.issuer), clause="normdoc-3-1b", who="负责合法性审核的机构")
    if by.id == document.drafter:
        raise Refused("起草人不能审核自己起草的文件", code="own_draft", clause="normdoc-2a", status=403)
    if opinion not in OPINIONS:
        raise Refused("没有选择审核意见", code="wrong_value", field="opinion", expected="、".join(OPINIONS.values()))
    review = LegalReview.objects.get(document=document, opinion="")
    review.words = words(words_given, "审核意见的内容", field="words_given", clause="normdoc-2a")
    review.early_reason = _early(review, day_of(at), early_reason)
    review.opinion, review.given_on, review.given_by = opinion, day_of(at), by.id
    review.save()
    to = State.REVIEWED if opinion == "approved" else State.DRAFTING if opinion == "revise" else State.DECLINED
    return moved(document, "give_opinion", to, by=by, at=at, opinion=opinion, late=is_late(review, day_of(at)))


def is_late(review: LegalReview, on: date) -> bool:
    """Whether the review is, or was given, after its last day."""
    return review.due_on is not None and (review.given_on or on) > review.due_on


def review_of(document: Document) -> LegalReview | None:
    """The review that counts: the latest."""
    return document.reviews.last()


def _early(review: LegalReview, on: date, reason: str) -> str:
    if review.earliest_on is None or on >= review.earliest_on:
        return ""
    if not reason.strip():
        raise Refused(
            f"合法性审核一般不少于5个工作日，{review.earliest_on:%Y-%m-%d}以前出具意见应当说明理由",
            code="too_early",
            field="early_reason",
            clause=REVIEW.clause,
            expected="写明提前出具的理由，或者到期后再出具",
        )
    return reason.strip()[:400]
