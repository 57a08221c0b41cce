"""For everybody: the draws, each with its list, what the parties gave and who was drawn; the file of it, and the tool to verify it."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.valuation_disposal import verifier
from miluo.valuation_disposal.draw import PARTIES
from miluo.valuation_disposal.models import Draw
from miluo.valuation_disposal.models.draws import OPEN
from miluo.valuation_disposal.papers import KINDS
from miluo.valuation_disposal.selectors import published
from onewindow.accounts.access import public
from onewindow.papers.models import Paper
from onewindow.papers.services import file_of
from onewindow.web.download import attachment, paper_response
from onewindow.words.refused import Refused
from onewindow.worktime import clock

JSON, HTML = "application/json; charset=utf-8", "text/html; charset=utf-8"


@public
def draws(request: HttpRequest) -> HttpResponse:
    """The draws of a year, the latest where none is named."""
    years = published.draw_years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and int(asked) in years else next(iter(years), 0)
    context = {"years": years, "year": year, "rows": published.draws(year, clock.now()) if year else []}
    return render(request, "valuation_disposal/public_draws.html", context)


@public
def draw(request: HttpRequest, number: str) -> HttpResponse:
    """One draw with its proof. Raises Refused (404)."""
    found = called(number)
    papers = Paper.objects.filter(case_number=number, kind__in=[kind.key for kind in KINDS.values()]).defer("content")
    context = {
        "page": published.draw_page(found, clock.now()),
        "open": found.state == OPEN,
        "papers": [(which, paper) for paper in papers for which, kind in KINDS.items() if kind.key == paper.kind],
        "tool_sha256": verifier.sha256(),
    }
    return render(request, "valuation_disposal/public_draw.html", context)


@public
def result(request: HttpRequest, number: str) -> HttpResponse:
    """The file of a draw that anybody may work out again. Raises Refused (404) before it was drawn."""
    found = called(number)
    if found.result is None:
        raise Refused(f"{number}还没有结果", code="not_drawn", field="number", clause="valuation-7", status=404)
    content = json.dumps(found.result, ensure_ascii=False, indent=1) + "\n"
    return attachment(content.encode(), JSON, f"摇号结果-{number}.json")


@public
def paper(request: HttpRequest, number: str, which: str) -> HttpResponse:
    """公告 or 结果公告 of a draw as PDF. Raises Refused (404)."""
    kind = KINDS[which].key if which in {"announcement", "result"} else ""
    found = Paper.objects.filter(case_number=called(number).number, kind=kind).first()
    if found is None:
        raise Refused("没有这份公告", code="unknown_paper", field="which", clause="valuation-7", status=404)
    return paper_response(file_of(found), found.title, found.number)


@public
def tool(request: HttpRequest) -> HttpResponse:
    """The offline tool, to keep: the same bytes for everybody."""
    return attachment(verifier.page(), HTML, verifier.NAME)


@public
def secret(request: HttpRequest, number: str) -> HttpResponse:
    """Where a party makes its secret and its commitment; nothing of it comes here. Raises Refused (404)."""
    context = {"draw": called(number), "parties": PARTIES}
    return render(request, "valuation_disposal/public_secret.html", context)


def called(number: str) -> Draw:
    """The draw with that number. Raises Refused (404)."""
    found = Draw.objects.select_related("valuation__bank", "valuation__guarantor", "drawn").filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的摇号", code="unknown_draw", field="number", clause="valuation-7", status=404)
    return found
