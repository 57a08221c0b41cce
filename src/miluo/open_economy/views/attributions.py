"""服务平台: who helped whom to the first trade, and the enterprises that two platforms claim."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from miluo.open_economy.models import Attribution, Enterprise
from miluo.open_economy.selectors.platforms import disputed
from miluo.open_economy.services.attributing import attribute
from onewindow.accounts.access import actor_on, permission
from onewindow.web import refusals
from onewindow.web.posted import key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock

A_PAGE = 50


@permission("enterprises.read")
def attributions(request: HttpRequest) -> HttpResponse:
    """The register of attributions; the bureau says whose an enterprise is."""
    typed = {name: request.POST.get(name, "") for name in ("uscc", "platform", "year", "evidence")}
    if request.method != "POST":
        return render(request, "open_economy/attributions.html", _context(request, typed))
    year = int(typed["year"]) if typed["year"].isdecimal() and len(typed["year"]) == 4 else clock.today().year
    try:
        answer = attribute(
            uscc=typed["uscc"],
            platform=typed["platform"],
            year=year,
            evidence=typed["evidence"],
            by=actor_on(request),
            at=clock.now(),
            key=key_of(request),
        )
    except Refused as refused:
        return refusals.page(request, "open_economy/attributions.html", _context(request, typed), refused)
    messages.success(request, answer.message)
    return redirect("open_economy:attributions")


def _context(request: HttpRequest, typed: dict[str, str]) -> dict[str, Any]:
    page = Paginator(Attribution.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    contested = disputed()
    codes = {code for row in page for code in (row.uscc, row.platform)} | set(contested)
    names = dict(Enterprise.objects.filter(uscc__in=codes).values_list("uscc", "name"))
    return {
        "page": page,
        "rows": [(row, names.get(row.uscc, row.uscc), names.get(row.platform, row.platform)) for row in page],
        "contested": [(code, names.get(code, code), rivals) for code, rivals in contested.items()],
        "platforms": Enterprise.objects.filter(is_service_platform=True),
        "typed": typed,
        "query": "",
    }
