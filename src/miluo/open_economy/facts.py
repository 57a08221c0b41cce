"""What 汨政发〔2023〕2号 asks of an enterprise for one year, once."""

from __future__ import annotations

from decimal import Decimal

from onewindow.rules.facts import Facts, Money, choices, money, whole, yes_no

ENTRY = Decimal("9999999999.99")  # the most that one entry of a list may be: a thousand of them still fit

AWARDS = {
    "setup_support_cny": "新引进生产型外贸企业补贴",
    "foreign_investment_award_cny": "外商投资奖励",
    "first_trade_award_cny": "外贸破零奖励",
    "growth_award_cny": "外贸倍增奖励",
    "trade_volume_award_cny": "外贸规模奖励",
    "listed_fair_support_cny": "名录内展会补助",
    "unlisted_fair_support_cny": "名录外展会补助",
    "online_fair_support_cny": "线上展会补贴",
    "fair_logistics_support_cny": "参展物流费用补贴",
    "online_marketing_support_cny": "线上推广补贴",
    "ecommerce_award_cny": "跨境电商奖励",
    "upgrade_support_cny": "转型升级支持",
    "platform_award_cny": "外贸服务平台奖励",
    "dispatch_subsidy_cny": "外派劳务培训补贴",
}


class OpenEconomyFacts(Facts):
    """One enterprise, one year, at most one claim of each kind. What is left out is unknown, never zero."""

    year: int | None = whole(
        "业绩年度", of_day="year", at_least=1900, at_most=9999, help="公历年度，全年业绩合并计算；不填的为测算当日所在年度"
    )
    registered_in_miluo: bool | None = yes_no("在本市注册", default=True, help="市场主体登记的住所在汨罗市")

    is_new_production_trader: bool | None = yes_no("新引进的生产型外贸企业")
    setup_trade_usd: Money | None = money("引进后2年内累计进出口额", "USD", help="以海关数据为准，进口与出口相加")
    setup_cost_cny: Money | None = money("建设或租赁标准厂房、购买机器设备的实际支出", help="有发票等凭证的金额")
    setup_support_paid_before: bool | None = yes_no("以前已获得过新引进生产型外贸企业补贴")

    investment_usd: Money | None = money("实际到位投资额", "USD", help="新引进的外商投资企业填写")
    fdi_usd: Money | None = money("外商直接投资额", "USD")
    foreign_awards_paid_cny: Money | None = money("以前年度已获得的外商投资奖励", past=True)

    traded_before: bool | None = yes_no("本年度以前有过进出口记录", help="任何以前年度在海关有过进出口记录的，选“是”")
    trade_usd: Money | None = money("本年度进出口额", "USD", help="以海关数据为准，进口与出口相加；年度未结束的，填到已结束的月份为止")
    trade_usd_previous_year: Money | None = money("上年度进出口额", "USD", past=True, help="以海关数据为准；上年度没有进出口的填0")

    listed_booth_fees_cny: list[Money] | None = money("名录内展会展位费", at_most=ENTRY, help="一个列入省重点展会名录的展会，每个展位一项")
    listed_staff_costs_cny: list[Money] | None = money("名录内展会人员食宿、交通费用", at_most=ENTRY, help="同一展会，每人一项")
    unlisted_booth_fees_cny: list[Money] | None = money(
        "名录外展会展位费", at_most=ENTRY, help="一个名录外的境外展会或者省市指定的境内展会，每个展位一项"
    )
    online_fair_costs_cny: list[Money] | None = money("线上展会费用", at_most=ENTRY, help="每个展会一项")
    fair_logistics_costs_cny: list[Money] | None = money("参展物流费用", at_most=ENTRY, help="每个展会一项")
    online_marketing_cost_cny: Money | None = money("线上推广服务费和推广费")

    ecommerce_registered: bool | None = yes_no("依法注册、具有独立法人资格并已在市商务平台备案的跨境电商企业")
    ecommerce_orders: int | None = whole("跨境电商年业务量", "order", help="以海关确认的单数为准")
    ecommerce_usd: Money | None = money("跨境电商年交易额", "USD", help="以海关确认的数据为准")
    ecommerce_award_paid_before: bool | None = yes_no("以前已获得过跨境电商奖励")

    is_hightech_or_mechatronic: bool | None = yes_no("高新技术企业或者机电企业")
    equipment_cost_cny: Money | None = money("本年度生产科研设备购置费用", help="为扩大进出口规模、提高产品质量进行技改研发的部分")

    helped_first_trades_usd: list[Money] | None = money(
        "帮助破零企业的本年度进出口额", "USD", at_most=ENTRY, help="外贸综合服务机构填写，每家企业一项"
    )
    workers_dispatched: int | None = whole("派出的出国劳务人员", "person", help="对外劳务平台填写，每次派出计一人")

    funded_elsewhere: tuple[str, ...] | None = choices(
        "已由市其他专项资金或者特殊优惠政策支持的事项",
        AWARDS,
        default=(),
        clause="open2023-10-3",
        help="同一事项、同一期间已经享受的，勾选对应的奖补",
    )
