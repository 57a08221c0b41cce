"""展会: an enterprise is approved for a fair on the list, and a claim for a fair meets the list and the approval."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.conditions import document_problems, fair_problems
from miluo.open_economy.models.fairs import FairApproval
from miluo.open_economy.selectors.fairs import approval_of, approvals_of, listed, lists_of, nearest
from miluo.open_economy.services.claims import check_claim
from onewindow.cases.claims import Claim
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

APPROVAL_BY = "fair_approval_by"
OTHER_WAY = "境外展会、省市指定的境内重点展会，可以改为申领名录外展会补助（第四条第3款）"


def check_fair_approval(claim: Claim) -> list[Problem]:
    """What is wrong with an application to be approved: the year, the papers, the list, an approval that exists."""
    year, problems = claim.facts["year"], document_problems(claim)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return [*problems, Problem(f"专项资金不安排{year}年度", "year_not_covered", "year", "open2023-10-1", f"{FIRST_YEAR}至{LAST_YEAR}")]
    if not claim.matter:
        return problems
    fair = listed(claim.matter, year)
    if fair is None:
        return [*problems, _not_listed(claim.matter, year)]
    if claim.readings.get(APPROVAL_BY) == "before_fair" and fair.starts_on <= claim.submitted_on:
        message = f"{fair.name}已于{fair.starts_on:%Y-%m-%d}开幕，应在开幕之前申请核准（解释口径）"
        problems.append(Problem(message, "fair_has_begun", "fair", "open2023-4-1c", OTHER_WAY))
    approved = approval_of(claim.uscc, claim.matter, year)
    if approved is not None and approved.case_number != claim.number:
        message = f"{approved.name}已于{approved.approved_on:%Y-%m-%d}核准（办件{approved.case_number}）"
        problems.append(Problem(message, "approved_before", "fair", "open2023-4-1c", "参展后直接申领名录内展会补助"))
    return problems


def approve_fair(*, claim: Claim, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """核准: enter the enterprise for the fair, in the transaction of the decision. Raises Refused if the list has lost the fair."""
    year = claim.facts["year"]
    fair = listed(claim.matter, year)
    if fair is None:
        raise Refused.of([_not_listed(claim.matter, year)])
    FairApproval.objects.create(
        uscc=claim.uscc,
        enterprise_name=claim.enterprise_name,
        fair=fair,
        year=year,
        name=fair.name,
        case_number=claim.number,
        approved_on=day_of(at),
    )


def check_listed_fair(claim: Claim) -> list[Problem]:
    """What is wrong with a claim for a fair on the list: it must have been approved (open2023-4-1c)."""
    problems = [*check_claim(claim), *document_problems(claim), *fair_problems(claim)]
    year = claim.facts["year"]
    if not claim.matter or approval_of(claim.uscc, claim.matter, year):
        return problems
    if listed(claim.matter, year) is None:
        return [*problems, _not_listed(claim.matter, year)]
    known = "、".join(approvals_of(claim.uscc, year))
    expected = f"已核准的展会：{known}" if known else "先申请“名录内展会参展核准”，核准后再申领"
    return [*problems, Problem(f"{claim.matter}还没有经核准参展", "not_approved", "fair", "open2023-4-1c", expected)]


def check_unlisted_fair(claim: Claim) -> list[Problem]:
    """What is wrong with a claim for a fair off the list: one that is on it has its own, better way (open2023-10-2b)."""
    problems = [*check_claim(claim), *document_problems(claim), *fair_problems(claim)]
    if claim.matter and listed(claim.matter, claim.facts["year"]):
        message = f"{claim.matter}在{claim.facts['year']}年度省重点展会名录内"
        expected = "先申请“名录内展会参展核准”，再申领名录内展会补助：展位费不限个数，另补助人员费用"
        problems.append(Problem(message, "listed", "fair", "open2023-4-2", expected))
    return problems


def check_online(claim: Claim) -> list[Problem]:
    """What is wrong with a claim for online fairs and promotion."""
    return [*check_claim(claim), *document_problems(claim)]


def _not_listed(name: str, year: int) -> Problem:
    near = "、".join(nearest(name, year))
    if not lists_of(year).exists():
        message = f"{year}年度省重点展会名录尚未录入"
        return Problem(message, "no_list", "fair", "open2023-4-1c", f"名录录入后再申请；{OTHER_WAY}")
    expected = f"名录内相近的展会：{near}；{OTHER_WAY}" if near else OTHER_WAY
    return Problem(f"“{name}”不在{year}年度省重点展会名录内", "not_listed", "fair", "open2023-4-1c", expected)
