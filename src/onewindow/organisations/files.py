"""The county's files of organisations, read and checked whole before anything is written: errors name file, line, column. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onewindow.organisations.names import plain
from onewindow.words.refused import Problem, Refused

COLUMNS = {
    "organisations.csv": ("key", "name", "short_name", "kind", "parent", "valid_from", "valid_until"),
    "aliases.csv": ("text", "organisation"),
    "issuers.csv": ("row", "name", "printed", "prefix", "code", "digits", "organisation", "clause", "valid_from", "valid_until"),
    "leaders.csv": ("key", "name", "post", "gender", "rank"),
    "duties.csv": ("leader", "relation", "target", "kind", "organisation", "clause", "valid_from", "valid_until"),
}
_MAY_BE_EMPTY = {"parent", "valid_from", "valid_until", "code", "gender"}
_NUMBERS = {"row", "digits", "rank"}
_DATES = {"valid_from", "valid_until"}
_KEYS: dict[str, tuple[str, ...]] = {  # the columns that name a line of a file
    "organisations.csv": ("key",),
    "aliases.csv": ("text",),
    "issuers.csv": ("row",),
    "leaders.csv": ("key",),
    "duties.csv": ("leader", "relation", "target", "valid_from"),
}
_PLACEHOLDER = "△"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number as an editor shows it, and its values by column."""

    file: str
    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def day(self, column: str) -> date | None:
        return date.fromisoformat(self[column]) if self[column] else None

    def wrong(self, column: str, message: str, expected: str | None = None) -> Problem:
        where = f"{self.file}:{self.number}:{column}"
        return Problem(f"{self.file}第{self.number}行“{column}”：{message}", "bad_file", where, None, expected)


Files = Mapping[str, Sequence[Line]]


def read(folder: Path, choices: Mapping[tuple[str, str], Sequence[str]]) -> Files:
    """The five files of ``folder``, each a list of lines. ``choices`` gives the values allowed in a (file, column).

    Raises Refused with every problem found: a missing file, other columns, a value out of shape, a name that refers to
    nothing, a name that means two organisations, rows of issuers that skip.
    """
    problems: list[Problem] = []
    files = {name: _lines(folder / name, columns, problems) for name, columns in COLUMNS.items()}
    if not problems:
        problems += [*_shapes(files, choices), *_references(files), *_doubles(files), *_names(files)]
    if not problems:
        problems += [*_issuer_rows(files["issuers.csv"]), *_circles(files["organisations.csv"])]
    if problems:
        raise Refused.of(problems)
    return files


def _lines(file: Path, columns: tuple[str, ...], problems: list[Problem]) -> list[Line]:
    try:
        rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), strict=True))
    except FileNotFoundError:
        problems.append(Problem(f"缺少文件{file.name}", "bad_file", file.name, None, f"{file.parent}下的{file.name}"))
        return []
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(f"{file.name}不是UTF-8编码的CSV文件：{error}", "bad_file", file.name, None, "UTF-8编码的CSV文件"))
        return []
    if not rows or tuple(rows[0]) != columns:
        problems.append(Problem(f"{file.name}的表头不符", "bad_file", f"{file.name}:1", None, ",".join(columns)))
        return []
    for number, row in enumerate(rows[1:], start=2):
        if row and len(row) != len(columns):
            expected = f"{len(columns)}列"
            problems.append(Problem(f"{file.name}第{number}行有{len(row)}列", "bad_file", f"{file.name}:{number}", None, expected))
    return [
        Line(file.name, number, dict(zip(columns, (value.strip() for value in row), strict=False)))
        for number, row in enumerate(rows[1:], start=2)
        if len(row) == len(columns)
    ]


