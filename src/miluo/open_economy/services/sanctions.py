"""违规处理 (open2023-11-2): found, disputed, decided by the named body; the money comes back into the ledger."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from miluo.open_economy import funding
from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models.awards import TITLES, Award
from miluo.open_economy.models.payouts import LIVE, PAID, Payment
from miluo.open_economy.models.sanctions import (
    BODIES,
    CASE_STATES,
    CLEARED,
    CONCLUDED,
    DISPUTED,
    HOLDS_PAYMENTS,
    RECOVERING,
    REFERRALS,
    VIOLATIONS,
    FraudCase,
    Repayment,
)
from miluo.open_economy.papers import DECIDES, SANCTION, sanction_words
from miluo.open_economy.recurrence import AFTER_RECOVERY, COUNTS_NO_MORE
from miluo.open_economy.regulation import REGULATION
from miluo.open_economy.services.fund import FINANCE, book, require
from miluo.open_economy.services.withdrawing import locked_award, owed_of, release, withdraw
from onewindow.cases.services.door import Answer, door
from onewindow.papers import services as papers
from onewindow.papers.numbering import next_number
from onewindow.rules.readings import questions_of
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "open2023-11-2"
after_recovery = questions_of(REGULATION.folder)[AFTER_RECOVERY.name]


@door
def open_case(*, award: int, violation: str, finding: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """立案: what was found against an award. From now on the enterprise is paid nothing (conv-open-6)."""
    require(by, "funds.supervise")
    row = locked_award(award)
    list(Award.objects.select_for_update().filter(uscc=row.uscc).order_by("pk"))  # no payment of any of them passes meanwhile
    if violation not in VIOLATIONS:
        raise Refused("没有选择违规情形", code="no_violation", field="violation", clause=CLAUSE, expected="、".join(VIOLATIONS.values()))
    said = _words(finding, "发现的事实", "finding")
    if earlier := FraudCase.objects.filter(award=row, state__in=HOLDS_PAYMENTS).first():
        raise Refused(f"该项奖补已经立案：{earlier.number}", code="already_open", clause=CLAUSE, status=409)
    case = FraudCase.objects.create(
        number=next_number("open-economy-fraud", at=at, pattern="WG{year}-{serial:04d}"),
        award=row,
        uscc=row.uscc,
        violation=violation,
        finding=said,
        opened_on=day_of(at),
        opened_by=by.id,
    )
    body = {"award": row.pk, "case": row.case_number, "violation": violation}
    record(subject=case.subject, kind="fraud.opened", by=by, at=at, to=DISPUTED, reason=said, body=body)
    return Answer(case.number, DISPUTED, f"已立案{case.number}，{row.enterprise_name}的奖补暂停支付")


@door
def clear(*, number: str, body: str, decision: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """查无违规: the case is closed and payments go on."""
    case = _to_decide(number, body, by)
    case.state = CLEARED
    return _decided(case, body, _words(decision, "认定的理由", "decision"), by=by, at=at)


@door
def punish(
    *, number: str, body: str, decision: str, recover: str, referral: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """处理决定: what is not paid is withdrawn whole, of what was paid ``recover`` is demanded back; and a referral, if any.

    With a paper to the enterprise. Raises Refused while the bank has not answered for the award (409), for more than was paid, and for a
    decision that neither withdraws, demands nor refers.
    """
    case = _to_decide(number, body, by)
    said = _words(decision, "处理决定", "decision")
    if referral and referral not in REFERRALS:
        raise Refused("没有这个移送机关", code="unknown_body", field="referral", clause=CLAUSE, expected="、".join(REFERRALS.values()))
    award = locked_award(case.award_id)
    case.frees = after_recovery.on(day_of(at)) == COUNTS_NO_MORE
    paid = _paid(award)
    demanded = parse_money(recover or "0", field="recover", clause=CLAUSE)
    if demanded > paid:
        message = f"追回的金额不能超过已付的{format_money(paid)}元"
        raise Refused(message, code="more_than_paid", field="recover", clause=CLAUSE, expected=f"不超过{format_money(paid)}元")
    withdrawn = NOTHING if paid else _withdraw_rest(award, case, by=by, at=at)
    if not (demanded or withdrawn or referral):
        raise Refused("处理决定没有内容", code="nothing_decided", field="recover", clause=CLAUSE, expected="追回的金额，或者移送的机关")
    if demanded:
        memo = f"追回{TITLES[award.award]} {award.enterprise_name}（{number}）"[:200]
        book([funding.demanded(award.year, demanded, memo)], subject=case.subject, memo=memo, by=by, at=at)
    case.recover_cny, case.referral, case.state = demanded, referral, RECOVERING if demanded else CONCLUDED
    words = sanction_words(case, said, body, withdrawn, day_of(at))
    case.paper = papers.issue(kind=SANCTION, case="", content=words, organisation=DECIDES, by=by, at=at).number
    return _decided(case, body, said, by=by, at=at)


@door
def repay(*, number: str, amount: str, reference: str, received_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """缴回: money that came back, under the bank's reference; never more than is still owed, and no reference twice."""
    require(by, "funds.confirm", FINANCE)
    case = _locked(number, RECOVERING, "登记缴款")
    sum_ = parse_money(amount, field="amount", clause=CLAUSE)
    owed = case.recover_cny - case.recovered_cny
    said = reference.strip()
    if not Decimal(0) < sum_ <= owed:
        message = f"缴回的金额应大于零，不超过尚欠的{format_money(owed)}元"
        raise Refused(message, code="wrong_amount", field="amount", clause=CLAUSE, expected=f"0.01至{format_money(owed)}")
    if not said or len(said) > 60:
        raise Refused("没有写明缴款凭证号", code="missing_words", field="reference", clause=CLAUSE, expected="银行缴款凭证上的编号")
    if Repayment.objects.filter(reference=said).exists():
        raise Refused(f"缴款凭证{said}已经登记", code="already_entered", field="reference", clause=CLAUSE, status=409)
    if not (case.decided_on or received_on) <= received_on <= day_of(at):
        expected = f"{case.decided_on}至{day_of(at)}"
        raise Refused("到账日期不在处理决定之后、今天以前", code="wrong_day", field="received_on", clause=CLAUSE, expected=expected)
    Repayment.objects.create(case=case, amount_cny=sum_, reference=said, received_on=received_on, by=by.id)
    memo = f"缴回{case.number} {said}"
    book([funding.returned(case.award.year, sum_, memo)], subject=case.subject, memo=memo, by=by, at=at)
    case.recovered_cny += sum_
    case.state = CONCLUDED if case.recovered_cny == case.recover_cny else RECOVERING
    case.save(update_fields=["recovered_cny", "state"])
    release(locked_award(case.award_id), by=by, at=at)
    told = {"amount": sum_, "reference": said}
    record(subject=case.subject, kind="fraud.repaid", by=by, at=at, from_=RECOVERING, to=case.state, body=told)
    rest = case.recover_cny - case.recovered_cny
    return Answer(number, case.state, f"已登记缴回{format_money(sum_)}元，{f'尚欠{format_money(rest)}元' if rest else '已全部追回'}")


