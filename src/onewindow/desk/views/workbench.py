"""The workbench (工作台): what my organisation owes, the first due first; and for supervision, all that is open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.clocks import Light
from onewindow.cases.selectors import CaseRow
from onewindow.organisations.selectors import by_name, leader_responsible_for, organisation
from onewindow.words.actor import Actor
from onewindow.worktime import clock

LIGHTS = [(light.value, light.label) for light in Light]
_STEP_TABS = (
    ("accept", "待受理", "cases.accept"),
    ("correcting", "待补正", "cases.accept"),
    ("forward", "退回处理", "cases.accept"),
    ("review", "待审核", "cases.review"),
    ("issue", "待出件", "cases.issue"),
)
_ELSEWHERE = {
    "cases.supervise": "desk:supervision",
    "trail.audit": "desk:trail",
    "system.manage": "desk:system",
    "items.read": "desk:items",
    "hall.manage": "desk:hall_today",
}
_TO_COME = {
    "registrar": "目前收录的事项没有需要登记人员办理的环节；收录后，转到贵单位登记审核的办件会出现在这里，先到期的在前。",
    "finance": "目前收录的事项没有需要财政人员办理的环节；收录后，转到贵单位审核、拨付的办件会出现在这里，先到期的在前。",
}


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    title: str
    count: int


@permission("cases.read_organisation", *_ELSEWHERE)
def front(request: HttpRequest) -> HttpResponse:
    """The queues of the actor's roles; who owes nothing is led to the page of his work."""
    actor = actor_on(request)
    if not actor.may("cases.read_organisation"):
        return redirect(next(page for needed, page in _ELSEWHERE.items() if actor.may(needed)))
    rows = selectors.queue(actor, clock.today())
    tabs = _tabs(rows, actor)
    chosen = request.GET.get("queue", "all")
    return _list(request, "desk/front.html", [row for row in rows if _belongs(row, chosen)], {"tabs": tabs, "chosen": chosen})


@permission("cases.supervise")
def supervision(request: HttpRequest) -> HttpResponse:
    """Every case with an open step, the latest first: to be read, not moved."""
    rows = selectors.all_open(actor_on(request), clock.today())
    return _list(request, "desk/supervision.html", rows, {"leaders": _leaders({row.organisation for row in rows})})


def _leaders(offices: set[str]) -> dict[str, str]:
    """Who answers for each office by the division of work (分工), as far as it is known on this day."""
    found = {name: leader_responsible_for(by_name(name).key, clock.today()) for name in offices if name}
    return {name: f"{leader.name}（{leader.post}）" for name, leader in found.items() if leader}


def _list(request: HttpRequest, template: str, rows: list[CaseRow], context: dict[str, object]) -> HttpResponse:
    query, light = request.GET.get("q", "").strip(), request.GET.get("light", "")
    found = [row for row in rows if _matches(row, query) and (not light or _light(row) == light)]
    actor = actor_on(request)
    office = organisation(actor.organisation).name if actor.organisation else ""
    to_come = "" if rows else next((told for role, told in _TO_COME.items() if role in actor.roles), "")
    return render(
        request,
        template,
        {**context, "to_come": to_come, "rows": found, "query": query, "light": light, "lights": LIGHTS, "office": office},
    )


def _tabs(rows: list[CaseRow], actor: Actor) -> list[Tab]:
    named = [(key, title) for key, title, needed in _STEP_TABS if actor.may(needed)]
    keys = [("all", "全部待办"), ("mine", "我领取的"), *named]
    return [Tab(key, title, sum(_belongs(row, key) for row in rows)) for key, title in keys]


def _belongs(row: CaseRow, tab: str) -> bool:
    if tab == "all":
        return True
    if tab == "mine":
        return row.mine
    if tab == "correcting" or row.state == "correcting":
        return tab == row.state
    return row.step == tab


def _matches(row: CaseRow, query: str) -> bool:
    return all(word in f"{row.number}{row.enterprise_name}{row.title}{row.uscc}".lower() for word in query.lower().split())


def _light(row: CaseRow) -> str:
    return row.countdown.light.value if row.countdown else ""
