"""What 市商务粮食局 writes to an enterprise that was found to have claimed what it may not (open2023-11-2)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from miluo.open_economy.leading_group import OFFICE
from miluo.open_economy.models.awards import TITLES
from miluo.open_economy.models.sanctions import BODIES, REFERRALS, VIOLATIONS, FraudCase
from miluo.open_economy.regulation import REGULATION
from onewindow.accounts.masks import uscc
from onewindow.papers.contents import Notice
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import LITIGATION_LAW, RECONSIDERATION_LAW, PaperKind
from onewindow.papers.letterheads import letterhead
from onewindow.papers.render import printed
from onewindow.words.money import capital_money, format_money

DECIDES = OFFICE
SANCTION = PaperKind(
    key="open-economy-sanction",
    title="专项资金违规处理决定告知书",
    nature="违处",
    template="notice",
    content=Notice,
    sources=("open2023-11-2", RECONSIDERATION_LAW, LITIGATION_LAW, NUMBERING, LETTERS),
)


def sanction_words(case: FraudCase, decision: str, body: str, withdrawn: Decimal, on: date) -> dict[str, Any]:
    """The notice of a decision: what was found, who decided what, and what is to be paid back."""
    award = case.award
    claimed = f"{award.year}年度{TITLES[award.award]}（办件{award.case_number}）"
    found = f"你单位{claimed}存在{VIOLATIONS[case.violation]}专项资金的情形：{_sentence(case.finding)}"
    decided = [f"{BODIES[body]}决定：{_sentence(decision)}"]
    rows = [("奖补金额", _yuan(award.amount_cny))]
    if withdrawn:
        decided.append("该项奖补尚未支付，予以撤销，不再支付。")
        rows.append(("撤销金额", _yuan(withdrawn)))
    if case.recover_cny:
        decided.append(
            f"请将应追回的{_yuan(case.recover_cny)}（{capital_money(case.recover_cny)}）缴回市财政局指定账户。缴清以前，暂停支付你单位的各项奖补。"
        )
        rows.append(("应追回金额", _yuan(case.recover_cny)))
    if case.referral:
        decided.append(f"有关线索已移送{REFERRALS[case.referral]}。")
    if (withdrawn or case.recover_cny) and not case.frees:
        decided.append("撤销或者追回的金额仍计入你单位本项奖补的次数和累计金额（解释口径）。")
    head = letterhead(DECIDES)
    if withdrawn or case.recover_cny:
        remedy = f"可以自收到本告知书之日起六十日内向{head.reconsideration}申请行政复议，或者六个月内向{head.court}提起行政诉讼。"
        decided.append(f"你单位对上述决定不服的，{remedy}")
    return {
        "applicant": {"name": award.enterprise_name, "identity": uscc(award.uscc)},
        "item": "开放型经济专项资金违规处理",
        "applied_on": case.opened_on,
        "basis": (f"{REGULATION.number}第十一条",),
        "paragraphs": (found, *decided),
        "particulars": [{"label": label, "value": value} for label, value in (*rows, ("决定日期", printed(on)))],
    }


def _yuan(amount: Decimal) -> str:
    return f"{format_money(amount)}元"


def _sentence(written: str) -> str:
    """What somebody wrote, with the mark that ends a sentence."""
    return written if written.endswith(("。", "！", "？")) else f"{written}。"
