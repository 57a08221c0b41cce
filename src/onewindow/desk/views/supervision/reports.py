"""Reports with charts, as pages, as an Excel file and as the monthly report in PDF; the ledger; the tracking list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.timezone import localtime

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.offices import office_name
from onewindow.desk.monthly_report import monthly_pdf
from onewindow.supervision import selectors
from onewindow.supervision.conventions import SECRECY
from onewindow.supervision.selectors.ledger import HEADER, LedgerRow
from onewindow.supervision.services.sampling import month_of
from onewindow.web.charts import Chart, figures
from onewindow.web.download import PDF, attachment
from onewindow.web.workbook import MEDIA_TYPE, Cell, Sheet, workbook
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime import clock
from onewindow.worktime.clock import day_of

COLUMNS = (
    ("受理", "accepted"),
    ("网办率%", "online_share"),
    ("办结", "decided"),
    ("按时", "on_time"),
    ("超期", "late"),
    ("按时率%", "on_time_share"),
    ("平均工作日", "average_days"),
    ("补正", "corrections"),
    ("违规", "violations"),
    ("违规率%", "violation_rate"),
    ("响应工作日", "response"),
    ("评价", "rating"),
    ("满意率%", "satisfaction"),
)
_IN_CHART = 10


@permission("cases.supervise")
def reports(request: HttpRequest) -> HttpResponse:
    """One report: a dimension and a period, with its chart and table."""
    by, first, last = _asked(request)
    found = selectors.report(by, first, last)
    context = {
        "report": found,
        "dimensions": selectors.DIMENSIONS.items(),
        "heads": [title for title, _ in COLUMNS],
        "rows": [(row.title, cells(row)) for row in found.rows],
        "total": cells(found.total),
        "chart": _chart(found),
        "first": first,
        "last": last,
        "by": by,
        "query": urlencode({"by": by, "from": str(first), "until": str(last)}),
        "month": f"{first:%Y-%m}",
        "source": SECRECY.id,
        "shares": sorted(selectors.window_shares(first, last).items()) if by == "window" else [],
    }
    return render(request, "desk/supervision/reports.html", context)


@permission("cases.supervise")
def reports_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file: one sheet for each dimension."""
    _, first, last = _asked(request)
    sheets = [_sheet(selectors.report(by, first, last)) for by in selectors.DIMENSIONS]
    return attachment(workbook(sheets), MEDIA_TYPE, f"效能报表（{first}至{last}）.xlsx")


@permission("cases.supervise")
def month_pdf(request: HttpRequest, month: str) -> HttpResponse:
    """效能监察月报 of a month (“2023-08”) as PDF."""
    first, last = month_of(month)
    actor = actor_on(request)
    content = monthly_pdf(first, last, office_name(actor.organisation or ""), clock.today())
    return attachment(content, PDF, f"效能监察月报（{month}）.pdf")


@permission("cases.supervise", "cases.accept")
def ledger(request: HttpRequest) -> HttpResponse:
    """办件受理台账 of some days and a window (onewindow-3-2-2-ledger: it fills itself)."""
    first, last, window = _days(request)
    found = selectors.ledger(actor_on(request), first, last, window)
    query = urlencode({"from": str(first), "until": str(last), "window": window})
    return render(request, "desk/supervision/ledger.html", {"ledger": found, "window": window, "query": query, "header": HEADER})


@permission("cases.supervise", "cases.accept")
def ledger_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file, in the order of its columns."""
    first, last, window = _days(request)
    found = selectors.ledger(actor_on(request), first, last, window)
    sheet = Sheet("办件受理台账", HEADER, [_ledger_line(row) for row in found.rows], ())
    return attachment(workbook([sheet]), MEDIA_TYPE, f"办件受理台账（{first}至{last}）.xlsx")


@permission("cases.supervise", "cases.accept")
def tracking(request: HttpRequest) -> HttpResponse:
    """Handed-over cases until they are decided, with due day and step (onewindow-a4-2-3)."""
    found = selectors.tracking(actor_on(request), clock.today(), request.GET.get("page", ""))
    return render(request, "desk/supervision/tracking.html", {"tracking": found, "page": found.page, "parameters": ""})


def cells(row: selectors.Measures) -> list[tuple[str, str]]:
    """The figures of a row as (heading, text); what there is not, or may not be told, is a dash."""
    return [(title, _told(getattr(row, name))) for title, name in COLUMNS]


def _told(value: Decimal | int | None) -> str:
    if value is None:
        return "—"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _asked(request: HttpRequest) -> tuple[str, date, date]:
    today = clock.today()
    first = _day(request, "from", today.replace(day=1))
    return request.GET.get("by", "body"), first, _day(request, "until", today)


def _days(request: HttpRequest) -> tuple[date, date, str]:
    last = _day(request, "until", clock.today())
    return _day(request, "from", last.replace(day=1)), last, request.GET.get("window", "").strip()


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    text = request.GET.get(name, "").strip()
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("日期不对", code="invalid_date", field=name, expected="年-月-日，如 2023-09-15") from None


def _chart(found: selectors.Report) -> Chart:
    shown = found.rows if found.dimension == "month" else found.rows[:_IN_CHART]
    return Chart(
        key="report",
        title=f"按{found.title}：受理、按时办结和超期",
        axis=found.title,
        unit="件",
        categories=tuple(row.title for row in shown),
        series=(
            figures("受理", [row.accepted for row in shown]),
            figures("按时办结", [row.on_time for row in shown]),
            figures("超期办结", [row.late for row in shown]),
        ),
        across=found.dimension != "month",
        note=f"显示受理最多的前{_IN_CHART}项" if len(found.rows) > len(shown) else "",
    )


def _sheet(found: selectors.Report) -> Sheet:
    rows: list[list[Cell]] = [[row.title, *_cells(row)] for row in found.rows]
    return Sheet(f"按{found.title}", (found.title, *(title for title, _ in COLUMNS)), rows, ["合计", *_cells(found.total)])


def _cells(row: selectors.Measures) -> list[Cell]:
    values = [getattr(row, name) for _, name in COLUMNS]
    return [value if isinstance(value, int) or value is None else str(value) for value in values]


def _ledger_line(row: LedgerRow) -> list[Cell]:
    at = f"{row.accepted_on} {_clock(row)}".strip()
    due = said(row.due_on) if row.due_on else "停止计时"
    return [row.serial or "", row.number, at, row.window, row.holder, row.title, row.handling, row.materials, row.state, row.notices, due]


def _clock(row: LedgerRow) -> str:
    return f"{localtime(row.accepted_at):%H:%M}" if row.accepted_at and day_of(row.accepted_at) == row.accepted_on else ""
