"""What 市司法局 writes to an issuer: that its document is registered, or why it is returned; and the document as it goes out."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.normative_documents.models import Document
from onewindow.papers import render
from onewindow.papers.contents import Notice
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import PaperKind
from onewindow.papers.render import printed
from onewindow.papers.typesetting import column_shares

REGISTRATION_NOTICE = PaperKind(
    key="normdoc-registration",
    title="行政规范性文件登记通知书",
    nature="规登",
    template="notice",
    content=Notice,
    sources=("normdoc-3-3c", NUMBERING, LETTERS),
)
RETURN_NOTICE = PaperKind(
    key="normdoc-return",
    title="行政规范性文件退回通知书",
    nature="规退",
    template="notice",
    content=Notice,
    sources=("normdoc-3-3e", NUMBERING, LETTERS),
)
_TABLE_WIDTH = 36  # characters of 12 pt in 156 mm
DOCUMENT = "汨政办发〔2023〕5号"


def registration_words(document: Document, registration: str, on: date) -> dict[str, Any]:
    """The notice that a document is registered, with its number."""
    said = f"你单位报送登记的《{document.title}》（{document.document_number}），经审查符合要求，准予登记。"
    after = "请将登记号标注在文件首页，文件印好后向本局报送纸质文本1件、电子文本1件，并按规定公布。"
    return _notice(document, on, (said, after), (("登记号", registration), ("登记日期", printed(on))), f"{DOCUMENT}第三条第三款、第四条")


def return_words(document: Document, reason: str, on: date) -> dict[str, Any]:
    """The notice that a document is not registered, with the reasons."""
    said = f"你单位报送登记的《{document.title}》（{document.document_number}），经审查不符合要求，退回你单位。理由如下："
    return _notice(document, on, (said, reason), (("退回日期", printed(on)),), f"{DOCUMENT}第三条第三款")


def _notice(
    document: Document, on: date, paragraphs: tuple[str, ...], particulars: tuple[tuple[str, str], ...], basis: str
) -> dict[str, Any]:
    rows = (("文件标题", document.title), ("发文字号", document.document_number or ""), *particulars)
    return {
        "applicant": {"name": document.issuer.organisation.name},
        "item": "行政规范性文件登记",
        "applied_on": document.lodged_on or on,
        "basis": (basis,),
        "paragraphs": paragraphs,
        "particulars": [{"label": label, "value": value} for label, value in rows],
    }


def document_pdf(document: Document, registration: str = "") -> bytes:
    """The document in the layout of GB/T 9704 as a tagged PDF, without a seal: 红头, 发文字号, title, body, 落款."""
    day = document.decided_on
    return render.compiled(
        {
            "template": "document",
            "title": document.title,
            "number": document.document_number or "（发文字号待编）",
            "registration": registration,
            "issuer": document.issuer.organisation.name,
            "addressees": document.addressees,
            "blocks": [_with_shares(block) for block in document.text],
            "date": printed(day) if day else "（日期待定）",
            "day": {"year": day.year, "month": day.month, "day": day.day} if day else {"year": 2000, "month": 1, "day": 1},
            "code": "",
        }
    )


def _with_shares(block: dict[str, Any]) -> dict[str, Any]:
    return {**block, "shares": column_shares(block["rows"], _TABLE_WIDTH)} if block["kind"] == "table" else block
