"""The lines of a source: what belongs to the page is put aside, what was wrapped is told from what has ended. No Django."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onewindow.law.gazette.text import Remark

_PAGE_NUMBER = re.compile(r"[-—–－]\s*\d{1,4}\s*[-—–－]")
RUNNING_HEAD = re.compile(r"(?P<title>[一-鿿]{2,20}公报)\s*(?P<year>\d{4})\s*年\s*第\s*(?P<number>\d+)\s*期")
REGISTRATION = re.compile(r"[A-Z]{3,8}[-—–－]\d{4}[-—–－]\d{4,6}")
_ENDS = tuple("。；：！？;:!?")
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000\xa0]+|[ \t\u3000\xa0]+(?=[^\x00-\x7f])")
_LONG, _NEARLY = 0.9, 0.8  # nine lines in ten are no longer than this one; lines of four fifths of it are long
_SLACK_ENDED, _SLACK_OPEN = 3, 8  # columns that a full line may fall short of the measure, with and without a full stop
_INDENT = 4  # columns that a paragraph's first line loses with its indent


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source. ``whole`` is a paragraph that the source itself ends here (DOCX); ``cells`` a row of its table."""

    number: int
    text: str
    whole: bool = False
    cells: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return sum(2 if ord(character) > 0x2000 else 1 for character in self.text)

    @property
    def ended(self) -> bool:
        """Whether a sentence or a clause ends with the line."""
        return self.text.rstrip("”’）)》").endswith(_ENDS) or self.text.endswith(_ENDS)


def lines_of(text: str) -> list[Line]:
    """The lines of a text as extracted from PDF, numbered from 1; a form feed is the end of a page."""
    return [Line(number, line.strip(" \t\u3000\xa0\f\r")) for number, line in enumerate(text.split("\n"), start=1)]


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Remark]]:
    """The lines that belong to the text, and those that belong to the page, with the reason."""
    kept, dropped = [], []
    for line in lines:
        if not line.text:
            continue
        if _PAGE_NUMBER.fullmatch(line.text):
            dropped.append(Remark(line.number, line.text, "页码"))
        elif RUNNING_HEAD.fullmatch(line.text):
            dropped.append(Remark(line.number, line.text, "页眉"))
        else:
            kept.append(line)
    return kept, dropped


def measure(lines: Sequence[Line]) -> int:
    """The width in columns of a full line: the usual one among the long lines, 0 where there are none."""
    widths = sorted(line.width for line in lines if not line.whole)
    if not widths:
        return 0
    long = widths[int(len(widths) * _LONG)] * _NEARLY
    counts = Counter(width for width in widths if width >= long)
    most = max(counts.values())
    return max(width for width, count in counts.items() if count == most)


def continues(before: Sequence[Line], full: int) -> bool:
    """Whether the next line goes on with the paragraph of ``before``, where lines of ``full`` columns were wrapped."""
    last = before[-1]
    if last.whole or not full:
        return False
    if last.text.endswith(("，", "、", "（", "“", "《")) or _is_open("".join(line.text for line in before)):
        return True
    if last.ended:
        return last.width > full - _SLACK_ENDED
    return last.width + (_INDENT if len(before) == 1 else 0) > full - _SLACK_OPEN


def _is_open(text: str) -> bool:
    """Whether a bracket that the text opened is still open behind its last colon or comma."""
    return text.endswith(("：", "；")) and text.count("（") > text.count("）")


def joined(lines: Sequence[Line]) -> str:
    """The wrapped lines as one text."""
    return tidy("".join(_glued(line.text, after.text) for line, after in zip(lines, [*lines[1:], Line(0, "")], strict=True)))


def tidy(text: str) -> str:
    """The text without the blanks that typesetting left beside Chinese characters."""
    return _BETWEEN.sub("", text).strip()


def _glued(text: str, after: str) -> str:
    """A word of another script that a line break separates keeps its blank."""
    apart = text[-1:].isascii() and text[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{text} " if apart else text
