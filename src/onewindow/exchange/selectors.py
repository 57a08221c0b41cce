"""Questions to the messages: one's own, how many are unread, and what became of the SMS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from onewindow.accounts.roles import require
from onewindow.cases.selectors import Page, by_key, of_applicant
from onewindow.exchange.models import FAILED, STATES, Choice, Message, ReadMark, Sms
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

MOST_UNREAD = 99  # what the header counts to
A_PAGE = 20


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as its reader sees it; ``todo`` is what he has to do, or that he has nothing to do."""

    id: int
    kind: str
    title: str
    text: str
    todo: str
    due_on: date | None
    source: str
    case_number: str
    at: datetime
    read: bool

    @property
    def asks(self) -> bool:
        """Whether there is something to do."""
        return bool(self.todo) and not self.todo.startswith("现在不需要您办理什么")


@dataclass(frozen=True, slots=True)
class SmsLine:
    """An SMS as the hall's manager sees it: the number masked, the text as it was sent."""

    id: int
    title: str
    case_number: str
    masked: str
    text: str
    state: str
    attempts: int
    round: int
    at: datetime
    ended_at: datetime | None
    next_at: datetime
    error: str
    may_resend: bool

    @property
    def state_title(self) -> str:
        return STATES[self.state]


def my_messages(actor: Actor, today: date, *, only_unread: bool = False, cursor: str = "") -> Page[MessageLine]:
    """The messages of the enterprises that an actor may act for today and his own, the newest first."""
    rows = unread(actor, today) if only_unread else _mine(actor, today)
    found, following, preceding = by_key(rows.values_list("event", "pk"), "pk", cursor, descending=True, size=A_PAGE)
    messages = Message.objects.filter(pk__in=[row[-1] for row in found]).annotate(is_read=_is_read(actor)).order_by("-id")
    return Page([_line(row) for row in messages], following, preceding)


def unread(actor: Actor, today: date) -> QuerySet[Message]:
    """One's messages that one has not read."""
    return _mine(actor, today).filter(~_is_read(actor))


def unread_count(actor: Actor, today: date) -> int:
    """How many messages are unread, counted up to one more than ``MOST_UNREAD``; none for who has no cases of his own."""
    if not actor.may("cases.read_own"):
        return 0
    return unread(actor, today).order_by()[: MOST_UNREAD + 1].count()


def message_for(number: int, actor: Actor, today: date) -> Message:
    """A message of one's own. Raises Refused (404)."""
    found = _mine(actor, today).filter(pk=number).first()
    if found is None:
        raise Refused("没有这条消息", code="unknown_message", field="message", status=404)
    return found


def wants_sms(actor: Actor) -> bool:
    """Whether an account gets SMS (conv-exchange-2)."""
    return not Choice.objects.filter(account=actor.id, sms=False).exists()


def sent_messages(actor: Actor, *, state: str = "", cursor: str = "") -> Page[SmsLine]:
    """The SMS for the hall's manager, the newest first; of one state, if that is asked. Raises Refused (403) for anybody else."""
    require(actor, "hall.manage")
    rows = Sms.objects.filter(state=state) if state in STATES else Sms.objects.all()
    found, following, preceding = by_key(rows.values_list("message_id", "pk"), "pk", cursor, descending=True, size=A_PAGE)
    lines = Sms.objects.filter(pk__in=[row[-1] for row in found]).select_related("message").order_by("-id")
    return Page([_sms_line(each) for each in lines], following, preceding)


def counts() -> dict[str, int]:
    """How many SMS there are in each state."""
    found = dict(Sms.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: found.get(state, 0) for state in STATES}


def _mine(actor: Actor, today: date) -> QuerySet[Message]:
    return Message.objects.filter(of_applicant(actor, today))


def _is_read(actor: Actor) -> Any:
    return Exists(ReadMark.objects.filter(message=OuterRef("pk"), account=actor.id))


def _line(row: Message) -> MessageLine:
    read: bool = row.is_read  # type: ignore[attr-defined]  # annotated
    return MessageLine(row.pk, row.kind, row.title, row.text, row.todo, row.due_on, row.source, row.case_number, row.at, read)


def _sms_line(sms: Sms) -> SmsLine:
    return SmsLine(
        id=sms.pk,
        title=sms.message.title,
        case_number=sms.message.case_number,
        masked=sms.masked,
        text=sms.text,
        state=sms.state,
        attempts=sms.attempts,
        round=sms.round,
        at=sms.message.at,
        ended_at=sms.ended_at,
        next_at=sms.next_at,
        error=sms.error,
        may_resend=sms.state == FAILED and sms.phone is not None,
    )
