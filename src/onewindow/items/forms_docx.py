"""Blank forms and sample texts as Word files that can be filled in: made from the form of the item, or from a text. No Django."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from onewindow.items.content import Content
from onewindow.items.elements import MADE_FROM_FORM
from onewindow.items.parts import FormField, Material

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BOXES = {"choice", "choices", "yes_no"}
_BLANK = {"day": "　　　　年　　月　　日", "money": "", "whole": "", "number": ""}


def form_file(content: Content, material: Material, *, sample: bool) -> bytes:
    """The blank form of a material, or its sample text, as a Word file."""
    text = material.sample if sample else material.blank_form
    document = _new(material.title, f"（{content.title}）", sample=sample)
    if text == MADE_FROM_FORM:
        _table(document, content.form, sample=sample)
        _signature(document)
    else:
        for line in text.splitlines():
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _new(title: str, of: str, *, sample: bool) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    for text, size, bold in ((title, 18, True), (of, 12, False), ("示范文本：所填均为示例" if sample else "", 12, False)):
        if text:
            line = document.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = line.add_run(text)
            run.font.size, run.bold = Pt(size), bold
    return document


def _table(document: Any, fields: tuple[FormField, ...], *, sample: bool) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for field in fields:
        cells = table.add_row().cells
        cells[0].text = f"{field.title}{f'（{field.unit}）' if field.unit else ''}{'' if field.required else '（选填）'}"
        cells[1].text = _filled(field) if sample else _blank(field)
        cells[0].width, cells[1].width = Mm(52), Mm(106)


def _blank(field: FormField) -> str:
    options = field.choices or (("是", "否") if field.kind == "yes_no" else ())
    said = "　".join(f"□{each}" for each in options) if field.kind in _BOXES else _BLANK.get(field.kind, "")
    return "\n".join(filter(None, (said, f"（{field.help}）" if field.help else ""))) or "\n"


def _filled(field: FormField) -> str:
    if field.kind in _BOXES and (options := field.choices or ("是", "否")):
        ticked = field.example.split("、") if field.example else [options[0]]
        return "　".join(f"{'☑' if each in ticked else '□'}{each}" for each in options)
    return field.example or "（按实际情况填写）"


def _signature(document: Any) -> None:
    document.add_paragraph()
    document.add_paragraph("以上内容真实、准确，本人（单位）对其真实性负责。")
    line = document.add_paragraph("申请人（签名或者盖章）：　　　　　　　　　　　　年　　月　　日")
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
