"""The calls of banks: ask the gates, file a loan, file balances, report an overdue loan; each POST that changes something is one door."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from miluo.risk_fund.selectors.gate import asked, facts_for, listing_of
from miluo.risk_fund.selectors.standing import capacity
from miluo.risk_fund.services import balances, claims, lending
from miluo.risk_fund.services.balances import Line
from miluo.risk_fund.views.parts import bank_key, loans_seen
from onewindow.accounts.access import actor_on, api_permission
from onewindow.api.answers import Answer
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.shapes import plain
from onewindow.words.money import parse_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock

router = Router(tags=["风补基金"])
READ, LEND = api_permission("riskfund.read"), api_permission("riskfund.lend")


class Question(Schema):
    uscc: str = Field(..., max_length=18, description="借款主体统一社会信用代码")
    amount: str = Field(..., max_length=20, description="贷款金额（元）")
    mode: Literal["bank", "guarantee", ""] = Field("", description="融资模式；比率按模式计的须填写")


class Loan(Schema):
    uscc: str = Field(..., max_length=18)
    mode: Literal["bank", "guarantee"]
    contract: str = Field(..., max_length=60, description="借款合同编号")
    mortgage: str = Field(..., max_length=40, description="抵押登记编号")
    amount: str = Field(..., max_length=20, description="贷款金额（元）")
    disbursed_on: date
    due_on: date
    guarantor: str = Field("", max_length=60, description="担保模式：担保公司代号")


class BalanceLine(Schema):
    loan: str = Field(..., max_length=20, description="备案编号")
    balance: str = Field(..., max_length=20, description="余额（元）")
    grade: str = Field("normal", max_length=16, description="五级分类")


class Balances(Schema):
    day: date
    lines: list[BalanceLine] = Field(..., max_length=100_000, description="本行全部未结清的贷款")


class Overdue(Schema):
    interest: str = Field(..., max_length=20, description="拖欠正常利息（元）")
    penalty: str = Field("0", max_length=20, description="复利、罚息、违约金等（元），不计入损失")
    recovery: str = Field(..., max_length=500, description="追偿情况")


@router.post("/gate", summary="能否发放（不占用额度）", auth=READ)
def gate(request: HttpRequest, body: Question) -> dict[str, Any]:
    """The decision of the rule book with each gate, what it is measured by and how far it is. Nothing is stored, so no key is asked."""
    on = clock.today()
    amount = parse_money(body.amount, field="amount", clause="riskfund-14")
    lender = actor_on(request)
    facts = facts_for(listing_of(body.uscc), amount, on, bank=bank_key(lender), mode=body.mode)
    answer: dict[str, Any] = plain(asked(facts, on).as_json())
    return answer


@router.get("/capacity", summary="还可支持多少", auth=READ)
def room(request: HttpRequest) -> dict[str, Any]:
    found = capacity(clock.today())
    answer: dict[str, Any] = plain({**asdict(found), "left": found.left, "times": found.times})
    return answer


@router.post("/loans", summary="登记贷款", auth=LEND, response=Answer)
def file_loan(request: HttpRequest, body: Loan, key: IdempotencyKey) -> dict[str, Any]:
    """Before it is paid out; 409 with every gate that is shut."""
    return asdict(lending.file_loan(**body.dict(), by=actor_on(request), at=clock.now(), key=key))


@router.get("/loans/{number}", summary="一笔贷款", auth=READ)
def loan(request: HttpRequest, number: str) -> dict[str, Any]:
    found = loans_seen(actor_on(request)).filter(number=number).first()
    if found is None:
        raise Refused(f"没有贷款{number}", code="unknown_loan", field="number", clause="riskfund-15-2", status=404)
    names = ("number", "mode", "contract", "mortgage", "principal", "balance", "balance_on", "grade", "disbursed_on", "due_on", "debt")
    answer: dict[str, Any] = plain({name: getattr(found, name) for name in names} | {"bank": found.bank.key, "uscc": found.subject.uscc})
    return answer


@router.post("/balances", summary="申报余额", auth=LEND, response=Answer)
def file_balances(request: HttpRequest, body: Balances, key: IdempotencyKey) -> dict[str, Any]:
    """All open loans of the bank at the end of a day; with one wrong row nothing is kept."""
    lines = [Line(place, each.loan, body.day, each.balance, each.grade) for place, each in enumerate(body.lines, start=1)]
    return asdict(balances.file_balances(day=body.day, lines=lines, by=actor_on(request), at=clock.now(), key=key))


@router.post("/loans/{number}/overdue", summary="登记逾期", auth=LEND, response=Answer)
def overdue(request: HttpRequest, number: str, body: Overdue, key: IdempotencyKey) -> dict[str, Any]:
    """The claim on the fund begins here."""
    return asdict(claims.report_overdue(loan=number, **body.dict(), by=actor_on(request), at=clock.now(), key=key))
