"""One press on a desk page: its door, then back to the page; what was refused is said there with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from onewindow.accounts.access import actor_on
from onewindow.cases.services.door import Answer
from onewindow.web import refusals
from onewindow.web.posted import key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock

Context = Callable[[], dict[str, Any]]


Acts = Mapping[str, tuple[Callable[..., Answer] | None, Callable[[], Mapping[str, Any]]]]  # door and arguments by the button pressed


def acted(
    request: HttpRequest,
    template: str,
    context: Context,
    door: Callable[..., Answer] | None,
    arguments: Callable[[], Mapping[str, Any]],
    back: Callable[[Answer], tuple[str, dict[str, str]]],
) -> HttpResponse:
    """GET shows the page; POST goes through the door with what ``arguments`` reads, and on to the page that ``back`` names."""
    if request.method != "POST" or door is None:
        return render(request, template, {**context(), "typed": {}})
    try:
        answer = door(**arguments(), by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, template, {**context(), "typed": request.POST.dict()}, refused)
    messages.success(request, answer.message)
    name, where = back(answer)
    return redirect(reverse(name, kwargs=where))


def typed(request: HttpRequest, *names: str) -> dict[str, str]:
    """The posted fields of these names as text."""
    return {name: request.POST.get(name, "") for name in names}


def day_of(request: HttpRequest, name: str, label: str) -> date:
    """A posted day. Raises Refused for none."""
    try:
        return date.fromisoformat(request.POST.get(name, "").strip())
    except ValueError:
        raise Refused(f"{label}不是日期", code="invalid_date", field=name, expected="年-月-日，如 2023-09-15") from None
