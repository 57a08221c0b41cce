"""The papers of 市财政局 under 汨政办发〔2023〕8号: the notice of a compensation, and the two reports to 市人民政府."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from miluo.risk_fund.facts import GUARANTEE, MODES
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.regulation import REGULATION
from onewindow.ledger.arithmetic import to_yuan
from onewindow.papers.contents import Notice
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import PaperKind
from onewindow.papers.render import printed
from onewindow.words.money import capital_money, format_money

ISSUER = "finance"
COMPENSATION = PaperKind(
    key="risk-fund-compensation",
    title="风补基金补偿通知书",
    nature="风补",
    template="notice",
    content=Notice,
    sources=("riskfund-19", NUMBERING, LETTERS),
)
REPORT = PaperKind(
    key="risk-fund-report",
    title="风补基金运行情况报告",
    nature="风报",
    template="notice",
    content=Notice,
    sources=("riskfund-7b", NUMBERING, LETTERS),
)
FINANCIAL_REPORT = PaperKind(
    key="risk-fund-financial-report",
    title="风补基金运行财务状况报告",
    nature="风财报",
    template="notice",
    content=Notice,
    sources=("riskfund-7b", NUMBERING, LETTERS),
)


def notice_words(claim: Claim, on: date) -> dict[str, Any]:
    """《风补基金补偿通知书》: what was lost, who bears what, what is paid, and that the debt stays (riskfund-20)."""
    loan = claim.loan
    loss = f"本金{_yuan(claim.principal_fen)}、正常利息{_yuan(claim.interest_fen)}，合计{_yuan(claim.loss_fen)}"
    found = f"你单位就{loan.subject.name}的贷款（备案编号{loan.number}，{MODES[loan.mode]}模式）申请补偿，经审核，贷款损失为{loss}。"
    if loan.mode == GUARANTEE:
        shared = (
            f"合作银行承担{_yuan(claim.bank_fen)}，你单位代偿{_yuan(claim.guarantor_paid_fen)}，其中由风补基金补偿{_yuan(claim.fund_fen)}"
        )
    else:
        shared = f"由风补基金补偿{_yuan(claim.fund_fen)}，你单位承担{_yuan(claim.bank_fen)}"
    decided = f"根据《{REGULATION.title}》（{REGULATION.number}）第十六条，{shared}（补偿金额大写：{capital_money(claim.fund)}）。"
    debt = "补偿不改变你单位与借款人的债权债务关系，借款人仍承担全部责任；追偿收回的款项应当按比例返还风补基金。"
    rows = [("贷款损失", _yuan(claim.loss_fen)), ("补偿金额", _yuan(claim.fund_fen)), ("通知日期", printed(on))]
    return {
        "applicant": {"name": claim.claimant.name, "identity": "", "identity_label": "单位"},
        "item": "农村产权融资风险补偿基金补偿",
        "applied_on": claim.applied_on,
        "basis": tuple(f"{REGULATION.number}{article}" for article in ("第十六条", "第十九条", "第二十条")),
        "paragraphs": (found, decided, debt, "补偿款按通知的先后次序拨付；专户余额不足的，其余部分待资金入账后拨付。"),
        "particulars": [{"label": label, "value": value} for label, value in rows],
    }


def report_words(title: str, starts: date, ends: date, figures: Mapping[str, Any], made: date) -> dict[str, Any]:
    """A report: the money, the loans, the rates; every figure as it was frozen."""
    money, loans = figures["money"], figures["loans"]
    came = f"本期入账{money['came_in']}元（其中运营收益{money['earned']}元），拨付补偿{money['paid']}元，收回返还{money['returned']}元"
    told = f"根据《{REGULATION.title}》（{REGULATION.number}）第七条，现将{title}（{printed(starts)}至{printed(ends)}）报告如下。"
    opened = f"期初专户余额{money['opening']}元，{came}，期末专户余额{money['closing']}元，与账簿相符。"
    lent = f"本期登记贷款{loans['count']}笔{loans['granted']}元；期末贷款余额{loans['outstanding']}元，"
    lent += f"为出资总额{loans['contributed']}元的{loans['times']}倍。"
    rates = "；".join(f"{row['month_end']}不良率{row['bad']}、代偿率{row['compensated']}" for row in figures["rates"]) or "本期没有测算"
    rows = [(name, f"{value}元") for name, value in figures["rows"]]
    return {
        "applicant": {"name": "汨罗市人民政府", "identity": "", "identity_label": "单位"},
        "item": f"农村产权融资风险补偿基金{title}（{printed(starts)}至{printed(ends)}）",
        "applied_on": made,
        "basis": (f"{REGULATION.number}第七条",),
        "paragraphs": (told, opened, lent, f"月末比率（上限3%）：{rates}。", f"暂停新增贷款：{figures['suspended']}。"),
        "particulars": [{"label": label, "value": value} for label, value in rows],
        "closing": "特此报告。",
    }


def _yuan(fen: int) -> str:
    return f"{format_money(to_yuan(fen))}元"
