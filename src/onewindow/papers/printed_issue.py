"""An issue of the gazette as one file to print: made once for each state of its text, then read from the store."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from threading import Lock
from typing import Any

import typst

from onewindow.law.gazette.selectors import current_versions
from onewindow.law.gazette.stored import document_of
from onewindow.law.gazette.text import Attachment, Block, Document
from onewindow.law.models import GazetteIssue
from onewindow.papers import files, fonts
from onewindow.papers.models import PrintedIssue
from onewindow.papers.render import STANDARDS, TEMPLATES, printed
from onewindow.papers.typesetting import column_shares, title_lines
from onewindow.words.canonical import canonical
from onewindow.worktime.clock import now

LAYOUT = TEMPLATES / "gazette.typ"
_MEDIA_TYPE = "application/pdf"
_TITLE_WIDTH, _ANNEX_WIDTH, _TABLE_WIDTH = 24, 29, 47  # characters of 18, 15 and 9.5 pt in 160 mm
_lock = Lock()  # one compiler, whose inputs are set with each call


def pdf_of(issue: GazetteIssue) -> bytes:
    """The issue as a tagged PDF (PDF/UA-1, PDF/A-2a): title page, contents, every document. About a second the first time."""
    data = sheet(issue)
    source = hashlib.sha256(canonical(data).encode() + LAYOUT.read_bytes()).hexdigest()
    kept = PrintedIssue.objects.filter(source=source).first()
    if kept is None or not files.exists(kept.sha256):
        stored = files.keep(compiled(data), media_type=_MEDIA_TYPE)
        kept, _ = PrintedIssue.objects.update_or_create(source=source, defaults={"sha256": stored.digest, "made_at": now()})
    return files.content_of(kept.sha256)


def compiled(data: dict[str, Any]) -> bytes:
    """The sheet through the kept compiler."""
    inputs = {"issue": json.dumps(data, ensure_ascii=False), "faces": json.dumps(fonts.chains(), ensure_ascii=False)}
    with _lock:
        return bytes(_compiler().compile(format="pdf", pdf_standards=STANDARDS, sys_inputs=inputs))  # type: ignore[arg-type]  # one format, so one document


def sheet(issue: GazetteIssue) -> dict[str, Any]:
    """Everything that the layout prints; a character without a glyph is printed as 〓 (as the trade does), and named in a note."""
    versions = list(current_versions().filter(document__issue=issue))
    documents = [_document(document_of(version.content), version.serial) for version in versions]
    data = {
        "title": issue.title,
        "year": issue.year,
        "number": issue.number,
        "name": str(issue),
        "issuers": list(dict.fromkeys(version.issuer for version in versions)),
        "documents": documents,
    }
    absent = fonts.missing(_words(data))
    return {**_replaced(data, absent), "absent": [f"U+{ord(character):04X}" for character in absent]}


def _document(document: Document, version: int) -> dict[str, Any]:
    return {
        "number": document.number if document.number != document.title else "",
        "title": document.title,
        "lines": title_lines(document.title, _TITLE_WIDTH),
        "registration": document.registration or "",
        "addressees": "，".join(document.addressees),
        "issuer": document.issuer,
        "signed": printed(document.signed) if document.signed else "",
        "version": version,
        "blocks": _blocks(document.blocks),
        "listed": [{"label": f"{annex.number}．" if annex.number else "", "title": annex.title} for annex in document.listed],
        "attachments": [_attachment(each) for each in document.attachments],
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {"label": attachment.label, "lines": title_lines(attachment.title, _ANNEX_WIDTH), "blocks": _blocks(attachment.blocks)}


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """The blocks one after another, without their tree: a printed text has none."""
    return [_block(each) for block in blocks for each in block.walk()]


def _block(block: Block) -> dict[str, Any]:
    table = block.table
    return {
        "kind": block.kind,
        "label": block.label,
        "text": block.text,
        "header": list(table.header) if table else [],
        "rows": [list(row) for row in table.rows] if table else [],
        "shares": column_shares([table.header, *table.rows], _TABLE_WIDTH) if table else [],
    }


def _words(value: Any) -> str:
    return "".join(dict.fromkeys(json.dumps(value, ensure_ascii=False).replace("\\n", "")))


def _replaced(value: dict[str, Any], absent: str) -> dict[str, Any]:
    text = json.dumps(value, ensure_ascii=False)
    found: dict[str, Any] = json.loads(text.translate(dict.fromkeys(map(ord, absent), "〓")) if absent else text)
    return found


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(LAYOUT, root=TEMPLATES, font_paths=fonts.font_book())
