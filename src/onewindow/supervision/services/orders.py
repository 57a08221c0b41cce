"""督办: an order to explain, the body's answer, and what the supervisor makes of it. None of these doors touches a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.selectors import organisation as organisation_called
from onewindow.papers import services as papers
from onewindow.papers.numbering import next_number
from onewindow.supervision.conventions import REPLY, REPLY_AGAIN_DAYS, REPLY_DAYS
from onewindow.supervision.models import ACCEPTED, ORDER_KINDS, OWED, REPLIED, RETURNED, REVOKED, WAITING, Finding, Order, Reply
from onewindow.supervision.papers import KINDS, order_words
from onewindow.supervision.services.findings import words
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said as spoken
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

LONGEST_LIMIT = 30  # working days


@door
def issue_order(
    *, kind: str, findings: Sequence[int], demand: str, days: int | None = None, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """制发督办通知单: about standing findings of one body, to be answered within ``days`` working days (conv-super-1 when left out)."""
    require(by, "supervision.order")
    if kind not in ORDER_KINDS:
        raise Refused("没有选择种类", code="unknown_kind", field="kind", expected="、".join(ORDER_KINDS.values()))
    said = words(demand, "要求", "demand")
    if days is not None and not 1 <= days <= LONGEST_LIMIT:
        raise Refused("说明期限不对", code="wrong_limit", field="days", clause=REPLY.id, expected=f"1至{LONGEST_LIMIT}个工作日")
    chosen = Finding.objects.select_for_update(of=("self",)).filter(pk__in=list(findings)).order_by("pk")
    rows = sorted(chosen.select_related("case"), key=lambda row: (row.happened_on, row.pk))
    body = _one_body(rows)
    order = Order.objects.create(
        number=next_number("supervision-order", at=at, pattern="DB{year}-{serial:04d}"),
        kind=kind,
        organisation=body,
        demand=said,
        issuer=by.organisation or "",
        issued_by=by.id,
        issued_at=at,
        due_on=current_calendar().add_working_days(day_of(at), days or REPLY_DAYS),
    )
    order.findings.set(rows)
    told = order_words(order, rows)
    order.paper = papers.issue(kind=KINDS[kind], case="", content=told, organisation=order.issuer, by=by, at=at).number
    order.save(update_fields=["paper"])
    content = {"organisation": body, "findings": [row.pk for row in rows], "due": order.due_on, "paper": order.paper}
    record(subject=order.subject, kind="order.issued", by=by, at=at, to=WAITING, reason=said, body=content)
    return Answer(
        order.number, WAITING, f"已制发{ORDER_KINDS[kind]}通知{order.number}，请在{spoken(order.due_on)}前说明", paper=order.paper
    )


def _one_body(rows: list[Finding]) -> str:
    """The body that the findings are about. Raises Refused for none, for several bodies, for a withdrawn or an ordered one."""
    if not rows:
        raise Refused("没有选择监察问题", code="no_findings", field="findings", expected="至少一项监察问题")
    bodies = {row.organisation for row in rows}
    if len(bodies) > 1:
        names = "、".join(organisation_called(each).name for each in sorted(bodies))
        raise Refused(f"所选的问题涉及几个单位：{names}", code="several_bodies", field="findings", expected="一份通知单只发给一个单位")
    if gone := next((row for row in rows if row.withdrawn_on), None):
        raise Refused(f"“{gone.title}”已经撤销", code="withdrawn", field="findings", expected="选择仍然成立的问题", status=409)
    live = Order.objects.filter(findings__in=rows).exclude(state=REVOKED).first()
    if live is not None:
        raise Refused(f"所选的问题已经列入{live.number}", code="already_ordered", field="findings", status=409)
    return bodies.pop()


@door
def reply(*, number: str, explanation: str, measures: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """情况说明: what happened and what was done about it, by an officer of the body that was asked."""
    require(by, "supervision.reply")
    order = _locked(number)
    if order.organisation != by.organisation:
        raise Refused("没有这份督办通知单", code="unknown_order", status=404)
    if order.state not in OWED:
        raise Refused(f"通知单{number}现为“{order.state_title}”，不需要说明", code="wrong_state", status=409)
    late = day_of(at) > order.due_on
    said, done = words(explanation, "情况", "explanation"), words(measures, "整改措施", "measures")
    Reply.objects.create(order=order, explanation=said, measures=done, by=by.id, at=at, late=late)
    return _moved(order, REPLIED, "order.replied", "已提交说明，待监察人员审阅", by=by, at=at, late=late)


@door
def accept_reply(*, number: str, judgement: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """采纳说明: the order is done with."""
    order, answer = _to_judge(number, by)
    answer.accepted, answer.judgement, answer.judged_by, answer.judged_at = True, judgement.strip(), by.id, at
    answer.save()
    order.ended_at = at
    return _moved(order, ACCEPTED, "order.accepted", f"{number}已办结", by=by, at=at, reason=judgement.strip())


@door
def return_reply(*, number: str, judgement: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """退回说明: it does not explain; the body answers again, within a shorter limit (conv-super-1)."""
    order, answer = _to_judge(number, by)
    said = words(judgement, "退回的理由", "judgement")
    answer.accepted, answer.judgement, answer.judged_by, answer.judged_at = False, said, by.id, at
    answer.save()
    order.due_on = current_calendar().add_working_days(day_of(at), REPLY_AGAIN_DAYS)
    return _moved(order, RETURNED, "order.returned", f"已退回，请在{spoken(order.due_on)}前重新说明", by=by, at=at, reason=said)


@door
def revoke_order(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤销督办通知单: it was issued in error; its paper is revoked with it."""
    require(by, "supervision.order")
    order = _locked(number)
    if order.state in (ACCEPTED, REVOKED):
        raise Refused(f"通知单{number}现为“{order.state_title}”，不能撤销", code="wrong_state", status=409)
    said = words(reason, "撤销的理由", "reason")
    order.ended_at = at
    return _moved(order, REVOKED, "order.revoked", f"{number}已撤销", by=by, at=at, reason=said)


def _to_judge(number: str, by: Actor) -> tuple[Order, Reply]:
    require(by, "supervision.order")
    order = _locked(number)
    answer = order.replies.filter(accepted=None).first()
    if order.state != REPLIED or answer is None:
        raise Refused(f"通知单{number}现为“{order.state_title}”，没有待审阅的说明", code="wrong_state", status=409)
    return order, answer


def _locked(number: str) -> Order:
    order = Order.objects.select_for_update().filter(number=number).first()
    if order is None:
        raise Refused("没有这份督办通知单", code="unknown_order", status=404)
    return order


def _moved(order: Order, to: str, kind: str, message: str, *, by: Actor, at: datetime, reason: str = "", **body: object) -> Answer:
    before, order.state = order.state, to
    order.save(update_fields=["state", "due_on", "ended_at"])
    record(subject=order.subject, kind=kind, by=by, at=at, from_=before, to=to, reason=reason, body={"due": order.due_on, **body})
    return Answer(order.number, to, message, paper=order.paper)
