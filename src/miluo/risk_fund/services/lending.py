"""备案登记: a loan is filed before it is paid out, and passes four gates; of two at the edge exactly one passes (riskfund-12).

The row of the position is the lock. Where a program went round it, the database refuses what exceeds the ten times.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from miluo.risk_fund.facts import GUARANTEE, MODES
from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.models.money import GRANTED, Position
from miluo.risk_fund.models.subjects import Listing
from miluo.risk_fund.selectors.gate import Gate, asked, facts_for, listing_of
from miluo.risk_fund.services.flows import flow
from miluo.risk_fund.services.money import held_position
from miluo.risk_fund.services.offices import bank_of, require_guarantor
from miluo.rural_mortgage import public as mortgages
from onewindow.cases.services.door import Answer, door
from onewindow.ledger.arithmetic import to_fen
from onewindow.organisations.models import Organisation
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.identity import check_uscc
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

NUMBERS = "FB{year}-{serial:06d}"


@door
def file_loan(
    *,
    uscc: str,
    mode: str,
    contract: str,
    mortgage: str,
    amount: str,
    disbursed_on: date,
    due_on: date,
    guarantor: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记一笔贷款: by the bank that lends, before it pays out (conv-fund-1). It takes its amount of what may still be supported.

    ``mortgage`` is the number of the registered mortgage, ``guarantor`` the key of the body that guarantees. Raises Refused for a body
    that is no partner bank, a loan without mortgage, a contract filed before (409), and wherever a gate is shut (409): all that
    stand in the way, with their figures.
    """
    bank = bank_of(by, day_of(at))
    terms = {"uscc": uscc, "mode": mode, "contract": contract.strip(), "mortgage": mortgage.strip(), "guarantor": guarantor}
    loan = filed(bank, {**terms, "amount": amount, "disbursed_on": disbursed_on, "due_on": due_on}, by=by, at=at)
    return Answer(loan.number, "filed", f"已登记{loan.number}，{loan.subject.name}{format_money(loan.principal)}元，可以发放")


def filed(bank: Organisation, terms: Mapping[str, Any], *, by: Actor, at: datetime) -> FundLoan:
    """One loan, in the transaction of its door."""
    on = day_of(at)
    amount = _checked(bank, terms, on)
    position = held_position()
    listing = listing_of(check_uscc(terms["uscc"], field="uscc"))
    require_open(asked(facts_for(listing, amount, on, position, bank=bank.key, mode=terms["mode"]), on))
    assert listing is not None  # the gate is shut for who is not listed
    loan = FundLoan(
        number=next_number("fund-loan", at=at, pattern=NUMBERS),
        bank=bank,
        guarantor=require_guarantor(terms["guarantor"], on) if terms["mode"] == GUARANTEE else None,
        principal_fen=to_fen(amount),
        balance_fen=to_fen(amount),
        balance_on=terms["disbursed_on"],
        filed_on=on,
        by=by.id,
        **{name: terms[name] for name in ("mode", "contract", "mortgage", "disbursed_on", "due_on")},
        **_of_subject(listing),
    )
    loan.save()
    take(position, loan.principal_fen)
    flow(loan, GRANTED, loan.disbursed_on, loan.principal_fen)
    body = {
        "bank": bank.key,
        "mode": loan.mode,
        "fen": loan.principal_fen,
        "mortgage": loan.mortgage,
        "outstanding": position.outstanding_fen + loan.principal_fen,
    }
    record(subject=loan.trail, kind="risk-fund.loan_filed", by=by, at=at, to="normal", body=body)
    return loan


def take(position: Position, fen: int) -> None:
    """What a loan takes of what may be supported. The database holds the ten times, whoever comes here: Refused (409)."""
    added = {"outstanding_fen": F("outstanding_fen") + fen, "granted_fen": F("granted_fen") + fen}
    try:
        with transaction.atomic():
            Position.objects.filter(pk=position.pk).update(**added)
    except IntegrityError:
        message = "支持贷款总额将超过出资总额的10倍"
        raise Refused(
            message, code="over_leverage", field="amount", clause="riskfund-12", expected="先补充出资或者收回贷款", status=409
        ) from None


