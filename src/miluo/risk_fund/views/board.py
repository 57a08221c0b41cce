"""运行看板: how far the fund is lent, its rates against three per cent, where its money is, and the months to come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.risk_fund.selectors import boards
from miluo.risk_fund.selectors.claims import overdue_claims, queue
from miluo.risk_fund.selectors.figures import figure
from miluo.risk_fund.selectors.periods import unreported
from miluo.risk_fund.selectors.rates import suspensions_on
from miluo.risk_fund.selectors.scopes import title_of
from miluo.risk_fund.selectors.standing import capacity, fund
from onewindow.accounts.access import permission
from onewindow.web.charts import Chart, Mark, figures
from onewindow.web.download import attachment
from onewindow.web.workbook import MEDIA_TYPE, workbook
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.worktime import clock

Rows = list[tuple[str, int, Decimal, Decimal]]


@permission("riskfund.read")
def board(request: HttpRequest) -> HttpResponse:
    """The figures of today and the charts, each with its table."""
    on = clock.today()
    room, stands = capacity(on), fund()
    context: dict[str, Any] = {
        "figures": (
            ("出资总额（元）", format_money(room.contributed)),
            ("贷款余额（元）", format_money(room.outstanding)),
            ("放大倍数", f"{room.times}／10"),
            ("还可支持（元）", format_money(room.left)),
            ("专户余额（元）", format_money(stands.cash)),
            ("已拨付补偿（元）", format_money(stands.paid)),
            ("已返还（元）", format_money(stands.recovered)),
        ),
        "charts": charts(),
        "warnings": _warnings(),
        "suspended": [(title_of(each.scope), each.since) for each in suspensions_on(on)],
    }
    return render(request, "risk_fund/board.html", context)


@permission("riskfund.read")
def board_workbook(request: HttpRequest) -> HttpResponse:
    """The same tables as an Excel file."""
    return attachment(workbook([chart.sheet() for chart in charts()]), MEDIA_TYPE, f"风补基金运行看板（{clock.today()}）.xlsx")


def charts() -> list[Chart]:
    """Every chart that has something to say."""
    found = [
        _lent(),
        _rates(),
        _money("mode", "按模式", "模式", boards.by_mode()),
        _money("bank", "按银行", "银行", boards.by("bank__name")),
    ]
    found += [_money("industry", "按产业", "产业", boards.by_industry()), _money("town", "按镇", "镇", boards.by("town")), _forecast()]
    return [chart for chart in found if chart.categories]


def _lent() -> Chart:
    on = clock.today()
    months = boards.lent_by_month(on)
    ceiling = Mark("出资总额的10倍", capacity(on).ceiling)
    return Chart(
        "lent",
        "贷款余额",
        "月末",
        "元",
        tuple(f"{end:%Y-%m}" for end, _ in months),
        (figures("贷款余额", [left for _, left in months]),),
        marks=(ceiling,),
    )


def _rates() -> Chart:
    rows = boards.months_of_rates()
    limit = figure("rate_ceiling", clock.today()) * 100
    series = (figures("不良率", [row.bad_loan_rate for row in rows]), figures("代偿率", [row.compensation_rate for row in rows]))
    months = tuple(f"{row.month_end:%Y-%m}" for row in rows)
    return Chart("rates", "月末比率", "测算日", "%", months, series, kind="line", marks=(Mark("上限3%", limit),))


def _money(key: str, title: str, axis: str, rows: Rows) -> Chart:
    series = (figures("累计发放", [row[2] for row in rows]), figures("余额", [row[3] for row in rows]))
    return Chart(key, f"贷款{title}", axis, "元", tuple(row[0] for row in rows), series, across=True, total=True)


def _forecast() -> Chart:
    rows = boards.forecast(clock.today())
    series = (figures("贷款余额", [row[1] for row in rows], dashed=True), figures("还可支持", [row[2] for row in rows], dashed=True))
    note = "按现有贷款到期收回、不再新增推算；已到期未还的仍计入余额。"
    return Chart("forecast", "今后六个月", "月末", "元", tuple(f"{row[0]:%Y-%m}" for row in rows), series, kind="line", note=note)


def _warnings() -> list[str]:
    on = clock.today()
    late = [f"补偿{claim.number}已过期限" for claim in overdue_claims(on)]
    waiting = sum((claim.queued for claim in queue()), Decimal("0.00"))
    if waiting:
        late.append(f"待拨付补偿{format_money(waiting)}元，专户余额{format_money(fund().cash)}元")
    return late + [f"{period.title}报告应在{said(period.due)}前报送" for period in unreported(on) if period.due < on]
