"""汨政发〔2023〕2号第二条、第三条: how an enterprise claims the awards for foreign trade."""

from __future__ import annotations

from datetime import date

from miluo.open_economy.conventions import DECLARED
from miluo.open_economy.facts import OpenEconomyFacts
from miluo.open_economy.regulation import REGULATION
from miluo.open_economy.rules import open_economy
from onewindow.cases.procedure import Accept, Award, Decide, Issue, Material, Procedure, Publish, Rate, Review
from onewindow.rules import facts
from onewindow.words.sources import Reading

BUREAU = "commerce-grain"  # 市商务粮食局: the office of the leading group (open2023-9-2), and the interpreter (open2023-12-1)
WINDOW = "approval-service"
BEFORE_YEAR_END = Reading("claim_before_year_end", "open2023-3-1")


class TradeClaim(OpenEconomyFacts):
    """The facts of the policy, and up to which day the figures of a running year reach."""

    closed_until: date | None = facts.day("数据截至日", help="年度尚未结束的，填写已经结束的最后一个月的月末；按全年数据申领的不填")


TRADE_AWARDS = Procedure(
    key="open-economy-trade",
    title="外贸破零、倍增和规模奖励申领",
    summary="在本市注册的外贸企业，按海关统计的年度进出口额申领破零奖励、倍增奖励和规模奖励。一次填报，三项同时核算。",
    regulation=REGULATION,
    sources=("open2023-2-1", "open2023-2-2", "open2023-2-3", "open2023-3-1", "open2023-12-2", BEFORE_YEAR_END),
    facts=TradeClaim,
    ask=("year", "closed_until", "registered_in_miluo", "traded_before", "trade_usd", "trade_usd_previous_year", "funded_elsewhere"),
    period="year",
    check="miluo.open_economy.services.check_claim",
    verified="miluo.open_economy.services.verified",
    audience=("外贸企业", "外贸实体企业"),
    materials=(
        Material(
            key="customs",
            title="海关进出口数据证明",
            sources=("open2023-3-1", "open2023-10-2a"),
            formats=("pdf", "xlsx", "png", "jpg"),
            evidences=("traded_before", "trade_usd", "trade_usd_previous_year"),
            note="海关或电子口岸出具的企业年度（或者截至申领月份）进出口统计",
        ),
        Material(
            key="licence",
            title="营业执照",
            sources=("open2023-2-1",),
            required=False,
            evidences=("registered_in_miluo",),
            note="通过数据共享核验的免于提交",
        ),
        Material(
            key="declaration",
            title="未重复享受扶持的声明",
            sources=("open2023-10-3", DECLARED),
            required=False,
            evidences=("funded_elsewhere",),
            note="同一事项已享受其他市级专项资金或者特殊政策优惠的，不再奖补",
        ),
    ),
    steps=(
        Accept(organisation=WINDOW),
        Review(
            organisation=BUREAU,
            book=open_economy.name,
            sources=("open2023-9-2", "open2023-10-2a", "open2023-10-3"),
            awards=(
                Award(key="first_trade_award_cny", title="外贸破零奖励", sources=("open2023-2-1", "open2023-10-2a"), evidence=("customs",)),
                Award(
                    key="growth_award_cny",
                    title="外贸倍增奖励",
                    sources=("open2023-2-2", "open2023-2-3", "open2023-10-2a"),
                    evidence=("customs",),
                ),
                Award(
                    key="trade_volume_award_cny", title="外贸规模奖励", sources=("open2023-3-1", "open2023-10-2a"), evidence=("customs",)
                ),
            ),
        ),
        Decide(
            organisation=BUREAU,
            act="miluo.open_economy.services.award",
            payable="miluo.open_economy.services.payable",
            sources=("open2023-2-1", "open2023-3-1", "open2023-12-1"),
        ),
        Publish(organisation=BUREAU, public="miluo.open_economy.public.published_awards", sources=("open2023-11-1",)),
        Issue(organisation=WINDOW),
        Rate(),
    ),
)
