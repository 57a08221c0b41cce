"""变更和注销 (mortgage-19, mortgage-20): the bank reports what happened, the parties apply in time, the registrar changes the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.rural_mortgage.models import Event, Mortgage
from miluo.rural_mortgage.models.endings import CHANGED, EVENTS
from miluo.rural_mortgage.models.mortgages import CANCELLED, STANDING
from miluo.rural_mortgage.papers import CERTIFICATE, certificate_words
from miluo.rural_mortgage.rules import rural_mortgage
from miluo.rural_mortgage.selectors.limits import BY_DAYS, Limits, limits_of
from miluo.rural_mortgage.selectors.registering import facts_on
from miluo.rural_mortgage.selectors.rights import state_on
from miluo.rural_mortgage.services.asking import INTAKE, LEND, money, mortgage_of, not_later, one_of, require_own_bank, words
from miluo.rural_mortgage.services.registering import is_party
from onewindow.accounts.roles import require
from onewindow.cases.claims import Claim
from onewindow.cases.services.door import Answer, door
from onewindow.papers import services as papers
from onewindow.papers.models import Paper
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of


@door
def report_event(
    *,
    mortgage: str,
    kind: str,
    happened_on: date,
    proof: str,
    loan_cny: Decimal | str | None = None,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记变更或者终止 of the contract, by its bank, or at the window from the paper that the borrower brought.

    ``proof`` is the 还款凭证 or the mortgagee's certificate; a change says the new loan or the new last day. The answer says by when the
    parties apply. Raises Refused for a day to come, an expiry before the last day, a second report that is still open.
    """
    limits = limits_of(one_of(kind, EVENTS, "事由", "kind", "mortgage-19a"), happened_on)
    clause, due = limits.clause, limits.due
    row = mortgage_of(mortgage)
    _require_may(row, by)
    _require_standing(row)
    not_later(happened_on, day_of(at), "发生日期", "happened_on", clause)
    if kind == "expired" and happened_on < row.ends_on:
        message = f"抵押合同到{said(row.ends_on)}期满"
        raise Refused(message, code="not_expired", field="happened_on", clause=clause, expected="期满以后，或者按协商提前解除办理")
    if Event.objects.filter(mortgage=row, registered_on=None).exists():
        raise Refused("已有一项变更或者终止没有登记", code="open_event", field="mortgage", clause=clause, expected="先办理登记", status=409)
    Event.objects.create(
        mortgage=row,
        kind=kind,
        happened_on=happened_on,
        due_on=due,
        proof=words(proof, "还款凭证或者抵押权人证明", "proof", clause, 120),
        recorded_by=by.id,
        **(_change(row, loan_cny, ends_on) if kind == CHANGED else {}),
    )
    record(subject=row.subject, kind="mortgage.event", by=by, at=at, reason=EVENTS[kind], body={"on": happened_on, "due": due})
    return Answer(row.number, kind, f"已登记“{EVENTS[kind]}”，应当在{said(due)}以前申请登记{_other(limits)}")


def check_change(claim: Claim) -> list[Problem]:
    """What is wrong with an application to register a change, before it is submitted."""
    return _checked(claim, changed=True)


def check_cancellation(claim: Claim) -> list[Problem]:
    """What is wrong with an application to cancel, before it is submitted."""
    return _checked(claim, changed=False)