def _to_decide(number: str, body: str, by: Actor) -> FraudCase:
    """A case that waits for its decision, and somebody who may enter it: not who opened it. Raises Refused."""
    require(by, "funds.supervise")
    case = _locked(number, DISPUTED, "作出处理决定")
    if body not in BODIES:
        raise Refused("没有写明作出决定的机关", code="no_body", field="body", clause=CLAUSE, expected="、".join(BODIES.values()))
    if by.id == case.opened_by:
        raise Refused("立案的人员不能登记同一案件的处理决定", code="same_person", clause=CLAUSE, status=403)
    return case


def _decided(case: FraudCase, body: str, decision: str, *, by: Actor, at: datetime) -> Answer:
    case.body, case.decision, case.decided_on, case.decided_by = body, decision, day_of(at), by.id
    case.save()
    told = {"body": body, "recover": case.recover_cny, "referral": case.referral, "frees": case.frees, "paper": case.paper}
    record(subject=case.subject, kind="fraud.decided", by=by, at=at, from_=DISPUTED, to=case.state, reason=decision, body=told)
    return Answer(case.number, case.state, f"已登记{case.number}的处理决定：{CASE_STATES[case.state]}", paper=case.paper)


def _paid(award: Award) -> Decimal:
    """What was paid of an award. Raises Refused while a payment is on its way."""
    live = Payment.objects.filter(award=award, state__in=LIVE).first()
    if live and live.state != PAID:
        raise Refused(f"该项奖补正在支付（{live.number}），银行回单以后再作决定", code="being_paid", clause=CLAUSE, status=409)
    return live.amount_cny if live else NOTHING


def _withdraw_rest(award: Award, case: FraudCase, *, by: Actor, at: datetime) -> Decimal:
    owed = owed_of(award)
    taken = {"ground": "sanction", "source": case.number, "frees": case.frees}
    return withdraw(award, owed, **taken, by=by, at=at).amount_cny if owed else NOTHING  # type: ignore[arg-type]


def _locked(number: str, state: str, act: str) -> FraudCase:
    case = FraudCase.objects.select_for_update(of=("self",)).select_related("award").filter(number=number).first()
    if case is None:
        raise Refused(f"没有编号为{number}的案件", code="unknown_case", status=404)
    if case.state != state:
        raise Refused(f"案件{number}现为“{case.state_title}”，不能{act}", code="wrong_state", clause=CLAUSE, status=409)
    return case


def _words(text: str, what: str, field: str) -> str:
    said = text.strip()
    if not said or len(said) > 1000:
        raise Refused(f"没有写明{what}", code="missing_words", field=field, clause=CLAUSE, expected=f"{what}，不超过1000字")
    return said
