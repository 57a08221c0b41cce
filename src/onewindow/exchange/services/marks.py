"""What a person says about his messages: that he read them, and whether he wants SMS as well."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from onewindow.accounts.roles import require
from onewindow.cases.holders import person_key_of
from onewindow.cases.services.door import Answer, door
from onewindow.exchange.models import Choice, Message, ReadMark
from onewindow.exchange.selectors import message_for, unread
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.worktime.clock import day_of

_AT_ONCE = 500
_STATES = {True: "wanted", False: "stopped"}


@transaction.atomic
def mark_read(*, message: int, by: Actor, at: datetime) -> Message:
    """Note that an actor has read a message; a second time changes nothing. No event: it is the reader's own note.

    Raises Refused (404) for another's message.
    """
    found = message_for(message, by, day_of(at))
    _mark([found.pk], by, at)
    return found


@transaction.atomic
def mark_all_read(*, by: Actor, at: datetime) -> int:
    """The same for everything that is unread; how many there were."""
    found = list(unread(by, day_of(at)).values_list("pk", flat=True)[:_AT_ONCE])
    _mark(found, by, at)
    return len(found)


@door
def choose_sms(*, wanted: bool, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Stop SMS for one's account, or have them again (conv-exchange-2); messages on the page are never stopped.

    Raises Refused (403) for who has no messages.
    """
    require(by, "cases.read_own")
    found, _ = Choice.objects.select_for_update().get_or_create(account=by.id, defaults={"at": at})
    if found.sms != wanted:
        before, found.sms, found.at, found.person_key = found.sms, wanted, at, person_key_of(by)
        found.save()
        record(subject=f"account:{by.id}", kind="sms.chosen", by=by, at=at, from_=_STATES[before], to=_STATES[wanted])
    return Answer(by.id, _STATES[wanted], "今后的消息也发短信" if wanted else "今后不再发短信，消息仍在“我的消息”")


def _mark(messages: list[int], by: Actor, at: datetime) -> None:
    marks = [ReadMark(message_id=number, account=by.id, at=at) for number in messages]
    ReadMark.objects.bulk_create(marks, ignore_conflicts=True)
