"""督办通知单: what the supervisor's office writes to a body, in the layout of a notice."""

from __future__ import annotations

from typing import Any

from onewindow.cases.offices import office_names
from onewindow.cases.snapshots import plan_of
from onewindow.papers.contents import Notice
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import PaperKind
from onewindow.papers.render import printed
from onewindow.supervision.conventions import REPLY
from onewindow.supervision.facts import step_title
from onewindow.supervision.models import ORDER_KINDS, Finding, Order
from onewindow.words.sources import OutsideLaw

SUPERVISION_LAW = OutsideLaw("行政许可法", "第六十条")  # superiors see to it that licences are given lawfully
URGE = PaperKind(
    key="supervision-urge",
    title="督办通知单",
    nature="督办",
    template="notice",
    content=Notice,
    sources=(SUPERVISION_LAW, REPLY, NUMBERING, LETTERS),
)
EXPLAIN = PaperKind(
    key="supervision-explain",
    title="责令说明通知书",
    nature="责说",
    template="notice",
    content=Notice,
    sources=(SUPERVISION_LAW, REPLY, NUMBERING, LETTERS),
)
KINDS = {"urge": URGE, "explain": EXPLAIN}
_MOST_LISTED = 30


def order_words(order: Order, findings: list[Finding]) -> dict[str, Any]:
    """What the paper says: what was found case by case, what is asked for and until when; no applicant and no person is named."""
    body = office_names({order.organisation}).get(order.organisation, order.organisation)
    found = [_line(each) for each in findings[:_MOST_LISTED]]
    more = f"等{len(findings)}项" if len(findings) > _MOST_LISTED else f"{len(findings)}项"
    asked = f"请于{printed(order.due_on)}前书面说明情况和整改措施。逾期没有说明的，报分管领导。"
    return {
        "applicant": {"name": body, "identity": "", "identity_label": "单位"},
        "item": ORDER_KINDS[order.kind],
        "applied_on": order.issued_at.date(),
        "basis": (str(SUPERVISION_LAW), f"平台约定{REPLY.id}"),
        "paragraphs": (f"经监察，你单位办理的下列办件存在问题{more}：", order.demand, asked),
        "particulars": found,
        "closing": "特此通知。",
    }


def _line(finding: Finding) -> dict[str, str]:
    case = finding.case
    item = plan_of(case.snapshot_id).title if case else ""
    late = f"，届满日期{printed(finding.due_on)}，超期{finding.days}个工作日" if finding.due_on and finding.days else ""
    step = f"（{step_title(finding.step)}环节）" if finding.step else ""
    said = f"{finding.title}{step}{late}。{finding.detail}".rstrip("。") + "。"
    return {"label": case.number if case else "—", "value": f"{item}：{said}"[:200]}
