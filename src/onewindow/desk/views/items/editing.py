"""起草和修改: the form of a draft, drawn from the elements; nothing typed is lost, and each error stands at its field."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.desk.item_form import FILES, Texts, renamed, sections, texts_of, values_of
from onewindow.items import services
from onewindow.items.content import element_named
from onewindow.items.models import ItemVersion, State
from onewindow.items.selectors import content_of, item, latest, version
from onewindow.items.services.attaching import keep_file
from onewindow.web.posted import file_of, intent_of
from onewindow.web.refusals import explain
from onewindow.words.refused import Refused
from onewindow.worktime import clock

DRAFT = permission("items.draft")
MORE = "more:"


@DRAFT
def new(request: HttpRequest) -> HttpResponse:
    """Begin a new item; of one that is there, its next version is begun from the page of the item."""
    return _form(request, None, {"organisation": [actor_on(request).organisation or ""]})


@DRAFT
def next_version(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the next version of an item, from what it says now."""
    found = latest(item(key))
    if found.open:
        return redirect("desk:item_edit", key=key, number=found.number)
    return _form(request, None, texts_of(content_of(found)), key=key)


@DRAFT
def edit(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Change a draft; of any other version its page."""
    found = version(key, number)
    if found.state != State.DRAFT and request.method != "POST":
        return redirect("desk:item_version", key=key, number=number)
    return _form(request, found, texts_of(content_of(found)), key=key)


def _form(request: HttpRequest, found: ItemVersion | None, texts: Texts, *, key: str = "") -> HttpResponse:
    if request.method != "POST":
        return _page(request, found, texts, key)
    typed: dict[str, list[str]] = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    if key:
        typed["key"] = [key]
    intent = intent_of(request)
    try:
        _keep_files(request, typed)
        if intent.startswith(MORE):
            return _page(request, found, typed, key, more=intent.removeprefix(MORE))
        saved = _saved(request, found, values_of(typed))
    except Refused as refused:
        return _page(request, found, typed, key, refused=renamed(refused))
    if intent != "submit":
        messages.success(request, f"草稿已保存：{saved.title}第{saved.number}版")
        return redirect("desk:item_edit", key=saved.item.key, number=saved.number)
    services.submit_for_review(key=saved.item.key, number=saved.number, by=actor_on(request), at=clock.now())
    messages.success(request, f"已送审：{saved.title}第{saved.number}版")
    return redirect("desk:item_version", key=saved.item.key, number=saved.number)


def _saved(request: HttpRequest, found: ItemVersion | None, values: dict[str, Any]) -> ItemVersion:
    by, at, note = actor_on(request), clock.now(), str(request.POST.get("note", ""))
    if found is None:
        return services.draft(content=values, note=note, by=by, at=at)
    seen = str(request.POST.get("seen", ""))
    return services.save_draft(key=found.item.key, number=found.number, content=values, note=note, seen=seen, by=by, at=at)


def _keep_files(request: HttpRequest, typed: dict[str, list[str]]) -> None:
    """Put every uploaded file into the store, and its name into the field that it belongs to."""
    for name in list(request.FILES):
        field = name.removesuffix("-file")
        if field != name and field.rsplit("-", 1)[-1] in FILES:
            file_name, content = file_of(request, name)
            typed[field] = [keep_file(content=content, file_name=file_name, by=actor_on(request), at=clock.now())]


def _page(
    request: HttpRequest, found: ItemVersion | None, texts: Texts, key: str, *, more: str = "", refused: Refused | None = None
) -> HttpResponse:
    shown = sections(texts, refused.problems if refused else (), more=more)
    context = {
        "version": found,
        "key": key,
        "title": (texts.get("title") or [""])[0],
        "sections": shown,
        "opened": _opened(shown, more),
        "more": more,
        "note": (texts.get("note") or [found.note if found else ""])[0],
        "seen": (texts.get("seen") or [found.digest if found else ""])[0],
        "opinion": found.opinion if found else "",
        "refusal": explain(refused) if refused else None,
    }
    return render(request, "desk/item_edit.html", context, status=refused.status if refused else 200)


def _opened(shown: list[Any], more: str) -> set[str]:
    """The sections that stand open: the first, those with a problem, and the one that was added to."""
    first = {shown[0].key} if not any(each.wrong for each in shown) else set()
    added = {element_named(more).section} if more else set()
    return first | added | {each.key for each in shown if each.wrong}
