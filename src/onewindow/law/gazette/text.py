"""What a gazette is made of: an issue, its documents, and the tree of blocks that each of them is. No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

CHAPTER, SECTION, ARTICLE, HEAD, ITEM, POINT, SUBPOINT = "chapter", "section", "article", "head", "item", "point", "subpoint"
PARAGRAPH, TABLE = "paragraph", "table"
KIND_TITLES = {
    CHAPTER: "章",  # 第一章
    SECTION: "节",  # 第一节
    ARTICLE: "条",  # 第一条
    HEAD: "部分",  # 一、
    ITEM: "项",  # （一）
    POINT: "目",  # 1.
    SUBPOINT: "细目",  # （1）
    PARAGRAPH: "款",
    TABLE: "表",
}

Lines = tuple[int, int]  # first and last line of the source, counted from 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: the names of its columns, and its rows, each with as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> tuple[str, ...]:
        """The cells below the column that is called ``name``; none if no column is."""
        return tuple(row[self.header.index(name)] for row in self.rows) if name in self.header else ()


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a text and what stands under it. ``label`` is as printed (“第十六条”, “（一）”), ``text`` without it."""

    kind: str
    label: str
    text: str
    lines: Lines
    children: tuple[Block, ...] = ()
    table: Table | None = None

    def walk(self) -> Iterator[Block]:
        """The block and everything under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a document carries with it: ``issued`` is the measure that a notice issues, else an annex with its number."""

    label: str  # “附件2”; empty for the measure issued
    title: str
    lines: Lines
    blocks: tuple[Block, ...]

    @property
    def issued(self) -> bool:
        return not self.label


@dataclass(frozen=True, slots=True)
class Annex:
    """A line of the list of annexes at the end of a text: its number (0 for a single one) and title."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an issue. ``number`` is empty for a draft; minutes go by the name of their meeting."""

    number: str
    title: str
    issuer: str
    addressees: tuple[str, ...]
    signed: date | None
    registration: str | None
    lines: Lines
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...] = ()
    listed: tuple[Annex, ...] = ()  # the annexes that the text announces
    head_lines: Lines = (0, 0)

    @property
    def year(self) -> int | None:
        return self.signed.year if self.signed else None

    @property
    def measure(self) -> Attachment | None:
        """The measure that this document issues, if it issues one."""
        return next((item for item in self.attachments if item.issued), None)

    @property
    def annexes(self) -> tuple[Attachment, ...]:
        return tuple(item for item in self.attachments if not item.issued)


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause-sized piece of a document at its address, such as ``第十六条``, ``三（一）2`` or ``附件1 表1``.

    ``parent`` is the address of what it stands under, ``heading`` the chapter or part that it belongs to. ``digest`` covers the
    wording alone, so that a passage that only moved has the same.
    """

    place: str
    kind: str
    label: str
    text: str
    lines: Lines
    parent: str = ""
    heading: str = ""
    table: Table | None = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.label}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the source that is in no block, and why: ``dropped`` belongs to the page, ``unplaced`` found no place."""

    line: int
    text: str
    reason: str
    placed: bool = True  # False: somebody should look at it


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a gazette as read from a file."""

    title: str
    year: int | None
    number: int | None
    documents: tuple[Document, ...]
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def unplaced(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if not remark.placed)
