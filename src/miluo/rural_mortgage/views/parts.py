"""The register pages of this regulation: their template, links between them, and what a posted form says."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse

from miluo.rural_mortgage.models import Agreement
from miluo.rural_mortgage.selectors.rights import code_in
from onewindow.accounts import masks
from onewindow.web import parts
from onewindow.web.parts import Acts, Cell, Page
from onewindow.words.refused import Refused

TEMPLATE = "rural_mortgage/page.html"


def link(words: Any, name: str, *args: Any) -> Cell:
    return parts.link(words, f"rural_mortgage:{name}", *args)


def borrower(of: Agreement) -> str:
    """Who borrows, as any page may show him: a body by its name, a person by his masked one, nobody twice."""
    if not of.borrower_key:
        return "就是抵押人"
    name = of.borrower_name or ""
    return name if code_in(of.borrower_key) else masks.name(name)


def shown(request: HttpRequest, page: Callable[[], Page], acts: Acts, *, back: str, **where: str) -> HttpResponse:
    """The page; a press goes through the door of its intent and back to the page named ``back``."""
    return parts.shown(request, TEMPLATE, page, acts, back=f"rural_mortgage:{back}", **where)


def decimal(request: HttpRequest, name: str, label: str) -> Decimal:
    """A posted number. Raises Refused for none."""
    try:
        value = Decimal(request.POST.get(name, "").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise Refused(f"{label}不是数字", code="invalid_number", field=name, expected="数字，如 4.35")
    return value


def ticked(request: HttpRequest, name: str) -> bool:
    """Whether a box of one tick was ticked."""
    return request.POST.get(name, "") == "yes"


def yes(label: str) -> tuple[tuple[str, str], ...]:
    """The one tick of a box."""
    return (("yes", label),)
