"""What a clerk does with numbers: call, call again, begin, finish, pass over, transfer, and bind to a case.

The lock is the clerk's window, then the queues that it calls from; two who press at once get two people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from onewindow.accounts.roles import require
from onewindow.hall.conventions import CALLS_BEFORE_SKIP, PUT_BACK_BY, SEATS, SKIPPING, SKIPS_FORGIVEN
from onewindow.hall.models import Binding, Business, Call, Ticket, Window
from onewindow.hall.selectors.queue import next_in_line, waits_in
from onewindow.hall.selectors.seats import window_of
from onewindow.hall.services.door import door, require_open_day, words
from onewindow.hall.services.tickets import lock
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@dataclass(frozen=True, slots=True)
class _At:
    """A window under its lock, with the clerk's day."""

    window: Window
    day: date


@door(Call)
def call(*, by: Actor, at: datetime, key: str | None = None) -> Call:
    """叫号: the next in line to the window where the clerk sits (conv-hall-1).

    Raises Refused (409) for a clerk who sits nowhere, a window that is paused or has somebody, and when nobody waits.
    """
    here = _window_of(by, at)
    _require_calling(here.window)
    if current := _open_call(here.window):
        raise Refused(
            f"{current.ticket.number}号还没有办结",
            code="window_busy",
            field="window",
            expected="先办结、过号或者转移，再叫下一个",
            status=409,
        )
    businesses = list(here.window.businesses.all())
    lock(*businesses)
    chosen = next_in_line(here.window, businesses, here.day, at)
    if chosen is None:
        raise Refused("现在没有等候的号", code="nobody_waits", field="queue", expected="有人取号后再叫", status=409)
    ticket, preferred = chosen
    made = Call.objects.create(
        ticket=ticket, window=here.window, queue=ticket.queue, clerk=by.id, preferred=preferred, called_at=at, last_called_at=at
    )
    _move(ticket, Ticket.State.CALLED, "called", by=by, at=at, behind=0, window=here.window.key)
    waits_in(here.day, [ticket.queue]).filter(behind__gt=0).update(behind=F("behind") - 1)
    return made


@door(Call)
def recall(*, by: Actor, at: datetime, key: str | None = None) -> Call:
    """重呼: the same number once more. Raises Refused (409) when nobody is being called."""
    current = _current(by, at, Ticket.State.CALLED)
    current.times, current.last_called_at = current.times + 1, at
    current.save(update_fields=["times", "last_called_at"])
    record(subject=current.ticket.subject, kind="hall.recalled", by=by, at=at, body={"window": current.window.key, "times": current.times})
    return current


@door(Call)
def begin(*, by: Actor, at: datetime, key: str | None = None) -> Call:
    """开始办理: the person is here."""
    current = _current(by, at, Ticket.State.CALLED)
    _begin(current, by=by, at=at)
    return current


@door(Call)
def finish(*, by: Actor, at: datetime, key: str | None = None) -> Call:
    """办结: the person leaves the window."""
    current = _current(by, at, Ticket.State.CALLED, Ticket.State.SERVING)
    _move(current.ticket, Ticket.State.FINISHED, "finished", by=by, at=at, ended_at=at, window=current.window.key)
    return _ended(current, Call.Outcome.FINISHED, at)


@door(Call)
def skip(*, by: Actor, at: datetime, key: str | None = None) -> Call:
    """过号: nobody came. The first time the number waits again behind some others; then it is void (conv-hall-2)."""
    current = _current(by, at, Ticket.State.CALLED)
    if current.times < CALLS_BEFORE_SKIP:
        raise Refused(
            f"{current.ticket.number}号只叫过{current.times}次",
            code="called_too_seldom",
            field="times",
            clause=SKIPPING.id,
            expected=f"叫号{CALLS_BEFORE_SKIP}次（含重呼）无人应答后再过号",
            status=409,
        )
    ticket = current.ticket
    lock(ticket.queue)
    if ticket.skips < SKIPS_FORGIVEN:
        _move(
            ticket, Ticket.State.WAITING, "passed_over", by=by, at=at, skips=ticket.skips + 1, behind=PUT_BACK_BY, window=current.window.key
        )
    else:
        _move(ticket, Ticket.State.SKIPPED, "skipped", by=by, at=at, skips=ticket.skips + 1, ended_at=at, window=current.window.key)
    return _ended(current, Call.Outcome.SKIPPED, at)


@door(Call)
def transfer(*, reason: str, by: Actor, at: datetime, to_business: str = "", to_window: str = "", key: str | None = None) -> Call:
    """转移: the number waits, first in line, for another business or for one window. Raises Refused for a place that calls nobody."""
    said = words(reason, "转移原因", field="reason", longest=80)
    current = _current(by, at, Ticket.State.CALLED, Ticket.State.SERVING)
    queue, wanted = _target(current, to_business, to_window)
    ticket = current.ticket
    lock(ticket.queue, queue)
    ticket.queue, ticket.wanted, ticket.transferred, ticket.behind = queue, wanted, True, 0
    ticket.save(update_fields=["queue", "wanted", "transferred"])
    _move(ticket, Ticket.State.WAITING, "transferred", by=by, at=at, reason=said, queue=queue.key, to_window=wanted.key if wanted else "")
    return _ended(current, Call.Outcome.TRANSFERRED, at)


