"""The bodies and people of the fund in the tests, and the shortest way to a loan, a claim, a paid compensation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from miluo.risk_fund.claiming import APPLICATIONS
from miluo.risk_fund.models import Claim, FundLoan
from miluo.risk_fund.services import applying, balances, claims, lending, listing, money, payees, paying
from miluo.risk_fund.services.balances import Line
from miluo.risk_fund.subjects import CHECKS
from miluo.rural_mortgage.public import Bank, Mortgage
from onewindow.accounts.models import Agency, User
from onewindow.accounts.roles import permissions_of
from onewindow.cases import services as cases
from onewindow.cases.models import Consultation
from onewindow.cases.procedure import procedure
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.identity import uscc_check

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BANK, OTHER_BANK, GUARANTOR = "demo-bank-a", "demo-bank-b", "demo-guarantor"
ORGANISATIONS = {
    "finance": "汨罗市财政局",
    "agriculture-rural": "汨罗市农业农村局",
    "audit": "汨罗市审计局",
    BANK: "演示银行甲",
    OTHER_BANK: "演示银行乙",
    GUARANTOR: "演示担保公司",
}
ALSO = {  # who reviews, who accepts, who applies for his body
    "fund-manager": "approver",
    "fund-cashier": "clerk",
    "list-keeper": "approver",
    "loan-officer": "agent",
    "guarantee-officer": "agent",
}


def at(day: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def actor(role: str, organisation: str) -> Actor:
    """Somebody with that role, and with the one that goes with it."""
    keys = frozenset({role, ALSO.get(role, role)})
    return Actor(f"{role}-{organisation}", "演示人员", keys, organisation, permissions_of(keys))


MANAGER, CASHIER = actor("fund-manager", "finance"), actor("fund-cashier", "finance")
KEEPER = actor("list-keeper", "agriculture-rural")
LENDER, OTHER_LENDER = actor("loan-officer", BANK), actor("loan-officer", OTHER_BANK)
WARRANTOR = actor("guarantee-officer", GUARANTOR)
NOW = at("2023-06-01")


def claimants() -> None:
    """The codes and accounts of banks and guarantor, and who acts for each."""
    for place, by in enumerate((LENDER, OTHER_LENDER, WARRANTOR), start=900):
        body = Organisation.objects.get(key=by.organisation)
        payees.register_payee(organisation=body.key, uscc=uscc(place), bank="演示开户行", account=f"62{place:014d}", by=MANAGER, at=NOW)
        user = User.objects.create(username=by.id, display_name=by.name, created_at=NOW, key=by.id, organisation=body)
        held = {"uscc": uscc(place), "enterprise_name": body.name, "evidence": "演示授权委托书"}
        Agency.objects.create(user=user, **held, valid_from=date(2023, 5, 25))


def uscc(serial: int) -> str:
    """A code that holds, of an enterprise of the tests."""
    body = f"91430681MA4L{serial:05d}"
    return body + uscc_check(body)


def partner_banks(on: date) -> tuple[Bank, ...]:
    """What the register of 7号 says of the banks: both take part from the first day."""
    return tuple(Bank(key, ORGANISATIONS[key], date(2023, 5, 25), None) for key in (BANK, OTHER_BANK) if on >= date(2023, 5, 25))


def mortgage_of(number: str, on: date) -> Mortgage | None:
    """What it says of a mortgage: ``M-甲-…`` is the first bank's, ``M-乙-…`` the other's; ``…-ended`` was cancelled."""
    parts = number.split("-")
    if parts[0] != "M":
        return None
    ended = parts[-1] == "ended"
    bank = BANK if parts[1] == "甲" else OTHER_BANK
    fields: dict[str, Any] = {
        **dict.fromkeys(("right", "agreement", "loan_contract", "mortgagor", "mortgagor_key", "mortgagor_uscc", "certificate"), ""),
        **dict.fromkeys(("loan_cny", "value_cny"), 0),
        "right_kind": "operation_arable",
        "starts_on": on,
        "ends_on": on,
        "place": 1,
        "registered_on": on,
        "disbursed_on": None,
        "disbursed_cny": None,
        "ended_on": on if ended else None,
        "ended_for": "repaid" if ended else "",
    }
    return Mortgage(number=number, bank=bank, state="cancelled" if ended else "standing", **fields)


def capital(amount: str = "5000000", slip: str = "演示回单1", when: datetime = NOW) -> None:
    money.contribute(source="finance", amount=amount, document=slip, by=MANAGER, at=when)


def listed(serial: int = 1, recommended: str = "2000000", when: datetime = NOW, **more: Any) -> str:
    """A subject on the list that has reached the banks; its code."""
    code = uscc(serial)
    given = {
        "uscc": code,
        "name": f"演示合作社{serial}",
        "kind": "business",
        "industry": "grain",
        "town": "演示镇",
        "registered_here": True,
        "recommended": recommended,
        "document": "演示推荐文件",
        "checked_on": when.date(),
        "checks": tuple(CHECKS),
    }
    listing.enter(**{**given, **more}, by=KEEPER, at=when)
    listing.push(guarantor=GUARANTOR, by=KEEPER, at=when)
    listing.send_on(by=WARRANTOR, at=when)
    return code


def lent(
    code: str, amount: str = "1000000", *, mode: str = "bank", contract: str = "演示合同1", when: datetime = NOW, by: Actor = LENDER
) -> str:
    """A filed loan; its number."""
    terms = {
        "uscc": code,
        "mode": mode,
        "contract": contract,
        "mortgage": f"M-{'甲' if by is LENDER else '乙'}-{contract}",
        "amount": amount,
        "disbursed_on": when.date(),
        "due_on": date(when.year + 1, when.month, min(when.day, 28)),
        "guarantor": GUARANTOR if mode == "guarantee" else "",
    }
    return lending.file_loan(**terms, by=by, at=when).number


def balance(day: str, *rows: tuple[str, str], grade: str = "normal", when: str = "", by: Actor = LENDER) -> None:
    """A file of balances of one bank."""
    of = date.fromisoformat(day)
    lines = [Line(place, number, of, left, grade) for place, (number, left) in enumerate(rows, start=2)]
    balances.file_balances(day=of, lines=lines, by=by, at=at(when or day, "18:00"))


def overdue(loan: str, *, interest: str = "45000", penalty: str = "12000", when: datetime, by: Actor = LENDER) -> str:
    """A claim that begins; its number."""
    return claims.report_overdue(loan=loan, interest=interest, penalty=penalty, recovery="演示催收记录", by=by, at=when).number


def drafted(claim: str, when: datetime, by: Actor = LENDER, *, without: str = "") -> str:
    """The form of an application with its materials but one; its key."""
    draft = applying.begin(claim=claim, by=by, at=when).number
    cases.save_draft(draft=draft, facts={}, contact_phone="13800000000", by=by, at=when)
    for each in procedure(APPLICATIONS[Claim.objects.get(number=claim).loan.mode]).materials:
        if each.required and each.key != without:
            cases.attach(draft=draft, material=each.key, name=f"{each.key}.pdf", content=PDF, by=by, at=when)
    return draft


def applied(claim: str, when: datetime, by: Actor = LENDER) -> str:
    """An application that waits at 市财政局; the number of its case."""
    return cases.submit(draft=drafted(claim, when, by), by=by, at=when).number


def reviewed(number: str, when: datetime, agrees: bool = True) -> None:
    """Accepted, and looked at by the authority."""
    cases.accept(number=number, by=CASHIER, at=when)
    cases.consult(number=number, organisations=[KEEPER.organisation or ""], question="演示：是否属实", by=MANAGER, at=when)
    consultation = Consultation.objects.get(case__number=number).pk
    cases.answer_consultation(number=number, consultation=consultation, agrees=agrees, opinion="演示意见", by=KEEPER, at=when)


def decided(claim: str, when: datetime, by: Actor = LENDER) -> str:
    """Applied for with its papers, looked at by the authority, found eligible and notified; the number of the case."""
    number = applied(claim, when, by)
    reviewed(number, when)
    cases.decide(number=number, approve=True, by=MANAGER, at=when)
    return number


def compensated(claim: str, when: datetime, by: Actor = LENDER) -> None:
    """Decided and paid as far as the money reaches."""
    decided(claim, when, by)
    paying.pay_due(by=CASHIER, at=when)


def loan_of(number: str) -> FundLoan:
    return FundLoan.objects.get(number=number)
