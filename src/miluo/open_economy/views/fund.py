"""专项资金: the years of the fund as chart, table and xlsx; the form by which a budget is entered; the accounts behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.open_economy import funding
from miluo.open_economy.funding import YearFund
from miluo.open_economy.models import Appropriation, YearClosing
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.selectors.fund import minimum, warnings, years
from miluo.open_economy.services import fund as services
from miluo.open_economy.services import publications, year_end
from miluo.open_economy.services.fund import FINANCE
from onewindow.accounts.access import actor_on, permission
from onewindow.cases.services.door import Answer
from onewindow.ledger.selectors import statement, trial_balance
from onewindow.web.acting import acted, day_of, typed
from onewindow.web.charts import Chart, Mark, figures
from onewindow.web.download import attachment
from onewindow.web.posted import intent_of
from onewindow.web.workbook import MEDIA_TYPE, Sheet, workbook
from onewindow.words.refused import Refused
from onewindow.worktime import clock

DRAWN = (("预算安排", "appropriated"), ("已决定奖补", "committed"), ("已支付", "paid"), ("可用余额", "available"))
MORE = (
    ("追回", "returned"),
    ("上年结转", "carried_in"),
    ("结转下年", "carried_out"),
    ("结余收回", "taken_back"),
    ("超出预算", "shortage"),
    ("可支付资金", "cash"),
    ("在途支付", "transit"),
    ("应付奖补", "payable"),
    ("应追回款", "receivable"),
)


@permission("funds.read")
def fund(request: HttpRequest) -> HttpResponse:
    """Every year of the fund and what must be reported of it; for 市财政局 the forms of the budget and of the year's end."""
    acts: dict[str, tuple[Callable[..., Answer], Callable[[], Mapping[str, Any]]]] = {
        "publish": (publications.publish, lambda: _published(request)),
        "reduce": (services.reduce, lambda: typed(request, "year", "amount", "document")),
        "close": (year_end.close_year, lambda: typed(request, "year", "carried", "taken_back", "document")),
    }
    door, arguments = acts.get(intent_of(request), (services.appropriate, lambda: typed(request, "year", "amount", "document")))
    return acted(request, "open_economy/fund.html", lambda: _context(request), door, arguments, lambda _: ("open_economy:fund", {}))


@permission("funds.read")
def fund_workbook(request: HttpRequest) -> HttpResponse:
    """The same figures, and the balance of every account, as an Excel file."""
    columns = (*DRAWN, *MORE)
    funds = [[str(fund.year), *(getattr(fund, name) for _, name in columns)] for fund in years()]
    overview = Sheet("各年度", ("业绩年度", *(f"{title}（元）" for title, _ in columns)), funds, ())
    balances = trial_balance(funding.BOOK)
    rows = [(row.account.title, row.account.get_side_display(), row.debit, row.credit, row.balance) for row in balances.rows]
    accounts = Sheet(
        "账户余额", ("账户", "余额方向", "借方累计", "贷方累计", "余额"), rows, ("合计", "", balances.debit, balances.credit, "")
    )
    name = f"开放型经济专项资金（{clock.today():%Y-%m-%d}）.xlsx"
    return attachment(workbook([overview, accounts]), MEDIA_TYPE, name)


@permission("funds.read")
def accounts(request: HttpRequest, year: int) -> HttpResponse:
    """收支结存 and 试算平衡 of one year. Raises Refused (404) for a year that the fund does not cover."""
    found, trial = _year(year), trial_balance(funding.BOOK, year=year)
    context = {
        "fund": found,
        "statement": _statement(found),
        "closings": YearClosing.objects.filter(year=year),
        "trial": trial,
        "rows": [(row, row.account.key.rsplit("/", 1)[1]) for row in trial.rows],
    }
    return render(request, "open_economy/fund_accounts.html", context)


@permission("funds.read")
def account(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """账户明细: every movement of an account, in order. Raises Refused (404)."""
    _year(year)
    if name not in funding.ACCOUNTS:
        raise Refused("没有这个账户", code="unknown_account", status=404)
    found = statement(funding.account(year, name))
    return render(request, "open_economy/fund_account.html", {"statement": found, "year": year})


def _statement(fund: YearFund) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """What came in and what went out of a year; the difference of the two columns is its balance."""
    came = (("上年结转", fund.carried_in), ("预算安排（调减后）", fund.appropriated), ("追回奖补", fund.returned))
    went = (("已决定奖补", fund.committed), ("结转下年", fund.carried_out), ("结余收回", fund.taken_back))
    return [*((title, sum_, None) for title, sum_ in came), *((title, None, sum_) for title, sum_ in went)]


def _published(request: HttpRequest) -> dict[str, Any]:
    return {**typed(request, "year", "place"), "published_on": day_of(request, "published_on", "公示日期")}


def _context(request: HttpRequest) -> dict[str, Any]:
    found = years()
    actor = actor_on(request)
    return {
        "years": found,
        "chart": _chart(found),
        "warnings": warnings(clock.today()),
        "minimum": minimum(clock.today()),
        "appropriations": Appropriation.objects.all(),
        "closings": YearClosing.objects.all(),
        "over": [each for each in found if each.year < clock.today().year],
        "enters": actor.may("funds.appropriate") and actor.organisation == FINANCE,
        "publishes": actor.may("funds.order") and actor.organisation == BUREAU,
        "this_year": clock.today().year,
        "today": clock.today(),
    }


def _chart(found: list[YearFund]) -> Chart:
    return Chart(
        key="fund-years",
        title="各年度专项资金（元）",
        axis="年度",
        unit="",
        categories=tuple(str(each.year) for each in found),
        series=tuple(figures(title, [getattr(each, name) for each in found]) for title, name in DRAWN),
        marks=(Mark("每年预算下限", found[0].minimum),),
    )


def _year(year: int) -> YearFund:
    found = next((each for each in years() if each.year == year), None)
    if found is None:
        raise Refused(f"专项资金不设{year}年度", code="year_not_covered", clause="open2023-10-1", status=404)
    return found
