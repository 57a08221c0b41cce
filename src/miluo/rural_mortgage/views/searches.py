"""查询: by right, person or bank, with the purpose and the reason; the answer stands on the page that was posted and nowhere else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.rural_mortgage.models.searches import BY, PURPOSES
from miluo.rural_mortgage.services import search as look
from miluo.rural_mortgage.services.searching import Found
from miluo.rural_mortgage.views.parts import TEMPLATE
from onewindow.accounts.access import actor_on, permission
from onewindow.web import refusals
from onewindow.web.acting import typed
from onewindow.web.parts import Cell, Form, Input, Page, code, context, options, row, table
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("rights.read")
def search(request: HttpRequest) -> HttpResponse:
    """The form, and after a post what was found; the search is an event (conv-mortgage-5)."""
    if request.method != "POST":
        return render(request, TEMPLATE, context(request, _page()))
    try:
        found = look(**typed(request, "by_what", "term", "purpose", "reason"), by=actor_on(request), at=clock.now())
    except Refused as refused:
        return refusals.page(request, TEMPLATE, context(request, _page()), refused)
    return render(request, TEMPLATE, context(request, _page(found)))


def _page(found: Found | None = None) -> Page:
    inputs = (
        Input("by_what", "查询方式", "choice", options(BY)),
        Input("term", "查询条件", help="权证号；权利人的证件号码；银行的代号", longest=64),
        Input("purpose", "目的", "choice", options(PURPOSES)),
        Input("reason", "事由"),
    )
    form = Form("search", "查询", inputs, "查询", note="每次查询留痕，可被监督检查。")
    intro = "查询登记簿须写明目的和事由。"
    return Page("查询登记簿", _tables(found) if found else (), (form,), intro=intro, clauses=("conv-mortgage-5",))


def _tables(found: Found) -> tuple:
    rights = [
        row(code(each.right.number), each.right.kind_title, f"{each.right.town}{each.right.village}", each.shown_holder, each.ends_on)
        for each in found.rights
    ]
    mortgages = [
        row(
            code(each.number),
            code(each.right.number),
            each.bank.short_name,
            Cell(format_money(each.loan_cny), end=True),
            each.registered_on,
            each.get_state_display(),
        )
        for each in found.mortgages
    ]
    return (
        table("rights", "产权", ("权证号", "权利类型", "坐落", "权利人", "期限止"), rights, "没有"),
        table("found", "抵押登记", ("登记编号", "权证号", "抵押权人", "担保债权（元）", "登记日期", "状态"), mortgages, "没有"),
    )
