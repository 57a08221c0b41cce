"""The board, the list of open steps behind each of its numbers, what climbed, and the page of a leader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.selectors import all_open
from onewindow.cases.selectors.queues import TODAY
from onewindow.desk.queue_rows import queue_rows
from onewindow.desk.views.workbench import LIGHTS
from onewindow.organisations.selectors import by_name, leader_responsible_for
from onewindow.supervision import selectors
from onewindow.supervision.conventions import CLIMBING
from onewindow.supervision.models import Escalation
from onewindow.web.charts import Chart, figures
from onewindow.worktime import clock

_SHOWN = 12  # bodies in the chart; the table has them all


@permission("cases.supervise")
def supervision(request: HttpRequest) -> HttpResponse:
    """Cases and steps by light, by body, window and item; every number leads to its list."""
    found = selectors.board(clock.today())
    return render(request, "desk/supervision/board.html", {"board": found, "chart": _chart(found.bodies), "tables": _tables(found)})


@permission("cases.supervise")
def steps(request: HttpRequest) -> HttpResponse:
    """Every open step, the latest first: to be read, not moved."""
    names = ("q", "light", "clock", "organisation", "body", "procedure", "step")
    query, light, whole, office, body, item, step = (request.GET.get(name, "").strip() for name in names)
    window = request.GET.get("window")
    page = all_open(
        actor_on(request),
        clock.today(),
        organisation=office,
        body=body,
        window=window,
        procedure=item,
        step=step,
        query=query,
        light=light,
        whole=whole == "case",
        cursor=request.GET.get("page", ""),
    )
    kept = {name: request.GET[name] for name in (*names, "window") if name in request.GET}
    context = {
        "page": page,
        "lines": queue_rows(page.rows, _leaders({row.organisation for row in page.rows})),
        "leaders": True,
        "to_come": "",
        "parameters": f"{urlencode(kept)}&" if kept else "",
        "kept": [(name, value) for name, value in kept.items() if name not in {"q", "light", "clock"}],
        "query": query,
        "light": light,
        "whole": whole == "case",
        "lights": [*LIGHTS, (TODAY, "今天到期")],
    }
    return render(request, "desk/supervision/steps.html", context)


@permission("cases.supervise")
def climbed(request: HttpRequest) -> HttpResponse:
    """Everything that stands with a leader or with the head of a body."""
    rows = selectors.rows_of(Escalation.objects.filter(ended_on=None))
    return render(request, "desk/supervision/climbed.html", {"rows": rows, "source": CLIMBING.id})


@permission("supervision.lead")
def leader(request: HttpRequest) -> HttpResponse:
    """Just what climbed to this leader, and the clause of the duty by which it is his."""
    view = selectors.climbed_to(actor_on(request), clock.today())
    return render(request, "desk/supervision/leader.html", {"view": view, "source": CLIMBING.id})


def _leaders(offices: set[str]) -> dict[str, str]:
    """Who answers for each office by the division of work (分工), as far as it is known on this day."""
    found = {name: leader_responsible_for(by_name(name).key, clock.today()) for name in offices if name}
    return {name: f"{leader.name}（{leader.post}）" for name, leader in found.items() if leader}


def _chart(bodies: tuple[selectors.Lights, ...]) -> Chart:
    shown = bodies[:_SHOWN]
    return Chart(
        key="lights",
        title="各单位在办件",
        axis="单位",
        unit="件",
        categories=tuple(each.title for each in shown),
        series=(
            figures("超期", [each.red for each in shown], tone="red-600"),
            figures("临期", [each.yellow for each in shown], tone="amber-500"),
            figures("正常", [each.green for each in shown], tone="green-700"),
            figures("停止计时", [each.grey for each in shown], tone="line-2"),
        ),
        kind="stacked",
        across=True,
        note=f"超期多的在前，显示前{_SHOWN}个单位" if len(bodies) > _SHOWN else "",
    )


def _tables(found: selectors.Board) -> list[dict[str, Any]]:
    return [
        {"title": "按单位（整件时限）", "axis": "单位", "filter": "clock=case&body", "rows": found.bodies},
        {"title": "按单位（环节时限）", "axis": "单位", "filter": "organisation", "rows": found.step_bodies},
        {"title": "按窗口（整件时限）", "axis": "窗口", "filter": "clock=case&window", "rows": found.windows},
        {"title": "按事项（整件时限）", "axis": "事项", "filter": "clock=case&procedure", "rows": found.items},
    ]
