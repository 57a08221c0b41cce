"""在办办件改用新版本: where they stand, what each would become, the batch that moves them, and its undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import bulk, movable, services
from onewindow.cases.conventions import VERSION_CLOCK, VERSION_UNDO
from onewindow.cases.models import VersionMove
from onewindow.cases.models.versions import MOVES
from onewindow.cases.movable import Chosen
from onewindow.cases.selectors.pages import Page, by_key
from onewindow.cases.snapshots import plan_of
from onewindow.cases.versions import Preview, standings
from onewindow.desk.views.items.lists import EFFECT_TAGS
from onewindow.items.effects import judge
from onewindow.items.law import EFFECTS
from onewindow.items.models import ItemVersion
from onewindow.items.selectors import content_of, item, latest, version, version_on
from onewindow.web import refusals
from onewindow.web.download import attachment
from onewindow.web.posted import intent_of, key_of
from onewindow.web.version_moves import preview_book
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.refused import Refused
from onewindow.worktime import clock

PUBLISH = permission("items.publish")
SOURCES = (EFFECTS, VERSION_CLOCK, VERSION_UNDO)
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
    target = movable.version_in_force(key, clock.today())
    chosen = _chosen(request)
    found = movable.limited(movable.movable(key, target.number, chosen))
    if intent_of(request) == "xlsx":
        shown = movable.each_of(found, target, at=clock.now())
        return attachment(preview_book(target, shown), MEDIA_TYPE, f"改用第{target.number}版预览（{target.title}）.xlsx")
    if intent_of(request) != "move":
        return render(request, "desk/version_preview.html", _preview(request, key, target, chosen))
    numbers = movable.numbers_of(key, target.number, chosen)
    named: dict[str, Any] = {"press": key_of(request) or "", "by": actor_on(request), "at": clock.now()}
    reason = str(request.POST.get("reason", ""))
    try:
        run = bulk.begin_move(key=key, target=target.number, numbers=numbers, reason=reason, **named)
    except Refused as refused:
        return refusals.page(request, "desk/version_preview.html", _preview(request, key, target, chosen), refused)
    return redirect("desk:run", number=run.number)


def _chosen(request: HttpRequest) -> Chosen:
    """All of the list that was open, or the cases ticked and pasted. Raises Refused for none, too many or unknown ones."""
    posted = request.POST
    if posted.get("all"):
        return _filter(posted.get("version", ""), posted.get("step", ""))
    return Chosen(numbers=tuple(bulk.numbers_in("\n".join([*posted.getlist("case"), str(posted.get("numbers", ""))]))))


def _filter(number: str, step: str) -> Chosen:
    return Chosen(int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0, step)


def _list(request: HttpRequest, key: str) -> dict[str, Any]:
    target = version_on(key, clock.today())
    asked = _filter(request.GET.get("version", ""), request.GET.get("step", ""))
    page: Page[Preview] = Page([], "", "")
    listed = 0
    if target:
        found = movable.movable(key, target.number, asked)
        page = movable.page_of(found, target, at=clock.now(), cursor=request.GET.get("page", ""))
        listed = found.count()
    return {
        "item": item(key),
        "latest": latest(item(key)),
        "target": target,
        "standings": standings(key),
        "asked": asked,
        "page": page,
        "parameters": f"version={asked.version}&step={asked.step}&",
        "all": movable.movable(key, target.number).count() if target else 0,
        "listed": listed,
        "rows": [(shown, EFFECT_TAGS[shown.effect]) for shown in page.rows],
        "typed": str(request.POST.get("numbers", "")),
        "sources": SOURCES,
    }


def _preview(request: HttpRequest, key: str, target: ItemVersion, chosen: Chosen) -> dict[str, Any]:
    found, at = movable.movable(key, target.number, chosen), clock.now()
    page = movable.page_of(found, target, at=at, cursor=str(request.POST.get("cursor", "")))
    counts = movable.tally(movable.each_of(found, target, at=at))
    changes = {each.version: judge(content_of(version(key, each.version)), content_of(target)) for each in page.rows if each.changes}
    return {
        "item": item(key),
        "target": target,
        "chosen": chosen,
        "page": page,
        "rows": [(each, EFFECT_TAGS[each.effect], movable.said_of(each)) for each in page.rows],
        "all": sum(counts.values()),
        "counts": [(effect.label, EFFECT_TAGS[effect], count) for effect, count in counts.items()],
        "changes": sorted(changes.items()),
        "tags": EFFECT_TAGS,
        "reason": str(request.POST.get("reason", "")),
        "sources": SOURCES,
    }


@PUBLISH
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """What became of the cases of one batch, and its undoing. Raises Refused (404) for none."""
    if not VersionMove.objects.filter(batch=number).exists():
        raise Refused("没有这一批改用，或者其中没有一件改用", code="unknown_batch", field="number", status=404)
    return render(request, "desk/version_batch.html", _batch(request, number))


def _batch(request: HttpRequest, number: int) -> dict[str, Any]:
    moves = VersionMove.objects.filter(batch=number)
    states, first = list(moves.values_list("state", flat=True)), moves.select_related("case").order_by("id")[0]
    found, following, preceding = by_key(moves.values_list("case__number", "pk"), "pk", request.GET.get("page", ""), size=movable.A_PAGE)
    shown = VersionMove.objects.filter(pk__in=[row[-1] for row in found]).select_related("case").order_by("id")
    return {
        "number": number,
        "first": first,
        "title": plan_of(first.new_id).title,
        "page": Page(list(shown), following, preceding),
        "counts": [(title, STATE_TAGS[state], states.count(state)) for state, title in MOVES.items() if state in states],
        "tags": STATE_TAGS,
        "undoable": {"moved", "asked"} & set(states),
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
