"""The address of every passage of a document, and the passages themselves in the order of the text. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onewindow.law.gazette.lines import tidy
from onewindow.law.gazette.text import ARTICLE, CHAPTER, HEAD, ITEM, PARAGRAPH, POINT, SECTION, SUBPOINT, TABLE, Block, Document, Passage
from onewindow.law.numerals import to_chinese

TITLE, PREAMBLE, NOTICE = "题头", "序言", "通知正文"
_SENTENCE = tuple("。；：:;！？")


def passages(document: Document) -> tuple[Passage, ...]:
    """Every passage of a document at its address; no two have one.

    The clauses of a measure that a notice issues stand at the top (``第十六条``), the notice itself under ``通知正文``, an annex
    under its label (``附件2 表``).
    """
    taken: dict[str, int] = {}
    return tuple(_unique(passage, taken) for passage in _all(document))


def title_text(document: Document) -> str:
    """What the head of a document says, in lines: number, registration, title, addressees, date."""
    signed = f"{document.signed:%Y-%m-%d}" if document.signed else ""
    parts = (document.number, document.registration or "", document.title, "，".join(document.addressees), document.issuer, signed)
    return "\n".join(part for part in parts if part)


def _all(document: Document) -> Iterator[Passage]:
    yield Passage(TITLE, "title", "", title_text(document), document.head_lines)
    yield from _of(document.blocks, prefix=f"{NOTICE} " if document.measure else "")
    for annex in document.listed:
        yield Passage(f"附件目录{annex.number or ''}", "annexes", f"附件{annex.number or ''}", annex.title, document.lines)
    for attachment in document.attachments:
        place = attachment.label or "印发件"
        yield Passage(place, "attachment", attachment.label, attachment.title, attachment.lines)
        yield from _of(attachment.blocks, prefix=f"{place} " if attachment.label else "")


def _of(blocks: Iterable[Block], prefix: str) -> Iterator[Passage]:
    """The passages of one text; its first unlabelled paragraphs are the preamble."""
    loose = 0
    for block in blocks:
        if block.kind == PARAGRAPH:
            loose += 1
            name = prefix.strip() or PREAMBLE
            alone = loose == 1 and name in {NOTICE, PREAMBLE}
            place = name if alone else f"{name}第{to_chinese(loose)}款"
            yield _passage(block, place, prefix.strip(), "")
        elif block.kind == TABLE:
            yield _passage(block, f"{prefix}表", prefix.strip(), "")
        else:
            yield from _down(block, prefix, prefix.strip(), "")


def _down(block: Block, before: str, parent: str, heading: str) -> Iterator[Passage]:
    own = before + _name(block)
    title = tidy(f"{block.label}{block.text}") if block.kind in {CHAPTER, SECTION, HEAD} and not block.text.endswith(_SENTENCE) else heading
    yield _passage(block, own, parent, title)
    if block.kind in {CHAPTER, SECTION}:  # articles are counted through the whole text
        for child in block.children:
            yield from _down(child, before if child.kind in {ARTICLE, SECTION} else f"{own} ", own, title)
        return
    yield from _under(block, own, title)


def _under(block: Block, own: str, title: str) -> Iterator[Passage]:
    """Paragraphs are counted from the text of the block itself, unless that is a heading."""
    count = 1 if block.text.endswith(_SENTENCE) else 0
    for child in block.children:
        if child.kind in {PARAGRAPH, TABLE}:
            count += 1
            unit = "款" if block.kind in {ARTICLE, HEAD} else "段"
            place = f"{own}第{to_chinese(count)}{unit}" if child.kind == PARAGRAPH else f"{own}表"
            yield _passage(child, place, own, title)
            for item in child.children:  # an item is cited by its article, whichever paragraph introduces it
                yield from _down(item, own if item.kind in {ITEM, POINT, SUBPOINT} else f"{own} ", place, title)
        else:
            yield from _down(child, own, own, title)


def _passage(block: Block, place: str, parent: str, heading: str) -> Passage:
    text = table_text(block) if block.table else block.text
    return Passage(place, block.kind, block.label, text, block.lines, parent, heading, block.table)


def table_text(block: Block) -> str:
    """The words of a table, for search and comparison: one row a line, cells apart."""
    rows = (block.table.header, *block.table.rows) if block.table else ()
    return "\n".join("　".join(cell.replace("\n", " ") for cell in row) for row in rows)


def _name(block: Block) -> str:
    """How the label reads in an address: 第三条, 三, （一）, 1, （1）."""
    return re.sub(r"[、.．：]$", "", tidy(block.label)).replace("(", "（").replace(")", "）")


def _unique(passage: Passage, taken: dict[str, int]) -> Passage:
    """A label that is printed twice makes two addresses: the second is marked."""
    taken[passage.place] = taken.get(passage.place, 0) + 1
    if taken[passage.place] == 1:
        return passage
    place = f"{passage.place}〔{taken[passage.place]}〕"
    return Passage(place, passage.kind, passage.label, passage.text, passage.lines, passage.parent, passage.heading, passage.table)
