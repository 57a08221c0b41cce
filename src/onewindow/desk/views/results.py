"""制证: number and scan of what was printed, then on to the window that hands it out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.models import Result
from onewindow.cases.services import producing
from onewindow.web import refusals
from onewindow.web.case_page import case_parts
from onewindow.web.posted import file_of, intent_of, key_of, words_typed
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.review")
def result(request: HttpRequest, number: str) -> HttpResponse:
    """The result of a case: printed, scanned, pushed."""
    if request.method != "POST":
        return render(request, "desk/result.html", _context(request, number))
    by, at, key = actor_on(request), clock.now(), key_of(request)
    try:
        if intent_of(request) == "push":
            answer = producing.push(number=number, by=by, at=at, key=key)
        else:
            name, content = file_of(request)
            document = request.POST.get("document_number", "")
            until = _day(request.POST.get("valid_until", ""))
            answer = producing.produce(
                number=number, document_number=document, valid_until=until, name=name, content=content, by=by, at=at, key=key
            )
    except Refused as refused:
        return refusals.page(request, "desk/result.html", _context(request, number), refused)
    messages.success(request, answer.message)
    return redirect("desk:case" if intent_of(request) == "push" else "desk:result", number=number)


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    view = selectors.case_of(number, actor_on(request), clock.today())
    made = Result.objects.filter(case__number=number).select_related("scan").first()
    return {**case_parts(view), "made": made, "typed": words_typed(request, "document_number", "valid_until")}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        expected = "年-月-日，如 2028-09-14；长期有效的不填"
        raise Refused("有效期至填写有误", code="not_a_day", field="valid_until", expected=expected) from None
