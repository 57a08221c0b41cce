"""第四条: what is claimed after a fair, on the provincial list or off it."""

from __future__ import annotations

from miluo.open_economy.forms import DOCUMENTS, ListedFairClaim, UnlistedFairClaim
from miluo.open_economy.procedures.approval import EXPORTERS
from miluo.open_economy.procedures.parts import SCANS, SERVICES, award, both_documents, declaration, invoices, steps
from miluo.open_economy.recurrence import FAIR_LOGISTICS, LISTED_FAIR, UNLISTED_FAIR
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.procedure import Material, Procedure

_LOGISTICS = invoices(
    "logistics",
    "参展物流费用凭证",
    "fair_logistics_costs_cny",
    clauses=("open2023-4-3b",),
    note="参展样品、展品往返运输的合同、发票和付款凭证；没有物流费用的不提交",
)
_TOOK_PART = Material(
    key="took-part",
    title="参展证明",
    sources=("open2023-4-1a", "open2023-4-2", "open2023-10-2a"),
    formats=SCANS,
    evidences=("fair", "fair_ended_on"),
    note="参展合同或者主办方确认函，以及展位现场照片",
)

LISTED_FAIRS = Procedure(
    key="open-economy-listed-fair",
    title="名录内展会补助申领",
    summary="经核准参加省重点展会名录内的展会，申领展位费、人员食宿和交通费用、物流费用补助。一次展会申领一次。",
    regulation=REGULATION,
    sources=("open2023-4-0", "open2023-4-1a", "open2023-4-1b", "open2023-4-1c", "open2023-4-3b", "open2023-12-2"),
    facts=ListedFairClaim,
    ask=(
        "year",
        "fair",
        "fair_ended_on",
        *DOCUMENTS,
        "listed_booth_fees_cny",
        "listed_staff_costs_cny",
        "fair_logistics_costs_cny",
        "funded_elsewhere",
    ),
    matter="fair",
    required=("fair_ended_on", "founded_on"),
    headings=(("year", "展会"), ("founded_on", "企业的两项证明"), ("listed_booth_fees_cny", "支出")),
    check=f"{SERVICES}.check_listed_fair",
    audience=("经核准参加名录内展会的本市外贸企业",),
    materials=(
        *both_documents(),
        _TOOK_PART,
        invoices("booths", "展位费凭证", "listed_booth_fees_cny", clauses=("open2023-4-1a",), note="展位合同、发票和付款凭证"),
        invoices(
            "staff",
            "人员食宿、交通费用凭证",
            "listed_staff_costs_cny",
            clauses=("open2023-4-1b",),
            note="每人一份，住宿、餐饮和往返交通的票据；最多补助2人",
        ),
        _LOGISTICS,
        declaration(),
    ),
    steps=steps(
        award(LISTED_FAIR, "open2023-4-1a", "open2023-4-1b", "open2023-4-1c", evidence=("took-part",)),
        award(FAIR_LOGISTICS, "open2023-4-3b", evidence=("logistics",), ceiling=True),
    ),
)

UNLISTED_FAIRS = Procedure(
    key="open-economy-unlisted-fair",
    title="名录外展会补助申领",
    summary="参加省重点展会名录以外的境外展会，或者省、市指定参加的境内重点展会，申领展位费补助（不超过3个展位）和物流费用补助。",
    regulation=REGULATION,
    sources=("open2023-4-0", "open2023-4-2", "open2023-4-3b", "open2023-12-2"),
    facts=UnlistedFairClaim,
    ask=(
        "year",
        "fair",
        "fair_kind",
        "fair_ended_on",
        *DOCUMENTS,
        "unlisted_booth_fees_cny",
        "fair_logistics_costs_cny",
        "funded_elsewhere",
    ),
    matter="fair",
    required=("fair_kind", "fair_ended_on", "founded_on"),
    headings=(("year", "展会"), ("founded_on", "企业的两项证明"), ("unlisted_booth_fees_cny", "支出")),
    check=f"{SERVICES}.check_unlisted_fair",
    audience=EXPORTERS,
    materials=(
        *both_documents(),
        _TOOK_PART,
        Material(
            key="designation",
            title="省、市指定参展的文件",
            sources=("open2023-4-2",),
            required=False,
            formats=SCANS,
            evidences=("fair_kind",),
            note="参加境内展会的提交；境外展会不提交",
        ),
        invoices("booths", "展位费凭证", "unlisted_booth_fees_cny", clauses=("open2023-4-2",), note="展位合同、发票和付款凭证"),
        _LOGISTICS,
        declaration(),
    ),
    steps=steps(
        award(UNLISTED_FAIR, "open2023-4-2", evidence=("took-part", "booths")),
        award(FAIR_LOGISTICS, "open2023-4-3b", evidence=("logistics",), ceiling=True),
    ),
)
