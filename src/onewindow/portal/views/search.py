"""The search that stands at the head of the site: services, policies, documents and clauses by their words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from onewindow.accounts.access import public
from onewindow.law.search import selectors
from onewindow.law.search.selectors import Filters, Hit
from onewindow.web import refusals
from onewindow.words.refused import Refused
from onewindow.worktime import clock

SUGGESTED = ("外贸", "奖励", "公示", "申报材料", "有效期")


@dataclass(frozen=True, slots=True)
class Line:
    """A hit with the address of its page; empty for a text that has none on this site."""

    hit: Hit
    address: str


@public
def search(request: HttpRequest) -> HttpResponse:
    """Everything that contains each word, narrowed by kind, issuer, year and status; the address says it all."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "issuer", "year", "status", "order", "page")}
    context = {
        "asked": asked,
        "choices": selectors.choices(),
        "orders": selectors.ORDERS,
        "suggested": SUGGESTED,
        "longest": selectors.LONGEST,
    }
    try:
        found = _found(asked)
    except Refused as refused:
        return refusals.page(request, "portal/search.html", {**context, "found": None, "lines": (), "limited": False}, refused)
    limited = any(asked[name] for name in ("kind", "issuer", "year", "status"))
    lines = [Line(hit, _address(hit)) for hit in found.hits]
    return render(request, "portal/search.html", {**context, "found": found, "lines": lines, "limited": limited})


def _found(asked: dict[str, str]) -> selectors.Found:
    filters = Filters(asked["kind"], asked["issuer"], _number(asked["year"], "year"), asked["status"])
    page = _number(asked["page"], "page") or 1
    return selectors.search(asked["q"], clock.today(), filters=filters, order=asked["order"] or "rank", page=page)


def _number(typed: str, field: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len("9999")):
        raise Refused(f"“{typed[:20]}”不是数字", code="no_number", field=field, expected="如 2023")
    return int(typed)


def _address(hit: Hit) -> str:
    with suppress(NoReverseMatch):
        if hit.url_name:
            page = reverse(hit.url_name, args=hit.url_args)
            return f"{page}#{quote(hit.anchor)}" if hit.anchor else page
    return ""
