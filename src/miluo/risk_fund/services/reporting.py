"""Reports: quarterly by banks and guarantors, half-yearly and yearly by 市财政局 (riskfund-7b, riskfund-24)."""

from __future__ import annotations

from datetime import datetime

from miluo.risk_fund import papers
from miluo.risk_fund.models.reporting import HALF, REPORT_KINDS, QuarterFiling, Report
from miluo.risk_fund.selectors.periods import Period, periods, quarters
from miluo.risk_fund.selectors.reports import DoesNotTie, figures, quarter_figures
from miluo.risk_fund.services.offices import bank_of, guarantor_of, require_finance
from onewindow.cases.services.door import Answer, door
from onewindow.papers import services as issuing
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

SUBJECT = "risk-fund:reports"


@door
def file_quarter(*, year: str, quarter: str, note: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """季度备案: what the registers hold of the body's quarter, confirmed by it; nothing is reported too.

    Raises Refused for a quarter that is not over, and for one that was filed (409).
    """
    on = day_of(at)
    author = guarantor_of(by, on) if by.may("riskfund.guarantee") else bank_of(by, on)
    found = next((each for each in quarters(on) if (str(each.year), str(each.number)) == (year.strip(), quarter.strip())), None)
    if found is None:
        raise Refused("没有这个已经结束的季度", code="unknown_quarter", field="quarter", clause="riskfund-24", expected="已经结束的季度")
    if QuarterFiling.objects.filter(author=author, year=found.year, quarter=found.number).exists():
        message = f"{found.year}年第{found.number}季度已经备案"
        raise Refused(message, code="filed_before", field="quarter", clause="riskfund-24", expected="另一个季度", status=409)
    said = quarter_figures(author, found.starts, found.ends)
    QuarterFiling.objects.create(
        author=author, year=found.year, quarter=found.number, figures=said, note=note.strip(), filed_on=on, by=by.id
    )
    record(subject=SUBJECT, kind="risk-fund.quarter_filed", by=by, at=at, body={"author": author.key, "ends": found.ends, **said})
    return Answer(f"{found.year}-{found.number}", "filed", f"已备案{found.year}年第{found.number}季度")


@door
def make_report(*, kind: str, ends: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """生成报告: the paper with its figures, which tie to the ledger or it is not made. Raises Refused (409) for one that was made."""
    require_finance(by)
    on = day_of(at)
    period = next((each for each in periods(on) if each.kind == kind and f"{each.ends}" == ends.strip() and each.ends < on), None)
    if period is None:
        raise Refused(
            "没有这个已经结束的期间", code="unknown_period", field="ends", clause="riskfund-7b", expected="已经结束的半年或者年度"
        )
    if Report.objects.filter(kind=kind, ends_on=period.ends).exists():
        message = f"{period.title}的报告已经生成"
        raise Refused(message, code="reported_before", field="ends", clause="riskfund-7b", expected="另一个期间", status=409)
    said = _figures(period)
    title = f"{period.title}{'运行情况报告' if kind == HALF else '运行财务状况报告'}"
    words = papers.report_words(title, period.starts, period.ends, said, on)
    sort = papers.REPORT if kind == HALF else papers.FINANCIAL_REPORT
    paper = issuing.issue(kind=sort, case="", content=words, organisation=papers.ISSUER, by=by, at=at).number
    Report.objects.create(kind=kind, starts_on=period.starts, ends_on=period.ends, figures=said, paper=paper, made_on=on, by=by.id)
    record(subject=SUBJECT, kind="risk-fund.reported", by=by, at=at, reason=paper, body={"kind": kind, "ends": period.ends})
    return Answer(paper, "reported", f"已生成{period.title}{REPORT_KINDS[kind]}（{paper}）", paper=paper)


def _figures(period: Period) -> dict[str, object]:
    try:
        return figures(period)
    except DoesNotTie as broken:
        message = "登记簿与账簿不符，不能生成报告"
        raise Refused(message, code="does_not_tie", clause="riskfund-7b", expected=f"先核对账簿：{broken}", status=409) from None
