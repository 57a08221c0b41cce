"""Figures that do not add up to the total that is printed."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from onewindow.law.gazette.text import Passage, Table
from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_TOTALS = ("合计", "总计")
_RAISED = re.compile(r"由([\d.]+)万?元?(?:调增|增加|提高|上调)(?:至|到)([\d.]+)万?元")
_INCREASE = re.compile(r"增加[^，。；\d]{0,8}([\d.]+)万?元")
_LISTED = re.compile(r"(\d+)个[^，。；（\d]{1,8}（([^（）]*、[^（）]*)）")


class SumMismatch:
    """A total that is not the sum of its parts: in a table, in an increase, in a count of what is then listed."""

    name = "sum-mismatch"
    title = "合计与分项不符"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage in text.passages:
                if passage.table:
                    yield from _rows(text.name, passage, passage.table)
                    yield from _columns(text.name, passage, passage.table)
            for passage in text.worded:
                yield from _increase(text.name, passage)
                yield from _listed(text.name, passage)


def _rows(name: str, passage: Passage, table: Table) -> Iterator[Hit]:
    for at, column in enumerate(table.header):
        for row in table.rows if column in _TOTALS else ():
            yield from _compare(name, passage, row[0], _beside(row[:at]), row[at])


def _columns(name: str, passage: Passage, table: Table) -> Iterator[Hit]:
    last = table.rows[-1] if table.rows else ()
    if last and any(cell in _TOTALS for cell in last[:2]):
        for at, printed in enumerate(last[1:], start=1):
            yield from _compare(name, passage, table.header[at], _numbers(tuple(row[at] for row in table.rows[:-1])), printed)


def _compare(name: str, passage: Passage, what: str, parts: list[Decimal], printed: str) -> Iterator[Hit]:
    total = _numbers((printed,))
    if len(parts) > 1 and total and sum(parts) != total[0]:
        yield Hit(name, passage.place, f"合计{printed}", f"“{what}”各项相加是{sum(parts)}，印的合计是{printed}")


def _increase(name: str, passage: Passage) -> Iterator[Hit]:
    raised, increase = _RAISED.search(passage.text), _INCREASE.search(passage.text)
    if raised and increase:
        real = Decimal(raised[2]) - Decimal(raised[1])
        if real != Decimal(increase[1]):
            yield Hit(name, passage.place, raised[0], f"写明增加{increase[1]}，而{raised[0]}增加了{real}")


def _listed(name: str, passage: Passage) -> Iterator[Hit]:
    for match in _LISTED.finditer(passage.text):
        items = match[2].split("、")
        if "等" not in match[2] and len(items) != int(match[1]):
            yield Hit(name, passage.place, match[0], f"写明{match[1]}个，列出了{len(items)}个")


def _beside(cells: tuple[str, ...]) -> list[Decimal]:
    """The numbers that stand directly before a total, back to the last cell that is none."""
    parts: list[Decimal] = []
    for cell in reversed(cells[1:]):
        if not (number := _numbers((cell,))):
            break
        parts += number
    return parts


def _numbers(cells: tuple[str, ...]) -> list[Decimal]:
    found = []
    for cell in cells:
        try:
            found.append(Decimal(cell.strip()))
        except InvalidOperation:
            continue
    return found
