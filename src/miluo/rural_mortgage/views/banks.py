"""参与试点的银行 and the further conditions: who admits, who sets them, from which day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from miluo.rural_mortgage import services
from miluo.rural_mortgage.models import Bank, Condition
from miluo.rural_mortgage.views.parts import shown
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, GREEN, Acts, Cell, Form, Input, Page, code, day, row, table, whole
from onewindow.words.actor import Actor
from onewindow.worktime import clock


@permission("rights.read")
def banks(request: HttpRequest) -> HttpResponse:
    """Which banks take part, and what conditions hold beside those of the text."""
    acts: Acts = {
        "admit": (
            services.admit_bank,
            lambda: {**typed(request, "bank", "document"), "starts_on": day(request, "starts_on", "参与起始日期")},
        ),
        "leave": (services.bank_leaves, lambda: {**typed(request, "bank"), "ends_on": day(request, "ends_on", "退出日期")}),
        "set": (
            services.set_condition,
            lambda: {**typed(request, "text", "document"), "starts_on": day(request, "starts_on", "起始日期")},
        ),
        "end": (
            services.end_condition,
            lambda: {"condition": whole(request, "condition", "序号"), "ends_on": day(request, "ends_on", "停用日期")},
        ),
    }
    return shown(request, lambda: _page(actor_on(request)), acts, back="banks")


def _page(by: Actor) -> Page:
    today = clock.today()
    rows = [
        row(
            each.organisation.name,
            code(each.organisation.key),
            each.starts_on,
            each.ends_on,
            Cell("参与", tag=GREEN) if each.takes_part_on(today) else Cell("未参与", tag=AMBER),
        )
        for each in Bank.objects.select_related("organisation")
    ]
    conditions = [
        row(each.pk, each.author.short_name, each.text, each.starts_on, each.ends_on) for each in Condition.objects.select_related("author")
    ]
    return Page(
        "银行和条件",
        (
            table("banks", "参与试点的银行", ("银行", "代号", "起始日期", "退出日期", "状态"), rows, "还没有银行"),
            table("conditions", "其他条件", ("序号", "规定单位", "条件", "起始日期", "停用日期"), conditions, "没有其他条件"),
        ),
        _forms(by),
        clauses=("mortgage-6", "mortgage-7-4"),
    )


def _forms(by: Actor) -> tuple[Form, ...]:
    found = []
    if by.may("mortgages.admit"):
        admit = (Input("bank", "银行代号"), Input("starts_on", "参与起始日期", "day"), Input("document", "依据文件"))
        found.append(Form("admit", "登记参与", admit, "登记", "mortgage-6"))
        found.append(Form("leave", "登记退出", (Input("bank", "银行代号"), Input("ends_on", "退出日期", "day")), "登记退出", "mortgage-6"))
    if by.may("mortgages.lend") or by.may("mortgages.intake"):
        condition = (Input("text", "条件"), Input("starts_on", "起始日期", "day"), Input("document", "依据文件"))
        found.append(Form("set", "规定其他条件", condition, "规定", "mortgage-7-4"))
        found.append(
            Form("end", "停用条件", (Input("condition", "序号", "whole"), Input("ends_on", "停用日期", "day")), "停用", "mortgage-7-4")
        )
    return tuple(found)