def _shapes(files: Files, choices: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Problem]:
    for line in _every(files):
        for column, value in line.values.items():
            allowed = choices.get((line.file, column))
            if not value:
                if not _may_be_empty(line, column):
                    yield line.wrong(column, "不能为空")
            elif allowed and value not in allowed:
                yield line.wrong(column, f"“{value}”不在允许的取值中", "、".join(allowed))
            elif column in _NUMBERS and not value.isdecimal():
                yield line.wrong(column, f"“{value}”不是正整数")
            elif column in _DATES and not _is_date(value):
                yield line.wrong(column, f"“{value}”不是日期", "YYYY-MM-DD")
        yield from _order_of_days(line)


def _may_be_empty(line: Line, column: str) -> bool:
    """A duty has a first day, but it may be a matter, or a group of units that is no organisation of its own."""
    if line.file == "duties.csv" and column in {"organisation", "valid_from"}:
        return column == "organisation"
    return column in _MAY_BE_EMPTY


def _order_of_days(line: Line) -> Iterator[Problem]:
    first, last = line.values.get("valid_from", ""), line.values.get("valid_until", "")
    if first and last and _is_date(first) and _is_date(last) and date.fromisoformat(last) < date.fromisoformat(first):
        yield line.wrong("valid_until", f"{last}早于{first}")


def _references(files: Files) -> Iterator[Problem]:
    organisations = {line["key"] for line in files["organisations.csv"]}
    leaders = {line["key"] for line in files["leaders.csv"]}
    for line in _every(files):
        for column, known in (("parent", organisations), ("organisation", organisations), ("leader", leaders)):
            value = line.values.get(column)
            if value and value not in known:
                yield line.wrong(column, f"“{value}”没有登记")


def _doubles(files: Files) -> Iterator[Problem]:
    for name, columns in _KEYS.items():
        seen: dict[tuple[str, ...], Line] = {}
        for line in files[name]:
            key = tuple(line[column] for column in columns)
            if key in seen:
                yield line.wrong(columns[0], f"“{'、'.join(key)}”与第{seen[key].number}行重复")
            seen.setdefault(key, line)
    seen_issuers: dict[str, Line] = {}
    for line in files["issuers.csv"]:
        if first := seen_issuers.get(line["organisation"]):
            yield line.wrong("organisation", f"“{line['organisation']}”与第{first.number}行重复")
        seen_issuers.setdefault(line["organisation"], line)


def _names(files: Files) -> Iterator[Problem]:
    """One name, one organisation: full names, short names and aliases together."""
    owners: dict[str, Line] = {}
    for name, line in names(files):
        organisation = line.values.get("organisation") or line["key"]
        owner = owners.setdefault(plain(name), line)
        if (owner.values.get("organisation") or owner["key"]) != organisation:
            column = "text" if line.file == "aliases.csv" else "name"
            yield line.wrong(column, f"“{name}”已是{owner.file}第{owner.number}行的名称，一个名称只能指一个单位")


def names(files: Files) -> Iterator[tuple[str, Line]]:
    """Every name that an organisation goes by, with the line that says so."""
    for line in files["organisations.csv"]:
        yield line["name"], line
        yield line["short_name"], line
    for line in files["aliases.csv"]:
        yield line["text"], line


def _issuer_rows(lines: Sequence[Line]) -> Iterator[Problem]:
    for expected, line in enumerate(lines, start=1):
        if int(line["row"]) != expected:
            yield line.wrong("row", f"序号应为{expected}，不能跳号")
            return
        pattern = f"{line['prefix']}-{_PLACEHOLDER * 4}-{line['code']}{_PLACEHOLDER * int(line['digits'])}"
        if line["printed"] != pattern:
            yield line.wrong("printed", f"“{line['printed']}”与前缀、代码、位数不一致", pattern)


def _circles(lines: Sequence[Line]) -> Iterator[Problem]:
    parents = {line["key"]: line["parent"] for line in lines}
    for line in lines:
        seen, above = {line["key"]}, line["parent"]
        while above and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == line["key"]:
            yield line.wrong("parent", f"“{line['key']}”成为自己的上级")


def _every(files: Files) -> Iterator[Line]:
    for lines in files.values():
        yield from lines


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
