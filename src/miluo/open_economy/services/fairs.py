"""展会: the list of a year is entered, an enterprise is approved for a fair on it, and a claim for a fair meets both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.conditions import document_problems, fair_problems, plain
from miluo.open_economy.models.fairs import FairApproval, FairList, ListedFair
from miluo.open_economy.selectors.fairs import approval_of, approvals_of, listed, lists_of, nearest
from miluo.open_economy.services.claims import check_claim
from onewindow.cases.claims import Claim
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import require
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

BUREAU = "commerce-grain"
APPROVAL_BY = "fair_approval_by"
OTHER_WAY = "境外展会、省市指定的境内重点展会，可以改为申领名录外展会补助（第四条第3款）"


class Fair(NamedTuple):
    """One line of a list as it is entered."""

    name: str
    place: str
    starts_on: date
    ends_on: date


@door
def enter_list(
    *, year: int, source: str, fairs: Sequence[Fair], file_name: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """The list of a year becomes the version that holds; the one before stays (open2023-4-1c).

    Raises Refused for another body than 市商务粮食局, a year outside the fund's, no fair, the same fair twice, and for one that
    ends before it opens or is not of that year.
    """
    require(by, "cases.decide")
    if by.organisation != BUREAU:
        raise Refused("名录由市商务粮食局录入", code="other_organisation", field="by", clause="open2023-4-1c", status=403)
    if problems := _list_problems(year, source, fairs):
        raise Refused.of(problems)
    before = lists_of(year).first()
    version = before.version + 1 if before else 1
    made = FairList.objects.create(
        year=year, version=version, source=source.strip()[:200], file_name=file_name[:200], entered_by=by.id, entered_at=at
    )
    ListedFair.objects.bulk_create(
        ListedFair(list=made, name=_clean(fair.name), place=_clean(fair.place), starts_on=fair.starts_on, ends_on=fair.ends_on)
        for fair in fairs
    )
    body = {"version": version, "fairs": len(fairs), "source": made.source}
    record(subject=f"fair-list:{year}", kind="fair_list.entered", by=by, at=at, body=body)
    return Answer(str(year), "entered", f"已录入{made}，共{len(fairs)}个展会")


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


def _list_problems(year: int, source: str, fairs: Sequence[Fair]) -> list[Problem]:
    problems = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(Problem(f"专项资金不安排{year}年度", "year_not_covered", "year", "open2023-10-1", f"{FIRST_YEAR}至{LAST_YEAR}"))
    if not source.strip():
        problems.append(Problem("没有写明名录的依据文件", "no_source", "source", "open2023-4-1c", "省级主管部门印发名录的文号或者文件名"))
    if not fairs:
        problems.append(Problem("名录里没有展会", "no_fairs", "fairs", "open2023-4-1c", "至少一个展会"))
    seen: set[str] = set()
    for place, fair in enumerate(fairs):
        where = f"fairs[{place}]"
        if not _clean(fair.name):
            problems.append(Problem("没有展会名称", "no_name", where, "open2023-4-1c", "展会的全称，含届次"))
        elif plain(fair.name) in seen:
            problems.append(Problem(f"“{fair.name}”重复", "twice", where, "open2023-4-1c", "一个展会一行"))
        seen.add(plain(fair.name))
        if fair.ends_on < fair.starts_on:
            problems.append(Problem(f"“{fair.name}”结束早于开幕", "ends_before_start", where, None, f"不早于{fair.starts_on:%Y-%m-%d}"))
        if year not in {fair.starts_on.year, fair.ends_on.year}:
            problems.append(Problem(f"“{fair.name}”不在{year}年举办", "other_year", where, "open2023-4-1c", f"{year}年举办的展会"))
    return problems


def _clean(text: str) -> str:
    return " ".join(text.split())[:100]
