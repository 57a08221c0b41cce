"""The text of a document as blocks: read from and written to Word, and compared version by version. No Django."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from docx import Document as read_document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from onewindow.law.redline import ADDED, SAME, STRUCK, Piece, pieces
from onewindow.words.refused import Refused

LEVELS = (  # the numbering of GB/T 9704: 一、 in 黑体, （一） in 楷体, then 1. and （1）
    ("chapter", re.compile(r"第[一二三四五六七八九十百]+章")),
    ("one", re.compile(r"[一二三四五六七八九十]+、")),
    ("two", re.compile(r"（[一二三四五六七八九十]+）")),
)
SHORT_HEADING = 40  # a numbered line that is longer, or ends a sentence, is a paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table; ``kind`` is paragraph, chapter, one, two or table; ``rows`` only of a table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.text, "rows": [list(row) for row in self.rows]}


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a redline: ``how`` is same, struck, added, or changed within; ``pieces`` are its words with what stayed, went and came."""

    how: str
    pieces: tuple[Piece, ...]


def blocks_of(stored: Sequence[Mapping[str, Any]]) -> list[Block]:
    """The blocks as they were stored."""
    return [Block(each["kind"], each["text"], tuple(tuple(row) for row in each["rows"])) for each in stored]


def read_docx(content: bytes) -> list[Block]:
    """The paragraphs and tables of a Word document in their order. Raises Refused for what is none, or has no words."""
    try:
        document = read_document(io.BytesIO(content))
        blocks = [block for part in _parts(document) if (block := _block(part))]
    except Exception:  # python-docx raises whatever its XML and ZIP readers raise
        blocks = []
    if not blocks:
        raise Refused("读不出这份Word文档的文字", code="unreadable", field="file", expected="有文字内容的docx文件")
    return blocks


def kind_of(text: str) -> str:
    """The level of a line by its numbering."""
    if len(text) > SHORT_HEADING or text.endswith("。"):
        return "paragraph"
    return next((kind for kind, numbering in LEVELS if numbering.match(text)), "paragraph")


def difference(before: Sequence[Block], after: Sequence[Block]) -> list[Change]:
    """What was taken out and put in, line by line, in the order of the new text."""
    return compared_lines(lines_of(before), lines_of(after))


def compared_lines(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Two texts as lines: a line that was replaced by another is shown as one, with the words that differ."""
    changes: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [Change(SAME, (Piece(SAME, line),)) for line in old[a:b]]
        else:
            changes += [_change(was, now) for was, now in zip_longest(old[a:b], new[c:d])]
    return changes


def lines_of(blocks: Sequence[Block]) -> list[str]:
    """The text as lines to compare, a row of a table being one."""
    return [line for block in blocks for line in line_of(block).split("\n")]


def line_of(block: Block) -> str:
    """A paragraph as it is, a table row by row."""
    return "\n".join("｜".join(row) for row in block.rows) if block.rows else block.text


def _change(was: str | None, now: str | None) -> Change:
    if was is None:
        return Change(ADDED, (Piece(ADDED, now or ""),))
    if now is None:
        return Change(STRUCK, (Piece(STRUCK, was),))
    return Change("changed", pieces(was, now))


def _parts(document: WordDocument) -> Iterator[Paragraph | Table]:
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            yield Table(child, document)


def _block(part: Paragraph | Table) -> Block | None:
    if isinstance(part, Table):
        rows = tuple(tuple(cell.text.strip() for cell in row.cells) for row in part.rows)
        return Block("table", rows=rows) if rows else None
    text = part.text.strip().replace("\x00", "")
    return Block(kind_of(text), text) if text else None
