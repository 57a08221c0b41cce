"""What a bank says of a loan when it files an agreement, looked at line by line; money in 元, rates in per cent a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from miluo.rural_mortgage.kinds import PURPOSES, VALUE_BASES
from miluo.rural_mortgage.models import Agreement, RightState
from miluo.rural_mortgage.models.agreements import ENDED
from miluo.rural_mortgage.selectors.banks import conditions_on
from miluo.rural_mortgage.services.asking import anyone, birth_of, identity, money, one_of, words
from miluo.rural_mortgage.terms import latest_end
from onewindow.words.days import said
from onewindow.words.refused import Refused

PLACES = Decimal("0.001")  # of a rate in per cent
LONGEST = 36  # months, which the rule book and the database hold too


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One loan on one right. ``borrower_name`` and ``borrower_number`` where the borrower, a person or a body, is not the mortgagor."""

    loan_cny: Decimal | str
    value_cny: Decimal | str
    value_basis: str
    starts_on: date
    ends_on: date
    term_months: int
    purpose: str
    loan_contract: str
    mortgage_contract: str
    contract_on: date
    rate: Decimal
    overdue_rate: Decimal | None
    borrower_name: str = ""
    borrower_number: str = ""
    purpose_proof: str = ""
    report_number: str = ""
    full_capacity: bool = True
    no_bad_record: bool = True
    insured: bool = False
    conditions_met: bool = False
    fund_supported: bool = False
    recommended_cny: Decimal | str | None = None


def columns_of(of: Terms, bank: str, today: date) -> dict[str, Any]:
    """The columns of an agreement on these terms. Raises Refused, with the clause, for what a term may not be."""
    _require_terms(of.starts_on, of.ends_on, of.term_months)
    if conditions_on(today, bank).exists() and not of.conditions_met:
        message = "没有确认农交中心和本行规定的其他条件"
        raise Refused(message, code="conditions", field="conditions_met", clause="mortgage-7-4", expected="逐项确认后填报")
    loan, value = money(of.loan_cny, "借款金额", "loan_cny", "mortgage-25a"), money(of.value_cny, "抵押物价值", "value_cny", "mortgage-14")
    if loan > value:
        raise Refused("借款金额超过抵押物价值", code="above_value", field="loan_cny", clause="mortgage-25a", expected="不超过价值的70%")
    basis = one_of(of.value_basis, VALUE_BASES, "价值确定方式", "value_basis", "mortgage-14")
    return {
        **{name: getattr(of, name) for name in ("full_capacity", "no_bad_record", "insured", "conditions_met", "fund_supported")},
        **{name: getattr(of, name) for name in ("starts_on", "ends_on", "term_months", "contract_on")},
        "loan_cny": loan,
        "value_cny": value,
        "value_basis": basis,
        "report_number": words(of.report_number, "评估报告编号", "report_number", "mortgage-14", 60) if basis == "appraised" else "",
        "purpose": one_of(of.purpose, PURPOSES, "借款用途", "purpose", "mortgage-8"),
        "purpose_proof": of.purpose_proof.strip()[:120],
        "loan_contract": words(of.loan_contract, "借款合同编号", "loan_contract", "mortgage-17b", 80),
        "mortgage_contract": _new_contract(of.mortgage_contract, bank),
        "recommended_cny": money(of.recommended_cny, "推荐额", "recommended_cny", "mortgage-25a") if of.recommended_cny else None,
        **_borrower(of),
        **_rates(of.rate, of.overdue_rate),
    }


def mortgagor_columns(state: RightState, typed: str, columns: dict[str, Any]) -> dict[str, Any]:
    """The columns with those of the mortgagor, who is the holder. Raises Refused where the number that was typed is not his."""
    number, key = identity(state.holder_kind, typed, "mortgagor_number")
    if key != state.holder_key:
        message = "证件号码与权利人不一致"
        raise Refused(message, code="not_the_holder", field="mortgagor_number", clause="mortgage-7-1", expected="权证上的权利人")
    return {
        **columns,
        "applicant_kind": state.holder_kind,
        "mortgagor_name": state.holder_name,
        "mortgagor_number": number,
        "mortgagor_key": key,
        "shown_mortgagor": state.shown_holder,
        "borrower_name": columns["borrower_name"] or state.holder_name,
        "birth_date": birth_of(number) if state.holder_kind == "person" else None,
    }


def _require_terms(starts_on: date, ends_on: date, months: int) -> None:
    if not 1 <= months <= LONGEST:
        raise Refused(f"期限{months}个月，最长不超过三年", code="too_long", field="term_months", clause="mortgage-26", expected="1至36个月")
    latest = latest_end(starts_on, months)
    if not starts_on < ends_on <= latest:
        message = f"{months}个月的期限自{said(starts_on)}起，不能到{said(ends_on)}"
        raise Refused(message, code="wrong_term", field="ends_on", clause="mortgage-26", expected=f"不晚于{said(latest)}")


def _borrower(of: Terms) -> dict[str, str]:
    """Who borrows where it is not the mortgagor (mortgage-20 and mortgage-23 say 借款人 and 申请人): named, and with his number."""
    if not (of.borrower_name.strip() or of.borrower_number.strip()):
        return {"borrower_name": "", "borrower_key": ""}
    name = words(of.borrower_name, "借款人", "borrower_name", "mortgage-20", 100)
    return {"borrower_name": name, "borrower_key": anyone(of.borrower_number, "borrower_number")[1]}


def _rates(rate: Decimal, overdue: Decimal | None) -> Mapping[str, Decimal]:
    clause = "mortgage-27"
    if overdue is None:
        raise Refused("没有填写逾期利率", code="missing", field="overdue_rate", clause=clause, expected="本行规定的逾期年利率")
    if any(Decimal(each) != Decimal(each).quantize(PLACES) for each in (rate, overdue)):
        raise Refused("利率最多三位小数", code="wrong_value", field="rate", clause=clause, expected="如4.35")
    if not 0 <= rate <= overdue <= 100:
        raise Refused(
            "利率应当不小于0，逾期利率不低于利率",
            code="wrong_value",
            field="overdue_rate",
            clause=clause,
            expected="不低于年利率，不超过100%",
        )
    return {"rate": rate, "overdue_rate": overdue}


def _new_contract(number: str, bank: str) -> str:
    contract = words(number, "抵押合同编号", "mortgage_contract", "mortgage-17b", 80)
    if Agreement.objects.filter(bank__key=bank, mortgage_contract=contract).exclude(state=ENDED).exists():
        message = f"抵押合同{contract}已经填报"
        raise Refused(
            message, code="filed_before", field="mortgage_contract", clause="mortgage-17a", expected="每份合同填报一次", status=409
        )
    return contract
