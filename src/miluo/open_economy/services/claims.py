"""The acts of the regulation: what a claim meets in the register, what is still payable, and the award itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from miluo.open_economy.claim import problems_of, stage_of
from miluo.open_economy.models.awards import FIRST_TRADE, GROWTH, TRADE_VOLUME, Award
from miluo.open_economy.services.fund import commit
from onewindow.cases.claims import Claim, Payable
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

NOTHING = Decimal("0.00")
LESS_THAN_HIGHEST = "只取最高的一项奖励（解释口径）"
CLAUSES = {FIRST_TRADE: "open2023-2-1", GROWTH: "open2023-2-2", TRADE_VOLUME: "open2023-3-1"}


def check_claim(claim: Claim) -> list[Problem]:
    """What is wrong with a claim: its year and months, and what the register already holds for it. One query.

    Before the end of the year an enterprise claims once; after it once more, for the difference (``claim_before_year_end``).
    """
    problems = problems_of(claim)
    year = claim.facts["year"]
    stage = "" if problems else stage_of(claim.facts)  # of months that cannot be, no stage follows
    earlier = list(Award.objects.filter(uscc=claim.uscc).exclude(case_number=claim.number))
    for award in earlier:
        if award.year == year and (award.stage == stage or award.stage == "final"):
            return [*problems, _claimed(award, year)]
        if award.award == FIRST_TRADE and award.year < year and claim.facts.get("traded_before") is False:
            message = f"该企业已因{award.year}年业绩获破零奖励（办件{award.case_number}），此前有进出口"
            problems.append(Problem(message, "traded_before", "traded_before", "open2023-2-1", "是"))
    return problems


def payable(claim: Claim, computed: Mapping[str, Decimal]) -> dict[str, Payable]:
    """For each computed award what is still to be paid: the computed amount less what was awarded for the same year. One query.

    The first-trade award is granted once: where it was granted for another year nothing is payable (open2023-2-1). Under
    the reading ``highest_only`` the largest award alone is payable (open2023-10-2b).
    """
    year = claim.facts["year"]
    rows = list(Award.objects.filter(uscc=claim.uscc, award__in=computed).exclude(case_number=claim.number))
    payable = {key: _payable(key, amount, [row for row in rows if row.award == key], year) for key, amount in computed.items()}
    if claim.readings.get("stacking") == "highest_only" and payable:
        highest = max(computed, key=lambda key: computed[key])
        return {key: due if key == highest else Payable(NOTHING, due.paid_before, LESS_THAN_HIGHEST) for key, due in payable.items()}
    return payable


def award(*, claim: Claim, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """登记: enter what was decided in the register of awards, public from that day (open2023-11-1).

    Runs in the transaction of the decision. Raises Refused for an amount above what is payable, or nothing granted.
    """
    if not granted or any(amount <= NOTHING for amount in granted.values()):
        raise Refused("登记的奖励金额应大于零", code="nothing_granted", field="amounts", clause="open2023-10-2a")
    awards = Award.objects.bulk_create(
        Award(
            uscc=claim.uscc,
            enterprise_name=claim.enterprise_name,
            award=key,
            year=claim.facts["year"],
            stage=stage_of(claim.facts),
            amount_cny=amount,
            case_number=claim.number,
            published_on=day_of(at),
        )
        for key, amount in granted.items()
    )
    commit(awards=awards, by=by, at=at)


def _payable(key: str, computed: Decimal, rows: list[Award], year: int) -> Payable:
    before = sum((row.amount_cny for row in rows if row.year == year), NOTHING)
    if key == FIRST_TRADE and (other := next((row for row in rows if row.year != year), None)):
        return Payable(NOTHING, other.amount_cny, f"{other.year}年度已获破零奖励，每户只奖一次")
    if not before:
        return Payable(computed)
    if computed < before:
        return Payable(NOTHING, before, f"本年度已奖励{before:,.2f}元，不少于核算金额")
    return Payable(computed - before, before, f"核算{computed:,.2f}元，减去本年度已奖励的{before:,.2f}元")


def _claimed(award: Award, year: int) -> Problem:
    if award.stage == "final":
        message, expected = f"{year}年度的奖励已经结算（办件{award.case_number}）", "其他年度"
    else:
        message = f"{year}年度结束前已经申领过一次（办件{award.case_number}）"
        expected = f"{date(year + 1, 1, 1):%Y-%m-%d}以后按全年数据申领差额"
    return Problem(message, "already_claimed", "year", CLAUSES[award.award], expected)
