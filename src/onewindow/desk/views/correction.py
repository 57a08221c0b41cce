"""一次性补正告知: tick what must be corrected, say why; the ground is filled in from the declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors, services
from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.faults import FAULTS
from onewindow.cases.law import source_of
from onewindow.cases.selectors import CaseView
from onewindow.cases.services import Answer
from onewindow.web import refusals
from onewindow.web.case_page import case_parts, fact_rows
from onewindow.web.posted import key_of, typed_on
from onewindow.web.refusals import Line, Refusal
from onewindow.words.refused import Refused
from onewindow.worktime import clock

FOR_WINDOW = {
    "advice": "只能告知一次：请把全部需要补正的内容都勾上。申请人之后只能修改勾选的内容，受理期限停止计算，补正后继续。",
    "ground": ACCEPTANCE_LAW.id,
}
FOR_BODY = {
    "advice": "只能告知一次：请把全部需要补正的内容都勾上，不得要求清单以外的材料。自次日起停止计算审核期限，补正后继续。",
    "faults": FAULTS,
}


@dataclass(frozen=True, slots=True)
class Item:
    """A fact or material that may be asked to be corrected, with what was typed for it."""

    kind: str
    key: str
    title: str
    stated: str
    clause: str
    ticked: bool
    reason: str
    expected: str
    fault: str
    wrong: tuple[Line, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.key}"


@permission("cases.accept")
def correction(request: HttpRequest, number: str) -> HttpResponse:
    """The form of the window, and its posting. The law allows one such notice only, so everything is ticked at once."""
    return _told(request, number, services.ask_correction, FOR_WINDOW)


@permission("cases.review")
def in_review(request: HttpRequest, number: str) -> HttpResponse:
    """The same of the body that reviews; it says of each fault whether the window should have seen it."""
    return _told(request, number, services.ask_correction_in_review, {**FOR_BODY, "ground": source_of("review_notice").id})


def _told(request: HttpRequest, number: str, door: Callable[..., Answer], words: Mapping[str, Any]) -> HttpResponse:
    actor = actor_on(request)
    view = selectors.case_of(number, actor, clock.today())
    if request.method != "POST":
        return render(request, "desk/correction.html", {**case_parts(view), **words, "items": _items(request, view, None)})
    ticked = [item for item in _items(request, view, None) if item.ticked]
    asked = [_asked(item) for item in ticked]
    try:
        answer = door(number=number, items=asked, by=actor, at=clock.now(), key=key_of(request))
    except Refused as refused:
        refusal = refusals.explain(_placed(refused, ticked))
        view = selectors.case_of(number, actor, clock.today())
        context = {**case_parts(view), **words, "items": _items(request, view, refusal), "refusal": refusal}
        return render(request, "desk/correction.html", context, status=refused.status)
    messages.success(request, f"{answer.message}。文书：{answer.paper}")
    return redirect("desk:case", number=number)


def _asked(item: Item) -> dict[str, str]:
    said = {"kind": item.kind, "key": item.key, "reason": item.reason, "expected": item.expected}
    return {**said, "fault": item.fault} if item.fault else said


def _items(request: HttpRequest, view: CaseView, refusal: Refusal | None) -> list[Item]:
    rows = [("material", slot.key, slot.title, _files(slot.files), slot.clauses[0]) for slot in view.materials]
    rows += [("fact", row.line.name, row.line.title, row.value, ACCEPTANCE_LAW.id) for row in fact_rows(view)]
    return [_item(request, *row, refusal) for row in rows]


def _item(request: HttpRequest, kind: str, key: str, title: str, stated: str, clause: str, refusal: Refusal | None) -> Item:
    name, typed = f"{kind}-{key}", typed_on(request)
    return Item(
        kind=kind,
        key=key,
        title=title,
        stated=stated,
        clause=clause,
        ticked=f"tick-{name}" in typed,
        reason=typed.get(f"reason-{name}", ""),
        expected=typed.get(f"expected-{name}", ""),
        fault=typed.get(f"fault-{name}", ""),
        wrong=tuple(refusal.of(name)) if refusal else (),
    )


def _files(files: tuple[selectors.FileLine, ...]) -> str:
    return "、".join(file.name for file in files if not file.replaced) or "未提交"


def _placed(refused: Refused, ticked: list[Item]) -> Refused:
    """The door counts the items that it was given (``items.2``); the page knows them by their names."""
    names = {f"items.{place}": item.name for place, item in enumerate(ticked)}
    return refusals.renamed(refused, names)
