"""The catalogue as an Excel file, as the upper platform writes and takes it: a row an item, columns by their Chinese names in any order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from onewindow.items import typed
from onewindow.items.content import ELEMENTS, Content
from onewindow.items.elements import Element, read
from onewindow.organisations.models import Organisation
from onewindow.organisations.selectors import by_name
from onewindow.rules import sheets
from onewindow.rules.sheet_columns import Cell, Column, as_text
from onewindow.words.refused import Refused

REQUIRED = ("code", "title", "organisation")
_ALIASES = {
    "code": ("事项编码", "事项实施编码", "业务办理项实施编码"),
    "organisation": ("单位", "单位名称", "实施机关", "责任单位"),
    "handling": ("办理类型",),
    "promised_days": ("承诺时限", "承诺办结时限（工作日）"),
    "statutory_days": ("法定时限", "法定办结时限（工作日）"),
    "visits": ("跑动次数", "到现场次数"),
    "conditions": ("申请条件",),
    "charge": ("收费情况",),
    "result": ("审批结果",),
    "steps": ("办理程序",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: its number in Excel, and what it says by element, of what it says."""

    number: int
    values: dict[str, Any]


def columns() -> tuple[Column, ...]:
    """The columns of the list, one for each element."""
    return tuple(_column(element) for element in ELEMENTS)


def exported(contents: Iterable[Content]) -> bytes:
    """These items as a list that can be filled in and imported again."""
    names = dict(Organisation.objects.values_list("key", "name"))
    rows = [[_cell(element, content, names) for element in ELEMENTS] for content in contents]
    return sheets.template(columns(), rows)


def read_list(content: bytes) -> sheets.Sheet:
    """The rows of a list; two rows of one code are one too many. Raises Refused for what is no Excel file, or has no header."""
    return sheets.read(content, columns(), unique=("code",))


def line_of(row: sheets.SheetRow) -> Line:
    """What a row says; blank cells say nothing."""
    return Line(row.number, {name: value for name, value in row.values.items() if value is not None})


def _cell(element: Element, content: Content, names: dict[str, str]) -> str:
    value = read(content, element.name)
    return names.get(value, value) if element.name == "organisation" else typed.written(element, value)


def _column(element: Element) -> Column:
    return Column(
        name=element.name,
        title=element.title,
        read=partial(_read, element),
        unit=element.unit,
        help=element.help,
        expected="单位名称" if element.name == "organisation" else typed.expected(element),
        required=element.name in REQUIRED,
        offered=tuple(element.choices.values()) if element.kind == "choice" else ("是", "否") if element.kind == "yes_no" else (),
        aliases=_ALIASES.get(element.name, ()),
    )


def _read(element: Element, cell: Cell) -> Any:
    if isinstance(cell, bool):
        cell = "是" if cell else "否"
    text = as_text(cell, element.name)
    if element.name == "organisation":
        return _organisation(text)
    value = typed.value(element, text)
    if element.kind == "choice" and value not in element.choices:
        expected = "、".join(element.choices.values())
        raise Refused(f"“{element.title}”不能填“{text}”", code="unknown_choice", field=element.name, expected=expected)
    return value


def _organisation(text: str) -> str:
    try:
        return by_name(text).key
    except Refused as refused:
        found = Organisation.objects.filter(key=text).first()
        if found is None:
            raise refused from None
        return found.key
