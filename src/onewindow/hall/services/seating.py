"""Who sits where, and when a window calls nobody."""

from __future__ import annotations

from datetime import date, datetime

from onewindow.accounts.roles import require
from onewindow.accounts.selectors import names_of, user_of
from onewindow.hall.conventions import SEATS
from onewindow.hall.models import Call, Posting, Seat, Window, Zone
from onewindow.hall.models.places import PLACED
from onewindow.hall.selectors.seats import posted, window_of
from onewindow.hall.services.door import door, require_open_day, words
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@door(Seat)
def sit(*, window: str, by: Actor, at: datetime, key: str | None = None) -> Seat:
    """就座: the clerk serves at this window until he leaves. Raises Refused (403, 404, 409); the database holds one to one."""
    require(by, "hall.serve")
    day = require_open_day(at)
    row = _locked(window)
    if not row.open:
        raise Refused(f"{row}没有启用", code="window_closed", field="window", expected="启用的窗口", status=409)
    _require_posted(by, row, day)
    if (mine := window_of(by, day)) and mine.pk != row.pk:
        raise Refused(
            f"您已在{mine}就座", code="seated_elsewhere", field="window", clause=SEATS.id, expected="先离座，再换窗口", status=409
        )
    taken = Seat.objects.filter(window=row, day=day, left_at=None).first()
    if taken and taken.clerk == by.id:
        return taken
    if taken:
        name = names_of({taken.clerk}).get(taken.clerk, "另一名窗口人员")
        raise Refused(f"{row}现由{name}值守", code="window_taken", field="window", clause=SEATS.id, expected="空着的窗口", status=409)
    seat = Seat.objects.create(window=row, clerk=by.id, day=day, sat_at=at)
    record(subject=f"window:{row.key}", kind="hall.sat", by=by, at=at)
    return seat


@door(Seat)
def leave(*, by: Actor, at: datetime, window: str = "", key: str | None = None) -> Seat:
    """离座: the clerk's own seat, or with ``hall.manage`` that of a window. Raises Refused (409) while a number is at the window."""
    day = require_open_day(at)
    if window:
        require(by, "hall.manage")
    mine = window_of(by, day)
    if not window and mine is None:
        raise _not_seated()
    row = _locked(window or (mine.key if mine else ""))
    seat = Seat.objects.filter(window=row, day=day, left_at=None).first()
    if seat is None:
        raise Refused(f"{row}没有人就座", code="not_seated", field="window", status=409)
    if call := Call.objects.select_related("ticket").filter(window=row, ended_at=None).first():
        raise Refused(f"{call.ticket.number}号还没有办结", code="window_busy", field="window", expected="先办结、过号或者转移", status=409)
    seat.left_at = at
    seat.save(update_fields=["left_at"])
    _resumed(row, by=by, at=at)
    record(subject=f"window:{row.key}", kind="hall.left", by=by, at=at, body={"clerk": seat.clerk})
    return seat


@door(Window)
def pause(*, reason: str, by: Actor, at: datetime, key: str | None = None) -> Window:
    """暂停服务: the clerk's window calls nobody until it goes on, and the screen says so."""
    said = words(reason, "暂停原因", field="reason", longest=40)
    row = _own(by, at)
    if row.paused_at is None:
        row.paused_for, row.paused_at = said, at
        row.save(update_fields=["paused_for", "paused_at"])
        record(subject=f"window:{row.key}", kind="hall.paused", by=by, at=at, reason=said)
    return row


@door(Window)
def resume(*, by: Actor, at: datetime, key: str | None = None) -> Window:
    """恢复服务."""
    row = _own(by, at)
    _resumed(row, by=by, at=at)
    return row


@door(Window)
def switch_window(*, window: str, open: bool, by: Actor, at: datetime, key: str | None = None) -> Window:  # what it is called
    """启用或停用: the hall runs a window or does not. Raises Refused (403; 409 while somebody sits there)."""
    require(by, "hall.manage")
    row = _locked(window)
    if not open and Seat.objects.filter(window=row, day=require_open_day(at), left_at=None).exists():
        raise Refused(f"{row}还有人值守", code="window_taken", field="window", expected="离座后再停用", status=409)
    if row.open != open:
        row.open = open
        row.save(update_fields=["open"])
        record(subject=f"window:{row.key}", kind="hall.opened" if open else "hall.closed", by=by, at=at)
    return row


