"""一次性补正告知: tick what must be corrected, say why; the ground is filled in from the declaration."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors, services
from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.selectors import CaseView
from onewindow.web import refusals
from onewindow.web.case_page import case_parts, fact_rows
from onewindow.web.posted import key_of, typed_on
from onewindow.web.refusals import Line, Refusal
from onewindow.words.refused import Refused
from onewindow.worktime import clock


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
    wrong: tuple[Line, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.key}"


@permission("cases.accept")
def correction(request: HttpRequest, number: str) -> HttpResponse:
    """The form, and its posting. The law allows one such notice only, so everything is ticked at once."""
    actor = actor_on(request)
    view = selectors.case_of(number, actor, clock.today())
    if request.method != "POST":
        return render(request, "desk/correction.html", {**case_parts(view), "items": _items(request, view, None)})
    ticked = [item for item in _items(request, view, None) if item.ticked]
    asked = [{"kind": item.kind, "key": item.key, "reason": item.reason, "expected": item.expected} for item in ticked]
    try:
        answer = services.ask_correction(number=number, items=asked, by=actor, at=clock.now(), key=key_of(request))
    except Refused as refused:
        refusal = refusals.explain(_placed(refused, ticked))
        view = selectors.case_of(number, actor, clock.today())
        context = {**case_parts(view), "items": _items(request, view, refusal), "refusal": refusal}
        return render(request, "desk/correction.html", context, status=refused.status)
    messages.success(request, f"{answer.message}。文书：{answer.paper}")
    return redirect("desk:case", number=number)


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
        wrong=tuple(refusal.of(name)) if refusal else (),
    )


def _files(files: tuple[selectors.FileLine, ...]) -> str:
    return "、".join(file.name for file in files if not file.replaced) or "未提交"


def _placed(refused: Refused, ticked: list[Item]) -> Refused:
    """The door counts the items that it was given (``items.2``); the page knows them by their names."""
    names = {f"items.{place}": item.name for place, item in enumerate(ticked)}
    return refusals.renamed(refused, names)
