"""The papers of 市财政局 under 汨政办发〔2023〕8号: the notice of a compensation, and the two reports to 市人民政府."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from miluo.risk_fund.facts import GUARANTEE, MODES
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.regulation import REGULATION
from onewindow.ledger.arithmetic import to_yuan
from onewindow.papers.contents import Decision, Notice
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import LITIGATION_LAW, RECONSIDERATION_LAW, PaperKind
from onewindow.papers.render import printed
from onewindow.words.money import capital_money, format_money

ISSUER = "finance"
COMPENSATION = PaperKind(
    key="risk-fund-compensation",
    title="风补基金补偿通知书",
    refusal_title="不予风补基金补偿通知书",
    nature="风补",
    template="decision",
    content=Decision,
    sources=("riskfund-19", RECONSIDERATION_LAW, LITIGATION_LAW, NUMBERING, LETTERS),
    grants=("予以", "补偿"),
    refusal_note="不予补偿的理由消除以后，可以重新申请。",
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


def notice_words(claim: Claim, *, late: bool) -> dict[str, Any]:
    """《风补基金补偿通知书》: what was lost, who bears what, what is paid, and that the debt stays (riskfund-20)."""
    loan = claim.loan
    rows = [
        ("风补基金补偿", f"{_yuan(claim.fund_fen)}（{capital_money(claim.fund)}）"),
        ("借款主体、贷款", f"{loan.subject.name}，{loan.number}（{MODES[loan.mode]}）"),
        ("贷款损失", f"{_yuan(claim.loss_fen)}（本金{_yuan(claim.principal_fen)}，正常利息{_yuan(claim.interest_fen)}）"),
        ("合作银行承担", _yuan(claim.bank_fen)),
    ]
    if loan.mode == GUARANTEE:
        rows.append(("合作担保公司代偿", f"{_yuan(claim.guarantor_paid_fen)}，补偿以后净承担{_yuan(claim.guarantor_fen)}"))
    notes = [
        "补偿不改变债权债务关系，借款人仍承担全部责任；追偿收回的款项按比例返还风补基金。",
        "补偿款自本通知书发出之日起3个工作日内拨付，按通知书的先后次序；专户余额不足的，其余部分待资金入账后拨付。",
    ]
    notes += ["本申请超过2个工作日提出，照常审核。"] if late else []
    return {"figures": [{"label": label, "value": value} for label, value in rows], "notes": notes}


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
