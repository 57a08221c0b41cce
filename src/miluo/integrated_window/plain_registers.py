"""The plain registers of the reform: what each line says, in which order it is printed, and what is warned of. One declaration for
form, page, door and Excel file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from miluo.integrated_window.figures import listed
from miluo.integrated_window.models import Budget, Equipment, Interface, Post, Promotion, Readiness
from miluo.integrated_window.models.registers import (
    CHANNELS,
    EQUIPMENT_STATES,
    INTERFACE_ASPECTS,
    INTERFACE_STATES,
    OUTSIDE,
    SUBJECTS,
    Entry,
)
from onewindow.organisations.models import Organisation
from onewindow.words.money import parse_money
from onewindow.words.refused import Refused

YES_NO = {"yes": "是", "no": "否"}
Choices = Callable[[date], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is text, whole, money, day, choice, yes_no or body (an organisation by its key)."""

    name: str
    title: str
    kind: str = "text"
    choices: Choices | None = None
    longest: int = 100
    required: bool = True

    def options(self, on: date) -> Mapping[str, str]:
        """What may be chosen, key to title; empty for what is typed."""
        if self.kind == "body":
            return dict(Organisation.objects.filter(valid_until=None).order_by("id").values_list("key", "short_name"))
        if self.kind == "yes_no":
            return YES_NO
        return self.choices(on) if self.choices else {}

    def read(self, typed: str, on: date, clause: str) -> Any:
        """The value of what was typed. Raises Refused saying what would be right."""
        plain = typed.strip()
        if not plain:
            if self.required:
                raise self._refused(f"没有填写{self.title}", clause, f"填写{self.title}")
            return ""
        if options := self.options(on):
            if plain not in options:
                raise self._refused(f"{self.title}中没有“{plain}”", clause, "、".join(list(options.values())[:12]))
            if self.kind == "body":
                return Organisation.objects.get(key=plain)
            return plain == "yes" if self.kind == "yes_no" else plain
        return _READ[self.kind](self, plain, clause)

    def told(self, row: Entry, on: date) -> Any:
        """The value of a row as the page and the Excel file show it."""
        value = getattr(row, self.name)
        if self.kind == "body":
            return value.short_name
        if self.kind == "yes_no":
            return YES_NO["yes" if value else "no"]
        return self.options(on).get(value, value) if self.choices else value

    def _refused(self, message: str, clause: str, expected: str) -> Refused:
        return Refused(message, code="wrong_value", field=self.name, clause=clause, expected=expected)


def _text(column: Column, plain: str, clause: str) -> str:
    if len(plain) > column.longest:
        raise column._refused(f"{column.title}超过{column.longest}字", clause, f"不超过{column.longest}字")
    return plain


def _whole(column: Column, plain: str, clause: str) -> int:
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 7):
        raise column._refused(f"{column.title}不是整数", clause, "0至999999的整数")
    return int(plain)


def _money(column: Column, plain: str, clause: str) -> Decimal:
    amount = parse_money(plain, field=column.name, clause=clause)
    if amount <= 0:
        raise column._refused(f"{column.title}应大于零", clause, "大于零的金额")
    return amount


def _day(column: Column, plain: str, clause: str) -> date:
    try:
        return date.fromisoformat(plain)
    except ValueError:
        raise column._refused(f"{column.title}不是日期", clause, "年-月-日，如 2023-09-15") from None


