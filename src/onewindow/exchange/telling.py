"""Events become messages: who is told, in which words. Reads the case as it stands; writes nothing."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onewindow.accounts import masks
from onewindow.cases.contacts import cleaned_phone
from onewindow.cases.models import Case
from onewindow.cases.offices import office_names
from onewindow.cases.snapshots import plan_of
from onewindow.exchange import case_words, hall_words
from onewindow.exchange.conventions import LASTS
from onewindow.exchange.models import Choice, Message, Sms
from onewindow.exchange.sender import Sender, sender_of
from onewindow.exchange.wording import Wording, kinds
from onewindow.trail.models import Event

_MOBILE = re.compile(r"1\d{10}")
_CASE = "case:"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """An unsaved message, and the SMS that goes with it, if one does."""

    message: Message
    sms: Sms | None = None


def told(events: Iterable[Event]) -> list[Told]:
    """The messages of these events, in their order, unsaved; one for each that concerns somebody.

    An event that cannot be put into words is logged and passed over:
    it would hold up everybody else's.
    """
    wanted = [event for event in events if event.kind in kinds()]
    numbers = {event.subject.removeprefix(_CASE) for event in wanted if event.subject.startswith(_CASE)}
    cases = Case.objects.defer("facts", "person_id", "agent_id").in_bulk(numbers, field_name="number")
    offices = office_names(_body_of(case) for case in cases.values())
    deaf = _without_sms(cases.values())
    found = []
    for event in wanted:
        wording = kinds()[event.kind].chosen(event.content)
        if wording is None:
            continue
        try:
            case = cases.get(event.subject.removeprefix(_CASE))
            made = _of_case(event, wording, case, offices, deaf) if case else _of_hall(event, wording)
        except (KeyError, ValueError, TypeError, LookupError):
            _log.exception("event %s (%s) cannot be put into words", event.pk, event.kind)
            continue
        found += [made] if made else []
    return found


def _of_case(event: Event, wording: Wording, case: Case, offices: Mapping[str, str], deaf: set[str]) -> Told:
    plan = plan_of(case.snapshot_id)
    words = case_words.words(event, case, plan, offices[_body_of(case)], wording.until)
    message = _message(event, wording, words)
    message.case_number, message.uscc, message.person_key = case.number, case.uscc, case.person_key
    message.applicant = "" if case.uscc else case.applicant
    message.due_on = date.fromisoformat(str(event.content[wording.until])[:10]) if wording.until else None
    phone = cleaned_phone(case.contact_phone)
    if not wording.sms or not _MOBILE.fullmatch(phone) or case.number in deaf:
        return Told(message)
    called = case.enterprise_name or f"{case.masked_name[:1]}{masks.STAR * 2}"
    said = f"{called}：{wording.sms.format_map(words)}"
    return Told(message, _sms(wording, said, phone, event.recorded_at, sender_of(plan.item, plan.version)))


def _of_hall(event: Event, wording: Wording) -> Told | None:
    """A message to the phone of a number or an appointment; None where it left no phone."""
    known = hall_words.words(event)
    if known is None or not _MOBILE.fullmatch(known.phone):
        return None
    said = wording.sms.format_map(known.words)
    return Told(_message(event, wording, known.words), _sms(wording, said, known.phone, event.recorded_at, sender_of("", 0)))


def _message(event: Event, wording: Wording, words: Mapping[str, str]) -> Message:
    return Message(
        event=event.pk,
        kind=event.kind,
        title=wording.title.format_map(words),
        text=wording.text.format_map(words),
        todo=wording.todo.format_map(words),
        source=wording.source,
        at=event.at,
    )


def _sms(wording: Wording, said: str, phone: str, recorded_at: datetime, sender: Sender) -> Sms:
    lasts = timedelta(minutes=wording.minutes) if wording.minutes else LASTS
    return Sms(
        phone=phone,
        masked=masks.phone(phone),
        text=f"【{sender.name}】{said.rstrip('。')}。咨询电话{sender.phone}。",
        urgent=wording.minutes is not None,
        next_at=recorded_at,
        expires_at=recorded_at + lasts,
    )


def _body_of(case: Case) -> str:
    """The key of the organisation that decides."""
    return case.organisation or plan_of(case.snapshot_id).review.organisation


def _without_sms(cases: Iterable[Case]) -> set[str]:
    """The numbers of the cases whose applicant stopped SMS: of an enterprise, who submitted; of a person, the person or who submitted."""
    stopped = list(Choice.objects.filter(sms=False).values_list("account", "person_key"))
    accounts, persons = {account for account, _ in stopped}, {key for _, key in stopped if key}
    return {case.number for case in cases if case.applicant in accounts or case.person_key in persons}
