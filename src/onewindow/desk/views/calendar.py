"""放假通知: entered by one, confirmed by another, and what it did to every open clock, on a page and as an Excel file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.selectors import names_of
from onewindow.cases import services
from onewindow.cases.conventions import TWO_FOR_CALENDAR
from onewindow.cases.life import STEPS
from onewindow.cases.models import CalendarNotice, DueChange
from onewindow.cases.services.holidays import days_of
from onewindow.runs.models import Run
from onewindow.web import refusals
from onewindow.web.download import attachment
from onewindow.web.posted import key_of
from onewindow.web.workbook import MEDIA_TYPE, Sheet, workbook
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.notice_text import EXPECTED, days_in

READ = permission("calendar.maintain", "cases.supervise")
KEEP = permission("calendar.maintain")
STATES = {"proposed": "待确认", "confirmed": "已生效", "rejected": "已退回"}
A_PAGE = 100
HEADER = ["序号", "办件编号", "环节", "原届满日期", "新届满日期", "办件原届满日期", "办件新届满日期", "变动"]


@READ
def notices(request: HttpRequest) -> HttpResponse:
    """The notices entered here, until when the calendar is certain, and the form for the next."""
    if request.method == "POST":
        return _propose(request)
    return render(request, "desk/calendar.html", _context(request))


def _propose(request: HttpRequest) -> HttpResponse:
    typed = {name: str(request.POST.get(name, "")) for name in ("year", "number", "days")}
    try:
        if not typed["year"].strip().isdecimal() or len(typed["year"].strip()) != 4:
            raise Refused("年份不是四位数字", code="bad_year", field="year", expected=f"如 {current_calendar().announced_until.year + 1}")
        named: dict[str, Any] = {"by": actor_on(request), "at": clock.now()}
        stored = services.propose_notice(year=int(typed["year"]), number=typed["number"], days=days_in(typed["days"]), **named)
    except Refused as refused:
        return refusals.page(request, "desk/calendar.html", _context(request), refused)
    messages.success(request, f"已录入“{stored.number}”，请另一人对照原文确认")
    return redirect("desk:calendar_notice", number=stored.pk)


def _context(request: HttpRequest) -> dict[str, Any]:
    found = list(CalendarNotice.objects.all()[:A_PAGE])
    names = names_of({each.proposed_by for each in found} | {each.confirmed_by for each in found})
    calendar = current_calendar()
    return {
        "rows": [(each, STATES[each.state], names.get(each.proposed_by, ""), names.get(each.confirmed_by, "")) for each in found],
        "until": calendar.announced_until,
        "next_year": calendar.announced_until.year + 1,
        "typed": {name: str(request.POST.get(name, "")) for name in ("year", "number", "days")},
        "may": actor_on(request).may("calendar.maintain"),
        "line": EXPECTED,
        "source": TWO_FOR_CALENDAR,
    }


@READ
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """One notice: its days, who may confirm it, and the report of both dates. Raises Refused (404)."""
    return render(request, "desk/calendar_notice.html", _notice(request, number))


def _notice(request: HttpRequest, number: int) -> dict[str, Any]:
    found, actor = _found(number), actor_on(request)
    changes = DueChange.objects.filter(notice=found).select_related("case").order_by("id")
    moved = sum(each.moved for each in changes)
    names = names_of({found.proposed_by, found.confirmed_by})
    return {
        "notice": found,
        "state": STATES[found.state],
        "days": days_of(found),
        "proposer": names.get(found.proposed_by, ""),
        "confirmer": names.get(found.confirmed_by, ""),
        "may_confirm": found.state == "proposed" and actor.may("calendar.maintain") and actor.id != found.proposed_by,
        "may_reject": found.state == "proposed" and actor.may("calendar.maintain"),
        "run": Run.objects.filter(number=found.run).first() if found.run else None,
        "moved": moved,
        "definite": len(changes) - moved,
        "page": Paginator(changes, A_PAGE).get_page(request.GET.get("page")) if _sees_cases(actor) else None,
        "steps": STEPS,
        "reason": str(request.POST.get("reason", "")),
        "source": TWO_FOR_CALENDAR,
    }


@KEEP
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """It agrees with the original: it holds from now, and the recount begins."""
    try:
        run = services.confirm_notice(notice=number, by=actor_on(request), at=clock.now(), press=key_of(request) or "")
    except Refused as refused:
        return refusals.page(request, "desk/calendar_notice.html", _notice(request, number), refused)
    return redirect("desk:run", number=run.number)


@KEEP
@require_POST
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """It does not agree with the original."""
    try:
        services.reject_notice(notice=number, reason=str(request.POST.get("reason", "")), by=actor_on(request), at=clock.now())
    except Refused as refused:
        return refusals.page(request, "desk/calendar_notice.html", _notice(request, number), refused)
    messages.success(request, "已退回")
    return redirect("desk:calendar_notice", number=number)


@permission("items.publish", "cases.supervise")
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Both dates of every case as an Excel file. Raises Refused (404)."""
    found = _found(number)
    changes = DueChange.objects.filter(notice=found).select_related("case").order_by("id")
    rows = [
        [
            place,
            each.case.number,
            STEPS.get(each.step, each.step),
            each.before,
            each.after,
            each.case_before or "",
            each.case_after or "",
            "日期改变" if each.moved else "由暂定转为确定",
        ]
        for place, each in enumerate(changes, start=1)
    ]
    content = workbook([Sheet("期限重算", HEADER, rows, ["合计", f"{len(rows)}件"])])
    return attachment(content, MEDIA_TYPE, f"期限重算（{found.number}）.xlsx")


def _sees_cases(actor: Actor) -> bool:
    """The system administrator keeps the calendar but sees no cases."""
    return actor.may("items.publish") or actor.may("cases.supervise")


def _found(number: int) -> CalendarNotice:
    found = CalendarNotice.objects.filter(pk=number).first()
    if found is None:
        raise Refused("没有这份放假通知", code="unknown_notice", field="number", status=404)
    return found
