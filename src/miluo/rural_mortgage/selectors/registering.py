"""What the registers know of an application for the first registration, and what stands in its way on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from miluo.rural_mortgage.conventions import HOMESTEAD
from miluo.rural_mortgage.kinds import CONTRACTS, DISPUTED, OPERATIONS, REQUISITION, RESTRICTED
from miluo.rural_mortgage.models import Agreement, RightState
from miluo.rural_mortgage.rules import rural_mortgage
from miluo.rural_mortgage.selectors.banks import takes_part
from miluo.rural_mortgage.selectors.mortgages import standing_on
from miluo.rural_mortgage.selectors.rights import flags_on, leases_on, state_on, transfers_on
from miluo.rural_mortgage.terms import remaining_years
from onewindow.words.days import said
from onewindow.words.refused import Problem

BY_HAND = ("homestead", "other")  # kinds whose legal basis a person confirms (conv-mortgage-2)


def facts_on(of: Agreement, day: date, *, confirmed: bool = True) -> dict[str, Any]:
    """The facts of the rule book as the registers have them on a day; ``confirmed`` counts a missing legal basis as a restriction."""
    state = state_on(of.right.number, day)
    if state is None:
        return {}
    standing = {flag.kind for flag in flags_on(of.right, day)}
    lacks_basis = confirmed and of.right.kind in BY_HAND and not of.legal_basis
    return {
        "right_kind": of.right.kind,
        "applicant_kind": of.applicant_kind,
        "birth_date": of.birth_date,
        "value_cny": of.value_cny,
        "remaining_years": remaining_years(of.starts_on, state.ends_on) if state.ends_on else None,
        "term_months": of.term_months,
        "loan_cny": of.loan_cny,
        "yes_votes": of.yes_votes,
        "total_votes": of.total_votes,
        "fund_supported": of.fund_supported,
        "recommended_cny": of.recommended_cny,
        "has_certificate": of.right.proof == "certificate",
        "co_owners_consent": not missing_consents(of, state),
        "transfer_fees_paid": state.fees_paid_until is not None and state.fees_paid_until >= of.ends_on,
        "disputed": DISPUTED in standing,
        "requisition_announced": REQUISITION in standing,
        "otherwise_restricted": RESTRICTED in standing or lacks_basis,
    }


def missing_consents(of: Agreement, state: RightState) -> list[str]:
    """The co-owners who have not agreed in writing, as pages may show them (mortgage-9)."""
    given = set(of.consents.values_list("co_owner__key", flat=True))
    return [owner.shown for owner in state.co_owners.all() if owner.key not in given]


def problems_on(of: Agreement, day: date, applied_on: date, readings: Mapping[str, str], *, confirmed: bool = True) -> list[Problem]:
    """Everything that stands in the way of registering an agreement on a day; the book is asked of the day of the application."""
    state = state_on(of.right.number, day)
    if state is None:
        return [Problem(f"{said(day)}登记簿中还没有这项产权", "no_right", "agreement", "mortgage-9", "先由登记机构录入")]
    found = _by_the_book(of, day, applied_on, readings, confirmed)
    return [*found, *_of_the_parties(of, state, day), *_of_the_right(of, state, day), *_of_the_papers(of, state, day)]


def _by_the_book(of: Agreement, day: date, applied_on: date, readings: Mapping[str, str], confirmed: bool) -> list[Problem]:
    asked = {name: value for name, value in readings.items() if name in rural_mortgage.uses.questions}
    facts = rural_mortgage.facts.model_construct(**facts_on(of, day, confirmed=confirmed))
    evaluation = rural_mortgage.evaluate(facts, on=applied_on, readings=asked)
    line = next(each for each in evaluation.explanation if each.rule == "reasons")
    titles = {fact.name: fact.title for fact in rural_mortgage.facts.fields()}
    reasons = line.value if line.value is not None else line.details.get("certain", ())
    lacking = line.missing if line.value is None else ()
    return [
        *(Problem(reason["message"], "not_eligible", "agreement", reason["clause"]) for reason in reasons),
        *(Problem(f"抵押约定没有写明“{titles[name]}”", "fact_missing", "agreement", "mortgage-17b", titles[name]) for name in lacking),
    ]


def _of_the_parties(of: Agreement, state: RightState, day: date) -> list[Problem]:
    found = []
    if not takes_part(of.bank.key, day):
        found.append(Problem(f"{of.bank.name}没有参与试点", "bank_not_taking_part", "agreement", "mortgage-6", "参与试点的银行业金融机构"))
    if state.holder_key != of.mortgagor_key:
        message = f"抵押人不是现在的权利人（{state.shown_holder}）"
        found.append(Problem(message, "not_the_holder", "agreement", "mortgage-7-1", "由现在的权利人抵押"))
    if of.applicant_kind == "person" and not of.full_capacity:
        found.append(Problem("抵押人不具有完全民事行为能力", "no_capacity", "agreement", "mortgage-7-2", "完全民事行为能力人"))
    if of.applicant_kind == "person" and not of.no_bad_record:
        found.append(Problem("抵押人在银行有不良记录", "bad_record", "agreement", "mortgage-7-2", "在银行无不良记录"))
    return found


def _of_the_right(of: Agreement, state: RightState, day: date) -> list[Problem]:
    found = []
    if standing := standing_on(of.right, day):
        message = f"该产权已有抵押登记（{standing}），不得重复抵押"
        found.append(Problem(message, "mortgaged_before", "agreement", "mortgage-33", f"{standing}注销以后再申请"))
    if of.right.kind in CONTRACTS and (made := transfers_on(of.right, day)):
        message = f"承包经营权已经流转（{made[0].number}），原土地承包方不得抵押"
        found.append(Problem(message, "transferred_out", "agreement", "mortgage-11d", "由流转取得经营权的一方抵押经营权"))
    if state.ends_on and of.ends_on > state.ends_on:
        clause = "mortgage-11a" if of.right.kind in CONTRACTS else "mortgage-11b"
        message = f"抵押期限到{said(of.ends_on)}，超过权利期限{said(state.ends_on)}"
        found.append(Problem(message, "beyond_the_right", "agreement", clause, f"不晚于{said(state.ends_on)}"))
    if of.right.kind in OPERATIONS and of.right.derived_from_id is not None:
        if not state.contractor_consents:
            found.append(Problem("土地承包方没有同意抵押", "no_contractor_consent", "agreement", "mortgage-11b", "承包方的书面同意"))
        if not state.filed:
            found.append(Problem("没有向发包方备案", "not_filed", "agreement", "mortgage-11b", "先向发包方备案"))
    return found


def _of_the_papers(of: Agreement, state: RightState, day: date) -> list[Problem]:
    found = []
    told = set(of.lease_notices.values_list("lease_id", flat=True))
    for lease in leases_on(of.right, day):
        if lease.pk not in told:
            message = f"没有书面告知承租人（租赁合同{lease.contract}）"
            found.append(Problem(message, "lessee_not_told", "agreement", "mortgage-13", "告知承租人的凭证；原租赁合同继续有效"))
    if of.right.collective and not (of.resolution and of.collective_certificate):
        lacking = "书面决议" if not of.resolution else "村集体组织出具的同意抵押证明"
        found.append(Problem(f"集体所有的产权没有{lacking}", "no_resolution", "agreement", "mortgage-10", lacking))
    if of.right.collective and of.applicant_kind != "collective" and 3 * (of.yes_votes or 0) < 2 * (of.total_votes or 1):
        found.append(Problem("同意票不到三分之二", "votes", "agreement", "mortgage-10", "三分之二以上成员或者代表同意"))
    if not of.purpose_proof:
        found.append(Problem("没有镇村出具的用途证明", "no_purpose_proof", "agreement", "mortgage-23", "所在镇村证明用途的书面材料"))
    return found


def basis_note(of: Agreement) -> str:
    """What the registrar must still confirm by hand, or ""."""
    return HOMESTEAD.text if of.right.kind in BY_HAND and not of.legal_basis else ""
