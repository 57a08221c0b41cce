"""比率和暂停: the two rates of every month end, and the times in which nothing new was lent."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse

from miluo.risk_fund.models.rates import MonthRates, Suspension
from miluo.risk_fund.selectors.rates import suspensions_on
from miluo.risk_fund.selectors.scopes import title_of
from miluo.risk_fund.views.parts import amount, shown
from onewindow.accounts.access import permission
from onewindow.web.parts import GREEN, RED, Cell, Page, Row, row, table
from onewindow.words.days import said
from onewindow.worktime import clock


@permission("riskfund.read")
def rates(request: HttpRequest) -> HttpResponse:
    """The months, newest first."""
    return shown(request, _page, {}, back="rates")


def _page() -> Page:
    months = [_month(each) for each in MonthRates.objects.order_by("-month_end", "scope")[:60]]
    spells = [row(title_of(each.scope), each.since, each.until or "至今") for each in Suspension.objects.order_by("-since", "scope")]
    head = (
        "测算日",
        "范围",
        "统计期起始",
        "不良本金（元）",
        "总贷款余额（元）",
        "不良率",
        "代偿本金（元）",
        "解除担保本金（元）",
        "代偿率",
        "结果",
    )
    standing = suspensions_on(clock.today())
    warnings = tuple(f"{title_of(each.scope)}自{said(each.since)}测算起暂停新增贷款，压降至3%以内自动恢复。" for each in standing)
    return Page(
        "比率和暂停",
        tables=(
            table("months", "月末测算", head, months, "还没有测算过月末。"),
            table("spells", "暂停和恢复", ("范围", "超过上限的测算日", "恢复的测算日"), spells, "没有暂停过新增贷款。"),
        ),
        warnings=warnings,
        intro="统计期为月末前365日，含起始日、不含月末当日；恰为3%的不超过。",
        clauses=("riskfund-6a", "riskfund-6b", "riskfund-6c", "riskfund-11"),
    )


def _month(each: MonthRates) -> Row:
    money = [amount(fen) for fen in (each.bad_fen, each.balance_fen)]
    freed = [amount(fen) for fen in (each.compensated_fen, each.released_fen)]
    tag = Cell("超过上限", tag=RED) if each.exceeded else Cell("未超过", tag=GREEN)
    return row(
        each.month_end,
        title_of(each.scope),
        each.window_start,
        *money,
        _rate(each.bad_loan_rate),
        *freed,
        _rate(each.compensation_rate),
        tag,
    )


def _rate(rate: Decimal | None) -> Cell:
    return Cell("没有分母" if rate is None else f"{rate.normalize():f}%", end=True)
