"""What an enterprise may be awarded under 汨政发〔2023〕2号, articles 二 and 三. Pure: no database, no clock."""

from miluo.open_economy.claim import years_funded
from miluo.open_economy.facts import OpenEconomyFacts
from miluo.open_economy.regulation import REGULATION
from onewindow.rules.book import RuleBook
from onewindow.rules.vocabulary import all_of, any_of, contains, largest_of_known, least, not_, tiers, total_of_known, when

FIRST_YEAR, LAST_YEAR = years_funded()

open_economy = RuleBook("open-economy", REGULATION, OpenEconomyFacts, title="开放型经济奖补")


@open_economy.check(
    "open2023-10-1",
    title="业绩年度在专项资金安排的年度之内",
    refusal="业绩年度不在专项资金安排的年度之内",
    expected=f"{FIRST_YEAR}至{LAST_YEAR}",
    fields=("year",),
)
def year_is_covered(year, fund_years):
    """Calendar years count whole: January to March 2023 belong to the base of 2023. After the fifth the fund has nothing to pay."""
    return all_of(year >= FIRST_YEAR, year < FIRST_YEAR + fund_years)


@open_economy.check(
    "open2023-2-1",
    title="以前没有进出口的，上年度进出口额为0",
    refusal="上年度有进出口额，与“本年度以前没有进出口记录”矛盾",
    expected="以前有过进出口的，“本年度以前有过进出口记录”填“是”；没有的，上年度进出口额填0",
    fields=("traded_before", "trade_usd_previous_year"),
)
def previous_trade_was_traded(traded_before, trade_usd_previous_year):
    return any_of(traded_before, trade_usd_previous_year <= 0)


@open_economy.condition("open2023-2-1", title="当年实现外贸业绩“破零”", step=True)
def breaks_zero(registered_in_miluo, traded_before):
    """Registered here, and no trade on record with the customs in any earlier year."""
    return all_of(registered_in_miluo, not_(traded_before))


@open_economy.condition("open2023-2-1", title="注册地符合要求", step=True)
def registered_where_required(registered_in_miluo, registration_required):
    return any_of(registered_in_miluo, registration_required == "first_trade_only")


@open_economy.condition("open2023-2-2", "open2023-2-3", title="本年度进出口额比上年度增长100%以上", step=True)
def doubles(trade_usd, trade_usd_previous_year, growth_rate):
    """Growth of at least the rate, without a division; from nothing no growth is defined. 倍增 of the last clause is read as the same."""
    grows = trade_usd - trade_usd_previous_year >= trade_usd_previous_year * growth_rate
    return all_of(trade_usd_previous_year > 0, grows)


def unless_funded(award, funded_elsewhere, amount):
    """Nothing for what another city fund or a special policy already pays: the same matter in the same period (open2023-10-3)."""
    return when(contains(funded_elsewhere, award), 0, amount)


@open_economy.amount("open2023-2-1", "open2023-10-3", title="外贸破零奖励")
def first_trade_award_cny(
    breaks_zero, trade_usd, funded_elsewhere, first_trade_at_one_million, first_trade_tiers, first_trade_tiers_higher
):
    by_trade = when(
        first_trade_at_one_million == "higher",
        tiers(trade_usd, first_trade_tiers_higher),
        tiers(trade_usd, first_trade_tiers),
    )
    return unless_funded("first_trade_award_cny", funded_elsewhere, when(breaks_zero, by_trade, 0))


@open_economy.amount("open2023-2-2", "open2023-2-3", "open2023-10-3", title="外贸倍增奖励")
def growth_award_cny(registered_where_required, doubles, trade_usd_previous_year, funded_elsewhere, growth_tiers):
    """By the trade of the previous year; where there was none it is nothing, so it never meets the first-trade award."""
    by_base = tiers(trade_usd_previous_year, growth_tiers)
    return unless_funded("growth_award_cny", funded_elsewhere, when(all_of(registered_where_required, doubles), by_base, 0))


@open_economy.amount("open2023-3-1", "open2023-10-3", title="外贸规模奖励")
def trade_volume_award_cny(registered_where_required, trade_usd, funded_elsewhere, award_per_dollar, volume_award_cap):
    by_trade = least(trade_usd * award_per_dollar, volume_award_cap)
    return unless_funded("trade_volume_award_cny", funded_elsewhere, when(registered_where_required, by_trade, 0))


@open_economy.amount("open2023-10-2b", title="合计")
def total_cny(first_trade_award_cny, growth_award_cny, trade_volume_award_cny, stacking):
    """Of the awards that are known; under highest_only the largest alone counts."""
    awards = (first_trade_award_cny, growth_award_cny, trade_volume_award_cny)
    return when(stacking == "highest_only", largest_of_known(*awards), total_of_known(*awards))
