"""Two rows of a table that are given one code."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_CODE = re.compile(r"[A-Z]{2,}[-—–－][^\s一-鿿]{2,}")


class CodeCollision:
    """A code names one body: two with one series would issue the same number twice."""

    name = "code-collision"
    title = "代码重复"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage in text.passages:
                rows = passage.table.rows if passage.table else ()
                holders: dict[str, list[str]] = {}
                for row in rows:
                    for code in filter(_CODE.fullmatch, row):
                        holders.setdefault(code, []).append(f"第{row[0]}行{row[1]}")
                for code, those in holders.items():
                    if len(those) > 1:
                        yield Hit(text.name, passage.place, code, f"{'、'.join(those)}都是“{code}”，编出的号码会重复")