@door(Posting)
def post(
    *,
    clerk: str,
    zone: str,
    organisation: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    valid_until: date | None = None,
    key: str | None = None,
) -> Posting:
    """派驻: a unit posts somebody to a zone. Raises Refused for an unknown zone, unit or account, and a term that ends before it begins."""
    require(by, "hall.manage")
    user_of(clerk)
    place = Zone.objects.filter(key=zone).first()
    unit = Organisation.objects.filter(key=organisation).first()
    if place is None or unit is None:
        raise Refused("没有写明派驻到哪个专区、由哪个单位派出", code="unknown_place", field="zone", expected="已有的专区和单位")
    if valid_until and valid_until < valid_from:
        raise Refused("派驻的最后一日早于第一日", code="term_reversed", field="valid_until", expected="不早于派驻的第一日")
    if Posting.objects.filter(clerk=clerk, zone=place, valid_from=valid_from).exists():
        raise Refused("这次派驻已经登记", code="posted_before", field="clerk", status=409)
    made = Posting.objects.create(clerk=clerk, zone=place, organisation=unit, valid_from=valid_from, valid_until=valid_until)
    record(subject=f"zone:{place.key}", kind="hall.posted", by=by, at=at, body={"clerk": clerk, "organisation": unit.key})
    return made


@door(Posting)
def end_posting(*, posting: int, valid_until: date, by: Actor, at: datetime, key: str | None = None) -> Posting:
    """结束派驻 on its last day. Raises Refused (403, 404)."""
    require(by, "hall.manage")
    row = Posting.objects.select_for_update(of=("self",)).select_related("zone").filter(pk=posting).first()
    if row is None:
        raise Refused("没有这条派驻记录", code="unknown_posting", status=404)
    if valid_until < row.valid_from:
        raise Refused("派驻的最后一日早于第一日", code="term_reversed", field="valid_until", expected="不早于派驻的第一日")
    row.valid_until = valid_until
    row.save(update_fields=["valid_until"])
    record(subject=f"zone:{row.zone.key}", kind="hall.recalled_from", by=by, at=at, body={"clerk": row.clerk, "until": valid_until})
    return row


def _locked(key: str) -> Window:
    row = Window.objects.select_for_update(of=("self",)).select_related("zone", "organisation").filter(key=key).first()
    if row is None:
        raise Refused("没有这个窗口", code="unknown_window", field="window", expected="大厅的一个窗口", status=404)
    return row


def _own(by: Actor, at: datetime) -> Window:
    require(by, "hall.serve")
    mine = window_of(by, require_open_day(at))
    if mine is None:
        raise _not_seated()
    return _locked(mine.key)


def _not_seated() -> Refused:
    return Refused("您还没有在窗口就座", code="not_seated", field="window", clause=SEATS.id, expected="先选择窗口就座", status=409)


def _require_posted(by: Actor, window: Window, day: date) -> None:
    """Raises Refused (403) for somebody of another body, or who is not posted to the zone."""
    if window.type in PLACED and window.zone and posted(by.id, window.zone.key, day):
        return
    if window.type not in PLACED and by.organisation == window.organisation.key:
        return
    place = f"派驻{window.zone}的人员" if window.zone else f"{window.organisation.short_name}的窗口人员"
    raise Refused(f"您不能在{window}值守", code="not_posted", field="window", clause=SEATS.id, expected=place, status=403)


def _resumed(row: Window, *, by: Actor, at: datetime) -> None:
    if row.paused_at is not None:
        row.paused_for, row.paused_at = "", None
        row.save(update_fields=["paused_for", "paused_at"])
        record(subject=f"window:{row.key}", kind="hall.resumed", by=by, at=at)
