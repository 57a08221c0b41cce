"""物料交接: the sheets on their way, and the one page on which papers are listed, counted, and put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.selectors import key_of_login
from onewindow.cases import selectors
from onewindow.cases.models import Case
from onewindow.cases.selectors import outcomes
from onewindow.cases.services import handing_over
from onewindow.cases.services.door import Answer
from onewindow.web import refusals
from onewindow.web.case_page import case_parts
from onewindow.web.posted import key_of, typed_on, words_typed
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.read_organisation")
def sheets(request: HttpRequest) -> HttpResponse:
    """What is on its way to my body, from my window, or in my hands."""
    return render(request, "desk/hand_overs.html", {"sheets": outcomes.open_sheets(actor_on(request))})


@permission("cases.read_organisation")
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """List and send, count, or put right: whatever is the actor's to do with the papers of this case now."""
    if request.method != "POST":
        return render(request, "desk/hand_over.html", _context(request, number))
    try:
        answer = _acted(request, number)
    except Refused as refused:
        return refusals.page(request, "desk/hand_over.html", _context(request, number), refused)
    messages.success(request, f"{answer.message}。文书：{answer.paper}")
    return redirect("desk:hand_over", number=number)


def _acted(request: HttpRequest, number: str) -> Answer:
    by, at, key = actor_on(request), clock.now(), key_of(request)
    numbers = {name.removeprefix("copies-"): str(value) for name, value in request.POST.items() if name.startswith("copies-")}
    lines = [{"material": material, "copies": copies} for material, copies in numbers.items() if copies.strip() not in {"", "0"}]
    intent = request.POST.get("intent")
    if intent == "count":
        return handing_over.count_hand_over(number=number, counted={**numbers}, by=by, at=at, key=key)
    if intent == "mend":
        return handing_over.mend_hand_over(number=number, lines=lines, reason=request.POST.get("reason", ""), by=by, at=at, key=key)
    typed = request.POST.get("carrier", "").strip()
    carrier = key_of_login(typed)
    if not carrier:
        message = f"没有登录名为“{typed}”的人员" if typed else "没有填写物料流转员"
        raise Refused(message, code="unknown_courier", field="carrier", expected="物料流转员的登录名")
    return handing_over.hand_over(number=number, lines=lines, carrier=carrier, by=by, at=at, key=key)


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    actor = actor_on(request)
    view = selectors.case_of(number, actor, clock.today())
    sheet = outcomes.sheet_of(Case.objects.only("id").get(number=number), actor)
    typed = typed_on(request)
    listed = {line["material"]: line for line in sheet.lines} if sheet and not sheet.confirmed_at else {}
    rows = [
        {
            "key": each.key,
            "title": each.title,
            "copies": listed[each.key]["copies"] if listed.get(each.key) else each.copies,
            "counted": listed[each.key]["counted"] if listed.get(each.key) else None,
            "typed": typed.get(f"copies-{each.key}"),
        }
        for each in view.plan.materials
        if not listed or each.key in listed or (sheet and sheet.differs)
    ]
    return {
        **case_parts(view),
        "sheet": sheet,
        "rows": rows,
        "act": _act(sheet, actor.may("cases.accept")),
        "typed": words_typed(request, "carrier", "reason"),
    }


def _act(sheet: outcomes.Sheet | None, is_window: bool) -> str:
    """What is to be done: send, count, mend, or nothing."""
    if sheet is None or sheet.confirmed_at:
        return "send" if is_window else ""
    if sheet.role == "body":
        return "" if sheet.differs else "count"
    return "mend" if sheet.differs and is_window else ""
