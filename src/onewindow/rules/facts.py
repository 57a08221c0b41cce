"""What is asked, once: facts with title, unit and help in Chinese, from which forms, schemas and rule inputs come.

A regulation writes a class with one line for each fact; ``Facts.fields()`` lists them for whoever draws a form, ``parse``
reads them from JSON and refuses what is wrong in words that a person understands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import NoneType
from typing import Annotated, Any, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from onewindow.rules.fact import Fact, kind_of
from onewindow.words.money import LARGEST
from onewindow.words.refused import Problem, Refused

Money = Annotated[Decimal, Field(ge=0, le=LARGEST, decimal_places=2)]


def money(
    title: str, unit: str = "CNY", *, help: str = "", past: bool = False, at_most: Decimal = LARGEST, default: Decimal | None = None
) -> Any:
    """An amount with at most two decimals (``Money``), or a list of such amounts (``list[Money]``)."""
    return _field(title, help, default=default, unit=unit, past=past, at_most=str(at_most))


def whole(
    title: str,
    unit: str = "ratio",
    *,
    help: str = "",
    past: bool = False,
    at_least: int = 0,
    at_most: int = 10**9,
    of_day: str | None = None,
) -> Any:
    """A count (``int``). ``of_day="year"``: the year of the day of the evaluation where it is left out, and none after it."""
    return _field(title, help, unit=unit, past=past, at_least=str(at_least), at_most=str(at_most), of_day=of_day)


def number(title: str, unit: str = "ratio", *, places: int, help: str = "", past: bool = False, at_most: Decimal = LARGEST) -> Any:
    """A number that is not negative (``Decimal``) with at most so many decimals."""
    return _field(title, help, unit=unit, past=past, at_most=str(at_most), places=places)


def yes_no(title: str, *, help: str = "", default: bool | None = None) -> Any:
    return _field(title, help, default=default, past=True)


def day(title: str, *, help: str = "") -> Any:
    return _field(title, help, past=True)


def text(title: str, *, help: str = "", spellings: Mapping[str, str] | None = None) -> Any:
    """A text (``str``); what ``spellings`` knows is read as the key that it gives, so that one thing has one name."""
    return _field(title, help, past=True, spellings=dict(spellings or {}))


def choice(title: str, choices: Mapping[str, str], *, help: str = "", default: str | None = None) -> Any:
    """One of some keys (``str``), each with its title in Chinese."""
    return _field(title, help, default=default, past=True, choices=dict(choices))


def choices(
    title: str, choices: Mapping[str, str], *, help: str = "", default: tuple[str, ...] | None = None, clause: str | None = None
) -> Any:
    """Any of some keys (``tuple[str, ...]``); ``clause`` where being named in the list decides by itself."""
    return _field(title, help, default=default, past=True, choices=dict(choices), clause=clause)


def _field(title: str, help: str, *, default: Any = None, **notes: Any) -> Any:
    return Field(default=default, title=title, description=help or None, json_schema_extra={"x-fact": notes})


class Facts(BaseModel):
    """Facts of one regulation. A fact that is left out or null is its default, or else None: unknown, never zero."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def fields(cls) -> tuple[Fact, ...]:
        """The facts in the order in which they are asked."""
        return _fields_of(cls)

    @classmethod
    def parse(cls, raw: Mapping[str, Any], *, on: date, where: str = "") -> Self:
        """Facts from JSON: money as number or string, days as YYYY-MM-DD, what is left out or null as unknown or its default.

        Raises Refused with every problem found: an unknown name, a wrong type, a negative amount, more than two decimals.
        ``where`` goes before each field's name (``[3].``).
        """
        problems: list[Problem] = [_unknown(cls, name, where) for name in raw if name not in cls.model_fields]
        values: dict[str, Any] = {}
        for fact in cls.fields():
            try:
                values[fact.name] = fact.read(raw.get(fact.name), on=on)
            except Refused as refused:
                problems += [_placed(problem, where) for problem in refused.problems]
        if problems:
            raise Refused.of(problems)
        return cls.model_construct(**values)

    @classmethod
    def from_form(cls, raw: Mapping[str, Any], *, on: date) -> Self:
        """Facts from a web form: all text, blank is unknown, ``true`` and ``false`` for yes and no. Raises Refused as ``parse``."""
        typed = {fact.name: fact.typed(raw[fact.name]) for fact in cls.fields() if fact.name in raw}
        return cls.parse(typed, on=on)

    def values(self, on: date) -> dict[str, Any]:
        """The value of every fact by name, those that depend on the day filled in."""
        values = dict(vars(self))
        for fact in self.fields():
            if fact.of_day and values[fact.name] is None:
                values[fact.name] = getattr(on, fact.of_day)
        return values

    def require_begun(self, on: date) -> None:
        """Refuse a year that has not begun on a day: what is asked of it has not happened yet."""
        for fact in self.fields():
            year = getattr(self, fact.name)
            if fact.of_day and year is not None and year > (latest := getattr(on, fact.of_day)):
                raise Refused(f"{year}年度尚未开始", code="future_date", field=fact.name, expected=f"不晚于{latest}")

    def as_json(self) -> dict[str, Any]:
        """Every fact as the contract writes it; unknown is null."""
        return {fact.name: fact.written(getattr(self, fact.name)) for fact in self.fields()}


@cache
def _fields_of(cls: type[Facts]) -> tuple[Fact, ...]:
    return tuple(_fact(name, info) for name, info in cls.model_fields.items())


def _fact(name: str, info: FieldInfo) -> Fact:
    extra = info.json_schema_extra
    notes: Any = extra.get("x-fact", {}) if isinstance(extra, dict) else {}
    return Fact(
        name=name,
        title=info.title or name,
        help=info.description or "",
        kind=kind_of(*_python_type(info.annotation), notes),
        default=info.default,
        of_day=notes.get("of_day"),
        past=notes.get("past", False),
        choices=notes.get("choices") or {},
        clause=notes.get("clause"),
        spellings=notes.get("spellings") or {},
    )


def _python_type(annotation: Any) -> tuple[type, bool]:
    """The type of a fact without its None, and whether it is a list."""
    inner = next((each for each in get_args(annotation) if each is not NoneType), annotation)
    inner = get_args(inner)[0] if get_origin(inner) is Annotated else inner
    if get_origin(inner) in {list, tuple}:
        entry = get_args(inner)[0]
        return (get_args(entry)[0] if get_origin(entry) is Annotated else entry), True
    return inner, False


def _unknown(cls: type[Facts], name: str, where: str) -> Problem:
    near = get_close_matches(name, cls.model_fields, n=3)
    expected = f"相近的名称：{'、'.join(near)}" if near else f"可用的名称：{'、'.join(cls.model_fields)}"
    return Problem(f"没有名为“{name}”的事项", code="unknown_fact", field=f"{where}{name}", expected=expected)


def _placed(problem: Problem, where: str) -> Problem:
    return Problem(problem.message, problem.code, f"{where}{problem.field}", problem.clause, problem.expected)
