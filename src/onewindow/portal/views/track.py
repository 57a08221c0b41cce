"""How far is it? Answered to whoever holds a paper of the case, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public
from onewindow.cases import selectors
from onewindow.portal.progress import progress
from onewindow.web import refusals
from onewindow.web.fields import Field
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@public
def track(request: HttpRequest) -> HttpResponse:
    """Posted, so that no address holds number and code together."""
    number, code = request.POST.get("number", "").strip()[:24], request.POST.get("code", "").strip()[:30]
    context: dict[str, object] = {"fields": _fields(number, code), "row": None, "steps": []}
    if request.method != "POST":
        return render(request, "portal/track.html", context)
    try:
        row = selectors.progress_of(number, code, clock.today())
    except Refused as refused:
        return refusals.page(request, "portal/track.html", context, refused)
    return render(request, "portal/track.html", {**context, "row": row, "steps": progress(row)})


def _fields(number: str, code: str) -> list[Field]:
    return [
        Field("number", "办件编号", value=number, required=True, help="如 2023-000001，印在接收凭证上。", longest=24),
        Field("code", "验证码", value=code, required=True, help="12位字母和数字，印在接收凭证或任一文书的页脚。", longest=30),
    ]
