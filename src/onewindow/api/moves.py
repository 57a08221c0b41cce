"""改用新版本 by calls: where the running cases of an item stand, what each would become, the run that moves them, and the way back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from onewindow.accounts.access import actor_on, api_permission
from onewindow.api.answers import Answer
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.runs import RunState, said_of
from onewindow.api.shapes import plain
from onewindow.cases import bulk, movable, services
from onewindow.cases.models import VersionMove
from onewindow.cases.movable import Chosen
from onewindow.cases.selectors.pages import by_key
from onewindow.cases.versions import Preview, standings
from onewindow.web.version_moves import preview_book
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.refused import Refused
from onewindow.worktime import clock

router = Router(tags=["版本改用"], auth=api_permission("items.publish"))
Cursor = Annotated[str, Query(description="上一页响应头X-Next-Cursor的值", max_length=60)]
Version = Annotated[int, Query(description="只看按这一版办理的；0为全部", ge=0, le=32767)]
Step = Annotated[str, Query(description="只看在这个环节的，如review；空为全部", max_length=16)]


class Move(Schema):
    """哪些办件改用今天有效的版本：逐件写明，或者按原版本和环节全部改用。"""

    numbers: list[str] = Field([], description="办件编号；写了这些，就不看version和step")
    version: int = Field(0, ge=0, le=32767, description="只改用按这一版办理的；0为全部")
    step: str = Field("", max_length=16, description="只改用在这个环节的；空为全部")
    reason: str


class Reason(Schema):
    reason: str


@router.get("/batches/{int:batch}", summary="一批改用的逐件结果")
def batch(request: HttpRequest, response: HttpResponse, batch: int, cursor: Cursor = "") -> dict[str, Any]:
    """How many cases stand in which state, and the cases themselves, 100 at a time; the header X-Next-Cursor leads to the next ones."""
    moves = _moves(batch)
    states = list(moves.values_list("state", flat=True))
    found, following, _ = by_key(moves.values_list("case__number", "pk"), "pk", cursor, size=movable.A_PAGE)
    if following:
        response["X-Next-Cursor"] = following
    rows = VersionMove.objects.filter(pk__in=[row[-1] for row in found]).select_related("case").order_by("pk")
    counts = {state: states.count(state) for state in sorted(set(states))}
    return {"batch": batch, "counts": counts, "cases": [_moved(row) for row in rows]}


@router.post("/batches/{int:batch}/undo", summary="撤销一批改用", response=RunState)
def undo(request: HttpRequest, batch: int, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    _moves(batch)
    return said_of(bulk.begin_undo(batch=batch, reason=body.reason, press=key, by=actor_on(request), at=clock.now()))


@router.post("/batches/{int:batch}/cases/{number}/undo", summary="撤销一批改用中的一件", response=Answer)
def undo_one(request: HttpRequest, batch: int, number: str, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    by, at = actor_on(request), clock.now()
    return asdict(services.undo_version(number=number, batch=batch, reason=body.reason, by=by, at=at, key=key))


@router.get("/{item}", summary="在办办件在哪里，改用会怎样")
def standing(request: HttpRequest, item: str, version: Version = 0, step: Step = "") -> dict[str, Any]:
    """The version in force, the running cases by version and step, and how many undecided ones may move, ask or stay."""
    target = movable.version_in_force(item, clock.today())
    found = movable.limited(movable.movable(item, target.number, Chosen(version, step)))
    counts = movable.tally(movable.each_of(found, target, at=clock.now()))
    stand = [{**asdict(each), "step_title": each.step_title} for each in standings(item)]
    return plain({"item": item, "target": target.number, "in_force_from": target.effective_from, "standings": stand, "counts": counts})


@router.get("/{item}/cases", summary="逐件预览")
def cases(
    request: HttpRequest, response: HttpResponse, item: str, version: Version = 0, step: Step = "", cursor: Cursor = ""
) -> list[dict[str, Any]]:
    """What would become of each case, 100 at a time, the oldest first; the header X-Next-Cursor leads to the next ones."""
    target = movable.version_in_force(item, clock.today())
    page = movable.page_of(movable.movable(item, target.number, Chosen(version, step)), target, at=clock.now(), cursor=cursor)
    if page.following:
        response["X-Next-Cursor"] = page.following
    return [_previewed(each) for each in page.rows]


@router.get("/{item}/cases.xlsx", summary="逐件预览，全部导出")
def sheet(request: HttpRequest, item: str, version: Version = 0, step: Step = "") -> HttpResponse:
    """The same as an Excel file, all of them."""
    target = movable.version_in_force(item, clock.today())
    found = movable.limited(movable.movable(item, target.number, Chosen(version, step)))
    content = preview_book(target, movable.each_of(found, target, at=clock.now()))
    return HttpResponse(content, content_type=MEDIA_TYPE, headers={"Content-Disposition": "attachment"})


@router.post("/{item}", summary="开始改用", response=RunState)
def begin(request: HttpRequest, item: str, body: Move, key: IdempotencyKey) -> dict[str, Any]:
    """The run that moves the cases; its state is asked for under /runs, its cases under /moves/batches, both by its number."""
    target = movable.version_in_force(item, clock.today())
    chosen = Chosen(body.version, body.step, tuple(bulk.numbers_in("\n".join(body.numbers))) if body.numbers else ())
    numbers = [case.number for case in movable.limited(movable.movable(item, target.number, chosen)).order_by("pk").only("number")]
    named: dict[str, Any] = {"press": key, "by": actor_on(request), "at": clock.now()}
    return said_of(bulk.begin_move(key=item, target=target.number, numbers=numbers, reason=body.reason, **named))


def _moves(batch: int) -> Any:
    found = VersionMove.objects.filter(batch=batch)
    if not found.exists():
        raise Refused("没有这一批改用，或者其中没有一件改用", code="unknown_batch", field="batch", status=404)
    return found


def _previewed(shown: Preview) -> dict[str, Any]:
    names = ("number", "holder", "version", "stage", "step", "step_title", "effect", "due_before", "due_after")
    return plain({**{name: getattr(shown, name) for name in names}, "said": movable.said_of(shown)})


def _moved(move: VersionMove) -> dict[str, Any]:
    names = ("old_version", "new_version", "state", "reason", "due_before", "due_after", "undone_at")
    shown = {**{name: getattr(move, name) for name in names}, "state_title": move.get_state_display()}
    return plain({"number": move.case.number, **shown})
