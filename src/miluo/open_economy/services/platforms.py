"""第七条、第八条: what stands against the claim of a service platform or of a labour platform."""

from __future__ import annotations

from miluo.open_economy.conditions import dispatch_problems, helped_problems
from miluo.open_economy.data_kinds import FLAGS
from miluo.open_economy.models import Attribution, Award, Enterprise
from miluo.open_economy.recurrence import FIRST_TRADE
from miluo.open_economy.selectors.enterprises import facts_of
from miluo.open_economy.selectors.platforms import attribution_problems, helped
from miluo.open_economy.services.claims import check_claim
from onewindow.cases.claims import Claim
from onewindow.words.refused import Problem

CLAUSE = "open2023-7-1"


def check_platform(claim: Claim) -> list[Problem]:
    """What is wrong with the claim of a service platform: its list, whose each enterprise is, and whether it broke zero this year."""
    found = helped_problems(claim) or [*attribution_problems(claim), *_first_trade_problems(claim)]
    return [*check_claim(claim), *found]


def check_dispatch(claim: Claim) -> list[Problem]:
    """What is wrong with the claim of a labour platform (open2023-8-1): how it counts, or that the register says it is none."""
    problems = [*check_claim(claim), *dispatch_problems(claim)]
    if Enterprise.objects.filter(uscc=claim.uscc, is_labour_platform=False).exists():
        message = f"企业名录中本企业不是{FLAGS['is_labour_platform']}"
        problems.append(Problem(message, "no_platform", "uscc", "open2023-8-1", f"登记为{FLAGS['is_labour_platform']}"))
    return problems


def _first_trade_problems(claim: Claim) -> list[Problem]:
    """The enterprises that broke zero in an earlier year, as the registers know it: the check is that of open2023-2-1."""
    codes, year = helped(claim.facts), claim.facts["year"]
    counted = dict(Attribution.objects.filter(uscc__in=codes).exclude(year=year).values_list("uscc", "year"))
    rewarded = dict(Award.objects.filter(uscc__in=codes, award=FIRST_TRADE).exclude(year=year).values_list("uscc", "year"))
    problems = []
    for place, code in enumerate(codes):
        if code in counted:
            message = f"{code}已计入{counted[code]}年度的帮助破零"
        elif code in rewarded:
            message = f"{code}已因{rewarded[code]}年业绩获破零奖励"
        elif facts_of(code, year)[0].get("traded_before") is True:
            message = f"海关数据显示{code}在{year}年以前有过进出口"
        else:
            continue
        right = f"{year}年首次有进出口的企业"
        problems.append(Problem(message, "traded_before", f"helped_enterprises[{place}]", CLAUSE, right))
    return problems
