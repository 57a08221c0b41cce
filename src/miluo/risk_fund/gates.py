"""Before an act on a case: what one that counts on the fund says of list and amount is what the list says; a claim was jointly reviewed."""

from __future__ import annotations

from miluo.risk_fund.claiming import APPLICATIONS
from miluo.risk_fund.selectors.gate import listing_of
from miluo.risk_fund.services.money import held_position
from miluo.risk_fund.subjects import AUTHORITIES
from miluo.rural_mortgage import public as mortgages
from onewindow.cases.gates import Gate
from onewindow.cases.models import Consultation
from onewindow.words.money import format_money
from onewindow.words.refused import Problem


def fund_support(gate: Gate) -> list[Problem]:
    """Nothing where the case is of no mortgage, or counts on no fund; else that its borrower is listed, with the amount that it names."""
    agreed = mortgages.agreement(case=gate.number) if gate.number and gate.procedure in mortgages.REGISTRATIONS else None
    if agreed is None or not agreed.fund_supported:
        return []
    borrower = agreed.borrower_uscc or agreed.mortgagor_uscc
    listing = listing_of(borrower) if borrower else None
    if listing is None or not listing.holds_on(gate.on):
        message = "申请风补基金支持，但借款主体不在有效的支持对象名录内"
        expected = "由主管部门列入名录并分送合作银行，或者不申请基金支持"
        return [Problem(message, "not_listed", "fund_supported", "riskfund-13", expected)]
    if agreed.recommended_cny != listing.recommended:
        named = "没有填写" if agreed.recommended_cny is None else f"为{format_money(agreed.recommended_cny)}元"
        message = f"推荐额{named}，名录为{format_money(listing.recommended)}元"
        return [Problem(message, "other_amount", "recommended_cny", "riskfund-14", f"{format_money(listing.recommended)}元")]
    return []


def joint_review(gate: Gate) -> list[Problem]:
    """Nothing where the case is no claim; else that the fund's manager decides it, after an authority was asked (riskfund-19).

    The fund is locked here, as soon as the case is: before the counters and chains of the paper that the decision makes.
    """
    if gate.procedure not in APPLICATIONS.values():
        return []
    held_position()
    problems = []
    if not gate.by.may("riskfund.manage"):
        message = "补偿申请由市财政局的风补基金管理人员决定"
        problems.append(Problem(message, "not_the_manager", "by", "riskfund-7a", "风补基金管理人员"))
    asked = Consultation.objects.filter(case__number=gate.number, kind="consult", withdrawn_at=None)
    if not asked.filter(organisation__in=AUTHORITIES).exists():
        message = "还没有征求行业主管部门的意见"
        problems.append(Problem(message, "no_opinion", "number", "riskfund-19", "先征求市农业农村局等行业主管部门的意见，会同审核"))
    return problems
