"""How often each award is granted, and under which clause: once for life, once a year, once for each fair. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from miluo.open_economy.facts import AWARDS
from onewindow.words.sources import Reading

SETUP = "setup_support_cny"
FOREIGN = "foreign_investment_award_cny"
FIRST_TRADE = "first_trade_award_cny"
GROWTH = "growth_award_cny"
TRADE_VOLUME = "trade_volume_award_cny"
LISTED_FAIR = "listed_fair_support_cny"
UNLISTED_FAIR = "unlisted_fair_support_cny"
ONLINE_FAIR = "online_fair_support_cny"
FAIR_LOGISTICS = "fair_logistics_support_cny"
ONLINE_MARKETING = "online_marketing_support_cny"
ECOMMERCE = "ecommerce_award_cny"
UPGRADE = "upgrade_support_cny"
PLATFORM = "platform_award_cny"
DISPATCH = "dispatch_subsidy_cny"


# Whether what was taken back for a violation still uses up the award: one answer lets it, the other does not.
AFTER_RECOVERY = Reading("after_recovery", "open2023-11-2")
COUNTS_NO_MORE = "counts_no_more"


class Every(Enum):
    """What an award is granted once for; more of the same is the difference."""

    LIFE = "life"  # once in the life of an enterprise
    TOTAL = "total"  # again, up to a lifetime total
    YEAR = "year"  # for a year of performance
    MATTER = "matter"  # for a fair, or for the year where the claim is about none


@dataclass(frozen=True, slots=True)
class Recurrence:
    """``clause`` is what a second claim is refused with."""

    every: Every
    clause: str


RECURRENCE = {
    SETUP: Recurrence(Every.LIFE, "open2023-1-1b"),
    FOREIGN: Recurrence(Every.TOTAL, "open2023-1-2c"),
    FIRST_TRADE: Recurrence(Every.LIFE, "open2023-2-1"),  # within its year the difference is still paid
    GROWTH: Recurrence(Every.YEAR, "open2023-2-2"),
    TRADE_VOLUME: Recurrence(Every.YEAR, "open2023-3-1"),
    LISTED_FAIR: Recurrence(Every.MATTER, "open2023-4-1a"),
    UNLISTED_FAIR: Recurrence(Every.MATTER, "open2023-4-2"),
    ONLINE_FAIR: Recurrence(Every.YEAR, "open2023-4-3a"),
    FAIR_LOGISTICS: Recurrence(Every.MATTER, "open2023-4-3b"),
    ONLINE_MARKETING: Recurrence(Every.YEAR, "open2023-4-4"),
    ECOMMERCE: Recurrence(Every.LIFE, "open2023-5-1"),
    UPGRADE: Recurrence(Every.YEAR, "open2023-6-1"),
    PLATFORM: Recurrence(Every.YEAR, "open2023-7-1"),
    DISPATCH: Recurrence(Every.YEAR, "open2023-8-1"),
}
assert set(RECURRENCE) == set(AWARDS)
