"""申请补偿 as a case: what the registers know of it, what is looked at, what the decision says, and the act that writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max

from miluo.risk_fund import funding, papers
from miluo.risk_fund.claiming import APPLICATIONS, DUE, NOTICED, PAID, STATES
from miluo.risk_fund.facts import BANK, GUARANTEE, MODES
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.models.subjects import Payee
from miluo.risk_fund.selectors.claims import application_of, facts_of, in_term, settled
from miluo.risk_fund.services.claims import due, held, moved
from miluo.risk_fund.services.money import book, held_position
from miluo.risk_fund.services.offices import bank_of, guarantor_of
from onewindow.cases import services as cases
from onewindow.cases.claims import Claim as Application
from onewindow.cases.models import Decision, Draft
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.drafts import Who, begun, kept_anew
from onewindow.papers import files
from onewindow.papers import services as issuing
from onewindow.papers.models import Paper
from onewindow.papers.services import file_of
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.registry import book as rule_book
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

CLAUSE = "riskfund-17c"


def begin(*, claim: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """开始申请: the form of the claim with what the registers and the guarantor's files hold of it; the number is that of the draft.

    Doors one after the other: one that was cut off goes on where it stopped, and an application that was begun is found again.
    Raises Refused for another body than the claimant, one without a payee's line, and while the claim is not due or applied for (409).
    """
    found = _due_claim(claim)
    _require_claimant(found, by, at)
    payee = _payee_of(found)
    procedure = APPLICATIONS[found.loan.mode]
    drafts = Draft.objects.filter(owner=by.id, procedure=procedure, case_number="").order_by("id")
    draft = next((each.key for each in drafts if each.raw.get("claim") == claim), "")
    if not draft:
        draft = _start(claim=claim, procedure=procedure, uscc=payee.uscc, by=by, at=at, key=key and f"{key}-start").number
    written = _write(claim=claim, by=by, at=at)
    form = file_of(Paper.objects.get(number=written.paper))
    cases.attach(draft=draft, material="application", name="基金补偿申请书.pdf", content=form, by=by, at=at, key=key and f"{key}-form")
    for each in found.materials.all():
        content = files.content_of(each.digest)
        cases.attach(draft=draft, material=each.key, name=each.name, content=content, by=by, at=at, key=key and f"{key}-{each.pk}")
    return Answer(draft, "draft", "已填入登记簿和代偿审核中的内容，核对并补齐材料后提交")


@door
def _start(*, claim: str, procedure: str, uscc: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """The form with its claim, in one transaction: by the claim it is found again."""
    draft, title = begun(procedure, channel="web", window="", ticket="", bundle="", by=by, at=at)
    facts = {"year": str(day_of(at).year), "claim": claim}
    kept_anew(draft, facts, Who(uscc, contact_name=by.name), by=by, at=at)
    return Answer(draft.key, "draft", f"已开始填写“{title}”")


@door
def _write(*, claim: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """基金补偿申请书, once for a claim."""
    row = held(claim, DUE)
    if not row.application:
        words = papers.application_words(row, _payee_of(row), day_of(at))
        paper = issuing.issue(kind=papers.APPLICATION, case="", content=words, organisation=papers.ISSUER, by=by, at=at)
        row.application = paper.number
        row.save(update_fields=["application"])
    return Answer(row.number, row.state, "已生成基金补偿申请书", paper=row.application)


def known(claim: Application) -> dict[str, Any]:
    """The facts that the register holds of an application: all but the number of its claim."""
    row = _row(claim)
    return facts_of(row) if row else {}


def check_bank(claim: Application) -> list[Problem]:
    """What is wrong with an application of the bank mode, before it is submitted."""
    return _checked(claim, BANK)


def check_guarantee(claim: Application) -> list[Problem]:
    """What is wrong with an application of the guarantee mode, before it is submitted."""
    return _checked(claim, GUARANTEE)


def words(claim: Application) -> dict[str, Any]:
    """What 《风补基金补偿通知书》 says: the loss, who bears what, and that the debt stays."""
    row = held(claim.matter, DUE)
    settled(row, _evaluated(claim))
    return papers.notice_words(row, late=bool(row.apply_due_on and claim.submitted_on > row.apply_due_on))


def notify(*, claim: Application, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """通知补偿: the fund owes the sum, and the claim has its place in the order of payment (riskfund-19, conv-fund-9).

    The shares are those that were decided on. Raises Refused (409) for a claim that was compensated meanwhile.
    """
    held_position()
    row, on = held(claim.matter, DUE), day_of(at)
    settled(row, _evaluated(claim))
    row.case_number, row.decided_by = claim.number, by.id
    row.notice = Decision.objects.values_list("paper", flat=True).get(case__number=claim.number)
    row.noticed_on, row.pay_due_on = on, due("riskfund-19", on)
    row.notice_place = (Claim.objects.aggregate(last=Max("notice_place"))["last"] or 0) + 1
    if row.fund_fen:
        owed = [funding.notified(row.fund, row.notice)]
        book(owed, subject=row.trail, clause="riskfund-19", memo=f"通知补偿 {row.number}", by=by, at=at)
    moved(row, NOTICED if row.fund_fen else PAID, by=by, at=at, kind="noticed", reason=row.notice)


def _evaluated(claim: Application) -> Evaluation:
    """The evaluation that the decision rests on, made again from the same facts under the same readings."""
    rules = rule_book("risk-fund-compensation")
    readings = {name: value for name, value in claim.readings.items() if name in rules.uses.questions}
    facts = {name: claim.facts[name] for name in rules.facts.model_fields}
    return rules.evaluate(rules.facts.model_construct(**facts), on=in_term(claim.submitted_on), readings=readings)


def _checked(claim: Application, mode: str) -> list[Problem]:
    if claim.number:
        return []  # once submitted it is answered by a decision, whose act looks again
    row = _row(claim)
    if row is None:
        return [Problem(f"没有编号为“{claim.matter}”的补偿", "unknown_claim", "claim", CLAUSE, "登记逾期时取得的补偿编号")]
    problems = []
    if row.loan.mode != mode:
        message = f"{row.number}是“{MODES[row.loan.mode]}”的贷款"
        problems.append(Problem(message, "other_mode", "claim", "riskfund-16a", f"由{row.claimant.name}申请"))
    if row.state != DUE:
        message = f"{row.number}现为“{STATES[row.state]}”，不能申请补偿"
        problems.append(Problem(message, "wrong_state", "claim", CLAUSE, "登记逾期，担保模式经担保公司代偿以后申请"))
    if not Payee.objects.filter(organisation=row.claimant, uscc=claim.uscc).exists():
        message = f"申请人不是{row.claimant.name}"
        problems.append(Problem(message, "not_the_claimant", "claim", CLAUSE, f"由{row.claimant.name}以市财政局登记的信用代码申请"))
    return problems


def _row(claim: Application) -> Claim | None:
    found = Claim.objects.select_related("loan", "claimant")
    return found.filter(number=claim.matter).first() if claim.matter else None


def _due_claim(number: str) -> Claim:
    found = Claim.objects.select_related("loan", "claimant").filter(number=number).first()
    if found is None:
        raise Refused(f"没有补偿{number}", code="unknown_claim", field="claim", clause=CLAUSE, status=404)
    case = application_of(found)
    if found.state != DUE or (case and case.standing.is_open):
        message = f"{number}已经申请，办件编号{case.number}" if case and found.state == DUE else f"{number}现为“{STATES[found.state]}”"
        raise Refused(message, code="wrong_state", field="claim", clause=CLAUSE, expected="待申请的补偿", status=409)
    return found


def _payee_of(claim: Claim) -> Payee:
    found = Payee.objects.filter(organisation=claim.claimant).first()
    if found is None:
        message = f"市财政局还没有登记{claim.claimant.name}的信用代码和收款账户"
        raise Refused(message, code="no_payee", field="claim", clause="conv-fund-19", expected="先由市财政局登记收款单位", status=409)
    return found


def _require_claimant(claim: Claim, by: Actor, at: datetime) -> None:
    body = bank_of(by, day_of(at)) if claim.loan.mode == BANK else guarantor_of(by, day_of(at))
    if body != claim.claimant:
        expected = f"由{claim.claimant.name}申请"
        raise Refused("不是本单位的补偿", code="not_yours", field="claim", clause=CLAUSE, expected=expected, status=403)