def require_open(gate: Gate) -> None:
    """Raises Refused (409) with every gate that is shut: what it is measured by and how far it is."""
    shut = [stop for stop in gate.stops if stop.open is False]
    if not shut:
        return
    first = gate.decision or shut[0].key
    problems = [
        Problem(f"{stop.title}：{stop.measure}", first if place == 0 else stop.key, "amount", stop.clause, stop.distance)
        for place, stop in enumerate(shut)
    ]
    raise Refused(*problems, status=409)


def _of_subject(listing: Listing) -> dict[str, Any]:
    subject = listing.subject
    return {"subject": subject, "industry": subject.industry, "town": subject.town}


def _checked(bank: Organisation, terms: Mapping[str, Any], on: date) -> Decimal:
    """The amount of a loan whose terms are whole. Raises Refused for what is wrong with them."""
    amount = parse_money(str(terms["amount"]), field="amount", clause="riskfund-14")
    problems = [*_terms(terms, amount, on), *_mortgage(bank, terms, on)]
    if problems:
        raise Refused.of(problems)
    if FundLoan.objects.filter(bank=bank, contract=terms["contract"]).exists():
        message = f"借款合同{terms['contract']}已经登记"
        raise Refused(message, code="filed_before", field="contract", clause="riskfund-15-2", expected="另一份借款合同", status=409)
    return amount


def _terms(terms: Mapping[str, Any], amount: Decimal, on: date) -> list[Problem]:
    problems = []
    if terms["mode"] not in MODES:
        problems.append(Problem("没有这种融资模式", "unknown_mode", "mode", "riskfund-2", "、".join(MODES.values())))
    if not amount:
        problems.append(Problem("贷款金额为0", "required", "amount", "riskfund-14", "大于0的金额"))
    if not terms["contract"]:
        problems.append(Problem("没有借款合同编号", "required", "contract", "riskfund-15-2", "银行的借款合同编号"))
    if terms["disbursed_on"] > on:
        problems.append(Problem("发放日期尚未到来", "future_date", "disbursed_on", "riskfund-15-2", f"不晚于{on}"))
    if terms["due_on"] <= terms["disbursed_on"]:
        problems.append(Problem("到期日期不在发放日期之后", "wrong_order", "due_on", "riskfund-15-2", "发放日期以后的日期"))
    if terms["mode"] == GUARANTEE and not terms["guarantor"]:
        problems.append(Problem("担保模式没有合作担保公司", "required", "guarantor", "riskfund-15-3", "提供担保的合作担保公司"))
    return problems


def _mortgage(bank: Organisation, terms: Mapping[str, Any], on: date) -> list[Problem]:
    """Neither mode is without a mortgage: it stands in the register of 7号, for this bank and this borrower (riskfund-2)."""
    found = mortgages.mortgage(terms["mortgage"], on) if terms["mortgage"] else None
    if found is None or found.state != "standing":
        message = "没有有效的产权抵押登记，不属于基金支持的任何一种模式"
        return [Problem(message, "no_mortgage", "mortgage", "riskfund-2", "汨政办发〔2023〕7号登记的有效抵押编号")]
    problems = []
    if found.bank != bank.key:
        problems.append(Problem("抵押权人不是本银行", "other_bank", "mortgage", "riskfund-2", "本银行为抵押权人的抵押"))
    borrower = found.borrower_uscc or found.mortgagor_uscc
    if borrower and borrower != terms["uscc"]:
        message = "抵押所担保的借款人与借款主体不一致"
        problems.append(Problem(message, "other_borrower", "mortgage", "riskfund-2", "为借款主体的借款登记的抵押"))
    return problems
