"""The papers of 汨政办发〔2023〕8号: a claimant's application, the notice of a compensation, list and ledger, the reports to 市人民政府."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from miluo.risk_fund.facts import GUARANTEE, MODES, NOTHING
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.models.recoveries import Recovery
from miluo.risk_fund.models.subjects import Listing, Payee
from miluo.risk_fund.regulation import REGULATION
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation
from onewindow.papers.contents import Application, Decision, Notice, Register
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import LITIGATION_LAW, RECONSIDERATION_LAW, PaperKind
from onewindow.papers.render import printed
from onewindow.words.money import capital_money, format_money

ISSUER, FINANCE_NAME = "finance", "汨罗市财政局"
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
APPLICATION = PaperKind(
    key="risk-fund-application",
    title="风补基金补偿申请书",
    nature="风申",
    template="application",
    content=Application,
    sources=("riskfund-17c", NUMBERING, LETTERS),
)
LIST = PaperKind(
    key="risk-fund-list",
    title="风补基金支持对象名录",
    nature="风录",
    template="register",
    content=Register,
    sources=("riskfund-7e", "riskfund-15-1", NUMBERING, LETTERS),
)
LEDGER = PaperKind(
    key="risk-fund-ledger",
    title="风补基金补偿和追偿返还台账",
    nature="风账",
    template="register",
    content=Register,
    sources=("riskfund-7h", "riskfund-19", "riskfund-21", NUMBERING, LETTERS),
)
PRINTED = (LIST.key, LEDGER.key)
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
    shared = f"合作银行{_yuan(claim.bank_fen)}"
    if loan.mode == GUARANTEE:
        shared += f"；合作担保公司代偿{_yuan(claim.guarantor_paid_fen)}，补偿以后净承担{_yuan(claim.guarantor_fen)}"
    rows = [
        ("风补基金补偿", f"{_yuan(claim.fund_fen)}（{capital_money(claim.fund)}）"),
        ("借款主体、贷款", f"{loan.subject.name}，{loan.number}"),
        ("贷款损失", f"{_yuan(claim.loss_fen)}（本金{_yuan(claim.principal_fen)}、利息{_yuan(claim.interest_fen)}）"),
        ("损失承担", shared),
    ]
    notes = [
        "补偿不改变债权债务关系，借款人仍承担全部责任；追偿收回的款项按比例返还风补基金。",
        "补偿款自本通知书发出之日起3个工作日内拨付，按通知书的先后次序；专户余额不足的，其余部分待资金入账后拨付。",
    ]
    notes += ["本申请超过2个工作日提出，照常审核。"] if late else []
    return {"figures": [{"label": label, "value": value} for label, value in rows], "notes": notes}


def application_words(claim: Claim, payee: Payee, on: date) -> dict[str, Any]:
    """基金补偿申请书: what the claimant asks for, made from the register; he signs it."""
    loan = claim.loan
    happened = "代偿" if loan.mode == GUARANTEE else "逾期登记"
    rows = [
        ("补偿编号", claim.number),
        ("收款账户", f"{payee.bank}，{payee.account}"),
        ("借款主体", f"{loan.subject.name}，{loan.subject.uscc}"),
        ("贷款", f"{loan.number}，{MODES[loan.mode]}模式，合作银行：{loan.bank.name}"),
        ("合同和抵押登记", f"{loan.contract}；{loan.mortgage}"),
        ("发放、到期", f"{printed(loan.disbursed_on)}发放{_yuan(loan.principal_fen)}，{printed(loan.due_on)}到期"),
        (f"{happened}日期", printed(claim.event_on) if claim.event_on else ""),
        ("损失", f"本金{_yuan(claim.principal_fen)}，正常利息{_yuan(claim.interest_fen)}，合计{_yuan(claim.loss_fen)}"),
        ("申请补偿", f"{_yuan(claim.fund_fen)}（{capital_money(claim.fund)}）"),
    ]
    asked = f"我单位{'担保' if loan.mode == GUARANTEE else '发放'}的下列贷款发生损失。"
    asked += f"根据《{REGULATION.title}》（{REGULATION.number}）第十七条，申请风补基金补偿，"
    asked += "保证所填内容和所附材料真实、有效；补偿以后继续追偿，收回的款项按规定返还。"
    return {
        "applicant": {"name": claim.claimant.name, "identity": payee.uscc},
        "addressee": FINANCE_NAME,
        "item": "农村产权融资风险补偿基金补偿",
        "applied_on": on,
        "basis": (f"{REGULATION.number}第十六条、第十七条",),
        "paragraphs": (asked,),
        "particulars": [{"label": label, "value": value} for label, value in rows if value],
        "signers": (claim.claimant.name,),
    }


def list_words(authority: Organisation, listings: Sequence[Listing], on: date) -> dict[str, Any]:
    """支持对象名录 of one authority, as it holds on a day."""
    columns = (
        *(("序号", 2, False), ("主体名称", 9, False), ("统一社会信用代码", 8, False), ("类别", 5, False), ("产业", 3, False)),
        *(("所在镇", 4, False), ("推荐额（元）", 5, True), ("列入", 6, False), ("状态", 3, False)),
    )
    rows = [
        (
            *(str(place), each.subject.name, each.subject.uscc, each.subject.get_kind_display(), each.subject.get_industry_display()),
            *(each.subject.town, format_money(each.recommended), printed(each.entered_on), each.get_state_display()),
        )
        for place, each in enumerate(listings, start=1)
    ]
    total = format_money(sum((each.recommended for each in listings), NOTHING))
    tables = [_table("名录", columns, rows, ("", f"合计{len(rows)}个主体", "", "", "", "", total, "", ""))]
    return _register(authority.name, LIST.title, "第七条、第十五条", f"截至{printed(on)}", on, tables)


def ledger_words(claims: Sequence[Claim], recoveries: Sequence[Recovery], on: date) -> dict[str, Any]:
    """补偿和追偿返还台账: every compensation that was notified, every recovery, with their sums."""
    paid = (
        *(("编号", 6, False), ("借款主体", 7, False), ("申请单位", 6, False), ("通知书", 8, False), ("通知日期", 6, False)),
        *(("损失（元）", 5, True), ("补偿（元）", 5, True), ("已拨付（元）", 5, True), ("状态", 3, False)),
    )
    compensations = [
        (
            *(each.number, each.loan.subject.name, each.claimant.name, each.notice, printed(each.noticed_on)),
            *(_money(each.loss_fen), _money(each.fund_fen), _money(each.paid_fen), each.get_state_display()),
        )
        for each in claims
    ]
    back = (
        *(("编号", 6, False), ("补偿", 6, False), ("借款主体", 7, False), ("方式", 5, False), ("日期", 6, False), ("凭证", 8, False)),
        *(("收回款（元）", 5, True), ("追索费用（元）", 6, True), ("返还（元）", 5, True)),
    )
    returns = [
        (
            *(each.number, each.claim.number, each.claim.loan.subject.name, each.get_kind_display(), printed(each.on), each.evidence),
            *(_money(each.amount_fen), _money(each.costs_fen), _money(each.returned_fen)),
        )
        for each in recoveries
    ]
    sums = [_money(sum(getattr(each, name) for each in claims)) for name in ("loss_fen", "fund_fen", "paid_fen")]
    sums_back = [_money(sum(getattr(each, name) for each in recoveries)) for name in ("amount_fen", "costs_fen", "returned_fen")]
    tables = [
        _table("一、补偿", paid, compensations, ("合计", "", "", "", "", *sums, "")),
        _table("二、追偿返还", back, returns, ("合计", "", "", "", "", "", *sums_back)),
    ]
    return _register(FINANCE_NAME, LEDGER.title, "第十九条、第二十一条", f"截至{printed(on)}，与账簿相符", on, tables)


def report_words(title: str, starts: date, ends: date, figures: Mapping[str, Any], made: date) -> dict[str, Any]:
    """A report: the money, the loans, the rates; every figure as it was frozen."""
    money, loans = figures["money"], figures["loans"]
    came = f"本期入账{money['came_in']}元（其中运营收益{money['earned']}元），拨付补偿{money['paid']}元，收回返还{money['returned']}元"
    told = f"根据《{REGULATION.title}》（{REGULATION.number}）第七条，现将{title}（{printed(starts)}至{printed(ends)}）报告如下。"
    opened = f"期初专户余额{money['opening']}元，{came}，期末专户余额{money['closing']}元，与账簿相符。"
    lent = f"本期登记贷款{loans['count']}笔{loans['granted']}元；期末贷款余额{loans['outstanding']}元，"
    lent += f"为出资总额{loans['contributed']}元的{loans['times']}倍。"
    rates = "；".join(f"{_day(row['month_end'])}不良率{row['bad']}、代偿率{row['compensated']}" for row in figures["rates"])
    rows = [(name, f"{value}元") for name, value in figures["rows"]]
    return {
        "applicant": {"name": "汨罗市人民政府", "identity": "", "identity_label": "单位"},
        "item": f"农村产权融资风险补偿基金{title}（{printed(starts)}至{printed(ends)}）",
        "applied_on": made,
        "basis": (f"{REGULATION.number}第七条",),
        "paragraphs": (told, opened, lent, f"月末比率（上限3%）：{rates or '本期没有测算'}。", f"暂停新增贷款：{figures['suspended']}。"),
        "particulars": [{"label": label, "value": value} for label, value in rows],
        "closing": "特此报告。",
    }


def _register(body: str, item: str, articles: str, caption: str, on: date, tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "applicant": {"name": body, "identity": "", "identity_label": "单位"},
        "item": item,
        "applied_on": on,
        "basis": (f"{REGULATION.number}{articles}",),
        "caption": f"{caption}（依据{REGULATION.number}{articles}）",
        "tables": tables,
    }


def _table(
    title: str, columns: Sequence[tuple[str, int, bool]], rows: Sequence[tuple[Any, ...]], totals: tuple[str, ...]
) -> dict[str, Any]:
    heads = [{"title": name, "width": width, "number": number} for name, width, number in columns]
    return {"title": title, "columns": heads, "rows": rows, "totals": totals if rows else ()}


def _money(fen: int) -> str:
    return format_money(to_yuan(fen))


def _yuan(fen: int) -> str:
    return f"{format_money(to_yuan(fen))}元"


def _day(iso: str) -> str:
    day: str = printed(date.fromisoformat(iso))
    return day
