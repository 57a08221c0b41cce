"""公布与备案: in the gazette and on the portal; for the city's documents the dossier to two bodies within fifteen days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from miluo.normative_documents import findable
from miluo.normative_documents.issuers import is_city, office_of
from miluo.normative_documents.life import FILING, FILING_MATERIALS, State
from miluo.normative_documents.models import Document, Filing, Publication
from miluo.normative_documents.readings import reading
from miluo.normative_documents.services.opening import locked, moved, require_office, words
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

RECIPIENTS = ("岳阳市人民政府", "汨罗市人大常委会")
CHANNELS = ("gazette", "portal")
COPIES = ("paper_copy", "electronic_copy")


@door
def publish(
    *,
    number: str,
    gazette: str = "",
    gazette_on: date | None = None,
    portal_address: str = "",
    portal_on: date | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记公布: one channel or both; it is published when both have it (normdoc-6-2b), and stays half published until then."""
    document = locked(number, "publish", by=by, at=at, permission="documents.decide")
    require_office(by, office_of(document.issuer), clause="normdoc-6-2b", who="制定机关的办公室")
    _check_days(document, at, gazette_on=gazette_on, portal_on=portal_on)
    held = Publication.objects.filter(document=document).first() or Publication(document=document)
    if gazette_on:
        held.gazette = words(gazette, "公报期号", field="gazette", clause="normdoc-6-2b", longest=80)
        held.gazette_on = gazette_on
    if portal_on:
        held.portal_address = words(portal_address, "门户网址", field="portal_address", clause="normdoc-6-2b", longest=300)
        held.portal_on = portal_on
    held.save()
    body: dict[str, Any] = {"gazette_on": held.gazette_on, "portal_on": held.portal_on}
    if is_city(document.issuer):
        _open_filings(document, held)
    if held.gazette_on and held.portal_on and document.state == State.REGISTERED:
        answer = moved(document, "publish", State.PUBLISHED, by=by, at=at, **body)
        findable.refresh(document)
        return answer
    record(subject=document.subject, kind="normdoc.publish", by=by, at=at, to=document.state, body=body)
    waiting = "" if held.gazette_on and held.portal_on else f"，尚待{'公报刊登' if held.portal_on else '门户网站公布'}"
    return Answer(document.number, document.state, f"已登记公布{waiting}")


def published_on(held: Publication) -> date | None:
    """公布之日: the earlier of the two days, or by the other reading the day on which both have it, None until then (normdoc-6-2b)."""
    days = [day for day in (held.gazette_on, held.portal_on) if day]
    if not days or reading("publication_day", min(days)) == "earlier":
        return min(days, default=None)
    return max(days) if len(days) == len(CHANNELS) else None


def dossier_of(document: Document, on: date) -> tuple[str, ...]:
    """What a filing sent on a day must have: by the other reading one copy of each kind serves both bodies (normdoc-5b)."""
    if reading("filing_copies", on) == "total" and document.filings.exclude(sent_on=None).exists():
        return tuple(name for name in FILING_MATERIALS if name not in COPIES)
    return tuple(FILING_MATERIALS)


@door
def report_for_record(
    *, number: str, recipient: str, dossier: tuple[str, ...], sent_on: date, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """报送备案: to one of the two bodies, with the whole dossier (normdoc-5a, 5b). A late one is taken and marked late."""
    document = locked(number, "report_for_record", by=by, at=at, permission="documents.decide")
    require_office(by, office_of(document.issuer), clause="normdoc-5a", who="市政府办公室")
    filing = Filing.objects.filter(document=document, recipient=recipient).first()
    if filing is None:
        message = "镇政府、部门的文件没有备案要求" if not is_city(document.issuer) else "文件公布以后才能报送备案"
        raise Refused(message, code="no_filing", field="recipient", clause="normdoc-5a", expected="、".join(RECIPIENTS))
    lacking = [name for name in dossier_of(document, sent_on) if name not in dossier]
    if lacking:
        raise Refused.of(
            [Problem(f"缺少{FILING_MATERIALS[name]}", "missing_material", f"dossier-{name}", "normdoc-5b") for name in lacking]
        )
    public = published_on(document.publication)
    if public is None or not public <= sent_on <= day_of(at):
        raise Refused("报送日期应在公布之日以后、今天以前", code="wrong_day", field="sent_on", clause="normdoc-5a")
    filing.sent_on, filing.sent_by = sent_on, by.id
    filing.save()
    body = {"recipient": RECIPIENTS.index(recipient) + 1, "due": filing.due_on, "sent": sent_on}
    record(subject=document.subject, kind="normdoc.report_for_record", by=by, at=at, body=body)
    late = "，已超过15日" if sent_on > filing.due_on else ""
    return Answer(document.number, document.state, f"已报送{recipient}备案{late}")


def _open_filings(document: Document, held: Publication) -> None:
    public = published_on(held)
    due = deadlines.compute(FILING.clause, public, current_calendar()).due if public else None
    for recipient in RECIPIENTS:
        if due:
            Filing.objects.update_or_create(document=document, recipient=recipient, defaults={"due_on": due.due})


def _check_days(document: Document, at: datetime, **days: date | None) -> None:
    given = {name: day for name, day in days.items() if day}
    if not given:
        raise Refused("没有写明公布日期", code="no_day", field="gazette_on", clause="normdoc-6-2b", expected="公报或者门户的公布日期")
    first = document.registration.registered_on
    for name, day in given.items():
        if not first <= day <= day_of(at):
            message = f"公布日期应在登记之日（{first}）以后、今天以前"
            raise Refused(message, code="wrong_day", field=name, clause="normdoc-2b", expected=f"{first}至{day_of(at)}")