def change(*, claim: Claim, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """变更登记: the new terms, within the ceilings; a new certificate takes the place of the old one."""
    row, event = _open(claim, changed=True)
    today = day_of(at)
    _require_within(row, event, today)
    row.loan_cny = Decimal(event.after.get("loan_cny", row.loan_cny))
    row.ends_on = date.fromisoformat(event.after.get("ends_on", row.ends_on.isoformat()))
    _revoke(row, f"变更登记（办件{claim.number}）", by=by, at=at)
    content = certificate_words(row)
    row.certificate = papers.issue(
        kind=CERTIFICATE, case=claim.number, content=content, organisation=row.registrar.key, by=by, at=at
    ).number
    row.save(update_fields=["loan_cny", "ends_on", "certificate"])
    _registered(event, claim, today)
    body = {"before": event.before, "after": event.after, "certificate": row.certificate, "case": claim.number}
    record(subject=row.subject, kind="mortgage.changed", by=by, at=at, from_=row.state, to=row.state, body=body)


def cancel(*, claim: Claim, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """注销登记: the right is free again from this day; what was registered stays readable."""
    row, event = _open(claim, changed=False)
    _registered(event, claim, day_of(at))
    ended(row, event.kind, CANCELLED, by=by, at=at, case=claim.number)


def ended(row: Mortgage, ground: str, state: str, *, by: Actor, at: datetime, case: str = "") -> None:
    """End a locked mortgage, with its certificate, in the caller's transaction."""
    row.state, row.ended_on, row.ended_for = state, day_of(at), ground
    row.save(update_fields=["state", "ended_on", "ended_for"])
    _revoke(row, f"抵押登记已注销（{row.get_ended_for_display()}）", by=by, at=at)
    record(subject=row.subject, kind=f"mortgage.{state}", by=by, at=at, from_=STANDING, to=state, body={"ground": ground, "case": case})
    record(subject=row.right.subject, kind="right.freed", by=by, at=at, body={"mortgage": row.number})


def _other(limits: Limits) -> str:
    """The date of the other article, which the parties are told too (mortgage-20:termination_period)."""
    if limits.by_working_days is None:
        return ""
    article, other = ("第二十条", limits.by_working_days) if limits.clause == BY_DAYS else ("第十九条", limits.by_days)
    return f"（按{article}为{said(other)}）"


def _require_may(row: Mortgage, by: Actor) -> None:
    if by.may(LEND):
        require_own_bank(row, by)
    else:
        require(by, INTAKE)


def _require_standing(row: Mortgage) -> None:
    if row.state != STANDING:
        message = f"抵押{row.number}{row.get_state_display()}"
        raise Refused(message, code="wrong_state", field="mortgage", clause="mortgage-20", expected="抵押中的登记", status=409)


def _change(row: Mortgage, loan_cny: Decimal | str | None, ends_on: date | None) -> dict[str, Any]:
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    if loan_cny:
        before["loan_cny"], after["loan_cny"] = str(row.loan_cny), str(money(loan_cny, "担保债权", "loan_cny", "mortgage-19a"))
    if ends_on:
        before["ends_on"], after["ends_on"] = row.ends_on.isoformat(), ends_on.isoformat()
    if not after:
        raise Refused("没有填写变更的内容", code="missing", field="loan_cny", clause="mortgage-19a", expected="新的金额或者新的期限")
    return {"before": before, "after": after}


def _require_within(row: Mortgage, event: Event, today: date) -> None:
    """A change meets the same limits as a first registration (mortgage-11a, mortgage-21, mortgage-25a, mortgage-26)."""
    of = row.agreement
    of.loan_cny = Decimal(event.after.get("loan_cny", row.loan_cny))
    of.ends_on = date.fromisoformat(event.after.get("ends_on", row.ends_on.isoformat()))
    months = (of.ends_on.year - of.starts_on.year) * 12 + of.ends_on.month - of.starts_on.month + (of.ends_on.day > of.starts_on.day)
    of.term_months = max(months, 1)
    facts = rural_mortgage.facts.model_construct(**facts_on(of, today))
    reasons = rural_mortgage.evaluate(facts, on=row.registered_on).results_json()["reasons"] or []
    found = [
        Problem(reason["message"], "not_eligible", "mortgage", reason["clause"]) for reason in reasons if reason["clause"] != "mortgage-7-2"
    ]
    state = state_on(row.right.number, today)
    if state and state.ends_on and of.ends_on > state.ends_on:
        found.append(Problem(f"新的期限超过权利期限{said(state.ends_on)}", "beyond_the_right", "mortgage", "mortgage-11a"))
    if found:
        raise Refused.of(found, status=409)


def _checked(claim: Claim, *, changed: bool) -> list[Problem]:
    if claim.number:
        return []
    row = Mortgage.objects.select_related("agreement", "right").filter(number=claim.matter).first() if claim.matter else None
    clause = "mortgage-19a" if changed else "mortgage-20"
    if row is None:
        return [Problem(f"没有登记编号为“{claim.matter}”的抵押", "unknown_mortgage", "mortgage", clause, "他项权利证明上的登记编号")]
    found = []
    if not is_party(claim, row.agreement):
        found.append(Problem("申请人不是抵押人或者借款人", "not_a_party", "mortgage", clause, "抵押人或者借款人"))
    if row.state != STANDING:
        found.append(Problem(f"抵押{row.number}{row.get_state_display()}", "wrong_state", "mortgage", clause, "抵押中的登记"))
    event = _event(row, changed=changed)
    if event is None:
        what = "变更" if changed else "还清、期满、解除或者终止"
        message = f"银行没有登记这项抵押的{what}"
        found.append(Problem(message, "no_event", "mortgage", clause, "抵押权人先登记，或者凭还款凭证、抵押权人证明在窗口登记"))
    return found


def _open(claim: Claim, *, changed: bool) -> tuple[Mortgage, Event]:
    row = mortgage_of(claim.matter)
    _require_standing(row)
    event = _event(row, changed=changed)
    if event is None:
        clause = "mortgage-19a" if changed else "mortgage-20"
        raise Refused("没有可以登记的变更或者终止", code="no_event", field="mortgage", clause=clause, status=409)
    return row, event


def _event(row: Mortgage, *, changed: bool) -> Event | None:
    return next((each for each in row.events.filter(registered_on=None) if (each.kind == CHANGED) is changed), None)


def _registered(event: Event, claim: Claim, today: date) -> None:
    event.applied_on, event.registered_on, event.case_number = claim.submitted_on, today, claim.number
    event.save(update_fields=["applied_on", "registered_on", "case_number"])


def _revoke(row: Mortgage, reason: str, *, by: Actor, at: datetime) -> None:
    paper = Paper.objects.filter(number=row.certificate, revoked_at=None).first()
    if paper is not None:
        papers.revoke(paper, reason, by=by, at=at)
