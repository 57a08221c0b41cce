"""A document written as Word in the layout of GB/T 9704: A4, the type area, the four faces, 22 lines of 28 characters."""

from __future__ import annotations

import io
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from miluo.normative_documents.models import Document
from miluo.normative_documents.wording import blocks_of
from onewindow.papers.typesetting import title_lines

BODY, TITLE, HEADING, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
THREE, TWO = Pt(16), Pt(22)
RED = RGBColor(0xD7, 0x00, 0x0F)
PITCH = Mm(225 / 22)
FACES = {"chapter": HEADING, "one": HEADING, "two": KAI, "paragraph": BODY}


def document_docx(document: Document, registration: str = "") -> bytes:
    """The document as it goes out, for the printer: 红头, 发文字号, title, body, 落款. The faces are named, not embedded."""
    word = new_document()
    _page(word)
    if registration:
        _line(word, registration, HEADING, indent=False)
    _line(word, document.issuer.organisation.name, TITLE, Pt(36), centred=True, red=True)
    _line(word, document.document_number or "（发文字号待编）", BODY, centred=True)
    _line(word, "\n".join(title_lines(document.title)), TITLE, TWO, centred=True)
    if document.addressees:
        _line(word, f"{document.addressees}：", BODY, indent=False)
    for block in blocks_of(document.text):
        if block.kind == "table":
            _table(word, block.rows)
        else:
            _line(word, block.text, FACES[block.kind], centred=block.kind == "chapter")
    _line(word, document.issuer.organisation.name, BODY, right=True)
    day = document.decided_on
    _line(word, f"{day.year}年{day.month}月{day.day}日" if day else "（日期待定）", BODY, right=True)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)


def _line(
    word: Any,
    text: str,
    face: str,
    size: Any = THREE,
    *,
    centred: bool = False,
    right: bool = False,
    indent: bool = True,
    red: bool = False,
) -> None:
    paragraph = word.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, PITCH
    if centred or right:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    elif indent:
        layout.first_line_indent = THREE * 2
    _faced(paragraph.add_run(text), face, size, red=red)


def _table(word: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = word.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(place, column)
            _faced(cell.paragraphs[0].add_run(text), HEADING if place == 0 else BODY, Pt(12))


def _faced(run: Any, face: str, size: Any, *, red: bool = False) -> None:
    run.font.name, run.font.size = face, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if red:
        run.font.color.rgb = RED