@door(Binding)
def bind(*, ticket: str, case_number: str, by: Actor, at: datetime, key: str | None = None) -> Binding:
    """The case that is opened for the number which the clerk's window serves today; serving begins with it, if it had not.

    The same case again is the same answer. Raises Refused (409) for a number that is not at this window.
    """
    current = _current(by, at, Ticket.State.CALLED, Ticket.State.SERVING)
    if current.ticket.number != ticket:
        raise Refused(
            f"{ticket}号不在本窗口办理",
            code="not_at_window",
            field="ticket",
            expected=f"本窗口正在办理的{current.ticket.number}号",
            status=409,
        )
    made, new = Binding.objects.get_or_create(
        case_number=case_number, defaults={"ticket": current.ticket, "window": current.window, "at": at}
    )
    if made.ticket_id != current.ticket_id:
        raise Refused(f"办件{case_number}已经绑定别的号", code="bound_before", field="case_number", status=409)
    if new:
        record(subject=current.ticket.subject, kind="hall.bound", by=by, at=at, body={"case": case_number})
    if current.ticket.state == Ticket.State.CALLED:
        _begin(current, by=by, at=at)
    return made


def _window_of(by: Actor, at: datetime) -> _At:
    """The clerk's window under its lock. Raises Refused (403, 409)."""
    require(by, "hall.serve")
    day = require_open_day(at)
    window = window_of(by, day)
    if window is None:
        raise Refused("您还没有在窗口就座", code="not_seated", field="window", clause=SEATS.id, expected="先选择窗口就座", status=409)
    return _At(Window.objects.select_for_update(of=("self",)).select_related("zone", "organisation").get(pk=window.pk), day)


def _require_calling(window: Window) -> None:
    if not window.calling:
        why = f"暂停服务（{window.paused_for}）" if window.paused_for else "没有启用"
        raise Refused(f"{window}{why}", code="window_closed", field="window", expected="恢复服务后再叫号", status=409)


def _open_call(window: Window) -> Call | None:
    return Call.objects.select_related("ticket__queue", "window").filter(window=window, ended_at=None).first()


def _current(by: Actor, at: datetime, *states: Ticket.State) -> Call:
    """The call that is open at the clerk's window. Raises Refused (409) for none, and for one in another state."""
    here = _window_of(by, at)
    current = _open_call(here.window)
    if current is None:
        raise Refused("本窗口现在没有叫号", code="nobody_called", field="window", expected="先叫号", status=409)
    if current.ticket.state not in states:
        raise Refused(
            f"{current.ticket.number}号{current.ticket.get_state_display()}",
            code="wrong_state",
            field="state",
            expected="、".join(str(state.label) for state in states),
            status=409,
        )
    return current


def _begin(current: Call, *, by: Actor, at: datetime) -> None:
    current.started_at = at
    current.save(update_fields=["started_at"])
    _move(current.ticket, Ticket.State.SERVING, "begun", by=by, at=at, window=current.window.key)


def _ended(current: Call, outcome: Call.Outcome, at: datetime) -> Call:
    current.ended_at, current.outcome = at, outcome
    current.save(update_fields=["ended_at", "outcome"])
    return current


def _move(
    ticket: Ticket,
    to: Ticket.State,
    act: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    behind: int | None = None,
    skips: int | None = None,
    ended_at: datetime | None = None,
    **body: str,
) -> None:
    """The ticket in its new state, with its event."""
    before, ticket.state, ticket.ended_at = ticket.state, to, ended_at
    ticket.behind = ticket.behind if behind is None else behind
    ticket.skips = ticket.skips if skips is None else skips
    ticket.save(update_fields=["state", "ended_at", "behind", "skips"])
    record(subject=ticket.subject, kind=f"hall.{act}", by=by, at=at, from_=before, to=to.value, reason=reason, body=body)


def _target(current: Call, to_business: str, to_window: str) -> tuple[Business, Window | None]:
    """Where a number goes. Raises Refused for no place, a place that there is not, and one that calls nobody."""
    if to_window:
        window = Window.objects.filter(key=to_window, open=True).exclude(pk=current.window_id).first()
        served = list(window.businesses.all()) if window else []
        if window is None or not served:
            raise Refused("这个窗口不能接收转来的号", code="unknown_window", field="to_window", expected="另一个启用并且叫号的窗口")
        return next((each for each in served if each == current.ticket.queue), served[0]), window
    business = Business.objects.filter(key=to_business, open=True, windows__open=True).first()
    if business is None or business == current.ticket.queue:
        raise Refused("没有选择转到哪里", code="no_target", field="to_business", expected="另一项业务，或者另一个窗口")
    return business, None
