"""第四条: online fairs and promotion abroad, by the year."""

from __future__ import annotations

from miluo.open_economy.forms import DOCUMENTS, OnlineClaim
from miluo.open_economy.procedures.approval import EXPORTERS
from miluo.open_economy.procedures.parts import SERVICES, award, both_documents, declaration, invoices, steps
from miluo.open_economy.procedures.trade import BEFORE_YEAR_END
from miluo.open_economy.recurrence import FAIR_LOGISTICS, ONLINE_FAIR, ONLINE_MARKETING
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.procedure import Procedure

ONLINE = Procedure(
    key="open-economy-online",
    title="线上展会和线上推广补贴申领",
    summary="参加线上展会，或者通过海外搜索引擎、社交媒体、专业电商平台开展线上推广营销，按年度申领补贴。",
    regulation=REGULATION,
    sources=("open2023-4-0", "open2023-4-3a", "open2023-4-3b", "open2023-4-4", "open2023-12-2", BEFORE_YEAR_END),
    facts=OnlineClaim,
    ask=(
        "year",
        "closed_until",
        *DOCUMENTS,
        "online_fair_costs_cny",
        "fair_logistics_costs_cny",
        "online_marketing_cost_cny",
        "funded_elsewhere",
    ),
    required=("founded_on",),
    headings=(("year", "年度"), ("founded_on", "企业的两项证明"), ("online_fair_costs_cny", "支出")),
    check=f"{SERVICES}.check_online",
    audience=EXPORTERS,
    materials=(
        *both_documents(),
        invoices(
            "online-fairs",
            "线上展会费用凭证",
            "online_fair_costs_cny",
            clauses=("open2023-4-3a",),
            note="每个展会的参展合同、发票和付款凭证；全年最多补贴2个展会",
        ),
        invoices(
            "logistics",
            "线上展会样品物流费用凭证",
            "fair_logistics_costs_cny",
            clauses=("open2023-4-3b",),
            note="每个展会一项的合同、发票和付款凭证；没有的不提交",
        ),
        invoices(
            "promotion",
            "线上推广费用凭证",
            "online_marketing_cost_cny",
            clauses=("open2023-4-4",),
            note="与推广平台的合同、服务费和推广费发票、付款凭证，以及投放记录",
        ),
        declaration(),
    ),
    steps=steps(
        award(ONLINE_FAIR, "open2023-4-3a", evidence=("online-fairs",), ceiling=True),
        award(FAIR_LOGISTICS, "open2023-4-3b", evidence=("logistics",), ceiling=True),
        award(ONLINE_MARKETING, "open2023-4-4", evidence=("promotion",), ceiling=True),
    ),
)
