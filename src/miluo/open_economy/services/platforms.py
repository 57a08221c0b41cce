"""第七条: each enterprise that a platform helped counts once, and for one platform; what is in doubt waits for who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from miluo.open_economy.conditions import codes_helped, helped_problems
from miluo.open_economy.data_kinds import FLAGS
from miluo.open_economy.models.awards import Award
from miluo.open_economy.models.enterprises import Enterprise
from miluo.open_economy.models.platforms import HelpedEnterprise
from miluo.open_economy.recurrence import FIRST_TRADE
from miluo.open_economy.selectors.enterprises import facts_of
from miluo.open_economy.services.claims import award, check_claim
from onewindow.cases.claims import Claim
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem

CLAUSE = "open2023-7-1"


def check_platform(claim: Claim) -> list[Problem]:
    """What is wrong with the claim of a service platform: its list, and what the registers say of each enterprise on it."""
    problems = [*check_claim(claim), *_not_registered(claim, "is_service_platform", CLAUSE), *helped_problems(claim)]
    codes = codes_helped(claim)
    year = claim.facts["year"]
    helped = {row.uscc: row for row in HelpedEnterprise.objects.filter(uscc__in=codes)}
    rewarded = {row.uscc: row for row in Award.objects.filter(uscc__in=codes, award=FIRST_TRADE).exclude(year=year)}
    for place, code in enumerate(codes):
        if problem := _problem(code, f"helped_enterprises[{place}]", helped.get(code), rewarded.get(code), claim):
            problems.append(problem)
    return problems


def check_dispatch(claim: Claim) -> list[Problem]:
    """What is wrong with the claim of a labour platform (open2023-8-1)."""
    return [*check_claim(claim), *_not_registered(claim, "is_labour_platform", "open2023-8-1")]


def award_platform(*, claim: Claim, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """登记: the award, and for each enterprise that it counts for this platform, in the transaction of the decision."""
    award(claim=claim, granted=granted, by=by, at=at)
    codes = codes_helped(claim)
    known = set(HelpedEnterprise.objects.filter(uscc__in=codes).values_list("uscc", flat=True))
    HelpedEnterprise.objects.bulk_create(
        HelpedEnterprise(
            uscc=code,
            platform_uscc=claim.uscc,
            platform_name=claim.enterprise_name,
            year=claim.facts["year"],
            case_number=claim.number,
        )
        for code in codes
        if code not in known
    )


def _not_registered(claim: Claim, flag: str, clause: str) -> list[Problem]:
    """An enterprise of which the register says that it is no such platform; one that it does not know goes to the approver."""
    known = Enterprise.objects.filter(uscc=claim.uscc).first()
    if known is None or getattr(known, flag) is not False:
        return []
    message = f"企业名录中{claim.enterprise_name}不是{FLAGS[flag]}"
    return [Problem(message, "no_platform", "uscc", clause, f"已登记为{FLAGS[flag]}的企业；登记有误的，先向市商务粮食局申请更正")]


def _problem(code: str, field: str, helped: HelpedEnterprise | None, rewarded: Award | None, claim: Claim) -> Problem | None:
    year = claim.facts["year"]
    if helped and helped.platform_uscc != claim.uscc:
        message = f"{code}已计入{helped.platform_name}（办件{helped.case_number}），每家企业只计一个平台"
        return Problem(message, "other_platform", field, CLAUSE, "先向市商务粮食局提出归属异议，认定后再申领；其余企业可以先行申领")
    if helped and helped.year != year:
        return Problem(f"{code}已在{helped.year}年计入（办件{helped.case_number}）", "helped_before", field, CLAUSE, "每家企业只计一次")
    if rewarded:
        message = f"{code}已因{rewarded.year}年业绩获破零奖励，{year}年不再是破零"
        return Problem(message, "traded_before", field, CLAUSE, f"{year}年首次有进出口的企业")
    if facts_of(code, year)[0].get("traded_before") is True:
        message = f"海关数据显示{code}在{year}年以前有过进出口，不是破零"
        return Problem(message, "traded_before", field, CLAUSE, f"{year}年首次有进出口的企业")
    return None
