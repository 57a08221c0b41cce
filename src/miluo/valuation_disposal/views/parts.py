"""The register pages of this regulation: their template, links between them, amounts, and what a posted form says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from miluo.valuation_disposal.selectors.lists import Due
from miluo.valuation_disposal.services.opening import NAMES
from miluo.valuation_disposal.told import EVENTS
from onewindow.organisations.models import Organisation
from onewindow.papers import services as papers
from onewindow.papers.selectors import papers_of
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.web import parts
from onewindow.web.download import paper_response
from onewindow.web.parts import Acts, Cell, Input, Page, Table, row, table
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused

TEMPLATE = "valuation_disposal/page.html"
FILE = "file"
LARGEST = 10**8  # what a column of ten digits holds


def link(words: Any, name: str, *args: Any) -> Cell:
    return parts.link(words, f"valuation_disposal:{name}", *args)


def amount(value: Decimal | None) -> Cell:
    """Money at the end of its cell."""
    return Cell("" if value is None else format_money(value), end=True)


def shown(request: HttpRequest, page: Callable[[], Page], acts: Acts, *, back: str, made: str = "", **where: str) -> HttpResponse:
    """The page; a press goes through the door of its intent and back to the page named ``back``, or to that of what it made."""
    return parts.shown(
        request, TEMPLATE, page, acts, back=f"valuation_disposal:{back}", made=made and f"valuation_disposal:{made}", **where
    )


def money(request: HttpRequest, name: str, clause: str) -> Decimal:
    """A posted amount. Raises Refused."""
    return parse_money(request.POST.get(name, ""), field=name, clause=clause)


def decimal(request: HttpRequest, name: str, label: str) -> Decimal:
    """A posted number. Raises Refused for none."""
    try:
        value = Decimal(request.POST.get(name, "").strip())
        fits = value.is_finite() and abs(value) < LARGEST and value == value.quantize(Decimal("0.01"))
    except InvalidOperation:
        fits = False
    if not fits:
        raise Refused(f"{label}不是最多两位小数的数字", code="invalid_number", field=name, expected="数字，如 80 或者 33.33")
    return value


def ticked(request: HttpRequest, name: str) -> bool:
    """Whether a box of one tick was ticked."""
    return request.POST.get(name, "") == "yes"


def upload(label: str, help: str) -> Input:
    return Input(FILE, label, kind="file", help=help)


def hour(moment: Any) -> str:
    """A day and hour of the county."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def waiting(found: Iterable[Due], page: str) -> tuple[Table, ...]:
    """等您办理: nothing where nothing waits."""
    rows = [row(link(each.number, page, each.number), each.right, each.what) for each in found]
    return (table("due", "等您办理", ("编号", "权证号", "要办理的"), rows, ""),) if rows else ()


def events(subject: str) -> Table:
    """留痕: what was done by which body, in the words of the county, the latest last; a person is not named."""
    found = events_of(subject)
    bodies = dict(Organisation.objects.filter(key__in={each.organisation for each in found}).values_list("key", "name"))
    rows = [row(hour(each.at), EVENTS.get(each.kind, each.kind), bodies.get(each.organisation, "当事人"), _told(each)) for each in found]
    return table("events", "留痕", ("时间", "事项", "经办单位", "说明"), rows, "没有留痕")


def _told(event: Event) -> str:
    """For which party, and why."""
    body = event.content
    party = NAMES.get(str(body.get("party", "")), "")
    counter = "（当面代录）" if body.get("at_counter") else ""
    return f"{party}{counter}" or event.reason


def paper_of(about: str, kind: str) -> HttpResponse:
    """The paper of a kind that was issued about a draw or a disposal. Raises Refused (404) for none."""
    found = next((each for each in papers_of(about) if each.kind == kind), None)
    if found is None:
        raise Refused("没有这份文书", code="unknown_paper", status=404)
    return paper_response(papers.file_of(found), found.title, found.number)
