"""第一条: what an enterprise that has newly arrived may claim, for its plant and for its investment."""

from __future__ import annotations

from miluo.open_economy.forms import ForeignClaim, SetupClaim
from miluo.open_economy.procedures.parts import SCANS, SERVICES, award, customs, declaration, invoices, licence, steps
from miluo.open_economy.recurrence import FOREIGN, SETUP
from miluo.open_economy.regulation import REGULATION
from onewindow.cases.procedure import Material, Procedure

SETUP_SUPPORT = Procedure(
    key="open-economy-setup",
    title="新引进生产型外贸企业补贴申领",
    summary="新引进的生产型外贸企业，引进后2年内有进出口的，对建设或租赁标准厂房、购买机器设备的实际支出申领补贴。每户只补一次。",
    regulation=REGULATION,
    sources=("open2023-1-1a", "open2023-1-1b", "open2023-12-2"),
    facts=SetupClaim,
    ask=("year", "introduced_on", "is_new_production_trader", "setup_trade_usd", "setup_cost_cny", "funded_elsewhere"),
    required=("introduced_on",),
    check=f"{SERVICES}.check_setup",
    known=f"{SERVICES}.known",
    audience=("引进未满2年或者刚满2年的生产型外贸企业",),
    materials=(
        customs("setup_trade_usd", clauses=("open2023-1-1a",), note="海关或电子口岸出具的、自引进之日起2年内的累计进出口统计"),
        invoices(
            "costs",
            "厂房和设备支出凭证",
            "setup_cost_cny",
            clauses=("open2023-1-1a",),
            note="建设合同或者租赁合同、设备采购合同，以及发票和付款凭证",
        ),
        licence("is_new_production_trader", "introduced_on", clauses=("open2023-1-1a",), required=True, note="签有投资协议的，一并上传"),
        declaration(),
    ),
    steps=steps(award(SETUP, "open2023-1-1a", "open2023-1-1b", evidence=("customs", "costs"), ceiling=True)),
)

FOREIGN_INVESTMENT = Procedure(
    key="open-economy-foreign-investment",
    title="外商投资奖励申领",
    summary="新引进的外商投资企业，按实际到位的投资额和外商直接投资额申领奖励；增资后可以再次申领差额，历年累计不超过20万元。",
    regulation=REGULATION,
    sources=("open2023-1-2a", "open2023-1-2b", "open2023-1-2c", "open2023-12-2"),
    facts=ForeignClaim,
    ask=("year", "investment_usd", "fdi_usd", "funded_elsewhere"),
    check=f"{SERVICES}.check_claim",
    known=f"{SERVICES}.known",
    audience=("新引进的外商投资企业",),
    materials=(
        Material(
            key="capital",
            title="实际到位投资证明",
            sources=("open2023-1-2a", "open2023-1-2b", "open2023-10-2a"),
            formats=("pdf", "xlsx", "png", "jpg"),
            evidences=("investment_usd", "fdi_usd"),
            note="验资报告、银行入账凭证和外商投资信息报告，按实际到位的金额",
        ),
        Material(
            key="licence",
            title="外商投资企业营业执照",
            sources=("open2023-1-2a",),
            formats=SCANS,
            note="签有投资协议的，一并上传",
        ),
        declaration(),
    ),
    steps=steps(award(FOREIGN, "open2023-1-2a", "open2023-1-2b", "open2023-1-2c", evidence=("capital",))),
)
