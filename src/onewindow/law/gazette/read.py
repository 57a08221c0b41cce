"""A file as lines: text as extracted from PDF, a PDF that carries text, or DOCX. No Django."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdf
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from onewindow.law.gazette.lines import Line, lines_of
from onewindow.words.refused import Refused

_ENCODINGS = ("utf-8-sig", "gb18030")
_READABLE = "公报全文：纯文本（UTF-8 或 GB18030）、带文字的 PDF，或者 DOCX"


def read(path: Path) -> tuple[bytes, list[Line]]:
    """The bytes of a file and its lines. Raises Refused where there is no such file, or none that can be read as text."""
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused(f"打不开文件“{path}”", code="no_file", field="file", expected=_READABLE) from None
    return content, lines_in(content)


def lines_in(content: bytes) -> list[Line]:
    """The lines of a file's content. Raises Refused (``unreadable``) for what is no text."""
    if content.startswith(b"%PDF"):
        return _from_pdf(content)
    if content.startswith(b"PK"):
        return _from_docx(content)
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return lines_of(text.replace("\r\n", "\n"))
    raise _unreadable("文件不是文字")


def _from_pdf(content: bytes) -> list[Line]:
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    except (pypdf.errors.PyPdfError, ValueError, KeyError):
        raise _unreadable("PDF 已损坏或者加了密") from None
    if not any(page.strip() for page in pages):
        raise _unreadable("PDF 里只有图像，没有文字")
    return lines_of("\n".join(pages))


def _from_docx(content: bytes) -> list[Line]:
    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile):
        raise _unreadable("文件不是 DOCX") from None
    return list(_docx_lines(document.iter_inner_content()))


def _docx_lines(parts: Iterator[Paragraph | DocxTable]) -> Iterator[Line]:
    """A paragraph is a whole line, a row of a table a line with its cells."""
    number = 0
    for part in parts:
        if isinstance(part, DocxTable):
            for row in part.rows:
                number += 1
                cells = tuple(cell.text.strip() for cell in row.cells)
                yield Line(number, "　".join(cells), whole=True, cells=cells)
            continue
        for text in part.text.split("\n"):
            number += 1
            yield Line(number, text.strip(" \t\u3000\xa0"), whole=True)


def _unreadable(why: str) -> Refused:
    return Refused(why, code="unreadable", field="file", expected=_READABLE)
