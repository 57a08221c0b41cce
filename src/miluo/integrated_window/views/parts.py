"""The register pages of this regulation: their template, and links between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from onewindow.web import parts
from onewindow.web.parts import Acts, Cell, Page

TEMPLATE = "integrated_window/page.html"


def link(words: Any, name: str, *args: Any) -> Cell:
    return parts.link(words, f"integrated_window:{name}", *args)


def shown(request: HttpRequest, page: Callable[[], Page], acts: Acts, *, back: str, **where: str) -> HttpResponse:
    """The page; a press goes through the door of its intent and back to the page named ``back``."""
    return parts.shown(request, TEMPLATE, page, acts, back=f"integrated_window:{back}", **where)
