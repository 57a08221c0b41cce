"""The papers of a mortgage: application, 他项权利证明, and what is told when it is registered, changed, cancelled or refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.rural_mortgage.kinds import LANDS, VALUE_BASES
from miluo.rural_mortgage.models import Agreement, Mortgage
from miluo.rural_mortgage.regulation import REGULATION
from onewindow.accounts import masks
from onewindow.papers.contents import Application, Decision, Notice
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import LITIGATION_LAW, RECONSIDERATION_LAW, PaperKind
from onewindow.words.days import said
from onewindow.words.money import capital_money, format_money
from onewindow.worktime.clock import day_of

_CONTESTED = (RECONSIDERATION_LAW, LITIGATION_LAW, NUMBERING, LETTERS)
CERTIFICATE = PaperKind(
    key="mortgage-certificate",
    title="农村产权他项权利证明",
    nature="他证",
    template="notice",
    content=Notice,
    sources=("mortgage-18b", "mortgage-15", NUMBERING, LETTERS),
)
APPLICATION = PaperKind(
    key="mortgage-application",
    title="农村产权抵押登记申请书",
    nature="抵申",
    template="application",
    content=Application,
    sources=("mortgage-17b", NUMBERING, LETTERS),
)


def _decided(key: str, title: str, refusal: str, nature: str, benefit: str, *clauses: str) -> PaperKind:
    return PaperKind(
        key=key,
        title=title,
        refusal_title=refusal,
        nature=nature,
        template="decision",
        content=Decision,
        sources=(*clauses, *_CONTESTED),
        grants=("予以", benefit),
        refusal_note="所提交的申请材料随本通知书退回；补齐或者更正以后可以重新申请。",
    )


REGISTERED = _decided("mortgage-registered", "抵押登记通知书", "不予抵押登记通知书", "抵登", "抵押登记", "mortgage-18a", "mortgage-18c")
CHANGED = _decided(
    "mortgage-changed", "抵押变更登记通知书", "不予抵押变更登记通知书", "抵变", "抵押变更登记", "mortgage-19a", "mortgage-18c"
)
CANCELLED = _decided(
    "mortgage-cancelled", "抵押注销登记通知书", "不予抵押注销登记通知书", "抵销", "抵押注销登记", "mortgage-20", "mortgage-18c"
)


def certificate_words(row: Mortgage) -> dict[str, Any]:
    """他项权利证明: who holds what on which right for how much until when, registered on which day in which place."""
    of = row.agreement
    rows = [
        ("登记编号", row.number),
        ("抵押权人", row.bank.name),
        ("抵押人", of.mortgagor_name or of.shown_mortgagor),
        ("借款人", of.borrower_name or of.mortgagor_name or ""),
        *_of_the_right(of),
        ("担保债权", _yuan(row)),
        ("抵押物价值", f"{format_money(row.value_cny)}元（{VALUE_BASES[of.value_basis]}）"),
        ("抵押期限", f"{said(row.starts_on)}至{said(row.ends_on)}"),
        ("抵押合同", f"{of.mortgage_contract}（{said(of.contract_on)}签订）"),
        ("登记日期", said(row.registered_on)),
        ("登记次序", f"第{row.place}号"),
    ]
    return {
        "applicant": {"name": row.bank.name, "identity": "抵押权人", "identity_label": "身份"},
        "addressee": "汨罗市农村产权交易中心",
        "item": "农村产权抵押登记",
        "applied_on": row.accepted_on,
        "basis": (f"{REGULATION.number}第十五条、第十八条",),
        "paragraphs": (
            f"{row.bank.name}对下列农村产权享有抵押权，自{said(row.registered_on)}登记。抵押权人根据抵押合同和本证明发放贷款。",
            *_also(of),
        ),
        "particulars": [{"label": label, "value": value} for label, value in rows if value],
        "closing": "特此证明。",
    }


def application_words(of: Agreement, on: date) -> dict[str, Any]:
    """抵押登记申请书: what both parties apply for together, made from what the bank filed and the mortgagor confirmed."""
    number = of.mortgagor_number or ""
    label = "公民身份号码" if of.applicant_kind == "person" else "统一社会信用代码"
    identity = masks.resident_id(number) if of.applicant_kind == "person" else number
    rows = [
        ("抵押约定编号", of.number),
        ("抵押人", f"{of.mortgagor_name or of.shown_mortgagor}，{label}{identity}"),
        ("抵押权人", of.bank.name),
        ("借款人", of.borrower_name or of.mortgagor_name or ""),
        *_of_the_right(of),
        ("担保债权", f"{format_money(of.loan_cny)}元（{capital_money(of.loan_cny)}）"),
        ("抵押物价值", f"{format_money(of.value_cny)}元（{VALUE_BASES[of.value_basis]}）"),
        ("抵押期限", f"{said(of.starts_on)}至{said(of.ends_on)}"),
        ("借款用途", of.get_purpose_display()),
        ("借款、抵押合同", f"{of.loan_contract}；{of.mortgage_contract}"),
        ("双方确认", f"抵押权人{said(day_of(of.filed_at))}填报，抵押人{said(on)}确认"),
    ]
    return {
        "applicant": {
            "kind": "person" if of.applicant_kind == "person" else "enterprise",
            "name": of.mortgagor_name or of.shown_mortgagor,
            "identity": identity,
            "identity_label": label,
        },
        "addressee": "汨罗市农村产权交易中心",
        "item": "农村产权抵押登记",
        "applied_on": on,
        "basis": (f"{REGULATION.number}第十七条",),
        "paragraphs": ("抵押人和抵押权人共同申请下列农村产权的抵押登记，保证所填内容和所附材料真实、有效。", *_also(of)),
        "particulars": [{"label": label, "value": value} for label, value in rows if value],
        "signers": ("抵押人", "抵押权人"),
    }


def _of_the_right(of: Agreement) -> list[tuple[str, str]]:
    right = of.right
    area = right.states.latest("sequence").area_mu
    return [
        ("权证号", right.number),
        ("权利类型", right.kind_title),
        ("坐落和面积", f"{right.town}{right.village}{right.place}，{area.normalize():f}亩（{LANDS[right.land]}）"),
    ]


def _also(of: Agreement) -> tuple[str, ...]:
    """What is mortgaged with it (mortgage-11c, mortgage-12) and what goes on under it (mortgage-13)."""
    found = []
    if of.right.attachments:
        found.append(f"一并抵押的地上建筑物和附着物：{of.right.attachments}。")
    if of.right.house:
        found.append("房屋占用范围内的土地使用权一并抵押。")
    if of.lease_notices.exists():
        found.append("该产权已出租，承租人已经书面告知，原租赁合同继续有效。")
    return tuple(found)


def _yuan(row: Mortgage) -> str:
    return f"{format_money(row.loan_cny)}元（{capital_money(row.loan_cny)}）"
