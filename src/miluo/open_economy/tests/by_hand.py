"""Every award as a careful clerk computes it, None where a needed figure is unknown: written apart from the rules, to prove them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Facts = dict[str, Any]


def by_hand(facts: Facts, readings: dict[str, str]) -> dict[str, Decimal | None]:
    """The results of one row under these readings, in yuan."""
    registered = facts["registered_in_miluo"] is not False
    counted = registered or readings["registration_required"] == "first_trade_only"
    awards = {
        "setup_support_cny": setup(facts),
        "foreign_investment_award_cny": foreign(facts, readings),
        "first_trade_award_cny": first_trade(facts, readings) if registered else 0,
        "growth_award_cny": growth(facts) if counted else 0,
        "trade_volume_award_cny": known(lambda usd: min(usd * 3 / 100, Decimal(1_000_000)), facts["trade_usd"]) if counted else 0,
        **{name: award if registered else 0 for name, award in fairs(facts).items()},
        "ecommerce_award_cny": ecommerce(facts) if registered else 0,
        "upgrade_support_cny": upgrade(facts, readings),
        "platform_award_cny": known(
            lambda trades: sum(20_000 if usd >= 100_000 else 10_000 if usd >= 10_000 else 0 for usd in trades),
            facts["helped_first_trades_usd"],
        ),
        "dispatch_subsidy_cny": known(lambda people: people * 300, facts["workers_dispatched"]),
    }
    funded = facts["funded_elsewhere"] or []
    paid = {name: fen(0 if name in funded else award) for name, award in awards.items()}
    found = [award for award in paid.values() if award is not None]
    total = None if not found else max(found) if readings["stacking"] == "highest_only" else sum(found, Decimal(0))
    return {**paid, "total_cny": total}


def setup(facts: Facts) -> Decimal | int | None:
    """一: at most what was spent, and 50,000, 100,000 or 200,000 by the trade of two years; once."""
    new, before = facts["is_new_production_trader"], facts["setup_support_paid_before"]
    if new is False or before is True:
        return 0
    steps = [(1_000_000, 50_000), (5_000_000, 100_000), (10_000_000, 200_000)]
    ceiling = known(lambda usd: max([0, *(most for bound, most in steps if usd >= bound)]), facts["setup_trade_usd"])
    support = known(min, ceiling, facts["setup_cost_cny"])
    return support if support == 0 or (new and before is False) else None


def foreign(facts: Facts, readings: dict[str, str]) -> Decimal | int | None:
    """一: by the investment and the direct investment, 200,000 over the life of an enterprise."""
    start = 5_000_000 if readings["investment_steps"] == "from_the_first_bound" else 10_000_000

    def by_investment(usd: Decimal) -> int:
        return 0 if usd < 5_000_000 else 100_000 + (20_000 * int((usd - start) // 2_000_000) if usd >= 10_000_000 else 0)

    def together(investment: int, direct: Decimal, paid: Decimal, support: Decimal | int) -> Decimal | int:
        return min(investment + (20_000 if direct >= 1_000_000 else 0), max(200_000 - paid - support, Decimal(0)))

    support = 0
    if readings["foreign_cap_scope"] == "whole_article":
        support = 0 if "setup_support_cny" in (facts["funded_elsewhere"] or []) else setup(facts)
    return known(together, known(by_investment, facts["investment_usd"]), facts["fdi_usd"], facts["foreign_awards_paid_cny"], support)


def first_trade(facts: Facts, readings: dict[str, str]) -> int | None:
    old = facts["traded_before"]
    last = 1_000_000 if readings["first_trade_at_one_million"] == "higher" else Decimal("1000000.01")
    tiers = [(10_000, 20_000), (Decimal("100000.01"), 30_000), (Decimal("500000.01"), 40_000), (last, 50_000)]
    award = known(lambda usd: max([0, *(award for bound, award in tiers if usd >= bound)]), facts["trade_usd"])
    return 0 if old or award == 0 else None if old is None else award


def growth(facts: Facts) -> int | None:
    now, before = facts["trade_usd"], facts["trade_usd_previous_year"]
    base = known(lambda usd: 50_000 if usd >= 500_000 else 20_000 if usd >= 100_000 else 0, before)
    if base == 0 or base is None:
        return base
    return known(lambda usd: base if usd >= 2 * before else 0, now)


def fairs(facts: Facts) -> dict[str, Any]:
    """四: the lists are sorted here, and counted one by one."""
    top = lambda many, count: sum(sorted(many)[::-1][:count], Decimal(0))  # noqa: E731  # a word for three lines below
    return {
        "listed_fair_support_cny": known(
            lambda booths, people: sum(booths, Decimal(0)) + top(people, 2) / 2,
            facts["listed_booth_fees_cny"],
            facts["listed_staff_costs_cny"],
        ),
        "unlisted_fair_support_cny": known(lambda booths: top(booths, 3), facts["unlisted_booth_fees_cny"]),
        "online_fair_support_cny": known(lambda costs: top([min(cost, 20_000) for cost in costs], 2), facts["online_fair_costs_cny"]),
        "fair_logistics_support_cny": known(lambda costs: sum(min(cost, 50_000) for cost in costs), facts["fair_logistics_costs_cny"]),
        "online_marketing_support_cny": known(lambda cost: min(cost, 40_000), facts["online_marketing_cost_cny"]),
    }


def ecommerce(facts: Facts) -> int | None:
    """五: registered, not yet awarded, and 500 orders or 500,000 dollars; unknown unless one of the three already fails."""
    orders = known(lambda count: count >= 500, facts["ecommerce_orders"])
    usd = known(lambda amount: amount >= 500_000, facts["ecommerce_usd"])
    reaches = True if orders or usd else None if orders is None or usd is None else False
    first = known(lambda before: not before, facts["ecommerce_award_paid_before"])
    wanted = (facts["ecommerce_registered"], first, reaches)
    return 0 if False in wanted else None if None in wanted else 30_000


def upgrade(facts: Facts, readings: dict[str, str]) -> Decimal | int | None:
    """六: a tenth of the equipment, at most 200,000."""
    traded = True if readings["upgrade_trade"] == "not_required" else known(lambda usd: usd > 0, facts["trade_usd"])
    support = known(lambda cost: min(cost / 10, Decimal(200_000)), facts["equipment_cost_cny"])
    wanted = (facts["is_hightech_or_mechatronic"], traded)
    return 0 if False in wanted or support == 0 else None if None in wanted else support


def known(of: Callable[..., Any], *values: Any) -> Any:
    """What comes of values that are all known, else None."""
    return None if any(value is None for value in values) else of(*values)


def fen(amount: Decimal | int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
