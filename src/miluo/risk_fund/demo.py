"""演示数据: the fund as it stands in September: money, a list, a loan on every standing mortgage; one defaulted, was compensated and
partly recovered, of another one the application waits. Everything goes through the doors; a second load changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from miluo.demonstration import actor, moment
from miluo.risk_fund.claiming import APPLICATIONS, HANDED
from miluo.risk_fund.facts import BANK, GUARANTEE
from miluo.risk_fund.models import Claim, Contribution, FundLoan, Guarantor
from miluo.risk_fund.services import applying, balances, claims, lending, listing, measuring, money, payees, paying, recovering, reporting
from miluo.risk_fund.services.balances import Line
from miluo.risk_fund.subjects import CHECKS
from miluo.rural_mortgage import public as mortgages
from miluo.rural_mortgage.public import Mortgage
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases import services as cases
from onewindow.cases.models import Attachment, Consultation
from onewindow.cases.procedure import procedure
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.identity import uscc_check

MARK = "演示数据"
ON = date(2023, 9, 15)
BEGAN = date(2023, 5, 29)
MANAGER, CASHIER, KEEPER, WARRANTOR = "jijin", "bofu", "minglu", "danbao"
LENDERS = {"demo-bank-a": "fengdaijia", "demo-bank-b": "fengdaiyi"}
GUARANTOR = "demo-guarantor"
BODIES = {"demo-bank-a": "演示银行甲", "demo-bank-b": "演示银行乙", GUARANTOR: "演示担保公司"}
PEOPLE = (  # username, name, role, organisation
    (MANAGER, "演示风补基金管理员", "fund-manager", "finance"),
    (CASHIER, "演示风补基金经办员", "fund-cashier", "finance"),
    (KEEPER, "演示名录管理员", "list-keeper", "agriculture-rural"),
    (WARRANTOR, "演示担保经办人", "guarantee-officer", GUARANTOR),
    (LENDERS["demo-bank-a"], "演示银行甲风补经办人", "loan-officer", "demo-bank-a"),
    (LENDERS["demo-bank-b"], "演示银行乙风补经办人", "loan-officer", "demo-bank-b"),
    ("fengshen", "演示风补审计员", "fund-overseer", "audit"),
)
ALSO = {  # the second role of an account: who reviews, who accepts, who applies for his bank
    MANAGER: "approver",
    CASHIER: "clerk",
    KEEPER: "approver",
    WARRANTOR: "agent",
    **dict.fromkeys(LENDERS.values(), "agent"),
}
SUBJECTS = (  # name, kind, industry, town, recommended
    ("演示油茶专业合作社", "business", "camellia", "桃林寺镇", "1500000"),
    ("演示稻米专业合作社", "business", "grain", "屈子祠镇", "1200000"),
    ("演示粽子加工厂", "business", "zongzi", "屈子祠镇", "2000000"),
    ("演示甜酒作坊", "business", "sweet-wine", "长乐镇", "600000"),
    ("演示水产养殖场", "business", "aquatic", "白塘镇", "900000"),
    ("演示村集体经济合作社", "collective", "tea", "三江镇", "800000"),
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def bodies() -> None:
    """The banks and the guarantor of the demonstration."""
    for key, name in BODIES.items():
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "enterprise"})


def load(*, by: Actor, at: datetime) -> None:
    """Money and list once; then a loan on every standing mortgage that has none."""
    _second_roles(by)
    if not Contribution.objects.exists():
        _money()
    if not Guarantor.objects.exists():
        given = {"organisation": GUARANTOR, "document": f"合作协议（{MARK}）"}
        listing.admit_guarantor(**given, by=actor(MANAGER, ON), at=moment(BEGAN, 11))
    _payees(by)
    if FundLoan.objects.exists():
        return
    standing = [each for each in mortgages.mortgages(ON) if each.state == "standing" and each.bank in LENDERS]
    if not standing:
        return
    found = sorted(standing, key=lambda each: each.registered_on)
    codes = _list(found)
    for place, (each, code) in enumerate(zip(found, codes, strict=True)):
        _lend(each, code, guaranteed=place % 2 == 1)
    _life()


def _second_roles(by: Actor) -> None:
    for username, role in ALSO.items():
        user = User.objects.get(username=username)
        if not user.grants.filter(role=role).exists():
            body = None if role == "agent" else user.organisation
            accounts.grant(user=user, role=role, organisation=body, valid_from=BEGAN, by=by, at=moment(BEGAN))


def _payees(by: Actor) -> None:
    """The codes and accounts of the claimants, and who acts for each; once."""
    day = max([BEGAN, *(bank.starts_on for bank in mortgages.banks(ON))])
    for place, (key, name) in enumerate(BODIES.items(), start=1):
        user = User.objects.get(username=LENDERS.get(key, WARRANTOR))
        body = f"91430681MA4DEMP{place:02d}"
        code = body + uscc_check(body)
        if user.agencies.filter(uscc=code).exists():
            continue
        account = {"bank": f"{name}营业部（{MARK}）", "account": f"6200000000000000{place:02d}"}
        payees.register_payee(organisation=key, uscc=code, **account, by=actor(MANAGER, ON), at=moment(day, 12))
        evidence = f"授权委托书（{MARK}）"
        accounts.authorise(user=user, uscc=code, enterprise_name=name, evidence=evidence, valid_from=day, by=by, at=moment(day, 12))


def _money() -> None:
    manager = actor(MANAGER, ON)
    given = (("finance", "3000000", "市财政统筹"), ("superior", "2000000", "上级试点专项"), ("earnings", "8125.50", "二季度结息"))
    for place, (source, amount, document) in enumerate(given):
        when = moment(BEGAN if source != "earnings" else date(2023, 6, 21), 9 + place)
        money.contribute(source=source, amount=amount, document=f"{document}（{MARK}）", by=manager, at=when)


def _list(found: list[Mortgage]) -> list[str]:
    """Who borrows on each mortgage, all on the list before the first of them; the codes in the same order."""
    keeper, day = actor(KEEPER, ON), min(found[0].registered_on, ON - timedelta(days=1))
    day = max(day, BEGAN)
    serials, codes = count(1), []
    lines = _lines(serials)
    for each in found:
        code, line = next(lines)
        code = each.mortgagor_uscc or code
        if code not in codes:
            listing.enter(uscc=code, **line, by=keeper, at=moment(day, 9))
        codes.append(code)
    code, line = next(lines)
    listing.enter(uscc=code, **line, by=keeper, at=moment(day, 9))  # listed, and has no loan yet
    listing.push(guarantor=GUARANTOR, by=keeper, at=moment(day, 10))
    listing.send_on(by=actor(WARRANTOR, ON), at=moment(day, 11))
    return codes


def _lines(serials: Iterator[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    for serial in serials:
        name, kind, industry, town, recommended = SUBJECTS[(serial - 1) % len(SUBJECTS)]
        body = f"91430681MA4DEM1{serial:02d}"
        again = "" if serial <= len(SUBJECTS) else f"（{serial}）"
        line = {"name": name + again, "kind": kind, "industry": industry, "town": town, "recommended": recommended}
        checked = {"document": f"推荐名录（{MARK}）", "checked_on": BEGAN, "checks": tuple(CHECKS), "registered_here": True}
        yield body + uscc_check(body), {**line, **checked}


def _lend(of: Mortgage, code: str, *, guaranteed: bool) -> None:
    when = max(of.registered_on + timedelta(days=1), BEGAN + timedelta(days=2))
    recommended = listing.Listing.objects.get(subject__uscc=code).recommended
    terms = {
        "uscc": code,
        "mode": GUARANTEE if guaranteed else BANK,
        "contract": of.loan_contract or f"借字{of.number}",
        "mortgage": of.number,
        "amount": str(min(of.loan_cny, recommended)),
        "guarantor": GUARANTOR if guaranteed else "",
    }
    end = max(of.ends_on, when + timedelta(days=180))
    lending.file_loan(**terms, disbursed_on=when, due_on=end, by=actor(LENDERS[of.bank], ON), at=moment(when))


def _life() -> None:
    """Balances at the end of August, a loan in default, the fund's half of it, a part recovered, the quarter and the half-year.

    The earliest loan is repaid in September (see the demonstration of the mortgages), so a later one of a bank's own is in default.
    """
    failed = FundLoan.objects.filter(mode=BANK).order_by("-id")[0]
    august, day = date(2023, 8, 31), failed.disbursed_on
    for bank, username in LENDERS.items():
        _balances(bank, actor(username, ON), august)
    measuring.measure(at=moment(date(2023, 9, 1), 6))
    if day > date(2023, 8, 20):
        return
    lender = actor(LENDERS[failed.bank.key], ON)
    told = {"interest": "1850", "penalty": "320", "recovery": f"已发催收函，已申请支付令（{MARK}）"}
    claim = claims.report_overdue(loan=failed.number, **told, by=lender, at=moment(date(2023, 9, 4))).number
    _claim(claim, lender)
    slip = f"执行回款（{MARK}）"
    given = {"claim": claim, "kind": "recovery", "amount": "60000", "costs": "5000", "evidence": slip}
    recovering.recover(**given, by=lender, at=moment(date(2023, 9, 13)))
    _guaranteed()
    reporting.file_quarter(year="2023", quarter="2", note="", by=lender, at=moment(date(2023, 7, 20)))
    reporting.make_report(kind="half", ends="2023-06-30", by=actor(MANAGER, ON), at=moment(date(2023, 8, 28)))


def _balances(bank: str, lender: Actor, day: date) -> None:
    lent = FundLoan.objects.filter(bank__key=bank, balance_fen__gt=0, disbursed_on__lte=day).order_by("id")
    lines = [
        Line(place, each.number, day, f"{each.balance if place == 2 else each.balance * 9 / 10:.2f}") for place, each in enumerate(lent, 2)
    ]
    if lines:
        balances.file_balances(day=day, lines=lines, by=lender, at=moment(day, 18))


def _apply(claim: str, claimant: Actor, on: date) -> str:
    """The form with what the registers hold and the rest of its papers, handed in; the number of the case."""
    at = moment(on)
    draft = applying.begin(claim=claim, by=claimant, at=at).number
    cases.save_draft(draft=draft, facts={}, contact_phone="13800000000", by=claimant, at=at)
    filled = set(Attachment.objects.filter(draft__key=draft, replaced_at=None).values_list("material", flat=True))
    for each in procedure(APPLICATIONS[Claim.objects.get(number=claim).loan.mode]).materials:
        if each.required and each.key not in filled:
            cases.attach(draft=draft, material=each.key, name=f"{each.title}（{MARK}）.pdf", content=PDF, by=claimant, at=at)
    return cases.submit(draft=draft, by=claimant, at=at).number


def _claim(claim: str, lender: Actor) -> None:
    """From the form to the money."""
    number = _apply(claim, lender, date(2023, 9, 5))
    manager, cashier, keeper = (actor(username, ON) for username in (MANAGER, CASHIER, KEEPER))
    cases.accept(number=number, by=cashier, at=moment(date(2023, 9, 6)))
    question = "借款主体的生产经营和贷款损失是否属实"
    cases.consult(number=number, organisations=["agriculture-rural"], question=question, by=manager, at=moment(date(2023, 9, 6), 14))
    consultation = Consultation.objects.get(case__number=number).pk
    said, at = f"情况属实，同意补偿（{MARK}）", moment(date(2023, 9, 7))
    cases.answer_consultation(number=number, consultation=consultation, agrees=True, opinion=said, by=keeper, at=at)
    cases.decide(number=number, approve=True, by=manager, at=moment(date(2023, 9, 8)))
    cases.issue(number=number, channel="download", by=lender, at=moment(date(2023, 9, 11)))
    paying.pay_due(by=cashier, at=moment(date(2023, 9, 12)))


def _guaranteed() -> None:
    """Of another one the guarantor paid its part, and its application waits to be accepted."""
    of = FundLoan.objects.filter(mode=GUARANTEE, disbursed_on__lt=date(2023, 9, 1)).first()
    if not of:
        return
    lender, warrantor = actor(LENDERS[of.bank.key], ON), actor(WARRANTOR, ON)
    told = {"interest": "6000", "penalty": "0", "recovery": f"已电话催收两次（{MARK}）"}
    claim = claims.report_overdue(loan=of.number, **told, by=lender, at=moment(date(2023, 9, 12))).number
    for key, title in HANDED.items():
        if key != "other":
            when = moment(date(2023, 9, 12), 10)
            claims.attach(claim=claim, material=key, name=f"{title}（{MARK}）.pdf", content=PDF, by=lender, at=when)
    claims.compensate(claim=claim, voucher=f"代偿凭证（{MARK}）", by=warrantor, at=moment(date(2023, 9, 13)))
    _apply(claim, warrantor, date(2023, 9, 14))
