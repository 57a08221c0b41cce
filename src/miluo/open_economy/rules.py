"""What an enterprise may be awarded under 汨政发〔2023〕2号, article by article. Pure: no database, no clock.

Where the text says 适当 or 不超过, the amount is a ceiling: what is granted below it a person decides (conv-a-8).
"""

from miluo.open_economy.claim import years_funded
from miluo.open_economy.facts import OpenEconomyFacts
from miluo.open_economy.regulation import REGULATION
from onewindow.rules.book import RuleBook
from onewindow.rules.vocabulary import (
    all_of,
    any_of,
    contains,
    each,
    highest,
    largest,
    largest_of_known,
    least,
    not_,
    share,
    sum_of,
    tiers,
    total_of_known,
    when,
)

FIRST_YEAR, LAST_YEAR = years_funded()

CEILING = "conv-a-8"  # the amount is a ceiling: a person decides up to it

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


def unless_funded(award, funded_elsewhere, amount):
    """Nothing for what another city fund or a special policy already pays: the same matter in the same period (open2023-10-3)."""
    return when(contains(funded_elsewhere, award), 0, amount)


@open_economy.condition("open2023-1-1a", "open2023-1-1b", title="新引进的生产型外贸企业首次申请", step=True)
def sets_up_for_the_first_time(is_new_production_trader, setup_support_paid_before):
    """The single chance is used by a grant; an application that was refused does not use it."""
    return all_of(is_new_production_trader, not_(setup_support_paid_before))


@open_economy.amount("open2023-1-1a", "open2023-1-1b", "open2023-10-3", CEILING, title="新引进生产型外贸企业补贴")
def setup_support_cny(sets_up_for_the_first_time, setup_cost_cny, setup_trade_usd, funded_elsewhere, setup_ceilings):
    """At most what was spent, and the ceiling of the trade of the two years; nothing for who was granted it before."""
    ceiling = least(setup_cost_cny, tiers(setup_trade_usd, setup_ceilings))
    return unless_funded("setup_support_cny", funded_elsewhere, when(sets_up_for_the_first_time, ceiling, 0))


@open_economy.amount("open2023-1-2a", title="外商投资额奖励", step=True)
def investment_award(
    investment_usd,
    investment_tiers,
    investment_step,
    investment_step_award,
    investment_steps_from,
    investment_steps_from_start,
    investment_steps,
):
    """By the investment, and more for every whole step above the bound; a step that is not full adds nothing."""
    above = (largest(investment_usd, investment_steps_from) - investment_steps_from) // investment_step
    from_start = (largest(investment_usd, investment_steps_from_start) - investment_steps_from_start) // investment_step
    steps = when(
        investment_steps == "from_the_first_bound",
        when(investment_usd >= investment_steps_from, from_start, 0),
        above,
    )
    return tiers(investment_usd, investment_tiers) + investment_step_award * steps


@open_economy.amount("open2023-1-2b", title="外商直接投资奖励", step=True)
def direct_investment_award(fdi_usd, direct_investment_tiers):
    return tiers(fdi_usd, direct_investment_tiers)


@open_economy.amount("open2023-1-2a", "open2023-1-2b", "open2023-1-2c", "open2023-10-3", title="外商投资奖励")
def foreign_investment_award_cny(
    investment_award,
    direct_investment_award,
    foreign_awards_paid_cny,
    setup_support_cny,
    funded_elsewhere,
    foreign_cap_scope,
    foreign_investment_cap,
):
    """Both awards of an enterprise over its life under one cap: what was paid in earlier years is taken off it."""
    counted = when(foreign_cap_scope == "whole_article", setup_support_cny, 0)
    left = largest(foreign_investment_cap - foreign_awards_paid_cny - counted, 0)
    return unless_funded("foreign_investment_award_cny", funded_elsewhere, least(investment_award + direct_investment_award, left))


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


@open_economy.amount("open2023-4-1a", "open2023-4-1b", "open2023-10-3", title="名录内展会补助")
def listed_fair_support_cny(
    registered_in_miluo, listed_booth_fees_cny, listed_staff_costs_cny, funded_elsewhere, listed_fair_people, staff_cost_share
):
    """Every booth in full, and half of what the two people cost who cost most: one fair on the provincial list."""
    people = share(sum_of(highest(listed_fair_people, listed_staff_costs_cny)), staff_cost_share)
    support = sum_of(listed_booth_fees_cny) + people
    return unless_funded("listed_fair_support_cny", funded_elsewhere, when(registered_in_miluo, support, 0))


@open_economy.amount("open2023-4-2", "open2023-10-3", title="名录外展会补助")
def unlisted_fair_support_cny(registered_in_miluo, unlisted_booth_fees_cny, funded_elsewhere, unlisted_fair_booths):
    """The three dearest booths in full: one fair abroad that is not on the list, or a designated one at home."""
    booths = sum_of(highest(unlisted_fair_booths, unlisted_booth_fees_cny))
    return unless_funded("unlisted_fair_support_cny", funded_elsewhere, when(registered_in_miluo, booths, 0))


