"""The acts of the regulation: what a claim meets in the register, what is still payable, and the award itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.open_economy.claim import problems_of, stage_for, stage_of
from miluo.open_economy.conditions import CONFIRM_BY_HAND, needs_record, plain, setup_problems, window_end
from miluo.open_economy.models.awards import TITLES, Award
from miluo.open_economy.recurrence import (
    ECOMMERCE,
    FAIR_LOGISTICS,
    FIRST_TRADE,
    FOREIGN,
    LISTED_FAIR,
    ONLINE_FAIR,
    ONLINE_MARKETING,
    PLATFORM,
    RECURRENCE,
    SETUP,
    UNLISTED_FAIR,
    Every,
)
from miluo.open_economy.rules import open_economy
from miluo.open_economy.selectors.standing import Standing, counted_sum, standings
from miluo.open_economy.services.attributing import attribute_all
from miluo.open_economy.services.fund import commit
from miluo.open_economy.services.proposing import supersede
from onewindow.cases.claims import Claim, Payable
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

NOTHING = Decimal("0.00")
_ARTICLE_FOUR = {LISTED_FAIR, UNLISTED_FAIR, ONLINE_FAIR, FAIR_LOGISTICS, ONLINE_MARKETING}
LESS_THAN_HIGHEST = "只取最高的一项奖励（解释口径）"


def known(claim: Claim) -> dict[str, Any]:
    """What the register of awards says of an enterprise, so that no form asks it: of each award what still counts."""
    rows = _earlier(claim, (SETUP, FOREIGN, ECOMMERCE))
    return {
        "setup_support_paid_before": any(row.award.award == SETUP for row in rows),
        "foreign_awards_paid_cny": counted_sum(row for row in rows if row.award.award == FOREIGN),
        "ecommerce_award_paid_before": any(row.award.award == ECOMMERCE for row in rows),
    }


def check_claim(claim: Claim) -> list[Problem]:
    """What is wrong with a claim: its year and months, and what the register already holds for it.

    Before the end of the year an enterprise claims once; after it once more, for the difference (``claim_before_year_end``).
    What is granted for a fair or for life is claimed once.
    """
    problems = problems_of(claim)
    year = claim.facts["year"]
    stage = "" if problems else stage_of(claim.facts)  # of months that cannot be, no stage follows
    for award in (row.award for row in _earlier(claim, claim.awards)):
        if _is_claimed(award, claim, stage):
            return [*problems, _claimed(award, year)]
        if award.award == FIRST_TRADE and award.year < year and claim.facts.get("traded_before") is False:
            message = f"该企业已因{award.year}年业绩获破零奖励（办件{award.case_number}），此前有进出口"
            problems.append(Problem(message, "traded_before", "traded_before", "open2023-2-1", "是"))
    return problems


def check_setup(claim: Claim) -> list[Problem]:
    """What is wrong with the claim of an enterprise that arrived: once for life, within two years (open2023-1-1a, 1-1b)."""
    return [*check_claim(claim), *setup_problems(claim)]


def payable(claim: Claim, computed: Mapping[str, Decimal]) -> dict[str, Payable]:
    """For each computed award what is still to be paid: the computed amount less what counts of what was awarded for the same.

    What is granted once for life is not payable again (open2023-1-1b, 2-1, 5-1). Under the reading ``highest_only`` the largest
    award alone is payable (open2023-10-2b).
    """
    rows = _earlier(claim, tuple(computed))
    due = {key: _payable(key, amount, [row for row in rows if row.award.award == key], claim) for key, amount in computed.items()}
    if claim.readings.get("stacking") == "highest_only" and due:
        highest = max(computed, key=lambda key: computed[key])
        return {key: each if key == highest else Payable(NOTHING, each.paid_before, LESS_THAN_HIGHEST) for key, each in due.items()}
    return due


def award(*, claim: Claim, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """登记: enter what was decided in the register of awards, public from that day (open2023-11-1).

    Runs in the transaction of the decision. Raises Refused for an amount above what is payable, or nothing granted.
    """
    if not granted or any(amount <= NOTHING for amount in granted.values()):
        raise Refused("登记的奖励金额应大于零", code="nothing_granted", field="amounts", clause="open2023-10-2a")
    rows = standings(Award.objects.filter(uscc=claim.uscc, award__in=granted))
    awards = Award.objects.bulk_create(
        Award(
            uscc=claim.uscc,
            enterprise_name=claim.enterprise_name,
            award=key,
            year=claim.facts["year"],
            matter=_matter(key, claim),
            stage=stage_for(key, claim),
            amount_cny=amount,
            before_cny=sum((row.award.amount_cny for row in rows if row.award.award == key), NOTHING),
            freed_before_cny=sum((row.freed for row in rows if row.award.award == key), NOTHING),
            case_number=claim.number,
            published_on=day_of(at),
        )
        for key, amount in granted.items()
    )
    if PLATFORM in granted:
        attribute_all(claim, by=by, at=at)
    commit(awards=awards, by=by, at=at)
    supersede(uscc=claim.uscc, year=claim.facts["year"], awards=granted, case_number=claim.number, by=by, at=at)


def _earlier(claim: Claim, awards: tuple[str, ...]) -> list[Standing]:
    """The lines of the register that stand before a claim and still count."""
    held = Award.objects.filter(uscc=claim.uscc, award__in=awards, released_on=None)
    return standings(held.exclude(case_number=claim.number).order_by("id"))


def _is_claimed(award: Award, claim: Claim, stage: str) -> bool:
    """Whether what a line of the register was granted for is what this claim is for."""
    year = claim.facts["year"]
    if award.award in {SETUP, ECOMMERCE}:
        return True
    same = award.year == year and plain(award.matter) == plain(_matter(award.award, claim))
    return same and award.stage in {"once", "final", stage}


def _payable(key: str, computed: Decimal, rows: list[Standing], claim: Claim) -> Payable:
    if RECURRENCE[key].every is Every.TOTAL:
        return _up_to_a_total(claim, computed, counted_sum(rows))
    year, title = claim.facts["year"], TITLES[key]
    matter = plain(_matter(key, claim))
    before = counted_sum(row for row in rows if row.award.year == year and plain(row.award.matter) == matter)
    if RECURRENCE[key].every is Every.LIFE and (other := next((row for row in rows if row.award.year != year), None)):
        return Payable(NOTHING, other.counted, f"{other.award.year}年度已获{title}，每户只奖补一次")
    if not before:
        return Payable(computed, note=_note(key, [row.award for row in rows], claim), advice=_advice(key, computed, claim))
    if computed < before:
        return Payable(NOTHING, before, f"此前已奖补{before:,.2f}元，不少于核算金额")
    return Payable(computed - before, before, f"核算{computed:,.2f}元，减去此前已奖补的{before:,.2f}元")


def _up_to_a_total(claim: Claim, computed: Decimal, before: Decimal) -> Payable:
    """What the whole investment gives, less what was paid for it before: the same investment is paid once (open2023-1-2c)."""
    facts = {name: claim.facts[name] for name in open_economy.facts.model_fields}
    whole = open_economy.facts.model_construct(**{**facts, "foreign_awards_paid_cny": NOTHING})
    readings = {name: value for name, value in claim.readings.items() if name in open_economy.uses.questions}
    entitled = open_economy.evaluate(whole, on=claim.submitted_on, readings=readings).values[FOREIGN]
    due = max(min(computed, entitled - before), NOTHING)
    return Payable(due, before, f"按现有投资可奖励{entitled:,.2f}元，历年已奖励{before:,.2f}元" if before else "")


def _note(key: str, rows: Iterable[Award], claim: Claim) -> str:
    """What the approver should look at: other fairs of the year, and papers that the law no longer issues (open2023-4-0)."""
    fairs = [row.matter for row in rows if row.matter and row.year == claim.facts["year"]]
    notes = [f"本年度已补助的展会：{'、'.join(fairs)}"] if fairs else []
    if key in _ARTICLE_FOUR and not needs_record(claim.facts, claim.readings):
        notes.append(CONFIRM_BY_HAND)
    return "；".join(notes)


def _advice(key: str, computed: Decimal, claim: Claim) -> str:
    """To who arrived less than two years ago: the one chance is used by a grant, and a later bracket is then lost (open2023-1-1b)."""
    introduced = claim.facts.get("introduced_on")
    if key != SETUP or introduced is None or not computed or window_end(introduced) <= claim.submitted_on:
        return ""
    until = f"{window_end(introduced):%Y-%m-%d}"
    return f"本项每户只补一次：现在获得补贴后，{until}之前进出口额再上台阶也不再补差额。可以权衡后再提交；不予批准的申请不占用这一次机会"


def _claimed(award: Award, year: int) -> Problem:
    recurrence, title = RECURRENCE[award.award], TITLES[award.award]
    if award.award in {SETUP, ECOMMERCE}:
        message, expected = f"该企业已获{title}（办件{award.case_number}），每户只奖补一次", "未获过本项奖补的企业"
        field = "setup_support_paid_before" if award.award == SETUP else "ecommerce_award_paid_before"
        return Problem(message, "already_claimed", field, recurrence.clause, expected)
    if award.stage == "interim":
        message = f"{year}年度结束前已经申领过一次（办件{award.case_number}）"
        expected = f"{date(year + 1, 1, 1):%Y-%m-%d}以后按全年数据申领差额"
    elif award.matter:
        message, expected = f"“{award.matter}”的{title}已经申领过（办件{award.case_number}）", "其他展会"
    else:
        message, expected = f"{year}年度的奖励已经结算（办件{award.case_number}）", "其他年度"
    return Problem(message, "already_claimed", "year", recurrence.clause, expected)


def _matter(key: str, claim: Claim) -> str:
    return claim.matter if RECURRENCE[key].every is Every.MATTER else ""
