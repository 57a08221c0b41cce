"""Payment of a compensation; where the account is short, what is there is paid and the rest waits its turn (riskfund-16c)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import F

from miluo.risk_fund import funding
from miluo.risk_fund.claiming import DEMANDED, NOTICED, PAID
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.selectors.standing import cash
from miluo.risk_fund.services.claims import held, moved
from miluo.risk_fund.services.money import book, held_position
from miluo.risk_fund.services.offices import require_finance
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.payments import tell_payment
from onewindow.ledger.arithmetic import to_fen, to_yuan
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

NOTHING = Decimal("0.00")


@door
def pay_due(*, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """拨付: in the order of the notices, as far as the account reaches; a part is paid, the rest waits (conv-fund-9).

    Raises Refused where nothing is due, where the account is empty (409), and for who decided the claim himself (conv-fund-17).
    """
    require_finance(by, "riskfund.pay")
    held_position()
    waiting = list(Claim.objects.select_for_update().filter(state=NOTICED, paid_fen__lt=F("fund_fen")).order_by("notice_place"))
    if not waiting:
        raise Refused("没有待拨付的补偿", code="nothing_due", clause="riskfund-19", expected="先发出补偿通知书", status=409)
    have = cash()
    if not have:
        raise Refused("专户余额为0，不能拨付", code="insufficient_funds", clause="riskfund-16c", expected="补充资金后拨付", status=409)
    paid, parts = NOTHING, []
    for claim in waiting:
        part = min(have - paid, claim.queued)
        if not part:
            break
        if claim.decided_by == by.id:
            message = f"{claim.number}由您审核，不能由您拨付"
            raise Refused(message, code="same_person", clause="conv-fund-17", expected="由另一名人员拨付", status=403)
        _pay(claim, part, by=by, at=at)
        paid += part
        parts.append(f"{claim.number}拨付{format_money(part)}元")
    left = sum((claim.queued for claim in waiting), NOTHING)
    queued = f"；专户余额不足，尚有{format_money(left)}元按次序等待" if left else ""
    return Answer(str(len(parts)), "paid", f"{'，'.join(parts)}{queued}")


@door
def demand(*, claim: str, finding: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """追回: a compensation got by fraud is owed back in full, less what has returned already (riskfund-26)."""
    require_finance(by)
    held_position()
    found = held(claim, PAID, NOTICED)
    if not finding.strip():
        raise Refused(
            "没有写明认定的事实和依据", code="required", field="finding", clause="riskfund-26", expected="弄虚作假或者合谋骗取的认定"
        )
    found.fraud = finding.strip()
    returned = sum(found.recoveries.values_list("returned_fen", flat=True))
    owed, unpaid = to_yuan(max(found.paid_fen - returned, 0)), found.queued
    moves = [funding.demanded(owed, found.number)] if owed else []
    moves += [funding.cancelled(unpaid, found.number)] if unpaid else []
    if moves:
        book(moves, subject=found.trail, clause="riskfund-26", memo=f"追回补偿 {found.number}", by=by, at=at)
    moved(found, DEMANDED, by=by, at=at, kind="demanded", reason=finding.strip())
    return Answer(found.number, found.state, f"应追回补偿{format_money(owed)}元")


@door
def give_back(*, claim: str, amount: str, evidence: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """缴回: money that was demanded came in. Raises Refused for more than is owed (409, by the ledger)."""
    require_finance(by)
    held_position()
    found, sum_ = held(claim, DEMANDED), parse_money(amount, field="amount", clause="riskfund-26")
    if not sum_ or not evidence.strip():
        raise Refused("缴回须有金额和凭证", code="required", field="amount", clause="riskfund-26", expected="银行回单的金额和编号")
    book([funding.given_back(sum_, evidence.strip()[:200])], subject=found.trail, clause="riskfund-26", memo="缴回补偿", by=by, at=at)
    record(subject=found.trail, kind="risk-fund.given_back", by=by, at=at, reason=evidence.strip(), body={"fen": to_fen(sum_)})
    return Answer(found.number, found.state, f"已登记缴回{format_money(sum_)}元")


def _pay(claim: Claim, part: Decimal, *, by: Actor, at: datetime) -> None:
    book([funding.paid(part, claim.notice)], subject=claim.trail, clause="riskfund-19", memo=f"拨付补偿 {claim.number}", by=by, at=at)
    claim.paid_fen += to_fen(part)
    whole = claim.paid_fen == claim.fund_fen
    claim.paid_on = day_of(at) if whole else None
    moved(claim, PAID if whole else NOTICED, by=by, at=at, kind="paid", reason=format_money(part))
    if claim.case_number:
        tell_payment("paid", number=claim.case_number, amount_cny=part, on=day_of(at), by=by, at=at)