@open_economy.amount("open2023-4-3a", "open2023-10-3", CEILING, title="线上展会补贴")
def online_fair_support_cny(registered_in_miluo, online_fair_costs_cny, funded_elsewhere, online_fair_cap, online_fairs_a_year):
    """Each fair under its cap, and of the fairs of the year the two that come to most."""
    fairs = sum_of(highest(online_fairs_a_year, each(online_fair_costs_cny, lambda cost: least(cost, online_fair_cap))))
    return unless_funded("online_fair_support_cny", funded_elsewhere, when(registered_in_miluo, fairs, 0))


@open_economy.amount("open2023-4-3b", "open2023-10-3", CEILING, title="参展物流费用补贴")
def fair_logistics_support_cny(registered_in_miluo, fair_logistics_costs_cny, funded_elsewhere, fair_logistics_cap):
    """Each fair under its cap; of fairs there may be any number."""
    fairs = sum_of(each(fair_logistics_costs_cny, lambda cost: least(cost, fair_logistics_cap)))
    return unless_funded("fair_logistics_support_cny", funded_elsewhere, when(registered_in_miluo, fairs, 0))


@open_economy.amount("open2023-4-4", "open2023-10-3", CEILING, title="线上推广补贴")
def online_marketing_support_cny(registered_in_miluo, online_marketing_cost_cny, funded_elsewhere, online_marketing_cap):
    costs = least(online_marketing_cost_cny, online_marketing_cap)
    return unless_funded("online_marketing_support_cny", funded_elsewhere, when(registered_in_miluo, costs, 0))


@open_economy.condition("open2023-5-1", title="首次达到跨境电商业绩标准", step=True)
def ecommerce_reaches_for_the_first_time(
    registered_in_miluo,
    ecommerce_registered,
    ecommerce_award_paid_before,
    ecommerce_orders,
    ecommerce_usd,
    ecommerce_least_orders,
    ecommerce_least_usd,
):
    reaches = any_of(ecommerce_orders >= ecommerce_least_orders, ecommerce_usd >= ecommerce_least_usd)
    return all_of(registered_in_miluo, ecommerce_registered, not_(ecommerce_award_paid_before), reaches)


@open_economy.amount("open2023-5-1", "open2023-10-3", title="跨境电商奖励")
def ecommerce_award_cny(ecommerce_reaches_for_the_first_time, funded_elsewhere, ecommerce_award):
    return unless_funded("ecommerce_award_cny", funded_elsewhere, when(ecommerce_reaches_for_the_first_time, ecommerce_award, 0))


@open_economy.condition("open2023-6-1", title="高新技术企业或者机电企业有进出口业绩", step=True)
def upgrades_to_trade(is_hightech_or_mechatronic, trade_usd, upgrade_trade):
    """The heading speaks of enterprises of foreign trade: by default one has traded in the year."""
    return all_of(is_hightech_or_mechatronic, any_of(trade_usd > 0, upgrade_trade == "not_required"))


@open_economy.amount("open2023-6-1", "open2023-10-3", CEILING, title="转型升级支持")
def upgrade_support_cny(upgrades_to_trade, equipment_cost_cny, funded_elsewhere, equipment_share, upgrade_cap):
    costs = least(share(equipment_cost_cny, equipment_share), upgrade_cap)
    return unless_funded("upgrade_support_cny", funded_elsewhere, when(upgrades_to_trade, costs, 0))


@open_economy.amount("open2023-7-1", "open2023-10-3", title="外贸服务平台奖励")
def platform_award_cny(helped_first_trades_usd, funded_elsewhere, platform_tiers):
    """For each enterprise that it helped to its first trade; at exactly 100,000 dollars already the higher tier."""
    helped = sum_of(each(helped_first_trades_usd, lambda trade: tiers(trade, platform_tiers)))
    return unless_funded("platform_award_cny", funded_elsewhere, helped)


@open_economy.amount("open2023-8-1", "open2023-10-3", title="外派劳务培训补贴")
def dispatch_subsidy_cny(workers_dispatched, funded_elsewhere, subsidy_per_dispatch):
    return unless_funded("dispatch_subsidy_cny", funded_elsewhere, workers_dispatched * subsidy_per_dispatch)


@open_economy.amount("open2023-10-2b", title="合计")
def total_cny(
    setup_support_cny,
    foreign_investment_award_cny,
    first_trade_award_cny,
    growth_award_cny,
    trade_volume_award_cny,
    listed_fair_support_cny,
    unlisted_fair_support_cny,
    online_fair_support_cny,
    fair_logistics_support_cny,
    online_marketing_support_cny,
    ecommerce_award_cny,
    upgrade_support_cny,
    platform_award_cny,
    dispatch_subsidy_cny,
    stacking,
):
    """Of the awards that are known; under highest_only the largest alone counts."""
    awards = (
        setup_support_cny,
        foreign_investment_award_cny,
        first_trade_award_cny,
        growth_award_cny,
        trade_volume_award_cny,
        listed_fair_support_cny,
        unlisted_fair_support_cny,
        online_fair_support_cny,
        fair_logistics_support_cny,
        online_marketing_support_cny,
        ecommerce_award_cny,
        upgrade_support_cny,
        platform_award_cny,
        dispatch_subsidy_cny,
    )
    return when(stacking == "highest_only", largest_of_known(*awards), total_of_known(*awards))
