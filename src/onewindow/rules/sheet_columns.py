"""The columns of a sheet that people fill in: facts and identifiers, each reading a cell or saying what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from onewindow.rules.fact import Fact
from onewindow.rules.facts import Facts
from onewindow.rules.kinds import plain
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Refused

Cell = str | Decimal | bool | date | list[str | None]  # a list where a file of data has its entries apart
BETWEEN_ENTRIES = "；"
NONE = "无"
_YES_NO = {"是": True, "否": False, "true": True, "false": False}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WITH_UNIT = re.compile(r"([^\d]*?)(-?\d[\d,]*(?:\.\d*)?)([^\d]*)")
_CURRENCIES = (  # in this order: 元 is in the names of the others
    ("港元", "港币", "HKD", "HK$"),
    ("日元", "JPY"),
    ("欧元", "EUR", "€"),
    ("美元", "美金", "USD", "$"),
    ("人民币", "元", "CNY", "RMB", "￥", "¥"),
)
_MULTIPLES = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_EXACT_DIGITS = 15  # a longer number has lost its last digits in a cell of Excel


@dataclass(frozen=True, slots=True)
class Column:
    """``read`` gives the value of a cell that is not blank: text, an exact number, a truth or a day. It raises Refused.

    A blank cell is None, unless the column is ``required``. ``offered`` are the entries of a list to choose from; ``form`` is the
    format of its cells in Excel; ``aliases`` are other headers that mean it.
    """

    name: str
    title: str
    read: Callable[[Cell], Any]
    unit: str = ""
    help: str = ""
    expected: str = ""
    required: bool = False
    offered: tuple[str, ...] = ()
    form: str = "@"
    aliases: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    def cell(self, cell: Cell | None) -> Any:
        """The value of a cell, None where it is blank. Raises Refused."""
        if cell is not None and cell != "":
            return self.read(cell)
        if self.required:
            raise Refused(f"“{self.title}”没有填写", code="required", field=self.name, expected=self.expected)
        return None


def uscc(*, required: bool = True) -> Column:
    """The 统一社会信用代码, checked to its last character."""
    expected = "18位，数字或大写字母（不含I、O、S、V、Z）"
    return Column("uscc", "统一社会信用代码", _read_uscc, help="按营业执照填写", expected=expected, required=required)


def text(name: str, title: str, *, required: bool = False, help: str = "") -> Column:
    """Whatever is written, without blanks around it."""
    return Column(name, title, lambda cell: as_text(cell, name), help=help, expected="文字", required=required)


def fact(each: Fact, *, on: date, required: bool = False) -> Column:
    """The column of a fact: its title, unit and help. Lists hold their entries one after the other, with ；between."""
    return Column(
        each.name,
        each.title,
        lambda cell: _read_fact(each, cell, on),
        each.unit,
        each.help,
        _expected(each),
        required,
        ("是", "否") if each.control == "yes_no" else tuple(each.choices.values()) if not each.many else (),
        "0.00" if each.control == "money" and not each.many else "0" if each.control == "whole" and not each.many else "@",
    )


def facts(cls: type[Facts], *names: str, on: date) -> tuple[Column, ...]:
    """The columns of these facts, or of all."""
    return tuple(fact(each, on=on) for each in cls.fields() if not names or each.name in names)


def as_text(cell: Cell, name: str) -> str:
    """A cell as text. Raises Refused for a number whose last digits Excel has not kept."""
    if isinstance(cell, Decimal):
        if len(cell.as_tuple().digits) + max(0, int(cell.as_tuple().exponent)) > _EXACT_DIGITS:
            raise Refused(
                f"“{plain(cell)}”存成了数字，后几位已经丢失", code="digits_lost", field=name, expected="先把单元格格式改为文本，再重新填写"
            )
        return plain(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def narrow(written: str) -> str:
    """Full-width signs as narrow ones, without blanks around."""
    return unicodedata.normalize("NFKC", written).strip()


def _read_uscc(cell: Cell) -> str:
    return check_uscc(as_text(cell, "uscc"), field="uscc")


def _read_fact(each: Fact, cell: Cell, on: date) -> Any:
    """The value of a fact. What would be right is said as it is written in a sheet: titles, not keys."""
    try:
        return each.read(_typed(each, cell), on=on)
    except Refused as refused:
        if each.many and not each.choices:
            apart = f"每项之间用“{BETWEEN_ENTRIES}”隔开"
            raise Refused.of([replace(problem, expected=f"{apart}；每项：{problem.expected}") for problem in refused.problems]) from None
        if not each.choices and each.control != "yes_no":
            raise
        raise Refused.of([replace(problem, expected=_expected(each)) for problem in refused.problems]) from None


def _expected(each: Fact) -> str:
    if each.control == "yes_no":
        return "是或者否"
    entry = "、".join(each.choices.values()) or each.expected
    return f"每项之间用“{BETWEEN_ENTRIES}”隔开，没有的填“{NONE}”；每项：{entry}" if each.many else entry


def _typed(each: Fact, cell: Cell) -> Any:
    """A cell as the fact would have it from JSON."""
    if each.many:
        return [None if entry is None else _entry(each, entry) for entry in _entries(cell)]
    return _entry(each, cell)


def _entries(cell: Cell) -> list[Cell | None]:
    if isinstance(cell, list):
        return [*cell]
    if not isinstance(cell, str):
        return [cell]
    if narrow(cell) == NONE:
        return []
    return [entry for entry in re.split("[;；\n]", cell) if entry.strip()]


def _entry(each: Fact, cell: Cell) -> Any:
    if each.choices:
        keys = {title: key for key, title in each.choices.items()}
        return keys.get(as_text(cell, each.name), cell)
    if each.control == "yes_no":
        return _YES_NO.get(narrow(cell).lower(), cell) if isinstance(cell, str) else cell
    if each.control == "day":
        return _day(cell)
    if each.control == "text":
        return as_text(cell, each.name)
    return _number(each, cell)


def _day(cell: Cell) -> Any:
    found = _DAY.fullmatch(narrow(cell)) if isinstance(cell, str) else None
    if not found:
        return cell.date() if isinstance(cell, datetime) else cell
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return cell


def _number(each: Fact, cell: Cell) -> Any:
    """A number without a unit. Raises Refused where one stands inside, saying what to write, or that it is another currency."""
    if isinstance(cell, Decimal):
        return cell
    if not isinstance(cell, str):
        raise Refused(f"“{_shown(cell)}”不是数字", code="not_a_number", field=each.name, expected=each.expected)
    written = narrow(cell)
    found = _WITH_UNIT.fullmatch(written)
    sign = f"{found[1]}{found[3]}".strip() if found else ""
    if found and sign:
        raise _unit_inside(each, written, sign, found[2])
    return written


def _shown(cell: Cell) -> str:
    return {True: "是", False: "否"}[cell] if isinstance(cell, bool) else str(cell)


def _unit_inside(each: Fact, written: str, sign: str, digits: str) -> Refused:
    spelled = _currency(sign)
    if spelled and spelled != _currency(each.unit):
        return Refused(
            f"“{written}”的币种不是{each.unit}" if _currency(each.unit) else f"“{written}”不是金额栏，不写币种",
            code="currency_not_asked",
            field=each.name,
            expected=f"折算为{each.unit}后只填数字" if _currency(each.unit) else each.expected,
        )
    right = _multiplied(digits, sign)
    if spelled or right is not None or sign == each.unit:
        number = right if right is not None else digits.replace(",", "")
        return Refused(f"“{written}”的数字里写了单位", code="unit_in_number", field=each.name, expected=f"只填数字，如 {number}")
    return Refused(f"“{written}”不是数字", code="not_a_number", field=each.name, expected=each.expected)


def _currency(sign: str) -> str | None:
    """The currency that a sign names: the first of its names."""
    upper = sign.upper()
    return next((names[0] for names in _CURRENCIES if any(name in upper for name in names)), None)


def _multiplied(digits: str, sign: str) -> str | None:
    """60 and 万美元 as 600000; None without a multiple."""
    power = max((power for word, power in _MULTIPLES.items() if sign.startswith(word)), default=None)
    try:
        return None if power is None else plain(Decimal(digits.replace(",", "")).scaleb(power))
    except InvalidOperation:
        return None
