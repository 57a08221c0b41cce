"""第二条、第三条: the awards for foreign trade, by the customs' figures of a year."""

from __future__ import annotations

from miluo.open_economy.forms import TradeClaim
from miluo.open_economy.procedures.parts import SERVICES, award, customs, declaration, licence, steps
from miluo.open_economy.recurrence import FIRST_TRADE, GROWTH, TRADE_VOLUME
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.procedure import Procedure
from onewindow.words.sources import Reading

BEFORE_YEAR_END = Reading("claim_before_year_end", "open2023-3-1")

TRADE_AWARDS = Procedure(
    key="open-economy-trade",
    title="外贸破零、倍增和规模奖励申领",
    summary="在本市注册的外贸企业，按海关统计的年度进出口额申领破零奖励、倍增奖励和规模奖励。一次填报，三项同时核算。",
    regulation=REGULATION,
    sources=("open2023-2-1", "open2023-2-2", "open2023-2-3", "open2023-3-1", "open2023-12-2", BEFORE_YEAR_END),
    facts=TradeClaim,
    ask=("year", "closed_until", "registered_in_miluo", "traded_before", "trade_usd", "trade_usd_previous_year", "funded_elsewhere"),
    check=f"{SERVICES}.check_claim",
    verified=f"{SERVICES}.verified",
    audience=("外贸企业", "外贸实体企业"),
    materials=(
        customs("traded_before", "trade_usd", "trade_usd_previous_year", clauses=("open2023-3-1",)),
        licence("registered_in_miluo", clauses=("open2023-2-1",)),
        declaration(),
    ),
    steps=steps(
        award(FIRST_TRADE, "open2023-2-1", evidence=("customs",)),
        award(GROWTH, "open2023-2-2", "open2023-2-3", evidence=("customs",)),
        award(TRADE_VOLUME, "open2023-3-1", evidence=("customs",)),
    ),
)
