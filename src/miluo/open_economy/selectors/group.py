"""The leading group on a day: each seat with who holds it, or why nobody is known to (open2023-9-1, 9-2); and its meetings (9-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miluo.open_economy.conventions import MEETINGS
from miluo.open_economy.leading_group import FIRST_DEPUTY, HEAD, IN_CHARGE_OF, MEMBERS, OFFICE, office_heads
from miluo.open_economy.models.sanctions import Meeting
from onewindow.organisations.models import Duty, Leader
from onewindow.organisations.selectors import leaders_for, organisation
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.counting import Months, add

INTERVAL = Months(3, MEETINGS)
NOT_IN_FORCE = "分工尚未施行，暂不认定"
NOT_PRINTED = "已公开的文件未载明负责人"


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat: what it is in the group, the post or body that has it, who holds that on the day, and where it is said."""

    role: str
    post: str
    name: str
    source: str
    organisation: str = ""


def seats(on: date) -> list[Seat]:
    """Head, two deputies, the members that the text names in its order, and the director of the office."""
    return [
        _leader("组长", HEAD, on),
        _leader("副组长", FIRST_DEPUTY, on),
        _in_charge(on),
        *(_member(printed, key, on) for printed, key in MEMBERS),
        _head_of("办公室主任", OFFICE, on),
    ]


def office_director(on: date) -> Seat:
    """The director of the group's office: the main responsible person of 市商务粮食局 (open2023-9-2)."""
    return _head_of("办公室主任", OFFICE, on)


def next_meeting_due(on: date) -> date | None:
    """The day by which the group is reminded to meet: three months after it last met; None before it first met (conv-open-7)."""
    last = Meeting.objects.filter(day__lte=on, recorded_on__isnull=False).order_by("-day").first()
    return add(last.day, INTERVAL, current_calendar()).due if last else None


def meeting_reminder(on: date) -> bool:
    """Whether the group should be reminded: the day has passed, and no meeting is called for a later one."""
    due = next_meeting_due(on)
    called = Meeting.objects.filter(day__gte=on, recorded_on=None).exists()
    return not called and (due is None or due < on)


def _leader(role: str, post: str, on: date) -> Seat:
    """Whose printed post this is, once a division of work is in force on the day."""
    in_force = Duty.objects.filter(valid_from__lte=on).exclude(valid_until__lt=on).values("leader")
    holders = [leader for leader in Leader.objects.filter(pk__in=in_force) if post in leader.post.split("、")]
    return Seat(role, post, holders[0].name, f"{holders[0].post}") if holders else Seat(role, post, "", NOT_IN_FORCE)


def _in_charge(on: date) -> Seat:
    found = next((person for person in leaders_for(IN_CHARGE_OF, on) if person.principal), None)
    post = f"分管副市长（{IN_CHARGE_OF}）"
    return (
        Seat("副组长", post, found.name, f"{found.post}，{found.relation_title}{found.target}")
        if found
        else Seat("副组长", post, "", NOT_IN_FORCE)
    )


def _member(printed: str, key: str, on: date) -> Seat:
    seat = _head_of("成员单位", key, on)
    return Seat("成员单位", organisation(key).name, seat.name, seat.source, printed)


def _head_of(role: str, key: str, on: date) -> Seat:
    head = office_heads().get(key)
    if head is None or on < head.known_from:
        return Seat(role, organisation(key).name, "", NOT_PRINTED)
    return Seat(role, head.post, head.name, head.source)
