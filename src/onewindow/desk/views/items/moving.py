"""在办办件改用新版本: where they stand, what each would become, the batch that moves them, and its undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import bulk, services
from onewindow.cases.conventions import VERSION_CLOCK, VERSION_UNDO
from onewindow.cases.models import Case, VersionMove
from onewindow.cases.models.versions import MOVES
from onewindow.cases.snapshots import plan_of
from onewindow.cases.versions import Preview, movable_cases, preview, standings, target_of
from onewindow.desk.views.items.lists import EFFECT_TAGS
from onewindow.items.effects import Effect, judge
from onewindow.items.law import EFFECTS
from onewindow.items.models import ItemVersion
from onewindow.items.selectors import content_of, item, latest, version, version_on
from onewindow.web import refusals
from onewindow.web.posted import intent_of, key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock
from onewindow.worktime.calendars import current_calendar

PUBLISH = permission("items.publish")
SHOWN = 200  # previews on one page; the run judges every case itself
A_PAGE = 100
STATE_TAGS = {"moved": "tag-green", "asked": "tag-amber", "declined": "", "undone": "", "lapsed": ""}


@PUBLISH
def cases(request: HttpRequest, key: str) -> HttpResponse:
    """The running cases of an item: chosen from the list or pasted, previewed, then moved with a reason."""
    try:
        if request.method == "POST":
            return _posted(request, key)
    except Refused as refused:
        return refusals.page(request, "desk/version_cases.html", _list(request, key), refused)
    return render(request, "desk/version_cases.html", _list(request, key))


def _posted(request: HttpRequest, key: str) -> HttpResponse:
    target = _target(key)
    chosen = movable_cases(key, target.number) if request.POST.get("all") else bulk.numbers_in(_chosen(request))
    if intent_of(request) == "move":
        named: dict[str, Any] = {"press": key_of(request) or "", "by": actor_on(request), "at": clock.now()}
        reason = str(request.POST.get("reason", ""))
        try:
            run = bulk.begin_move(key=key, target=target.number, numbers=chosen, reason=reason, **named)
        except Refused as refused:
            return refusals.page(request, "desk/version_preview.html", _preview(key, target, chosen), refused)
        return redirect("desk:run", number=run.number)
    return render(request, "desk/version_preview.html", _preview(key, target, chosen))


def _chosen(request: HttpRequest) -> str:
    return "\n".join([*request.POST.getlist("case"), str(request.POST.get("numbers", ""))])


def _target(key: str) -> ItemVersion:
    item(key)
    found = version_on(key, clock.today())
    if found is None:
        raise Refused("本事项今天没有有效的版本", code="no_version_in_force", field="target", expected="先发布新版本", status=409)
    return target_of(key, found.number, clock.today())


def _list(request: HttpRequest, key: str) -> dict[str, Any]:
    target = version_on(key, clock.today())
    asked = {name: request.GET.get(name, "") for name in ("version", "step")}
    numbers = movable_cases(key, target.number) if target else []
    found = Case.objects.filter(number__in=numbers, tasks__done_at=None).order_by("id")
    if asked["step"]:
        found = found.filter(tasks__step=asked["step"])
    rows = [each for each in found.distinct() if asked["version"] in ("", str(plan_of(each.snapshot_id).version))]
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    calendar, at = current_calendar(), clock.now()
    return {
        "item": item(key),
        "latest": latest(item(key)),
        "target": target,
        "standings": standings(key),
        "asked": asked,
        "page": page,
        "all": len(numbers),
        "rows": [(shown, EFFECT_TAGS[shown.effect]) for shown in (preview(each, target, calendar, at=at) for each in page)]
        if target
        else [],
        "typed": str(request.POST.get("numbers", "")),
        "sources": (EFFECTS, VERSION_CLOCK, VERSION_UNDO),
    }


def _preview(key: str, target: ItemVersion, chosen: list[str]) -> dict[str, Any]:
    calendar, at = current_calendar(), clock.now()
    found = {each.number: each for each in Case.objects.filter(number__in=chosen[:SHOWN])}
    shown: list[Preview] = [preview(found[number], target, calendar, at=at) for number in chosen[:SHOWN]]
    changes = {each.version: judge(content_of(version(key, each.version)), content_of(target)) for each in shown if each.changes}
    return {
        "item": item(key),
        "target": target,
        "chosen": chosen,
        "rows": [(each, EFFECT_TAGS[each.effect]) for each in shown],
        "counts": [(effect.label, EFFECT_TAGS[effect], sum(each.effect is effect for each in shown)) for effect in Effect],
        "more": max(len(chosen) - SHOWN, 0),
        "changes": sorted(changes.items()),
        "tags": EFFECT_TAGS,
        "sources": (EFFECTS, VERSION_CLOCK, VERSION_UNDO),
    }


@PUBLISH
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """What became of the cases of one batch, and its undoing. Raises Refused (404) for none."""
    moves = VersionMove.objects.filter(batch=number).select_related("case").order_by("id")
    if not moves.exists():
        raise Refused("没有这一批改用，或者其中没有一件改用", code="unknown_batch", field="number", status=404)
    return render(request, "desk/version_batch.html", _batch(request, number))


def _batch(request: HttpRequest, number: int) -> dict[str, Any]:
    moves = VersionMove.objects.filter(batch=number).select_related("case").order_by("id")
    states = list(moves.values_list("state", flat=True))
    first = moves[0]
    return {
        "number": number,
        "first": first,
        "title": plan_of(first.new_id).title,
        "page": Paginator(moves, A_PAGE).get_page(request.GET.get("page")),
        "counts": [(title, STATE_TAGS[state], states.count(state)) for state, title in MOVES.items() if state in states],
        "tags": STATE_TAGS,
        "undoable": any(state in {"moved", "asked"} for state in states),
        "reason": str(request.POST.get("reason", "")),
        "undo": VERSION_UNDO,
    }


@PUBLISH
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Begin to undo a batch."""
    named: dict[str, Any] = {"press": key_of(request) or "", "by": actor_on(request), "at": clock.now()}
    try:
        run = bulk.begin_undo(batch=number, reason=str(request.POST.get("reason", "")), **named)
    except Refused as refused:
        return refusals.page(request, "desk/version_batch.html", _batch(request, number), refused)
    return redirect("desk:run", number=run.number)


@PUBLISH
@require_POST
def undo_one(request: HttpRequest, number: int, case: str) -> HttpResponse:
    """Undo one case of a batch."""
    by, at, reason = actor_on(request), clock.now(), str(request.POST.get("reason", ""))
    try:
        answer = services.undo_version(number=case, batch=number, reason=reason, by=by, at=at, key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "desk/version_batch.html", _batch(request, number), refused)
    messages.success(request, f"办件{case}：{answer.message}")
    return redirect("desk:version_batch", number=number)
