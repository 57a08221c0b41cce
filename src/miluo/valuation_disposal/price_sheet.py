"""The Excel form of the yearly reference prices: its columns in order, each reading a cell or saying what would be right."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from miluo.valuation_disposal.kinds import OBJECTS, UNITS
from onewindow.rules.sheet_columns import Cell, Column, as_text, text
from onewindow.words.money import parse_money


def _money(name: str, cell: Cell) -> Decimal:
    return parse_money(as_text(cell, name), field=name, clause="valuation-8")


def _price(name: str, title: str, help: str) -> Column:
    return Column(name, title, partial(_money, name), help=help, expected="大于0、最多两位小数的数字", required=True, form="0.00")


COLUMNS = (
    text("right_kind", "权利类型", required=True, help="与登记簿的权利类型一致"),
    Column("object", "对象", partial(as_text, name="object"), expected="土地或者房屋", required=True, offered=tuple(OBJECTS.values())),
    text("town", "镇", required=True),
    Column("unit", "单位", partial(as_text, name="unit"), expected="、".join(UNITS.values()), required=True, offered=tuple(UNITS.values())),
    _price("low_cny", "低值", "当年成交和评估的较低水平"),
    _price("price_cny", "参考价", "供评估参考的价格"),
    _price("high_cny", "高值", "当年成交和评估的较高水平"),
)