_READ: dict[str, Callable[[Column, str, str], Any]] = {"text": _text, "whole": _whole, "money": _money, "day": _day}


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its rows, the clause that it carries out, its columns as printed, and what its rows warn of on a day."""

    key: str
    title: str
    model: type[Entry]
    clause: str
    columns: tuple[Column, ...]
    check: Callable[[dict[str, Any], date], None] = lambda values, on: None
    warns: Callable[[list[Any], date], list[str]] = lambda rows, on: []

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.title for column in self.columns)

    @property
    def lines(self) -> QuerySet[Entry]:
        """The lines that are not struck out, in the order in which they are printed."""
        return QuerySet(self.model).filter(struck_on=None)  # an abstract model has no manager of its own


def _from(name: str, **more: str) -> Choices:
    return lambda on: {**listed(name, on), **more}


def _fixed(choices: Mapping[str, str]) -> Choices:
    return lambda on: choices


def _missing_kinds(rows: list[Equipment], on: date) -> list[str]:
    """Kinds of which the hall has none in use (equipment_number: one_each)."""
    there = {row.kind for row in rows if row.state == "in_use" and row.quantity > 0}
    kinds = listed("equipment", on)
    missing = [title for kind, title in kinds.items() if kind not in there]
    return [f"{len(kinds)}类必要设备缺{len(missing)}类：{'、'.join(missing)}"] if missing else []


def _outside_purposes(rows: list[Budget], on: date) -> list[str]:
    return [f"“{row.title}”（{row.year}年）不在保障范围" for row in rows if row.purpose == OUTSIDE]


def _not_ready(rows: list[Readiness], on: date) -> list[str]:
    parts = listed("readiness", on)
    latest: dict[str, bool] = {}
    for row in rows:
        latest.setdefault(row.part, row.ready)  # rows come latest first
    missing = [title for part, title in parts.items() if not latest.get(part)]
    share = 100 * (len(parts) - len(missing)) // len(parts)
    return [f"就绪{share}%，未就绪：{'、'.join(missing)}"] if missing else []


def _within_plan(values: dict[str, Any], on: date) -> None:
    if values["filled"] > values["approved"]:
        raise Refused(
            f"在岗{values['filled']}人，超过计划数{values['approved']}人",
            code="above_plan",
            field="filled",
            clause="onewindow-5-2-staff",
            expected=f"不超过{values['approved']}人，或者先由机构编制部门增加计划数",
        )


def _vacancies(rows: list[Post], on: date) -> list[str]:
    return [f"{row.year}年{row.title}空缺{row.vacant}人" for row in rows if row.vacant and row.year == on.year]


REGISTERS: dict[str, Register] = {
    each.key: each
    for each in (
        Register(
            "equipment",
            "大厅设备",
            Equipment,
            "onewindow-5-2-equipment",
            (
                Column("kind", "设备", "choice", _from("equipment")),
                Column("quantity", "数量", "whole"),
                Column("place", "放置地点", longest=60),
                Column("state", "状态", "choice", _fixed(EQUIPMENT_STATES)),
            ),
            warns=_missing_kinds,
        ),
        Register(
            "posts",
            "编外聘用人员计划",
            Post,
            "onewindow-5-2-staff",
            (
                Column("year", "年度", "whole"),
                Column("title", "岗位", longest=60),
                Column("needed", "需要数", "whole"),
                Column("approved", "计划数", "whole"),
                Column("filled", "在岗数", "whole"),
                Column("document", "下达文件", longest=80),
            ),
            check=_within_plan,
            warns=_vacancies,
        ),
        Register(
            "budget",
            "资金保障",
            Budget,
            "onewindow-5-2-funds",
            (
                Column("year", "年度", "whole"),
                Column("purpose", "用途", "choice", _from("budget_purposes", **{OUTSIDE: "其他（不在保障范围）"})),
                Column("title", "项目"),
                Column("amount_cny", "金额（元）", "money"),
            ),
            warns=_outside_purposes,
        ),
        Register(
            "readiness",
            "组织实施准备",
            Readiness,
            "onewindow-5-1-lead",
            (
                Column("part", "准备事项", "choice", _from("readiness")),
                Column("ready", "已就绪", "yes_no"),
                Column("note", "情况", longest=200),
            ),
            warns=_not_ready,
        ),
        Register(
            "interfaces",
            "数据接口和平台对接",
            Interface,
            "onewindow-5-2-data",
            (
                Column("aspect", "类别", "choice", _fixed(INTERFACE_ASPECTS)),
                Column("title", "接口或者系统"),
                Column("organisation", "责任单位", "body"),
                Column("state", "进展", "choice", _fixed(INTERFACE_STATES)),
                Column("note", "说明", longest=200, required=False),
            ),
        ),
        Register(
            "promotion",
            "宣传推广",
            Promotion,
            "onewindow-5-4-promo",
            (
                Column("held_on", "日期", "day"),
                Column("subject_kind", "主题", "choice", _fixed(SUBJECTS)),
                Column("channel", "渠道", "choice", _fixed(CHANNELS)),
                Column("title", "内容", longest=120),
                Column("organisation", "开展单位", "body"),
            ),
        ),
    )
}


def register(key: str) -> Register:
    """The register of that key. Raises Refused (404)."""
    if key not in REGISTERS:
        raise Refused(f"没有名为“{key}”的登记", code="unknown_register", field="register", status=404)
    return REGISTERS[key]
