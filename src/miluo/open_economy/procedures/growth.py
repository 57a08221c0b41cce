"""第五条、第六条: cross-border e-commerce, and equipment for enterprises that upgrade."""

from __future__ import annotations

from miluo.open_economy.forms import EcommerceClaim, UpgradeClaim
from miluo.open_economy.procedures.parts import SCANS, SERVICES, TABLES, award, customs, declaration, invoices, licence, steps
from miluo.open_economy.procedures.trade import BEFORE_YEAR_END
from miluo.open_economy.recurrence import ECOMMERCE, UPGRADE
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.procedure import Material, Procedure

CROSS_BORDER = Procedure(
    key="open-economy-ecommerce",
    title="跨境电商奖励申领",
    summary="在本市注册、具有独立法人资格并在市商务平台备案的跨境电商企业，年业务量达500单或者年交易额达50万美元，一次性奖励3万元。",
    regulation=REGULATION,
    sources=("open2023-5-1", "open2023-12-2"),
    facts=EcommerceClaim,
    ask=("year", "ecommerce_registered", "ecommerce_orders", "ecommerce_usd", "funded_elsewhere"),
    check=f"{SERVICES}.check_claim",
    known=f"{SERVICES}.known",
    verified=f"{SERVICES}.verified",
    audience=("跨境电商企业",),
    materials=(
        Material(
            key="customs",
            title="海关跨境电商业务数据证明",
            sources=("open2023-5-1", "open2023-10-2a"),
            formats=TABLES,
            evidences=("ecommerce_orders", "ecommerce_usd"),
            note="海关确认的年度单数或者交易额，达到一项即可",
        ),
        Material(
            key="filing",
            title="市商务平台备案证明",
            sources=("open2023-5-1",),
            required=False,
            formats=SCANS,
            evidences=("ecommerce_registered",),
            note="市商务粮食局可以核对的免于提交",
        ),
        licence("ecommerce_registered", clauses=("open2023-5-1",)),
        declaration(),
    ),
    steps=steps(award(ECOMMERCE, "open2023-5-1", evidence=("customs",))),
)

UPGRADES = Procedure(
    key="open-economy-upgrade",
    title="外贸企业转型升级支持申领",
    summary="高新技术企业和机电企业为扩大进出口规模、提高产品质量开展技改研发，按当年购置生产科研设备费用的10%以内申领支持，不超过20万元。",
    regulation=REGULATION,
    sources=("open2023-6-1", "open2023-12-2", BEFORE_YEAR_END),
    facts=UpgradeClaim,
    ask=("year", "closed_until", "is_hightech_or_mechatronic", "trade_usd", "equipment_cost_cny", "funded_elsewhere"),
    check=f"{SERVICES}.check_claim",
    audience=("有进出口业绩的高新技术企业", "有进出口业绩的机电企业"),
    materials=(
        invoices(
            "equipment",
            "生产科研设备购置凭证",
            "equipment_cost_cny",
            clauses=("open2023-6-1",),
            note="采购合同、发票、付款凭证和设备到位照片",
        ),
        Material(
            key="status",
            title="高新技术企业证书或者机电企业证明",
            sources=("open2023-6-1",),
            formats=SCANS,
            evidences=("is_hightech_or_mechatronic",),
        ),
        customs("trade_usd", clauses=("open2023-6-1",)),
        Material(
            key="plan",
            title="技改研发方案",
            sources=("open2023-6-1",),
            formats=("pdf", "docx"),
            note="说明设备与扩大进出口规模、提高产品质量的关系",
        ),
        declaration(),
    ),
    steps=steps(award(UPGRADE, "open2023-6-1", evidence=("equipment", "status"), ceiling=True)),
)
