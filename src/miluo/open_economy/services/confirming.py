"""What an enterprise says to a proposal: one press confirms it and makes the case; or it objects, and the bureau answers."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from miluo.open_economy.models.proposals import CONFIRMED, OBJECTED, OPEN, Proposal
from miluo.open_economy.selectors.offers import Offer, offer_for
from miluo.open_economy.services.offices import require_bureau
from miluo.open_economy.services.proposing import PERMISSION, close, revise
from onewindow.accounts import roles
from onewindow.accounts.actors import actor_of
from onewindow.accounts.selectors import may_act_for, user_of
from onewindow.cases import services as cases
from onewindow.cases.contacts import contact_problems
from onewindow.cases.procedure import procedure
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


def accept_proposal(*, number: str, contact_name: str, contact_phone: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """一键确认: the enterprise confirms, and the case is made and decided at once.

    Where figures changed meanwhile the proposal is brought up to date first and nothing is confirmed (409). Raises Refused (404)
    for whoever may not act for the enterprise.
    """
    if (changed := _refreshed(number, by=by, at=at)) is not None:
        raise changed
    answer = confirm(number=number, contact_name=contact_name, contact_phone=contact_phone, by=by, at=at, key=key)
    made = carry_out(number, at=at)
    return made or answer


@door
def confirm(*, number: str, contact_name: str, contact_phone: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """确认: from here on the case is owed; ``carry_out`` makes it, now or when the work of the day finds it unmade."""
    proposal = _own(number, by=by, at=at)
    _require(proposal, OPEN)
    if problems := contact_problems(contact_name, contact_phone):
        raise Refused.of(problems)
    proposal.state, proposal.confirmed_by, proposal.confirmed_at = CONFIRMED, by.id, at
    proposal.contact_name, proposal.contact_phone = contact_name.strip(), contact_phone.strip()
    proposal.save(update_fields=["state", "confirmed_by", "confirmed_at", "contact_name", "contact_phone"])
    body = {"total_cny": proposal.total_cny}
    record(subject=proposal.subject, kind="proposal.confirmed", by=by, at=at, from_=OPEN, to=CONFIRMED, body=body)
    return Answer(proposal.number, CONFIRMED, f"已确认{proposal.total_cny:,.2f}元的奖补")


@door
def object_to(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """异议: the enterprise says what is wrong with the data or the amount; the bureau answers. Its words are in no event."""
    proposal = _own(number, by=by, at=at)
    _require(proposal, OPEN)
    if not reason.strip():
        raise Refused("没有写明异议的内容", code="no_reason", field="reason", expected="哪一项数据或者金额不对，应当是多少")
    proposal.state, proposal.objection, proposal.objected_by, proposal.objected_at = OBJECTED, reason.strip(), by.id, at
    proposal.save(update_fields=["state", "objection", "objected_by", "objected_at"])
    record(subject=proposal.subject, kind="proposal.objected", by=by, at=at, from_=OPEN, to=OBJECTED)
    return Answer(proposal.number, OBJECTED, "异议已提交，由市商务粮食局核实后答复")


@door
def answer_objection(*, number: str, answer: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """答复异议: the bureau says what it found; the proposal then stands as the data (corrected by an import, or not) say now."""
    require_bureau(by, PERMISSION)
    proposal = _locked(number)
    _require(proposal, OBJECTED)
    if not answer.strip():
        raise Refused("没有写明答复的内容", code="no_reason", field="answer", expected="核实的结果和依据")
    proposal.state, proposal.answer, proposal.answered_by, proposal.answered_at = OPEN, answer.strip(), by.id, at
    proposal.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(subject=proposal.subject, kind="proposal.answered", by=by, at=at, from_=OBJECTED, to=OPEN, reason=answer.strip())
    offer = _offer(proposal, at)
    if offer is None:
        close(proposal, "核实后没有应付的奖补", by=by, at=at)
        return Answer(proposal.number, proposal.state, "已答复；核实后没有应付的奖补，建议已失效")
    revise(proposal, offer, by=by, at=at)
    return Answer(proposal.number, OPEN, f"已答复；现为{proposal.total_cny:,.2f}元，由企业确认")


def carry_out(number: str, *, at: datetime) -> Answer | None:
    """Make the case of a confirmed proposal through the doors, as who confirmed it; what was cut off goes on where it stopped.

    Every door is given a key of the proposal's, so that a step that was done is not done again. None where there is nothing to do.
    """
    proposal = Proposal.objects.filter(number=number, state=CONFIRMED, case_number="").first()
    if proposal is None:
        return None
    by = actor_of(user_of(proposal.confirmed_by), day_of(at))
    draft = ""
    try:
        draft = cases.start_draft(procedure_key=proposal.procedure, by=by, at=at, key=f"{number}:draft").number
        with suppress(_Submitted):
            _fill(proposal, draft, by=by, at=at)
        answer = cases.hand_in(draft=draft, by=by, at=at, key=f"{number}:submit")
    except Refused as refused:
        return _failed(proposal, draft, refused, by=by, at=at)
    _link(number=number, case_number=answer.number, by=SYSTEM, at=at)
    return answer


def carry_out_confirmed(*, at: datetime) -> int:
    """Every confirmed proposal that has not become a case; how many have now. What cannot is closed and says why."""
    filed = 0
    for number in Proposal.objects.filter(state=CONFIRMED, case_number="").order_by("id").values_list("number", flat=True):
        with suppress(Refused):
            filed += carry_out(number, at=at) is not None
    return filed


class _Submitted(Exception):
    """The draft was submitted in the run that was cut off."""


def _fill(proposal: Proposal, draft: str, *, by: Actor, at: datetime) -> None:
    try:
        cases.save_draft(
            draft=draft,
            facts=proposal.facts,
            uscc=proposal.uscc,
            contact_name=proposal.contact_name,
            contact_phone=proposal.contact_phone,
            by=by,
            at=at,
            key=f"{proposal.number}:save",
        )
    except Refused as refused:
        if refused.first.code != "already_submitted":
            raise
        raise _Submitted from None


def _failed(proposal: Proposal, draft: str, refused: Refused, *, by: Actor, at: datetime) -> Answer:
    """What was confirmed cannot be made a case: the proposal is closed and says why, and nothing is left half done."""
    if draft:
        with suppress(Refused):
            cases.discard(draft=draft, by=by, at=at)
    _give_up(number=proposal.number, reason=refused.first.message, by=SYSTEM, at=at)
    raise refused


@door
def _give_up(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    proposal = _locked(number)
    close(proposal, f"确认后未能办理：{reason}", by=by, at=at)
    return Answer(number, proposal.state, reason)


@door
def _link(*, number: str, case_number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """The case that a confirmed proposal has become; its contact is the case's from now on."""
    proposal = _locked(number)
    proposal.case_number, proposal.contact_name, proposal.contact_phone = case_number, "", ""
    proposal.save(update_fields=["case_number", "contact_name", "contact_phone"])
    record(subject=proposal.subject, kind="proposal.filed", by=by, at=at, from_=CONFIRMED, to=CONFIRMED, body={"case": case_number})
    return Answer(number, proposal.state, f"已生成办件{case_number}")


