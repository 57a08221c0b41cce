"""第四条: being approved for a fair on the provincial list, before going there."""

from __future__ import annotations

from miluo.open_economy.fair_rules import fair_approval
from miluo.open_economy.forms import DOCUMENTS, FairApplication
from miluo.open_economy.procedures.parts import BUREAU, SCANS, SERVICES, WINDOW, both_documents
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.procedure import Accept, Decide, Issue, Material, Procedure, Rate, Review

EXPORTERS = ("已在海关备案的本市外贸企业",)

FAIR_APPROVAL = Procedure(
    key="open-economy-fair-approval",
    title="名录内展会参展核准",
    summary="拟参加列入省重点展会名录的展会，对照当年名录提出申请，经核准后，展位费全额补助，人员食宿、交通费用补助一半。",
    regulation=REGULATION,
    sources=("open2023-4-0", "open2023-4-1c", "open2023-12-2"),
    facts=FairApplication,
    ask=("year", "fair", "booths", "staff", *DOCUMENTS),
    matter="fair",
    required=("booths", "staff", "founded_on"),
    headings=(("year", "拟参加的展会"), ("founded_on", "企业的两项证明")),
    check=f"{SERVICES}.check_fair_approval",
    audience=EXPORTERS,
    materials=(
        *both_documents(),
        Material(
            key="invitation",
            title="参展邀请或者展位申请",
            sources=("open2023-4-1c",),
            required=False,
            formats=SCANS,
            evidences=("fair", "booths"),
            note="主办方的邀请函、展位确认书或者展位申请表",
        ),
    ),
    steps=(
        Accept(organisation=WINDOW),
        Review(organisation=BUREAU, book=fair_approval.name, sources=("open2023-4-0", "open2023-4-1c", "open2023-9-2"), title="核对名录"),
        Decide(
            organisation=BUREAU,
            act=f"{SERVICES}.approve_fair",
            paper="approval",
            sources=("open2023-4-1c", "open2023-12-1"),
        ),
        Issue(organisation=WINDOW),
        Rate(),
    ),
)
