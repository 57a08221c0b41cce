"""What one writes with Django alone: a paginator that counts, pages by OFFSET, model objects in a template.

The same rows, columns, form and frame, behind the same sign-in, so that only the way to the page differs; no query for each row.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.life import STEPS
from onewindow.cases.models import Case, Task
from onewindow.cases.selectors.queues import days_left, light_of
from onewindow.cases.snapshots import plan_of
from onewindow.config.urls import urlpatterns as site
from onewindow.desk.views.workbench import LIGHTS, STATES
from onewindow.organisations.models import Organisation
from onewindow.supervision.selectors.board import light_on
from onewindow.worktime import clock
from onewindow.worktime.calendars import current_calendar


@permission("cases.read_organisation")
def queue(request: HttpRequest) -> HttpResponse:
    body, today = actor_on(request).organisation, clock.today()
    owed = Task.objects.filter(organisation=body, done_at=None)
    page = _page(request, owed.select_related("case").order_by("due_on", "id"))
    calendar = current_calendar()
    for task in page:
        task.light, task.title = light_of(task.due_on, task.warns_on, today), plan_of(task.case.snapshot_id).title
        task.left, task.step_title = days_left(task.due_on, today, calendar, working=True), STEPS[task.step]
    context = {
        "page": page,
        "tabs": owed.values_list("step").annotate(n=Count("pk")),
        "lights": LIGHTS,
        "office": Organisation.objects.get(key=body).name,
    }
    return render(request, "stock_queue.html", context)


@permission("cases.supervise")
def find(request: HttpRequest) -> HttpResponse:
    rows = Case.objects.order_by("-id")
    if number := request.GET.get("number"):
        rows = rows.filter(number__startswith=number)
    if name := request.GET.get("name"):
        rows = rows.filter(enterprise_name__contains=name)
    if state := request.GET.get("state"):
        rows = rows.filter(state=state)
    page = _page(request, rows)
    offices = dict(Organisation.objects.filter(key__in={case.organisation for case in page}).values_list("key", "name"))
    for case in page:
        case.title, case.office = plan_of(case.snapshot_id).title, offices.get(case.organisation, "")
    return render(request, "stock_cases.html", {"page": page, "states": STATES})


@permission("cases.supervise")
def board(request: HttpRequest) -> HttpResponse:
    tables = []
    undecided = Case.objects.filter(state__in=("submitted", "correcting", "accepted", "reviewing", "returned"))
    for title, field in (("单位", "organisation"), ("窗口", "window"), ("事项", "procedure")):
        rows = undecided.annotate(light=light_on(clock.today())).values("light", key=F(field)).annotate(n=Count("pk")).order_by("key")
        tables.append((title, list(rows)))
    return render(request, "stock_board.html", {"tables": tables})


def _page(request: HttpRequest, rows: QuerySet):  # type: ignore[no-untyped-def, type-arg]
    paginator = Paginator(rows, 50)
    wanted = request.GET.get("page", "1")
    return paginator.get_page(paginator.num_pages if wanted == "last" else wanted)


urlpatterns = [path("stock/queue/", queue), path("stock/find/", find), path("stock/board/", board), *site]