def _refreshed(number: str, *, by: Actor, at: datetime) -> Refused | None:
    """Bring a proposal up to date before it is confirmed; what to say where it changed."""
    try:
        answer = refresh(number=number, by=by, at=at)
    except Refused as refused:
        return None if refused.first.code == "wrong_state" else refused  # the door of confirming says it better
    if answer.message:
        return Refused(answer.message, code="proposal_changed", field="number", expected="核对更新后的数据和金额，再次确认", status=409)
    return None


@door
def refresh(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Bring an open proposal to what holds now; the message is empty where nothing changed."""
    proposal = _own(number, by=by, at=at)
    _require(proposal, OPEN)
    offer = _offer(proposal, at)
    if offer is None:
        close(proposal, "依现有数据和奖补台账，已没有应付的奖补", by=SYSTEM, at=at)
        return Answer(number, proposal.state, "依现有数据和奖补台账，已没有应付的奖补")
    changed = revise(proposal, offer, by=SYSTEM, at=at)
    return Answer(number, proposal.state, f"数据已有变化，金额现为{offer.total:,.2f}元" if changed else "")


def _offer(proposal: Proposal, at: datetime) -> Offer | None:
    return offer_for(procedure(proposal.procedure), proposal.uscc, proposal.enterprise_name, proposal.year, day_of(at))


def _own(number: str, *, by: Actor, at: datetime) -> Proposal:
    roles.require(by, "cases.apply")
    proposal = _locked(number)
    if not may_act_for(by, proposal.uscc, day_of(at)):
        raise _unknown(number)
    return proposal


def _locked(number: str) -> Proposal:
    proposal = Proposal.objects.select_for_update().filter(number=number).first()
    if proposal is None:
        raise _unknown(number)
    return proposal


def _unknown(number: str) -> Refused:
    return Refused(f"没有编号为“{number}”的免申即享建议", code="unknown_proposal", field="number", status=404)


def _require(proposal: Proposal, state: str) -> None:
    if proposal.state != state:
        because = f"：{proposal.closed_because}" if proposal.closed_because else ""
        message = f"{proposal.number}现为“{proposal.get_state_display()}”{because}"
        raise Refused(message, code="wrong_state", field="number", expected="查看这项奖补现在的状态", status=409)
