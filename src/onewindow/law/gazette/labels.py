"""The labels that begin a block: 第一章, 第一条, 一、, （一）, 1., （1）. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onewindow.law.gazette.text import ARTICLE, CHAPTER, HEAD, ITEM, POINT, SECTION, SUBPOINT
from onewindow.law.numerals import to_int

_N = "[零〇一二三四五六七八九十百]+"
_LABELS = (
    (CHAPTER, re.compile(rf"(第({_N})章)(?:\s+|(?=[一-鿿]))")),
    (SECTION, re.compile(rf"(第({_N})节)(?:\s+|(?=[一-鿿]))")),
    (ARTICLE, re.compile(rf"(第({_N})条)(?:[\s\u3000]+|$)")),
    (HEAD, re.compile(rf"(({_N})、)\s*")),
    (ITEM, re.compile(rf"([（(]({_N})[）)])\s*")),
    (SUBPOINT, re.compile(r"([（(](\d{1,2})[）)])\s*")),
    (POINT, re.compile(r"((\d{1,2})(?:[.．、](?!\d)))\s*")),
)
LEVELS = {CHAPTER: 1, SECTION: 2, ARTICLE: 3, HEAD: 3, ITEM: 5, POINT: 6, SUBPOINT: 7}  # 4 is the paragraph


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a line, its ordinal, and what stands behind it."""

    kind: str
    text: str
    ordinal: int
    rest: str


def label_of(line: str) -> Label | None:
    """The label that a line begins with, if it begins with one."""
    for kind, pattern in _LABELS:
        if match := pattern.match(line):
            ordinal = int(match[2]) if match[2].isdecimal() else to_int(match[2])
            return Label(kind, match[1], ordinal, line[match.end() :].strip())
    return None
