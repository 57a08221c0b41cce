"""The hall today for who manages it: waits, services and windows; the windows, seats and postings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.selectors import key_of_login, names_of
from onewindow.hall import selectors, services
from onewindow.hall.expected import expected_on
from onewindow.hall.selectors.today import WindowDay
from onewindow.organisations.models import Organisation
from onewindow.supervision.selectors.resources import means
from onewindow.web import refusals
from onewindow.web.charts import Chart, figures
from onewindow.web.posted import intent_of, key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("hall.manage")
def today(request: HttpRequest) -> HttpResponse:
    """What waited, what was served, by whom and how long it took."""
    day = clock.today()
    windows = [each for each in selectors.windows_of_the_day(day) if each.served or each.skipped or each.clerk]
    context = {
        "states": selectors.states_on(day),
        "mean_wait": selectors.mean_wait(day),
        "queues": selectors.lines_of_the_day(day),
        "windows": windows,
        "charts": [_minutes(windows), _served(windows)] if windows else [],
        "shares": [each for each in selectors.shares_of_windows(day.replace(day=1), day) if each.served or each.cases],
        "means": means(day.replace(day=1), day),
        "guided": selectors.guided_total(day),
        "flagged": [line for line in selectors.enquiries(clock.now()) if line.flag],
        "appointments": selectors.appointments_on(day),
    }
    return render(request, "desk/hall_today.html", context)


@permission("hall.manage")
def windows(request: HttpRequest) -> HttpResponse:
    """The windows with who sits there, what the documents expect, and who is posted to which zone."""
    if request.method == "POST":
        try:
            _manage(request)
        except Refused as refused:
            return refusals.page(request, "desk/hall_windows.html", _windows_context(request), refused)
        messages.success(request, "已保存。")
        return redirect("desk:hall_windows")
    return render(request, "desk/hall_windows.html", _windows_context(request))


def _manage(request: HttpRequest) -> None:
    posted = request.POST
    given: dict[str, Any] = {"by": actor_on(request), "at": clock.now(), "key": key_of(request)}
    intent, window = intent_of(request), posted.get("window", "")
    if intent in ("open", "close"):
        services.switch_window(window=window, open=intent == "open", **given)
    elif intent == "leave":
        services.leave(window=window, **given)
    elif intent == "end_posting":
        number = posted.get("posting", "")
        services.end_posting(posting=int(number) if number.isdecimal() else 0, valid_until=clock.today(), **given)
    else:
        services.post(
            clerk=key_of_login(posted.get("login", "").strip()),
            zone=posted.get("zone", ""),
            organisation=posted.get("organisation", ""),
            valid_from=_day(posted.get("valid_from", ""), "valid_from") or clock.today(),
            valid_until=_day(posted.get("valid_until", ""), "valid_until"),
            **given,
        )


def _windows_context(request: HttpRequest) -> dict[str, Any]:
    day = clock.today()
    rows = selectors.windows()
    clerks = {window.key: selectors.clerk_at(window, day) for window in rows}
    postings = list(selectors.postings_on(day))
    names = names_of({*clerks.values(), *(each.clerk for each in postings)})
    return {
        "rows": [(window, names.get(clerks[window.key], "")) for window in rows],
        "warnings": selectors.configuration_warnings(expected_on(day)),
        "postings": [(each, names.get(each.clerk, each.clerk)) for each in postings],
        "zones": [(zone, selectors.undifferentiated_rate(zone)) for zone in selectors.zones()],
        "organisations": Organisation.objects.exclude(kind__in=("coordination", "enterprise")).order_by("id"),
        "typed": {name: typed_on(request).get(name, "") for name in ("login", "zone", "organisation", "valid_from", "valid_until")},
    }


def _minutes(rows: list[WindowDay]) -> Chart:
    waited, took = ([_whole(minutes) for minutes in column] for column in ([each.waited for each in rows], [each.took for each in rows]))
    series = (figures("平均等候", waited), figures("平均办理", took))
    return Chart("minutes", "各窗口平均等候和办理时间", "窗口", "分钟", _names(rows), series, across=True)


def _served(rows: list[WindowDay]) -> Chart:
    series = (figures("办结", [each.served for each in rows]), figures("过号", [each.skipped for each in rows]))
    return Chart("served", "各窗口办结和过号", "窗口", "个", _names(rows), series, kind="stacked", across=True, total=True)


def _whole(minutes: Decimal | None) -> int | None:
    """Minutes as people say them."""
    return None if minutes is None else round(minutes)


def _names(rows: list[WindowDay]) -> tuple[str, ...]:
    return tuple(f"{each.window.number} {each.window.name}" for each in rows)


def _day(text: str, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise Refused("日期写法不正确", code="invalid_day", field=field, expected="如 2023-09-15") from None
