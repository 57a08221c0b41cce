"""The words that an event of a case puts into its template: everything as text, in Chinese, without what is personal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.cases.life import CHANNELS, SPECIAL_PROCEDURES, STEPS
from onewindow.cases.models import Case, Delivery
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Produce
from onewindow.trail.models import Event
from onewindow.words.days import said

_DAYS = ("due", "accepted_on", "reply_by", "served_on", "published_on")
_OUTCOMES = {"refused": "不予奖励", "approved": "予以核准", "denied": "不予核准"}


def words(event: Event, case: Case, plan: Plan, office: str, until: str = "") -> dict[str, str]:
    """The words of an event; ``office`` is the name of the body that decides. Raises KeyError for a body that lacks what its kind has."""
    body = event.content
    found = {name: _day(body.get(name)) for name in _DAYS}
    found |= {"item": plan.title, "number": case.number, "body": office, "until": _day(body.get(until)) if until else ""}
    found["why"] = f"：{event.reason.strip().rstrip('。')}" if event.reason.strip() else ""
    found["materials"] = "、".join(_material(plan, key) for key in body.get("materials", ()))
    return found | (_OF[event.kind](body, case, plan) if event.kind in _OF else {})


def _submitted(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    return {"due": _day(body["due"])}


def _corrected(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    return {"items": str(len(body["items"]))}


def _refused(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    return {"where": f"，可以向{body['where_to_go']}提出" if body.get("where_to_go") else ""}


def _special(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    return {"special": SPECIAL_PROCEDURES[body["kind"]], "days": str(body["days"])}


def _special_ended(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    runs = "，办理期限自次日起继续计算" if body["stopped"] else ""
    until = f"，应在{_day(body['due'])}前作出决定" if body.get("due") else ""
    return {"special": SPECIAL_PROCEDURES[body["kind"]], "again": runs + until}


def _prolonged(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    return {"days": f"{body['days']}{plan.review.within.unit.label}", "due": _day(body["due"] or body["step_due"])}


def _decided(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    outcome = f"给予奖励，合计{Decimal(body['total_cny']):,.2f}元" if body["outcome"] == "granted" else _OUTCOMES[body["outcome"]]
    waits = body["outcome"] == "approved" and plan.has(Produce) and case.handling != "instant"
    collect = "结果制作完成后再通知您领取。" if waits else "决定书可以在办件页面签收下载，或者到窗口领取。"
    return {"outcome": outcome, "collect": collect}


def _payment(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    return {"amount": f"{Decimal(body['amount']):,.2f}", "on": _day(body["on"])}


def _issued(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    tracking = Delivery.objects.filter(case=case).values_list("tracking", flat=True).first() if body["channel"] == "post" else ""
    return {"channel": CHANNELS[body["channel"]], "tracking": f"，邮件号{tracking}" if tracking else ""}


def _recounted(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    """The day of the whole case where it has one, else of the step."""
    whole = bool(body.get("case_after"))
    before, after = (body["case_before"], body["case_after"]) if whole else (body["before"], body["after"])
    what = "办理期限" if whole else f"{STEPS[body['step']]}环节的期限"
    moved = f"由{_day(before)}改为{_day(after)}届满" if before != after else f"确定为{_day(after)}届满"
    return {"notice": str(body["notice"]), "recounted": f"{what}{moved}"}


def _version(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    due = f"，办理期限至{_day(body['due'])}" if body.get("due") else ""
    return {"new_version": str(body["new_version"]), "old_version": str(body["old_version"]), "falls_due": due}


def _revoked(body: Mapping[str, Any], case: Case, plan: Plan) -> dict[str, str]:
    return {"paper": str(body["paper"]), "paper_title": str(body["title"])}


_OF: dict[str, Callable[[Mapping[str, Any], Case, Plan], dict[str, str]]] = {
    "case.submitted": _submitted,
    "case.correction_asked": _corrected,
    "case.not_accepted": _refused,
    "case.special_begun": _special,
    "case.special_ended": _special_ended,
    "case.prolonged": _prolonged,
    "case.decided": _decided,
    "case.paid": _payment,
    "case.payment_failed": _payment,
    "case.payment_returned": _payment,
    "case.issued": _issued,
    "case.due_recounted": _recounted,
    "case.version_asked": _version,
    "case.version_moved": _version,
    "case.version_undone": _version,
    "case.version_question_withdrawn": _version,
    "paper.revoked": _revoked,
}


def _material(plan: Plan, key: str) -> str:
    return next((f"“{each.title}”" for each in plan.materials if each.key == key), key)


def _day(text: Any) -> str:
    return said(date.fromisoformat(str(text)[:10])) if text else ""
