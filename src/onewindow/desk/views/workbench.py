"""The workbench (工作台): what my organisation owes, the first due first; and cases found by number, name and state."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.clocks import Light
from onewindow.cases.life import State
from onewindow.desk.queue_rows import found_rows, queue_rows
from onewindow.organisations.selectors import organisation
from onewindow.web.context import county
from onewindow.words.actor import Actor
from onewindow.worktime import clock

LIGHTS = [(light.value, light.label) for light in Light]
STATES = [(state.value, state.label) for state in State]
_STEP_TABS = (
    ("accept", "待受理", "cases.accept"),
    ("correcting", "待补正", "cases.accept"),
    ("forward", "退回处理", "cases.accept"),
    ("prereview", "待预审", "cases.review"),
    ("review", "待审核", "cases.review"),
    ("produce", "待制证", "cases.review"),
    ("issue", "待出件", "cases.issue"),
)
_SELDOM = {"asked", "forward", "prereview", "produce"}  # tabs that are shown only while something is in them
_ELSEWHERE = {
    "cases.supervise": "desk:supervision",
    "supervision.lead": "desk:leader",
    "ratings.call_back": "desk:call_backs",
    "trail.audit": "desk:trail",
    "system.manage": "desk:system",
    "items.read": "desk:items",
    "hall.manage": "desk:hall_today",
}
_REGULATIONS = {needed: page for needed, page, _ in county().desk_links}  # for who has no other work than a regulation's
_TO_COME = {
    "registrar": "目前收录的事项没有需要登记人员办理的环节；收录后，转到贵单位登记审核的办件会出现在这里，先到期的在前。",
    "finance": "目前收录的事项没有需要财政人员办理的环节；收录后，转到贵单位审核、拨付的办件会出现在这里，先到期的在前。",
}


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    title: str
    count: int


@permission("cases.read_organisation", *_ELSEWHERE, *_REGULATIONS)
def front(request: HttpRequest) -> HttpResponse:
    """The queues of the actor's roles; who owes nothing is led to the page of his work."""
    actor = actor_on(request)
    if not actor.may("cases.read_organisation"):
        return redirect(next(page for needed, page in (_ELSEWHERE | _REGULATIONS).items() if actor.may(needed)))
    query, light, chosen = (request.GET.get(name, "").strip() for name in ("q", "light", "queue"))
    page = selectors.queue(actor, clock.today(), tab=chosen or "all", query=query, light=light, cursor=request.GET.get("page", ""))
    counts, asked = selectors.queue_counts(actor), selectors.asked_of(actor, clock.today())
    office = organisation(actor.organisation).name if actor.organisation else ""
    context = {
        "tabs": _tabs(counts, len(asked), actor, chosen),
        "asked": asked if chosen in {"", "all", "asked"} and not (query or light or page.preceding) else [],
        "chosen": chosen or "all",
        "page": page,
        "lines": queue_rows(page.rows),
        "parameters": f"{urlencode({'queue': chosen, 'q': query, 'light': light})}&",
        "query": query,
        "light": light,
        "lights": LIGHTS,
        "office": office,
        "to_come": "" if counts.of("all") or asked else next((told for role, told in _TO_COME.items() if role in actor.roles), ""),
    }
    return render(request, "desk/front.html", context)


@permission("cases.read_organisation", "cases.supervise")
def find(request: HttpRequest) -> HttpResponse:
    """Cases by the beginning of their number, by whose they are, by state; the newest first."""
    number, name, state = (request.GET.get(field, "").strip() for field in ("number", "name", "state"))
    asked = bool(number or name or state)
    found = selectors.find_cases(actor_on(request), number=number, name=name, state=state, cursor=request.GET.get("page", ""))
    context = {
        "page": found,
        "lines": found_rows(found.rows),
        "parameters": f"{urlencode({'number': number, 'name': name, 'state': state})}&",
        "number": number,
        "name": name,
        "state": state,
        "states": STATES,
        "asked": asked,
    }
    return render(request, "desk/find.html", context)


def _tabs(counts: selectors.QueueCounts, asked: int, actor: Actor, chosen: str) -> list[Tab]:
    tabs = [Tab("all", "全部待办", counts.of("all") + asked), Tab("mine", "我领取的", counts.of("mine")), Tab("asked", "待答复", asked)]
    tabs += [Tab(key, title, counts.of(key)) for key, title, needed in _STEP_TABS if actor.may(needed)]
    return [tab for tab in tabs if tab.count or tab.key not in _SELDOM or tab.key == chosen]
