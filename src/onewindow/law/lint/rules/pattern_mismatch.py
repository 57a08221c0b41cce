"""Codes that are not written as the text or the other rows write them."""

import re
from collections import Counter
from collections.abc import Iterator

from onewindow.law.gazette.text import Passage
from onewindow.law.lint.finding import MEDIUM, Hit
from onewindow.law.lint.library import Library, Text

_CODE = re.compile(r"[A-Z]{2,}[-—–－][^\s一-鿿]{2,}")
_LONG = re.compile(r"[—–－]")
_HYPHEN = re.compile(r"短横[杠线]|连字符")


class PatternMismatch:
    """A code with a digit too few, or a long dash where the rule asks for a hyphen, is another code for every program."""

    name = "pattern-mismatch"
    title = "编码样式不一致"
    severity = MEDIUM

    def check(self, library: Library) -> Iterator[Hit]:
        ruling = next((text for text in library.texts if _HYPHEN.search(text.wording)), None)
        for text in library.texts:
            for passage in text.passages:
                if passage.table:
                    yield from _odd_rows(text, passage)
            printed = text.document.registration
            if ruling and printed and _LONG.search(printed):
                message = f"登记号“{printed}”用长横线连接，{ruling.name}规定用短横杠"
                yield Hit(text.name, "题头", printed, message)


def _odd_rows(text: Text, passage: Passage) -> Iterator[Hit]:
    """The rows whose code has the shape of most others but for the count of its placeholders."""
    assert passage.table
    codes = [(row[0], row[1], cell) for row in passage.table.rows for cell in row if _CODE.fullmatch(cell)]
    shapes = Counter((_shape(code), _length(code)) for _, _, code in codes)
    usual = {
        shape: max(length for (each, length), count in shapes.items() if each == shape and count == most)
        for shape, most in _most(shapes).items()
    }
    odd = [(serial, name, code) for serial, name, code in codes if _length(code) != usual[_shape(code)]]
    if odd:
        names = "、".join(f"第{serial}行{name}" for serial, name, _ in odd)
        yield Hit(text.name, passage.place, odd[0][2], f"{names}的流水号位数与其他行不同（如“{odd[0][2]}”）")


def _most(shapes: Counter[tuple[str, int]]) -> dict[str, int]:
    most: dict[str, int] = {}
    for (shape, _), count in shapes.items():
        most[shape] = max(count, most.get(shape, 0))
    return most


def _shape(code: str) -> str:
    """The code with letters, digits and placeholders each drawn together."""
    return re.sub(r"([^A-Z\d\-—–－])\1*", "△", re.sub(r"\d+", "9", re.sub(r"[A-Z]+", "A", code)))


def _length(code: str) -> int:
    return len(re.sub(r"^[A-Z]+", "", code))
