"""Labels that do not follow each other."""

import re
from collections.abc import Iterator
from itertools import pairwise

from onewindow.law.gazette.labels import label_of
from onewindow.law.gazette.text import ARTICLE, Block, Passage
from onewindow.law.lint.finding import LOW, Hit
from onewindow.law.lint.library import Library, Text

_POINT = re.compile(r"(\d{1,2})[.．、]")


class NumberingSkip:
    """A number left out may be a clause left out, and every reference behind it is in doubt."""

    name = "numbering-skip"
    title = "序号不连续"
    severity = LOW

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            parts = [text.document.blocks, *(attachment.blocks for attachment in text.document.attachments)]
            for blocks in parts:
                articles = [block for top in blocks for block in top.walk() if block.kind == ARTICLE]
                for wrong, message in [*_skips(articles), *_among(blocks)]:
                    yield Hit(text.name, _place(text, wrong), wrong.label, message)
            for passage in text.passages:
                yield from _in_cells(text.name, passage)


def _among(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """The labels of one kind under one block; articles count through the whole text and are looked at apart."""
    kinds = dict.fromkeys(block.kind for block in blocks if block.label and block.kind != ARTICLE)
    for kind in kinds:
        yield from _skips([block for block in blocks if block.kind == kind])
    for block in blocks:
        yield from _among(block.children)


def _skips(blocks: list[Block]) -> Iterator[tuple[Block, str]]:
    expected = 1
    for block in blocks:
        label = label_of(block.label if block.kind != ARTICLE else f"{block.label} ")
        if label is None:
            continue
        if label.ordinal != expected:
            yield block, f"“{block.label}”应当是第{expected}个：序号跳过或者重复"
        expected = label.ordinal + 1


def _in_cells(name: str, passage: Passage) -> Iterator[Hit]:
    for row in passage.table.rows if passage.table else ():
        for cell in row:
            numbers = [int(match[1]) for line in cell.split("\n") if (match := _POINT.match(line))]
            for before, after in pairwise(numbers):
                if after != before + 1:
                    yield Hit(name, passage.place, f"{before}、{after}", f"第{row[0]}行{row[1]}的序号从{before}跳到{after}")


def _place(text: Text, block: Block) -> str:
    return next((passage.place for passage in text.passages if passage.lines == block.lines and passage.label == block.label), block.label)
