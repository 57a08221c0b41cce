"""What one writes with Django alone: a paginator that counts, pages by OFFSET, model objects in a template. Same rows, columns and frame."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.models import Case, Task
from onewindow.cases.selectors.queues import light_of
from onewindow.config.urls import urlpatterns as site
from onewindow.supervision.selectors.board import light_on
from onewindow.worktime import clock

_FRAME = '{% extends "web/desk.html" %}{% block content %}<div class="wide-wrap"><h1>列表</h1>'
_LIST = (
    _FRAME
    + """<table class="queue"><caption class="unseen">列表</caption><thead><tr><th>灯</th><th>办件编号</th><th>申请人</th><th>事项</th><th>环节</th><th>到期日</th><th>承办单位</th><th>承办人</th></tr></thead><tbody>
{% for task in page %}<tr data-row><td data-label="灯"><span class="tag light light-{{ task.light.value }}"><span class="lamp" aria-hidden="true"></span>{{ task.light.label }}</span></td>
<td data-label="办件编号"><a href="{% url 'desk:case' task.case.number %}">{{ task.case.number }}</a></td><td data-label="申请人">{{ task.case.enterprise_name }}</td>
<td data-label="事项">{{ task.case.procedure }}<br><span class="quiet">{{ task.case.period }}年度</span></td><td data-label="环节">{{ task.step }}</td>
<td data-label="到期日" class="nowrap">{{ task.due_on|cn_date }}</td><td data-label="承办单位">{{ task.organisation }}</td><td data-label="承办人">{{ task.taken_by|default:"待领取" }}</td></tr>{% endfor %}
</tbody></table><p>第{{ page.number }}页，共{{ page.paginator.num_pages }}页，{{ page.paginator.count }}件</p></div>{% endblock %}"""
)
_CASES = (
    _FRAME
    + """<table class="queue"><caption class="unseen">列表</caption><thead><tr><th>办件编号</th><th>申请人</th><th>事项</th><th>审批单位</th><th>状态</th><th>提交日期</th><th>届满日期</th><th>决定日期</th></tr></thead><tbody>
{% for case in page %}<tr data-row><td data-label="办件编号"><a href="{% url 'desk:case' case.number %}">{{ case.number }}</a></td><td data-label="申请人">{{ case.enterprise_name }}</td>
<td data-label="事项">{{ case.procedure }}<br><span class="quiet">{{ case.period }}年度</span></td><td data-label="审批单位">{{ case.organisation }}</td><td data-label="状态">{{ case.get_state_display }}</td>
<td data-label="提交日期" class="nowrap">{{ case.submitted_at|cn_date }}</td><td data-label="届满日期" class="nowrap">{{ case.due_on|cn_date }}</td><td data-label="决定日期" class="nowrap">{{ case.decided_at|cn_date }}</td></tr>{% endfor %}
</tbody></table><p>第{{ page.number }}页，共{{ page.paginator.num_pages }}页，{{ page.paginator.count }}件</p></div>{% endblock %}"""
)
_BOARD = (
    _FRAME
    + """{% for title, rows in tables %}<h2>{{ title }}</h2><table class="sheet"><tbody>{% for row in rows %}<tr><td>{{ row.key }}</td><td>{{ row.light }}</td><td>{{ row.n }}</td></tr>{% endfor %}</tbody></table>{% endfor %}</div>{% endblock %}"""
)


@permission("cases.read_organisation")
def queue(request: HttpRequest) -> HttpResponse:
    rows = Task.objects.filter(organisation=actor_on(request).organisation, done_at=None).select_related("case").order_by("due_on", "id")
    page = _page(request, rows)
    for task in page:
        task.light = light_of(task.due_on, task.warns_on, clock.today())
    return _rendered(request, _LIST, page=page)


@permission("cases.supervise")
def find(request: HttpRequest) -> HttpResponse:
    rows = Case.objects.order_by("-id")
    if number := request.GET.get("number"):
        rows = rows.filter(number__startswith=number)
    if name := request.GET.get("name"):
        rows = rows.filter(enterprise_name__contains=name)
    if state := request.GET.get("state"):
        rows = rows.filter(state=state)
    return _rendered(request, _CASES, page=_page(request, rows))


@permission("cases.supervise")
def board(request: HttpRequest) -> HttpResponse:
    tables = []
    undecided = Case.objects.filter(state__in=("submitted", "correcting", "accepted", "reviewing", "returned"))
    for title, field in (("单位", "organisation"), ("窗口", "window"), ("事项", "procedure")):
        rows = undecided.annotate(light=light_on(clock.today())).values("light", key=F(field)).annotate(n=Count("pk")).order_by("key")
        tables.append((title, list(rows)))
    return _rendered(request, _BOARD, tables=tables)


def _page(request: HttpRequest, rows: QuerySet):  # type: ignore[no-untyped-def, type-arg]
    paginator = Paginator(rows, 50)
    wanted = request.GET.get("page", "1")
    return paginator.get_page(paginator.num_pages if wanted == "last" else wanted)


def _rendered(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return HttpResponse(_compiled(template).render(context, request))


_known: dict[str, object] = {}


def _compiled(template: str):  # type: ignore[no-untyped-def]
    if template not in _known:
        _known[template] = engines["django"].from_string(template)
    return _known[template]


urlpatterns = [path("stock/queue/", queue), path("stock/find/", find), path("stock/board/", board), *site]
