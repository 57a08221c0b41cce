"""From a paper to its PDF: one Typst compiler kept in the process, the data through its inputs, then the seal."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst
from django.conf import settings
from pydantic import BaseModel

from onewindow.papers import contents, fonts
from onewindow.papers.contents import Decision
from onewindow.papers.kinds import paper_kind
from onewindow.papers.models import Paper
from onewindow.papers.seals import Seal
from onewindow.papers.typesetting import title_lines
from onewindow.words.money import capital_money, format_money
from onewindow.worktime.clock import day_of

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: list[Any] = ["ua-1", "a-2a"]  # tagged, kept for good; with a standard set a missing glyph is an error
_lock = Lock()  # the compiler is one, and its inputs are set with each call


def render(paper: Paper, seal: Seal) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1, PDF/A-2a), signed if it is the body's own. Raises typst.TypstError when it cannot be made."""
    pdf = compiled(sheet(paper, seal))
    if not paper_kind(paper.kind).sealed:
        return pdf
    return seal.signature.sign(pdf, name=paper.issuer, reason=f"制发{paper.title}（{paper.number}）")


def compiled(data: dict[str, Any]) -> bytes:
    """A sheet through the kept compiler, unsigned, dated to the moment of issue, or to now if it is not issued yet.

    First 0.3 s, then some 8 ms a page.
    """
    broken = {**data, "title_lines": title_lines(data["title"])}
    inputs = {"paper": json.dumps(broken, ensure_ascii=False), "faces": _faces()}
    moment = datetime.fromisoformat(data["issued_at"]) if "issued_at" in data else None
    with _lock:
        pdf = _compiler().compile(format="pdf", pdf_standards=STANDARDS, sys_inputs=inputs, timestamp=moment)
    return bytes(pdf)  # type: ignore[arg-type]  # one format, so one document


def sheet(paper: Paper, seal: Seal) -> dict[str, Any]:
    """Everything that the layout prints, as text: dates and money written out, pictures as SVG."""
    kind = paper_kind(paper.kind)
    content = contents.read(kind.content, json.loads(paper.content or "{}"))
    day = day_of(paper.issued_at)
    address = verify_address(paper.code)
    return {
        "template": kind.template,
        "title": paper.title,
        "number": paper.number,
        "issuer": paper.issuer,
        "case": paper.case_number,
        "date": printed(day),
        "issued_at": paper.issued_at.astimezone(UTC).replace(microsecond=0).isoformat(),  # as fine as the compiler takes it
        "code": grouped(paper.code),
        "address": address,
        "qr": qr(address),
        "seal": seal.picture,
        "seal_says": seal.says,
        "content": _said(content),
    }


def verify_address(code: str) -> str:
    """The public page that verifies the paper with this code."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/verify/{code}/"


def grouped(code: str) -> str:
    """A code as printed: ``ABCD-EFGH-JKMN``."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def qr(address: str, *, scales: bool = False) -> str:
    """The address as a QR code (level M), SVG in one path; one that ``scales`` has no size of its own and fills its place on a page."""
    stream = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(stream, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, omitsize=scales)
    return stream.getvalue().decode()


def printed(value: Any) -> Any:
    """A value as it stands on paper: 2023年9月15日, 58,000.00."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal):
        return format_money(value)
    if isinstance(value, dict):
        return {key: printed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [printed(item) for item in value]
    return value


def _said(content: BaseModel) -> dict[str, Any]:
    said: dict[str, Any] = printed(content.model_dump())
    if isinstance(content, Decision):
        said["capital"] = capital_money(content.total)
    return said


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATES / "paper.typ", root=TEMPLATES, font_paths=fonts.font_book())


@cache
def _faces() -> str:
    return json.dumps(fonts.chains(), ensure_ascii=False)
