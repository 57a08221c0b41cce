"""What the services have in common: who decides, the papers that prove a cost, and the steps from the window to the list."""

from __future__ import annotations

from miluo.open_economy.conventions import DECLARED
from miluo.open_economy.facts import AWARDS
from miluo.open_economy.rules import open_economy
from onewindow.cases.procedure import Accept, Award, Decide, Issue, Material, Publish, Rate, Review, Step

BUREAU = "commerce-grain"  # 市商务粮食局: the office of the leading group (open2023-9-2), and the interpreter (open2023-12-1)
WINDOW = "approval-service"
SERVICES = "miluo.open_economy.services"
SCANS = ("pdf", "png", "jpg")
TABLES = ("pdf", "xlsx", "png", "jpg")


def award(key: str, *clauses: str, evidence: tuple[str, ...], ceiling: bool = False) -> Award:
    """An award under its clauses; every amount needs its evidence (open2023-10-2a)."""
    return Award(key=key, title=AWARDS[key], sources=(*clauses, "open2023-10-2a"), evidence=evidence, ceiling=ceiling)


def steps(*awards: Award) -> tuple[Step, ...]:
    """受理、审核、决定、公示、送达、评价: the window takes it, the bureau reviews and decides, the list is public."""
    clauses = tuple(dict.fromkeys(source for each in awards for source in each.sources if source != "open2023-10-2a"))
    return (
        Accept(organisation=WINDOW),
        Review(organisation=BUREAU, book=open_economy.name, awards=awards, sources=("open2023-9-2", "open2023-10-2a", "open2023-10-3")),
        Decide(
            organisation=BUREAU,
            act=f"{SERVICES}.award",
            payable=f"{SERVICES}.payable",
            sources=(*clauses, "open2023-12-1"),
        ),
        Publish(organisation=BUREAU, public="miluo.open_economy.public.published_awards", sources=("open2023-11-1",)),
        Issue(organisation=WINDOW),
        Rate(),
    )


def customs(*facts: str, clauses: tuple[str, ...], note: str = "海关或电子口岸出具的企业年度（或者截至申领月份）进出口统计") -> Material:
    """海关进出口数据证明: the only source of trade (open2023-3-1)."""
    return Material(
        key="customs", title="海关进出口数据证明", sources=(*clauses, "open2023-10-2a"), formats=TABLES, evidences=facts, note=note
    )


def invoices(key: str, title: str, *facts: str, clauses: tuple[str, ...], note: str) -> Material:
    """发票和付款凭证: what a cost is proven by; without it the cost is nothing (open2023-10-2a)."""
    return Material(key=key, title=title, sources=(*clauses, "open2023-10-2a"), required=False, formats=TABLES, evidences=facts, note=note)


def licence(*facts: str, clauses: tuple[str, ...], note: str = "通过数据共享核验的免于提交", required: bool = False) -> Material:
    return Material(key="licence", title="营业执照", sources=clauses, required=required, evidences=facts, note=note)


def declaration() -> Material:
    """未重复享受扶持的声明 (open2023-10-3)."""
    return Material(
        key="declaration",
        title="未重复享受扶持的声明",
        sources=("open2023-10-3", DECLARED),
        required=False,
        evidences=("funded_elsewhere",),
        note="同一事项已享受其他市级专项资金或者特殊政策优惠的，不再奖补",
    )


def both_documents() -> tuple[Material, Material]:
    """The two documents of article 四; who was founded since 2022-12-30 holds the second alone (open2023-4-0)."""
    return (
        Material(
            key="customs-registration",
            title="海关注册备案登记证书",
            sources=("open2023-4-0",),
            evidences=("customs_code",),
        ),
        Material(
            key="operator-record",
            title="对外贸易经营者登记表",
            sources=("open2023-4-0",),
            required=False,
            evidences=("operator_record", "founded_on"),
            note="2022年12月30日以前设立的企业提交；以后设立的不再核发，由审批人员核对海关备案后确认",
        ),
    )
