"""事项目录管理: where every item stands, the history of one, a version beside the one before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.selectors import names_of
from onewindow.cases.versions import standings
from onewindow.desk import items as desk_items
from onewindow.items import completeness, reductions
from onewindow.items.difference import between
from onewindow.items.effects import Effect, judge
from onewindow.items.law import EFFECTS
from onewindow.items.models import Discrepancy, ItemVersion
from onewindow.items.selectors import before, content_of, history, item, latest, version
from onewindow.web.refusals import explain, lines_of
from onewindow.words.initials import found_in
from onewindow.words.refused import Refused
from onewindow.worktime import clock

READ = permission("items.read")
EFFECT_TAGS = {Effect.SAFE: "tag-green", Effect.CONSENT: "tag-amber", Effect.NEVER: "tag-red"}


@READ
def items(request: HttpRequest) -> HttpResponse:
    """Every item, or those of a state, a body, a word, or that wait for the reader."""
    actor, found = actor_on(request), desk_items.rows(clock.today())
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "state", "body", "mine")}
    bodies = {row.item.organisation.key: row.item.organisation.name for row in found}
    shown = [
        row
        for row in found
        if all(found_in(word, row.title, row.item.code, row.item.key) for word in asked["q"].split())
        and asked["state"] in {"", row.stands}
        and asked["body"] in {"", row.item.organisation.key}
        and (not asked["mine"] or row.waits_for(actor))
    ]
    context = {
        "rows": shown,
        "all": len(found),
        "asked": asked,
        "bodies": bodies,
        "states": [(key, title, sum(row.stands == key for row in found)) for key, title in desk_items.STANDS.items()],
        "waiting": sum(row.waits_for(actor) for row in found),
        "differences": Discrepancy.objects.filter(settled_on=None).count(),
    }
    return render(request, "desk/items.html", context)


@READ
def history_page(request: HttpRequest, key: str) -> HttpResponse:
    """The versions of an item and everything that happened to it."""
    found = item(key)
    versions = list(history(found))
    people = {each for version in versions for each in (version.drafted_by, version.reviewed_by, version.published_by)}
    actors = {*people, *(actor for version in versions for actor in version.drafters), *(version.withdrawn_by for version in versions)}
    names = {**names_of(actors), "system": "系统"}
    context = {
        "item": found,
        "latest": latest(found),
        "versions": [(each, desk_items.stand_of(each), names.get(each.drafted_by, "")) for each in versions],
        "stands": desk_items.STANDS,
        "events": desk_items.happened(found, names),
        "differences": Discrepancy.objects.filter(code=found.code, settled_on=None),
    }
    return render(request, "desk/item_history.html", context)


@READ
def version_page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A version: what it changes, what it lacks, and what may be done with it."""
    return shown(request, version(key, number))


def shown(request: HttpRequest, found: ItemVersion, refused: Refused | None = None) -> HttpResponse:
    """The page of a version, with a refusal at its head if there is one."""
    earlier = before(found)
    content = content_of(found)
    old = content_of(earlier) if earlier else None
    stands = desk_items.stand_of(found)
    names = {**names_of({found.drafted_by, found.reviewed_by, found.published_by, found.withdrawn_by, *found.drafters}), "system": "系统"}
    lacks = completeness.problems(content) if found.open else []
    context = {
        "version": found,
        "content": content,
        "earlier": earlier,
        "changes": between(old, content),
        "judged": judge(old, content) if old and found.state != "withdrawn" else [],
        "tags": EFFECT_TAGS,
        "standings": standings(found.item.key) if found.state != "withdrawn" else [],
        "moves": actor_on(request).may("items.publish") and found.state == "published",
        "effects": EFFECTS,
        "four": reductions.between(old, content) if old else (),
        "lacks": lines_of(lacks),
        "stands": stands,
        "state_title": desk_items.STANDS.get(stands, found.get_state_display()),
        "next": desk_items.next_role(stands),
        "names": names,
        "drafters": [names.get(each, each) for each in found.drafters],
        "may": _may(request, found),
        "typed": request.POST,
        "refusal": explain(refused) if refused else None,
    }
    return render(request, "desk/item_version.html", context, status=refused.status if refused else 200)


def _may(request: HttpRequest, found: ItemVersion) -> dict[str, bool]:
    """Which acts the page offers to the reader; the doors decide."""
    actor = actor_on(request)
    own = actor.may("items.draft") and (actor.may("items.import") or actor.organisation == found.item.organisation.key)
    fresh = actor.id not in found.drafters
    return {
        "edit": own and found.state == "draft",
        "discard": own and found.open,
        "review": actor.may("items.review") and found.state == "in_review" and not found.approved and fresh,
        "publish": actor.may("items.publish") and found.approved and fresh and actor.id != found.reviewed_by,
        "withdraw": actor.may("items.publish") and found.state == "published",
    }
