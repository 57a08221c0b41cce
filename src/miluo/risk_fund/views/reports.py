"""报告和备案: what is due, what was made, the quarter of banks and guarantors, and every report as paper and sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from miluo.risk_fund.models.reporting import REPORT_KINDS, QuarterFiling, Report
from miluo.risk_fund.papers import LIST, PRINTED
from miluo.risk_fund.selectors.periods import quarters, unfiled, unreported
from miluo.risk_fund.services import reporting
from miluo.risk_fund.views.parts import shown
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.models import Organisation
from onewindow.papers import services as papers
from onewindow.papers.models import Paper
from onewindow.web.acting import typed
from onewindow.web.download import attachment, paper_response
from onewindow.web.parts import AMBER, RED, Acts, Cell, Form, Input, Page, Table, row, table
from onewindow.web.workbook import MEDIA_TYPE, Sheet, workbook
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.worktime import clock


@permission("riskfund.read")
def reports(request: HttpRequest) -> HttpResponse:
    """Reports to 市人民政府 and quarterly filings."""

    def period() -> dict[str, str]:
        kind, _, ends = request.POST.get("period", "").partition(" ")
        return {"kind": kind, "ends": ends}

    def quarter() -> dict[str, str]:
        year, _, number = request.POST.get("quarter", "").partition("-")
        return {"year": year, "quarter": number, **typed(request, "note")}

    acts: Acts = {"report": (reporting.make_report, period), "quarter": (reporting.file_quarter, quarter)}
    return shown(request, lambda: _page(actor_on(request)), acts, back="reports")


@permission("riskfund.read")
def report(request: HttpRequest, number: int) -> HttpResponse:
    """A report as PDF."""
    paper = get_object_or_404(Paper, number=get_object_or_404(Report, pk=number).paper)
    return paper_response(papers.file_of(paper), paper.title, paper.number)


@permission("riskfund.read")
def printed_register(request: HttpRequest, code: str) -> HttpResponse:
    """A list, or for the bodies of the county a ledger, as PDF."""
    actor = actor_on(request)
    kinds = (LIST.key,) if actor.may("riskfund.lend") or actor.may("riskfund.guarantee") else PRINTED
    paper = get_object_or_404(Paper, code=code, kind__in=kinds)
    return paper_response(papers.file_of(paper), paper.title, paper.number)


@permission("riskfund.read")
def report_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The figures of a report as Excel, as they were frozen with it."""
    found = get_object_or_404(Report, pk=number)
    said_ = found.figures
    money = [[name, value] for name, value in said_["rows"]]
    rates = [[each["month_end"], each["bad"], each["compensated"]] for each in said_["rates"]]
    sheets = [Sheet("资金", ("项目", "金额（元）"), money, ()), Sheet("月末比率", ("测算日", "不良率", "代偿率"), rates, ())]
    return attachment(workbook(sheets), MEDIA_TYPE, f"{found.get_kind_display()}（{found.ends_on}）.xlsx")


def _page(actor: Actor) -> Page:
    on = clock.today()
    late = [f"{period.title}{REPORT_KINDS[period.kind]}应在{said(period.due)}前报送" for period in unreported(on) if period.due < on]
    return Page(
        "报告和备案",
        tables=(_reports(), _filings(actor)),
        forms=tuple(_forms(actor)),
        warnings=tuple(late) if actor.may("riskfund.manage") else (),
        intro="市财政局每半年报告运行情况、每年报告财务状况；合作银行和合作担保公司每季度备案追偿、处置、返还、核销的结果。",
        clauses=("riskfund-7b", "riskfund-24"),
    )


def _reports() -> Table:
    rows = [
        row(
            each.get_kind_display(),
            f"{said(each.starts_on)}至{said(each.ends_on)}",
            Cell(each.paper, url=reverse("risk_fund:report", args=(each.pk,))),
            Cell("数据表", url=reverse("risk_fund:report_sheet", args=(each.pk,))),
            each.made_on,
        )
        for each in Report.objects.all()
    ]
    return table("reports", "报告", ("类别", "期间", "文书", "数据", "生成"), rows, "还没有生成报告。")


def _filings(actor: Actor) -> Table:
    on = clock.today()
    own = {actor.organisation} if actor.may("riskfund.lend") or actor.may("riskfund.guarantee") else None
    names = dict(Organisation.objects.values_list("key", "name"))
    rows = [
        row(
            f"{quarter.year}年第{quarter.number}季度",
            names[body],
            "",
            "",
            "",
            Cell("逾期" if quarter.due < on else "待备案", tag=RED if quarter.due < on else AMBER),
        )
        for quarter, body in unfiled(on)
        if own is None or body in own
    ]
    found = QuarterFiling.objects.select_related("author")
    for each in found if own is None else found.filter(author__key__in=own):
        figures = each.figures
        rows.append(
            row(
                f"{each.year}年第{each.quarter}季度",
                each.author.name,
                Cell(figures["recovered"], end=True),
                Cell(figures["returned"], end=True),
                f"处置{figures['disposals']}件，核销{figures['write_offs']}件",
                each.filed_on,
            )
        )
    head = ("季度", "单位", "收回款（元）", "返还（元）", "处置和核销", "备案")
    return table("quarters", "季度备案", head, rows, "没有已结束的季度。")


def _forms(actor: Actor) -> list[Form]:
    on = clock.today()
    if actor.may("riskfund.manage"):
        waiting = [(f"{each.kind} {each.ends}", f"{each.title}{REPORT_KINDS[each.kind]}") for each in unreported(on)]
        note = "数据取自账簿和登记簿，两者不符的不生成。"
        return [Form("report", "生成报告", (Input("period", "期间", kind="choice", options=waiting),), "生成", "riskfund-7b", note)]
    if actor.may("riskfund.lend") or actor.may("riskfund.guarantee"):
        known = [(f"{each.year}-{each.number}", f"{each.year}年第{each.number}季度") for each in quarters(on)]
        inputs = (Input("quarter", "季度", kind="choice", options=known), Input("note", "说明", kind="long", longest=500, optional=True))
        return [Form("quarter", "季度备案", inputs, "备案", "riskfund-24", "数据取自登记簿；没有事项的也要备案。")]
    return []
