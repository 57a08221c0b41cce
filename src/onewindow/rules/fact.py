"""One fact: its name, what it is called, what it may be, and how it is read and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.rules.kinds import Choice, Day, Kind, Many, Number, Text, Truth, plain, scale_of, written
from onewindow.rules.mistakes import RuleError
from onewindow.rules.units import is_money, parse_unit, unit_title
from onewindow.words.money import parse_money
from onewindow.words.refused import Refused

_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?")
_YES_NO = {"true": True, "false": False, "": None}


@dataclass(frozen=True, slots=True)
class Fact:
    """What a form asks. JSON's null says the same as leaving it out: the default, or unknown where it has none.

    ``past``: what is over cannot be changed, so no advice is built on changing it.

    ``clause`` is the one for whose sake it is asked, where it decides by itself; ``spellings`` give texts their key.
    """

    name: str
    title: str
    help: str
    kind: Kind
    default: Any = None
    of_day: str | None = None
    past: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    clause: str | None = None
    spellings: Mapping[str, str] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Whether it is never unknown, since it has a default."""
        return self.default is not None or self.of_day is not None

    @property
    def many(self) -> bool:
        return isinstance(self.kind, Many)

    @property
    def control(self) -> str:
        """How a form asks for it, or for one entry of it: money, whole, number, yes_no, day, choice, text."""
        kind = self._entry
        if isinstance(kind, Number):
            return "money" if is_money(kind.unit) else "whole" if kind.scale == 0 else "number"
        return {Truth: "yes_no", Day: "day", Choice: "choice"}.get(type(kind), "text")

    @property
    def unit(self) -> str:
        """The unit in Chinese, empty if it has none."""
        return unit_title(self._entry.unit) if isinstance(self._entry, Number) else ""

    @property
    def expected(self) -> str:
        """What an entry may be, in Chinese."""
        return _expected(self, self._entry)

    def read(self, raw: Any, *, on: date) -> Any:
        """The value of what JSON holds; None takes the default. Raises Refused, naming the fact and what would be right."""
        if raw is None:
            return getattr(on, self.of_day) if self.of_day else self.default
        if not isinstance(self.kind, Many):
            return _read_entry(self, self.kind, raw, self.name)
        if not isinstance(raw, (list, tuple)):
            raise Refused(
                f"“{self.title}”应为列表",
                code="not_a_list",
                field=self.name,
                expected=f"方括号内逐项列出，没有的写 []；每项：{self.expected}",
            )
        if len(raw) > self.kind.longest:
            raise Refused(
                f"“{self.title}”有{len(raw)}项，超过一次能填的项数",
                code="too_many_entries",
                field=self.name,
                expected=f"最多{self.kind.longest}项",
            )
        return tuple(_read_entry(self, self.kind.of, entry, f"{self.name}[{place}]") for place, entry in enumerate(raw))

    @property
    def absent(self) -> str:
        """What it counts as where it is left out or null, in Chinese."""
        if self.of_day:
            return "未填写或者为null的，按测算当日所在年度计"
        if self.default is None:
            return "未填写或者为null的，为未知"
        return f"未填写或者为null的，按“{_said(self)}”计"

    def typed(self, raw: Any) -> Any:
        """What a form sends, as JSON would hold it: blanks are unknown."""
        if self.many:
            return [entry for entry in raw if entry.strip()]
        if isinstance(self.kind, Truth):
            return _YES_NO.get(raw, raw)
        return raw.strip() or None

    def written(self, value: Any) -> Any:
        return written(value, self.kind)

    def as_data(self) -> Any:
        """What the hash of a book covers: what the fact may be, not what it is called."""
        return [self.name, repr(self.kind), self.default, self.of_day]

    @property
    def _entry(self) -> Kind:
        return self.kind.of if isinstance(self.kind, Many) else self.kind


def kind_of(of: type, many: bool, notes: Mapping[str, Any]) -> Kind:
    """The kind of a fact from the type of its field and what its line notes. Raises RuleError for a type that no fact has."""
    if many:
        return Many(kind_of(of, False, notes))
    if notes.get("choices"):
        return Choice(tuple(notes["choices"]), tuple(notes["choices"].values()))
    if of is Decimal or of is int:
        unit = parse_unit(notes["unit"])
        scale = 0 if of is int else notes.get("places", 2)
        low, high = Decimal(notes.get("at_least", 0)), Decimal(notes["at_most"])
        return Number(unit, scale, int(low.scaleb(scale)), int(high.scaleb(scale)))
    simple: dict[type, Kind] = {bool: Truth(), date: Day(), str: Text()}
    if of not in simple:
        raise RuleError(f"{of!r} is no type of a fact")
    return simple[of]


def _expected(fact: Fact, kind: Kind) -> str:
    if isinstance(kind, Number):
        low, high = (plain(Decimal(bound).scaleb(-kind.scale)) for bound in (kind.low, kind.high))
        return f"{low}至{high}{fact.unit}的数字，{f'最多{kind.scale}位小数' if kind.scale else '整数'}"
    if isinstance(kind, Choice):
        return "、".join(f"{key}（{title}）" for key, title in fact.choices.items())
    return {Truth: "是（true）或者否（false）", Day: "年-月-日，如 2023-04-01"}.get(type(kind), "文字")


def _said(fact: Fact) -> str:
    if isinstance(fact.default, bool):
        return "是" if fact.default else "否"
    if isinstance(fact.default, tuple):
        return "、".join(fact.choices.get(key, key) for key in fact.default) or "无"
    return fact.choices.get(fact.default, str(fact.default))


def _read_entry(fact: Fact, kind: Kind, raw: Any, name: str) -> Any:
    if isinstance(kind, Number):
        return _read_number(fact, kind, raw, name)
    if isinstance(kind, Day):
        return _read_day(fact, raw, name)
    if isinstance(kind, Choice):
        right = isinstance(raw, str) and raw in kind.keys
    else:
        right = isinstance(raw, bool if isinstance(kind, Truth) else str)
    if not right:
        raise _refused(fact, raw, "wrong_value", name)
    return fact.spellings.get("".join(raw.split()), raw) if fact.spellings else raw


def _read_day(fact: Fact, raw: Any, name: str) -> date:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _refused(fact, raw, "not_a_day", name) from None


def _read_number(fact: Fact, kind: Number, raw: Any, name: str) -> int | Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (int, str, float, Decimal)):
        raise _refused(fact, raw, "not_a_number", name)
    plain_decimal = isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) < 40  # 1E+999999 is not spelled out
    spelled = format(raw, "f") if plain_decimal else str(raw)  # a float's shortest text is what was typed
    value = parse_money(spelled, field=name) if is_money(kind.unit) else _plain_number(fact, kind, spelled, name)
    if not kind.low <= value.scaleb(kind.scale) <= kind.high:
        raise _refused(fact, raw, "out_of_range", name)
    return int(value) if kind.scale == 0 else value


def _plain_number(fact: Fact, kind: Number, spelled: str, name: str) -> Decimal:
    plain_text = unicodedata.normalize("NFKC", spelled).replace(",", "").strip()
    if not _NUMBER.fullmatch(plain_text):
        raise _refused(fact, spelled, "not_a_number", name)
    value = Decimal(plain_text)
    if scale_of(value.normalize()) > kind.scale:
        raise _refused(fact, spelled, "too_many_decimals", name)
    return value


def _refused(fact: Fact, raw: Any, code: str, name: str) -> Refused:
    return Refused(f"“{fact.title}”填写有误：{'空' if raw is None else raw}", code=code, field=name, expected=fact.expected)
