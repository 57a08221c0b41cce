"""征求意见函 and 复函: what a body writes to another about a case, and what that one answers; neither goes to the applicant."""

from __future__ import annotations

from datetime import date
from typing import Any

from onewindow.cases.conventions import CONSULTING
from onewindow.cases.models import Case, Consultation
from onewindow.cases.notices import cited
from onewindow.cases.plan import Plan
from onewindow.words.days import said
from onewindow.worktime.clock import day_of


def consultation(case: Case, plan: Plan, body: str, question: str, due: date) -> dict[str, Any]:
    """征求意见函 to a body (its name): about which case, what is asked, until when, and what silence means (conv-c-21)."""
    accepted = [("受理日期", said(case.accepted_on))] if case.accepted_on else []
    particulars = [("申请人", case.holder), ("申请事项", plan.title), ("办件编号", case.number), *accepted, ("答复期限", f"{said(due)}前")]
    return {
        **_to(case, plan, body),
        "paragraphs": ["我单位正在办理下列申请，现就有关内容征求贵单位意见：", *_lines(question)],
        "particulars": [{"label": label, "value": value} for label, value in particulars],
        "notes": [f"请于{said(due)}前函复我单位；逾期未答复的，视为没有不同意见（{cited(CONSULTING)}）。"],
        "closing": "专此函达。",
    }


def reply(case: Case, plan: Plan, asking: str, row: Consultation, agrees: bool, opinion: str) -> dict[str, Any]:
    """复函 to the body that asked (its name): which letter is answered, whether one agrees, and why."""
    letter = f"贵单位{said(day_of(row.asked_at))}{f'《征求意见函》（{row.paper}）' if row.paper else '征求意见的来函'}"
    particulars = [("申请人", case.holder), ("申请事项", plan.title), ("办件编号", case.number), ("意见", "同意" if agrees else "不同意")]
    return {
        **_to(case, plan, asking),
        "paragraphs": [f"{letter}收悉。经研究，现函复如下：", *_lines(opinion)],
        "particulars": [{"label": label, "value": value} for label, value in particulars],
        "closing": "特此函复。",
    }


def _to(case: Case, plan: Plan, body: str) -> dict[str, Any]:
    return {"applicant": {"name": body}, "item": plan.title, "applied_on": day_of(case.submitted_at), "basis": [cited(CONSULTING)]}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
