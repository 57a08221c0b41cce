"""How a compensation is applied for, one service for each mode; and what a mortgage that counts on the fund must say. No Django."""

from __future__ import annotations

from miluo.risk_fund.claiming import APPLICATIONS, PAYING
from miluo.risk_fund.conventions import RUN_OFF
from miluo.risk_fund.facts import BANK, GUARANTEE, ClaimApplication
from miluo.risk_fund.regulation import REGULATION
from miluo.risk_fund.rules import compensation
from onewindow.cases import gates
from onewindow.cases.procedure import Accept, Decide, Issue, Material, Procedure, Rate, Review, Step

FINANCE = "finance"  # 市财政局 (riskfund-7a)
CLAUSE = "riskfund-17c"
SHARES = ("loss_cny", "fund_cny", "bank_cny")  # what the book makes of a loss; what returns of a recovery is another matter
_DOORS = "miluo.risk_fund.services.applying"


def _material(key: str, title: str, note: str = "", *, required: bool = True) -> Material:
    return Material(key=key, title=title, sources=(CLAUSE,), required=required, note=note)


def _steps(mode: str, share: str) -> tuple[Step, ...]:
    """受理 by one person of 市财政局, 会同审核 and 决定 by another; the money follows the notice in the order of notices (riskfund-16c)."""
    return (
        Accept(organisation=FINANCE, sources=(CLAUSE,)),
        Review(
            organisation=FINANCE,
            book=compensation.name,
            results=SHARES if mode == BANK else (*SHARES, "guarantor_net_cny"),
            sources=("riskfund-19", "riskfund-7e"),
            title="会同行业主管部门审核",
        ),
        Decide(
            organisation=FINANCE,
            act=f"{_DOORS}.notify",
            words=f"{_DOORS}.words",
            paper="risk-fund-compensation",
            sources=("riskfund-19", share),
            title="审核决定",
        ),
        Issue(organisation=FINANCE, within=PAYING, sources=("riskfund-19",), title="送达补偿通知书"),
        Rate(),
    )


def _service(mode: str, title: str, who: str, share: str, *materials: Material) -> Procedure:
    return Procedure(
        key=APPLICATIONS[mode],
        title=title,
        summary=f"{who}在登记逾期或者代偿后2个工作日内申请；符合条件的，市财政局3个工作日内发出补偿通知书并拨付。",
        regulation=REGULATION,
        sources=(share, CLAUSE, "riskfund-19", RUN_OFF),
        facts=ClaimApplication,
        ask=("year", "claim"),
        matter="claim",
        check=f"{_DOORS}.check_{mode}",
        known=f"{_DOORS}.known",
        audience=(who,),
        outlasts=True,
        materials=(
            _material("application", "基金补偿申请书", "平台按登记簿生成；加盖公章的可以另行上传"),
            _material("loss", "贷款损失情况" if mode == BANK else "担保代偿情况", "逾期、催收、诉讼等追偿情况和损失的计算"),
            _material("loan-contract", "借款合同"),
            *materials,
            _material("other", "其他需提交的材料", required=False),
        ),
        steps=_steps(mode, share),
    )


BANK_CLAIM = _service(BANK, "风补基金补偿（银行模式）", "合作银行", "riskfund-16a")
GUARANTEE_CLAIM = _service(
    GUARANTEE,
    "风补基金补偿（担保模式）",
    "合作担保公司",
    "riskfund-16b",
    _material("guarantee", "保证合同"),
    _material("bank-notice", "银行代偿通知书"),
    _material("proof", "代偿证明"),
    _material("voucher", "代偿支付凭证"),
)

_SUPPORT, _JOINT = "miluo.risk_fund.gates.fund_support", "miluo.risk_fund.gates.joint_review"
_SOURCES = ("riskfund-13", "riskfund-14")
gates.declare("accept", _SUPPORT, title="受理前核对风补基金名录和推荐额", sources=_SOURCES)
gates.declare("decide", _SUPPORT, title="登记前核对风补基金名录和推荐额", sources=_SOURCES)
gates.declare("decide", _JOINT, title="补偿申请会同行业主管部门审核后决定", sources=("riskfund-19", "riskfund-7e"))
