"""效能监察月报: the figures of a month as a document, from the same reports that the pages show."""

from __future__ import annotations

from datetime import date
from typing import Any

from onewindow.papers.render import compiled, printed
from onewindow.papers.typesetting import column_shares
from onewindow.supervision import selectors
from onewindow.supervision.conventions import SECRECY
from onewindow.supervision.grounds import grounds
from onewindow.supervision.models import Finding, Order

_FIGURES = (
    ("受理", "accepted"),
    ("办结", "decided"),
    ("超期", "late"),
    ("按时率", "on_time_share"),
    ("平均工作日", "average_days"),
    ("满意率", "satisfaction"),
)


def monthly_pdf(first: date, last: date, office: str, today: date) -> bytes:
    """The report of the days from ``first`` to ``last``, by body, window and item, with the findings by ground; unsigned."""
    by_body, by_window, by_item = (selectors.report(by, first, last) for by in ("body", "window", "item"))
    data: dict[str, Any] = {
        "template": "document",
        "title": f"政务服务效能监察月报（{first.year}年{first.month}月）",
        "number": f"〔{first.year}〕第{first.month}期",
        "registration": "",
        "addressees": "",
        "issuer": office or "政务服务效能监察",
        "code": "",
        "date": printed(today),
        "blocks": [
            {"kind": "one", "text": "一、总体情况"},
            {"kind": "paragraph", "text": _summary(by_body)},
            {"kind": "one", "text": "二、各单位办理情况"},
            _table(by_body),
            {"kind": "one", "text": "三、各窗口办理情况"},
            _table(by_window),
            {"kind": "one", "text": "四、各事项办理情况"},
            _table(by_item),
            {"kind": "one", "text": "五、监察问题"},
            _found(first, last),
            {"kind": "paragraph", "text": _orders(first, last)},
            {"kind": "paragraph", "text": f"说明：按时率、满意率为百分数。{SECRECY.text}"},
        ],
    }
    return compiled(data)


def _summary(report: selectors.Report) -> str:
    total = report.total
    online = f"，其中网上申请占{total.online_share}%" if total.online_share is not None else ""
    time = f"，按时办结率{total.on_time_share}%，平均用时{total.average_days}个工作日" if total.decided else ""
    return (
        f"{printed(report.first)}至{printed(report.last)}，全市受理{total.accepted}件{online}；办结{total.decided}件，超期{total.late}件{time}。"
        f"告知补正{total.corrections}件，发现受理、审批违规{total.violations}件。"
    )


def _table(report: selectors.Report) -> dict[str, Any]:
    head = [report.title, *(title for title, _ in _FIGURES)]
    rows = [head, *(_line(each) for each in report.rows), _line(report.total)]
    return {"kind": "table", "rows": rows, "shares": column_shares(rows)}


def _line(row: selectors.Measures) -> list[str]:
    values = [getattr(row, name) for _, name in _FIGURES]
    return [row.title, *("—" if value is None else str(value) for value in values)]


def _found(first: date, last: date) -> dict[str, Any]:
    found = Finding.objects.filter(happened_on__range=(first, last))
    rows = [["情形", "成立", "其中红牌", "重新计算后撤销"]]
    for each in grounds():
        of_kind = found.filter(ground=each.key)
        standing = of_kind.filter(withdrawn_on=None)
        rows.append(
            [each.title, str(standing.count()), str(standing.filter(level="red").count()), str(of_kind.exclude(withdrawn_on=None).count())]
        )
    return {"kind": "table", "rows": rows, "shares": column_shares(rows)}


def _orders(first: date, last: date) -> str:
    issued = Order.objects.filter(issued_at__date__range=(first, last))
    return f"本月制发督办通知单{issued.count()}份，其中已办结{issued.filter(state='accepted').count()}份。"
