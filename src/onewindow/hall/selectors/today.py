"""The hall of a day for who manages it: waits, services, windows; and the board that everybody sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count

from onewindow.accounts.selectors import names_of
from onewindow.hall.models import Binding, Call, Seat, Ticket, Window, Zone, ZoneItem
from onewindow.hall.models.places import WindowType
from onewindow.words.refused import Problem

_LATEST = 6


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A window on the screen: the number that it calls or serves, if any, and what it says otherwise."""

    window: Window
    call: Call | None
    seated: bool

    @property
    def says(self) -> str:
        if self.call:
            return "请到窗口" if self.call.ticket.state == Ticket.State.CALLED else "正在办理"
        if self.window.paused_at:
            return f"暂停服务：{self.window.paused_for}"
        return "空闲" if self.seated else "未开放"


@dataclass(frozen=True, slots=True)
class WindowDay:
    """A window's day: numbers served, cases opened, mean minutes of waiting and of service (None where nothing was measured)."""

    window: Window
    clerk: str
    served: int
    skipped: int
    cases: int
    waited: Decimal | None
    took: Decimal | None


@dataclass(frozen=True, slots=True)
class WindowShare:
    """What part of all numbers served a window had, in percent with one decimal (None where none were), and its cases."""

    window: Window
    served: int
    cases: int
    share: Decimal | None


def board(day: date, *, calling_only: bool = True) -> list[BoardLine]:
    """Every open window that calls numbers, with its call."""
    calls = {call.window_id: call for call in Call.objects.select_related("ticket").filter(ended_at=None, ticket__day=day)}
    seated = set(Seat.objects.filter(day=day, left_at=None).values_list("window_id", flat=True))
    windows = Window.objects.filter(open=True, businesses__isnull=False).distinct()
    lines = [BoardLine(window, calls.get(window.pk), window.pk in seated) for window in windows]
    return [line for line in lines if line.seated or line.call] if calling_only else lines


def latest_calls(day: date) -> list[Call]:
    """The last calls of a day, those first that are still wanted at their window, then the latest."""
    calls = Call.objects.select_related("ticket", "window").filter(ticket__day=day).order_by("-last_called_at", "-id")
    wanted = list(calls.filter(ended_at=None, started_at=None)[:_LATEST])
    return [*wanted, *calls.exclude(pk__in=[call.pk for call in wanted])][:_LATEST]


def windows_of_the_day(day: date) -> list[WindowDay]:
    """Every open window that calls numbers, with what it did on that day."""
    seats = dict(Seat.objects.filter(day=day).order_by("id").values_list("window_id", "clerk"))
    names = names_of(set(seats.values()))
    cases = dict(Binding.objects.filter(ticket__day=day).values_list("window").annotate(count=Count("id")))
    calls: dict[int, list[Call]] = {}
    for call in Call.objects.select_related("ticket").filter(ticket__day=day):
        calls.setdefault(call.window_id, []).append(call)
    windows = Window.objects.filter(open=True, businesses__isnull=False).distinct()
    return [
        _window_day(window, names.get(seats.get(window.pk, ""), ""), calls.get(window.pk, []), cases.get(window.pk, 0))
        for window in windows
    ]


def states_on(day: date) -> dict[str, int]:
    """How many numbers of a day stand in each state, each state named."""
    counted = dict(Ticket.objects.filter(day=day).order_by().values_list("state").annotate(count=Count("id")))
    return {str(state.label): counted.get(state.value, 0) for state in Ticket.State}


def mean_wait(day: date) -> Decimal | None:
    """The mean minutes between taking a number and its first call, with one decimal; None where none was called."""
    first = {call.ticket_id: call for call in Call.objects.select_related("ticket").filter(ticket__day=day).order_by("-id")}
    return _mean([call.called_at - call.ticket.taken_at for call in first.values()])


def shares_of_windows(first: date, last: date) -> list[WindowShare]:
    """How the numbers served from ``first`` to ``last`` divide over the windows (onewindow-2-1-resources); nothing is reassigned."""
    served = dict(
        Call.objects.filter(ticket__day__range=(first, last), outcome=Call.Outcome.FINISHED)
        .values_list("window")
        .annotate(count=Count("id"))
    )
    cases = dict(Binding.objects.filter(ticket__day__range=(first, last)).values_list("window").annotate(count=Count("id")))
    total = sum(served.values())
    return [
        WindowShare(window, served.get(window.pk, 0), cases.get(window.pk, 0), percent(served.get(window.pk, 0), total))
        for window in Window.objects.select_related("zone").all()
    ]


def undifferentiated_rate(zone: Zone) -> Decimal | None:
    """The percentage of a zone's items that any of its windows takes, with one decimal (onewindow-3-1-2-1-zones); None without items."""
    items = ZoneItem.objects.filter(zone=zone)
    return percent(items.filter(window=None).count(), items.count())


def configuration_warnings(expected: Mapping[str, int]) -> list[Problem]:
    """Where the number of open windows of a type is not the expected one: 应设4个，现有3个."""
    counted = dict(Window.objects.filter(open=True).order_by().values_list("type").annotate(count=Count("id")))
    return [
        Problem(f"{WindowType(type_).label}窗口现有{counted.get(type_, 0)}个", "window_count", "type", None, f"应设{count}个")
        for type_, count in expected.items()
        if counted.get(type_, 0) != count
    ]


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent with one decimal; None of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else None


def _window_day(window: Window, clerk: str, calls: list[Call], cases: int) -> WindowDay:
    finished = [call for call in calls if call.outcome == Call.Outcome.FINISHED and call.ended_at]
    return WindowDay(
        window,
        clerk,
        len(finished),
        sum(call.outcome == Call.Outcome.SKIPPED for call in calls),
        cases,
        _mean([call.called_at - call.ticket.taken_at for call in calls]),
        _mean([call.ended_at - (call.started_at or call.called_at) for call in finished if call.ended_at]),
    )


def _mean(spans: list[timedelta]) -> Decimal | None:
    if not spans:
        return None
    seconds = max(0.0, sum(spans, timedelta()).total_seconds() / len(spans))
    return Decimal(seconds / 60).quantize(Decimal("0.1"))
