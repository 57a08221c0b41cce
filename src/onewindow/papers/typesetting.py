"""Where a title breaks and how wide the columns of a table are: what Typst cannot know of Chinese words. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

TITLE_WIDTH = 19.5  # characters of 22 pt in 156 mm, less what a marks' squeezing may not give back
TABLE_WIDTH = 45  # characters of 9.5 pt in 160 mm

_WIDE = 1.0
_NARROW = 0.55
_EXTRA_LINE = 15.0
_CODE = re.compile(r"[!-~]+")
_SHORT = 9  # a column this wide is not broken

_CLOSING = "》）”〉】、，"
_OPENING = "《（“〈【"
_GOOD_AFTER = re.compile(r"(?:关于印发|关于公布|关于(?!印发|公布)|人民政府办公室|人民政府|办公室|》|、|和|与|及|年|市|县)$")
_BAD_AFTER = re.compile(r"(?:的|第|[〔（]|\d)$")
_TAIL = re.compile(r"(?:（[^（）]*）)?》?的(?:通知|通告|公告|决定|意见|请示|批复|函|报告)$")
_WHOLE = re.compile(r"“[^”]*”|进一步|规范性|信息化|开放型|办公室")  # a quotation, and words of three characters that titles have
_WORDS = re.compile(r"[一-鿿]+|[0-9A-Za-z.%—-]+|.")


def width_of(text: str) -> float:
    """The width in characters of the body; digits and letters are about half as wide."""
    return sum(_NARROW if character.isascii() else _WIDE for character in text)


@cache
def title_lines(title: str, width: float = TITLE_WIDTH) -> tuple[str, ...]:
    """The title in as few lines as hold it, near in length, broken where a word group ends (GB/T 9704-2012, 7.3.1).

    An author's own line breaks stand. Two Chinese characters in a row are taken to be a word, since most are; no
    dictionary is asked, so a longer word may still be parted.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.splitlines() if line.strip())
    count = max(1, -int(-width_of(title) // width))
    ways = [way for extra in range(3) if (way := _broken(title, count + extra, width, _EXTRA_LINE * extra))]
    return min(ways)[1] if ways else (title,)


def _broken(title: str, lines: int, width: float, cost: float) -> tuple[float, tuple[str, ...]] | None:
    """The cheapest way into so many lines, with what it costs above ``cost``; None where no way fits."""
    ideal = width_of(title) / lines
    costs = _break_costs(title)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (cost, (0,))}
    for number in range(1, lines + 1):
        ends = [len(title)] if number == lines else sorted(costs)
        best = {
            end: min(ways)
            for end in ends
            if (
                ways := [
                    (spent + abs(long - ideal) ** 2 + costs.get(end, 0.0), (*path, end))
                    for start, (spent, path) in best.items()
                    if start < end and (long := width_of(title[start:end])) <= width
                ]
            )
        }
    if len(title) not in best:
        return None
    total, path = best[len(title)]
    return total, tuple(title[start:end] for start, end in pairwise(path))


def _break_costs(title: str) -> dict[int, float]:
    """What a break costs at each place where one is allowed: nothing between word groups, much within a word or a quotation."""
    tail = _TAIL.search(title)
    end = tail.start() if tail else len(title) - 1
    whole = {place for found in _WHOLE.finditer(title) for place in range(found.start() + 1, found.end())}
    edges = {found.end() for found in _WHOLE.finditer(title)}
    costs = {}
    for run in _WORDS.finditer(title):
        begun = run.start()  # of the words that are counted by twos
        for place in range(run.start() if run[0] > "一" else run.end(), run.end() + 1):
            before, after = title[:place], title[place:]
            group = after[:1] in _OPENING or _GOOD_AFTER.search(before) is not None
            if group or place in edges:
                begun = place
            if before and place <= end and after[:1] not in _CLOSING and before[-1] not in _OPENING and not _BAD_AFTER.search(before):
                costs[place] = (0.0 if group else 12.0 + 30.0 * ((place - begun) % 2)) + 40.0 * (place in whole)
    return costs


def column_shares(rows: Sequence[Sequence[str]], width: float = TABLE_WIDTH) -> tuple[int, ...]:
    """The share of the table that each column takes, in tenths of a character: short columns what they need, the others by their content.

    ``rows`` begin with the head, whose longer words may stand on two lines.
    """
    columns = list(zip(*_even(rows), strict=True))
    needs = [_need(column) for column in columns]
    short = sum(need for need in needs if need <= _SHORT)
    rest = width - short
    if sum(needs) <= width:
        return tuple(round(10 * need) for need in needs)
    if rest < width / 4:
        return _squeezed(needs, [_least(column) for column in columns], width)
    whole = sum(need**0.5 for need in needs if need > _SHORT)
    return tuple(round(10 * (need if need <= _SHORT else max(_SHORT, rest * need**0.5 / whole))) for need in needs)


def _need(column: Sequence[str]) -> float:
    head, *cells = column
    wide = max((width_of(line) for cell in cells for line in cell.split("\n")), default=0.0)
    return max(wide, min(width_of(head), max(3.0, width_of(head) / 2))) + 0.9  # the inset on both sides


def _squeezed(needs: list[float], leasts: list[float], width: float) -> tuple[int, ...]:
    """Many narrow columns: each what cannot be broken, and of the rest in proportion to its need."""
    over = sum(need - least for need, least in zip(needs, leasts, strict=True))
    part = max(0.0, width - sum(leasts)) / over if over else 0.0
    return tuple(round(10 * (least + (need - least) * part)) for need, least in zip(needs, leasts, strict=True))


def _least(column: Sequence[str]) -> float:
    """The widest number or code of a column, or one character, with the inset."""
    return max((width_of(found) for cell in column for found in _CODE.findall(cell)), default=1.0) + 0.9


def _even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    wide = max(map(len, rows))
    return [[*row, *[""] * (wide - len(row))] for row in rows]
