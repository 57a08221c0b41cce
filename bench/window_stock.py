"""What one writes with Django alone: a paginator that counts, pages by OFFSET, model objects in a template; same rows and frame."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.models import Case, Task
from onewindow.cases.selectors.queues import light_of
from onewindow.config.urls import urlpatterns as site
from onewindow.supervision.selectors.board import light_on
from onewindow.worktime import clock


@permission("cases.read_organisation")
def queue(request: HttpRequest) -> HttpResponse:
    rows = Task.objects.filter(organisation=actor_on(request).organisation, done_at=None).select_related("case").order_by("due_on", "id")
    page = _page(request, rows)
    for task in page:
        task.light = light_of(task.due_on, task.warns_on, clock.today())
    return render(request, "stock_queue.html", {"page": page})


@permission("cases.supervise")
def find(request: HttpRequest) -> HttpResponse:
    rows = Case.objects.order_by("-id")
    if number := request.GET.get("number"):
        rows = rows.filter(number__startswith=number)
    if name := request.GET.get("name"):
        rows = rows.filter(enterprise_name__contains=name)
    if state := request.GET.get("state"):
        rows = rows.filter(state=state)
    return render(request, "stock_cases.html", {"page": _page(request, rows)})


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
