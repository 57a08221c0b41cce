"""第七条、第八条: what service platforms and labour platforms are paid for those whom they serve."""

from __future__ import annotations

from miluo.open_economy.forms import DispatchClaim, PlatformClaim
from miluo.open_economy.procedures.parts import SERVICES, TABLES, award, customs, declaration, steps
from miluo.open_economy.procedures.trade import BEFORE_YEAR_END
from miluo.open_economy.recurrence import DISPATCH, PLATFORM
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.procedure import Material, Procedure
from onewindow.words.sources import Reading

COUNTING = Reading("dispatch_counting", "open2023-8-1")

SERVICE_PLATFORM = Procedure(
    key="open-economy-platform",
    title="外贸服务平台帮助破零奖励申领",
    summary="外贸综合服务机构每帮助一家本市注册企业当年破零，按该企业的进出口额奖励1万元或者2万元。每家企业只计一次、只计一个平台。",
    regulation=REGULATION,
    sources=("open2023-7-0", "open2023-7-1", "open2023-12-2", BEFORE_YEAR_END),
    facts=PlatformClaim,
    ask=("year", "closed_until", "helped_enterprises", "helped_first_trades_usd", "funded_elsewhere"),
    check=f"{SERVICES}.check_platform",
    audience=("外贸综合服务机构",),
    materials=(
        Material(
            key="service",
            title="服务协议和服务记录",
            sources=("open2023-7-0", "open2023-7-1", "open2023-10-2a"),
            formats=TABLES,
            evidences=("helped_enterprises",),
            note="与每家企业的服务协议，以及通关、物流、退税等服务记录",
        ),
        customs("helped_first_trades_usd", clauses=("open2023-7-1",), note="每家企业当年进出口和以前年度无进出口的海关统计"),
        declaration(),
    ),
    steps=steps(award(PLATFORM, "open2023-7-1", evidence=("service", "customs"))),
)

LABOUR_PLATFORM = Procedure(
    key="open-economy-dispatch",
    title="外派劳务培训补贴申领",
    summary="对外劳务平台按经平台派出的出国劳务人员，每派出1人次补贴培训费300元。",
    regulation=REGULATION,
    sources=("open2023-8-1", "open2023-12-2", BEFORE_YEAR_END, COUNTING),
    facts=DispatchClaim,
    ask=("year", "closed_until", "workers_dispatched", "persons_dispatched", "funded_elsewhere"),
    check=f"{SERVICES}.check_dispatch",
    audience=("本市对外劳务平台",),
    materials=(
        Material(
            key="roster",
            title="派出人员名册",
            sources=("open2023-8-1", "open2023-10-2a"),
            formats=("xlsx", "pdf"),
            evidences=("workers_dispatched", "persons_dispatched"),
            note="每次派出一行：姓名、护照号、派往国家、出境日期；同一次派出不重复填写",
        ),
        Material(
            key="departure",
            title="出境证明",
            sources=("open2023-8-1", "open2023-10-2a"),
            formats=TABLES,
            evidences=("workers_dispatched",),
            note="劳务合同，以及出境记录或者签证",
        ),
        declaration(),
    ),
    steps=steps(award(DISPATCH, "open2023-8-1", evidence=("roster", "departure"))),
)
