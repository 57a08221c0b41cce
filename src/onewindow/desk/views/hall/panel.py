"""The clerk's panel (叫号): who is at the window, who waits, and the keys that move them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.hall import selectors, services
from onewindow.hall.models import Call
from onewindow.web import refusals
from onewindow.web.posted import intent_of, key_of, typed_on
from onewindow.web.unchanged import unless_seen
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

_ACTS: dict[str, Callable[..., object]] = {
    "call": services.call,
    "recall": services.recall,
    "begin": services.begin,
    "finish": services.finish,
    "skip": services.skip,
    "pause": services.pause,
    "resume": services.resume,
    "leave": services.leave,
    "sit": services.sit,
    "bind": services.bind,
    "transfer": services.transfer,
}
_TAKES = {
    "pause": ("reason",),
    "sit": ("window",),
    "bind": ("ticket", "case_number"),
    "transfer": ("reason", "to_business", "to_window"),
}
_NEXT = "finish_call"  # one press: this one is done, the next one please
_INTAKE = "desk:intake"  # the page that opens a case at the window takes ?ticket=A001
_SAID = {
    "pause": "已暂停服务",
    "resume": "已恢复服务",
    "leave": "已离座",
    "sit": "已就座，可以叫号",
    "bind": "已绑定办件",
    "transfer": "已转移",
    "skip": "已过号",
}


@permission("hall.serve")
def panel(request: HttpRequest) -> HttpResponse:
    """The panel of the window where the clerk sits, or the windows where he may sit down."""
    context = _context(request)
    if "HX-Request" in request.headers:
        return unless_seen(request, "desk/hall_waiting.html", context)
    return render(request, "desk/hall_panel.html", context)


@permission("hall.serve")
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """One press: through its door and back to the panel; what was refused is said there, nothing typed is lost."""
    intent = intent_of(request)
    try:
        _press(request, intent, actor_on(request))
    except Refused as refused:
        return refusals.page(request, "desk/hall_panel.html", {**_context(request), "act": intent}, refused)
    if intent in _SAID:
        messages.success(request, f"{_SAID[intent]}。")
    return redirect("desk:hall")


def _press(request: HttpRequest, intent: str, by: Actor) -> None:
    at, key = clock.now(), key_of(request)
    if intent == _NEXT:
        services.finish(by=by, at=at, key=f"{key}-finish" if key else None)
        services.call(by=by, at=at, key=key)
        return
    if intent not in _ACTS:
        raise Refused("没有这个操作", code="unknown_act", field="intent", status=404)
    given = {name: request.POST.get(name, "") for name in _TAKES.get(intent, ())}
    if intent == "transfer":
        given |= _target_of(request.POST.get("target", ""))
    _ACTS[intent](by=by, at=at, key=key, **given)


def _target_of(target: str) -> dict[str, str]:
    """The list of targets names a business or a window: ``business:b`` or ``window:5``."""
    kind, _, key = target.partition(":")
    return {"to_business": key if kind == "business" else "", "to_window": key if kind == "window" else ""}


def _context(request: HttpRequest) -> dict[str, Any]:
    actor, today, at = actor_on(request), clock.today(), clock.now()
    window = selectors.window_of(actor, today)
    typed = {name: typed_on(request).get(name, "") for name in ("reason", "target", "case_number")}
    if window is None:
        return {"window": None, "windows": selectors.windows_for(actor, today), "typed": typed, "act": ""}
    call = selectors.current_call(actor, today)
    businesses, windows = selectors.transfer_targets(window)
    waiting = selectors.line_of(list(window.businesses.all()), today, at, window=window)
    return {
        "window": window,
        "call": call,
        "cases": selectors.cases_of(call.ticket) if call else [],
        "intake": _intake(call),
        "waiting": waiting,
        "businesses": businesses,
        "windows": windows,
        "done": selectors.served_at(window, today),
        "typed": typed,
        "act": "",
    }


def _intake(call: Call | None) -> str:
    """The page where a case is opened with this number, where the site has one."""
    if call is None:
        return ""
    try:
        return f"{reverse(_INTAKE)}?ticket={call.ticket.number}"
    except NoReverseMatch:
        return ""
