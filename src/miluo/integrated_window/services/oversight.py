"""监管和责任追究: findings in the four fields and their correction; sanctions proposed by one, decided by the reform office."""

from __future__ import annotations

from datetime import date, datetime

from miluo.integrated_window.figures import listed
from miluo.integrated_window.models import Check, Sanction
from miluo.integrated_window.models.oversight import (
    COMPETENT,
    CORRECTED,
    CRITICISM,
    DECIDED,
    DISMISSED,
    LIABILITY,
    OPEN,
    PROPOSED,
    REFERRED,
    SANCTION_KINDS,
)
from miluo.integrated_window.services.opening import not_earlier, not_later, one_of, words
from onewindow.accounts.roles import require
from onewindow.accounts.sealed import digest
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.models import Organisation
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

FIELDS, CRITICISE, BLAME = "onewindow-5-3-supervise", "onewindow-5-3-criticise", "onewindow-5-3-liability"


@door
def record_check(
    *, field: str, organisation: str, found_on: date, finding: str, due_on: date, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记检查发现的问题 in one of the four fields, with the day until which it is corrected."""
    require(by, "window.supervise")
    body = _body(organisation, FIELDS)
    check = Check.objects.create(
        number=next_number("reform-checks", at=at, pattern="JC{year}-{serial:04d}"),
        field=one_of(field, dict(listed("supervision_fields", day_of(at))), "监管领域", "field", FIELDS),
        organisation=body,
        found_on=not_later(found_on, day_of(at), "检查日期", "found_on", FIELDS),
        finding=words(finding, "发现的问题", "finding", FIELDS),
        due_on=not_earlier(due_on, found_on, "整改期限", "due_on", FIELDS),
        entered_by=by.id,
    )
    told = {"field": field, "organisation": body.key, "due_on": due_on}
    record(subject=check.subject, kind="reform-check.recorded", by=by, at=at, to=OPEN, reason=check.finding, body=told)
    return Answer(check.number, OPEN, f"已登记{check.number}，请{body.short_name}整改")


@door
def close_check(*, number: str, follow_up: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """整改完成: what was done."""
    require(by, "window.supervise")
    check = Check.objects.select_for_update().filter(number=number).first()
    if check is None:
        raise Refused(f"没有编号为“{number}”的检查记录", code="unknown_check", field="number", status=404)
    if check.state != OPEN:
        raise Refused(f"{number}已经整改", code="wrong_state", field="number", clause=FIELDS, status=409)
    check.follow_up, check.state, check.closed_on = words(follow_up, "整改情况", "follow_up", FIELDS), CORRECTED, day_of(at)
    check.save(update_fields=["follow_up", "state", "closed_on"])
    record(subject=check.subject, kind="reform-check.corrected", by=by, at=at, from_=OPEN, to=CORRECTED, reason=check.follow_up)
    return Answer(number, CORRECTED, f"{number}已整改")


@door
def propose_sanction(
    *,
    kind: str,
    ground: str,
    organisation: str,
    facts: str,
    consequence: str = "",
    person: str = "",
    source: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """提出建议: nothing follows before the reform office has decided (conv-b-11). A proposal of liability describes the consequence."""
    require(by, "window.supervise")
    clause = BLAME if kind == LIABILITY else CRITICISE
    one_of(kind, SANCTION_KINDS, "处理方式", "kind", clause)
    if kind == CRITICISM:
        one_of(ground, dict(listed("criticism_grounds", day_of(at))), "情形", "ground", clause)
    body = _body(organisation, clause)
    sanction = Sanction.objects.create(
        number=next_number("reform-sanctions", at=at, pattern="ZZ{year}-{serial:04d}"),
        kind=kind,
        ground=ground if kind == CRITICISM else "consequence",
        organisation=body,
        person=person.strip()[:30],
        facts=words(facts, "事实", "facts", clause, 1000),
        consequence=words(consequence, "造成的不良影响和后果", "consequence", BLAME, 1000)
        if kind == LIABILITY
        else consequence.strip()[:1000],
        source=source.strip()[:120],
        proposed_on=day_of(at),
        proposed_by=by.id,
    )
    told = {"kind": kind, "ground": sanction.ground, "organisation": body.key, "source": sanction.source}
    if person.strip():
        told["person"] = digest(person.strip(), purpose="reform-sanction", salt=sanction.number)
    record(subject=sanction.subject, kind="reform-sanction.proposed", by=by, at=at, to=PROPOSED, reason=sanction.facts, body=told)
    return Answer(sanction.number, PROPOSED, f"已提出{sanction.number}，由市行政审批制度改革工作领导小组办公室决定")


@door
def decide_sanction(*, number: str, decision: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """决定通报批评. Liability is not decided here: it is referred to the competent body."""
    sanction = _to_decide(number, by, CRITICISE)
    if sanction.kind == LIABILITY:
        raise Refused("追究责任由有权机关决定", code="not_competent", field="number", clause=BLAME, expected="移送有权机关", status=409)
    return _decided(sanction, DECIDED, decision, "", by=by, at=at)


@door
def dismiss_sanction(*, number: str, decision: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """不予处理, with the reason."""
    return _decided(_to_decide(number, by, CRITICISE), DISMISSED, decision, "", by=by, at=at)


@door
def refer_sanction(*, number: str, to: str, decision: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移送有权机关: liability is investigated by law, not here."""
    sanction = _to_decide(number, by, BLAME)
    if sanction.kind != LIABILITY:
        raise Refused("通报批评不移送", code="not_liability", field="number", clause=CRITICISE, expected="由领导小组办公室决定", status=409)
    return _decided(sanction, REFERRED, decision, one_of(to, COMPETENT, "移送机关", "to", BLAME), by=by, at=at)


def _to_decide(number: str, by: Actor, clause: str) -> Sanction:
    require(by, "window.sanction")
    sanction = Sanction.objects.select_for_update(of=("self",)).select_related("organisation").filter(number=number).first()
    if sanction is None:
        raise Refused(f"没有编号为“{number}”的建议", code="unknown_sanction", field="number", status=404)
    if sanction.state != PROPOSED:
        raise Refused(f"{number}{sanction.get_state_display()}", code="wrong_state", field="number", clause=clause, status=409)
    if sanction.proposed_by == by.id:
        raise Refused("提出建议的人员不能作决定", code="same_person", field="by", clause=clause, expected="由另一人登记决定", status=403)
    return sanction


def _decided(sanction: Sanction, state: str, decision: str, to: str, *, by: Actor, at: datetime) -> Answer:
    sanction.decision = words(decision, "决定", "decision", CRITICISE, 1000)
    sanction.state, sanction.referred_to, sanction.decided_on, sanction.decided_by = state, to, day_of(at), by.id
    sanction.save()
    record(
        subject=sanction.subject,
        kind=f"reform-sanction.{state}",
        by=by,
        at=at,
        from_=PROPOSED,
        to=state,
        reason=sanction.decision,
        body={"referred_to": to},
    )
    return Answer(sanction.number, state, f"{sanction.number}：{sanction.get_state_display()}")


def _body(organisation: str, clause: str) -> Organisation:
    found = Organisation.objects.filter(key=organisation).first()
    if found is None:
        raise Refused("没有选择单位", code="unknown_organisation", field="organisation", clause=clause, expected="责任单位")
    return found
