"""The tables of annexes, put together again from the lines that PDF made of them. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onewindow.law.gazette.lines import Line, tidy
from onewindow.law.gazette.text import Document, Remark, Table

_FIRST = ("序号", "序")
_ROW = re.compile(r"(\d{1,3})(?:\s+(.*))?")
_NUMERIC = re.compile(r"\d+(?:\.\d+)?")
_LIST = re.compile(r"1[.．、]?[一-鿿]")
_NAMED = re.compile(r"(.*(?:镇|乡|街道|局|办|委|部|队|院|中心|合计|总计))")
_TOTALS = ("合计", "总计")
_HEADER_LINES = 12  # a stacked header has no more lines than this
_SHORT = 20  # columns of a line that is a piece of a header cell
_LEAST = 3  # numbers in a row of figures


def table_at(lines: Sequence[Line]) -> tuple[Table, int] | None:
    """The table that begins with ``lines`` and the count of lines that it takes; None if none begins here."""
    if lines[0].cells:
        return None  # its rows are known already
    return _numbered(lines) or _figures(lines)


def _numbered(lines: Sequence[Line]) -> tuple[Table, int] | None:
    """A table of rows with running numbers below a header that begins with 序号, be it stacked over several lines."""
    if not lines or lines[0].text.split()[0] not in _FIRST:
        return None
    header, place = _header(lines)
    if len(header) < 2:
        return None
    rows: list[list[str]] = []
    repeated = {line.text for line in lines[:place]}
    while place < len(lines):
        text = lines[place].text
        match = _ROW.fullmatch(text)
        if match and int(match[1]) == len(rows) + 1:
            rows.append([text])
        elif not rows:
            break
        elif text not in repeated:  # the header comes again on each page
            rows[-1].append(text)
        place += 1
    return Table(header, tuple(_cells(row, len(header)) for row in rows)), place


def _header(lines: Sequence[Line]) -> tuple[tuple[str, ...], int]:
    """The names of the columns, and how many lines they take."""
    place = next((at for at, line in enumerate(lines[:_HEADER_LINES]) if _ROW.fullmatch(line.text)), min(_HEADER_LINES, len(lines)))
    words = re.sub(r"登\s+记\s+号", "登记号", " ".join(line.text for line in lines[:place])).split()
    names: list[str] = []
    for word in words:
        if names and (names[-1] == "序" or (word.startswith(("（", "(")) and len(lines[:place]) > 1) or word == "层级"):
            names[-1] += word
        else:
            names.append(word)
    return tuple(names), place


def _cells(row: Sequence[str], columns: int) -> tuple[str, ...]:
    """The cells of one row from its lines: a list that begins with 1 is the last cell, else lines that were broken are joined."""
    begin = next((at for at, text in enumerate(row) if at and _LIST.match(text)), None)
    if begin is not None and columns > 2:
        serial, *words = " ".join(row[:begin]).split()
        cells = [serial, "".join(words), "\n".join(_points(row[begin:]))]
        return tuple(cells + [""] * (columns - len(cells)))
    parts = [text.split() for text in row]
    while len(parts) > 1 and sum(map(len, parts)) > columns:
        first, second, *others = parts
        glued = [*first[:-1], "".join([*first[-1:], *second[:1]]), *second[1:]]
        parts = [glued, *others]
    cells = [word for part in parts for word in part]
    if len(cells) > columns:
        cells = [*cells[: columns - 1], "".join(cells[columns - 1 :])]
    return tuple(cells + [""] * (columns - len(cells)))


def _points(lines: Sequence[str]) -> list[str]:
    points: list[str] = []
    for text in lines:
        if (re.match(r"\d{1,2}[.．、]?[一-鿿]", text) and not re.match(r"\d{1,2}[年月日个项万]", text)) or not points:
            points.append(tidy(text))
        else:
            points[-1] = tidy(points[-1] + text)
    return points


def _figures(lines: Sequence[Line]) -> tuple[Table, int] | None:
    """Names over figures: a header in many short pieces, then one row of as many numbers as there are names."""
    for place, line in enumerate(lines):
        values = line.text.split()
        if len(values) >= _LEAST and all(map(_NUMERIC.fullmatch, values)) and place >= _LEAST:
            names, label = _names([each.text for each in lines[1:place]])
            if len(names) != len(values):
                names, label = [f"第{at}列" for at in range(1, len(values) + 1)], "".join(each.text for each in lines[1:place])
            return Table((tidy(lines[0].text), *names), ((label, *values),)), place + 1
        if line.width > _SHORT:
            return None
    return None


def _names(pieces: Sequence[str]) -> tuple[list[str], str]:
    """The names that the pieces spell, each ending where a piece ends, and what is left: the name of the row."""
    names: list[str] = []
    open_ = ""
    for at, piece in enumerate(pieces):
        open_ += piece.strip()
        rest = "".join(pieces[at + 1 :])
        if _NAMED.fullmatch(open_) and len(open_) > 1 and not (names and names[-1] in _TOTALS):
            names.append(open_)
            open_ = ""
            if names[-1] in _TOTALS:
                return names, tidy(rest)
    return names, tidy(open_)


def misshapen(document: Document) -> list[Remark]:
    """The rows whose cells could not be told apart: somebody compares them with the print."""
    blocks = [block for attachment in document.attachments for each in attachment.blocks for block in each.walk() if block.table]
    return [
        Remark(block.lines[0], "　".join(row), f"表格第{row[0]}行的栏数对不上表头", placed=False)
        for block in blocks
        if block.table
        for row in block.table.rows
        if not row[1]
    ]
