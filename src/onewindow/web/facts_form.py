"""The form of a Facts model: the same titles, units and help that the API and the rules know, and what was typed kept as typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.http import QueryDict

from onewindow.rules.fact import Fact
from onewindow.rules.facts import Facts
from onewindow.web.fields import UNKNOWN, Choice, Field
from onewindow.web.refusals import Line, Refusal
from onewindow.words.days import said

YES_NO = (Choice("true", "是"), Choice("false", "否"))
_MODES = {"money": "decimal", "number": "decimal", "whole": "numeric"}


def facts_named(facts: type[Facts], names: Iterable[str]) -> list[Fact]:
    """The facts of these names, in the order of the names."""
    known = {fact.name: fact for fact in facts.fields()}
    return [known[name] for name in names]


def typed_in(facts: Iterable[Fact], posted: QueryDict) -> dict[str, Any]:
    """What a browser sent for these facts, as text: one text for each, or a list for a list (an entry a line, or a tick)."""
    return {fact.name: _typed(fact, posted) for fact in facts if fact.name in posted or f"{fact.name}-asked" in posted}


def titles_of(facts: Iterable[Fact]) -> dict[str, str]:
    """What the form calls its fields, for refusals."""
    return {fact.name: fact.title for fact in facts}


def form_fields(facts: Iterable[Fact], typed: Mapping[str, Any], refusal: Refusal | None = None, *, on: date | None = None) -> list[Field]:
    """The fields to draw, with what was typed and what is wrong with each; what is untouched shows its default (of the day ``on``)."""
    return [_field(fact, _typed_or_default(fact, typed.get(fact.name), on), _lines(fact.name, refusal)) for fact in facts]


def _typed_or_default(fact: Fact, typed: Any, on: date | None) -> Any:
    if typed is not None:
        return typed
    return getattr(on, fact.of_day) if fact.of_day and on else fact.default


class Asked(Protocol):
    """What is needed of a fact to say its value: a ``Fact`` has it, and the line of a case."""

    @property
    def control(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def choices(self) -> Mapping[str, str]: ...


def shown(fact: Asked, value: Any) -> str:
    """A value of a fact (as JSON or a form holds it) as a page says it; 未填写 for an unknown one."""
    if value is None or value == UNKNOWN:
        return "未填写"
    if isinstance(value, (list, tuple)):
        return "、".join(_shown_entry(fact, entry) for entry in value) or "无"
    return _shown_entry(fact, value)


def _typed(fact: Fact, posted: QueryDict) -> Any:
    if not fact.many:
        return posted.get(fact.name, UNKNOWN)[:2000]
    if fact.choices:
        return posted.getlist(fact.name)
    return [line.strip() for line in posted.get(fact.name, UNKNOWN)[:2000].splitlines() if line.strip()]


def _field(fact: Fact, typed: Any, wrong: tuple[Line, ...]) -> Field:
    kind, choices = "text", tuple(Choice(key, title) for key, title in fact.choices.items())
    if choices:
        kind = "ticks" if fact.many else "choice"
    elif fact.control == "yes_no":
        kind, choices = "choice", YES_NO
    elif fact.many:
        kind = "lines"
    entries = tuple(map(_plain, typed)) if isinstance(typed, (list, tuple)) else ()
    return Field(
        name=fact.name,
        label=fact.title,
        kind=kind,
        value="\n".join(entries) if fact.many else _plain(typed),
        chosen=entries,
        help=_joined(fact.help, "每行填写一项" if kind == "lines" else "写作2023-08-31" if fact.control == "day" else ""),
        unit=fact.unit,
        required=True,
        choices=choices,
        wrong=wrong,
        input_mode="" if fact.many else _MODES.get(fact.control, ""),
        short=not fact.many and fact.control in {*_MODES, "day"},
        longest=2000 if fact.many else 40,
    )


def _joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


def _plain(value: Any) -> str:
    if value is None:
        return UNKNOWN
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lines(name: str, refusal: Refusal | None) -> tuple[Line, ...]:
    if refusal is None:
        return ()
    return tuple(line for line in refusal.lines if line.field.split("[")[0] == name)


def _shown_entry(fact: Asked, value: Any) -> str:
    if isinstance(value, bool) or value in {"true", "false"}:
        return "是" if value in {True, "true"} else "否"
    if fact.choices:
        return fact.choices.get(str(value), str(value))
    if fact.control == "day":
        return _said_day(str(value))
    return f"{_grouped(str(value)) if fact.control == 'money' else value}{fact.unit}"


def _said_day(text: str) -> str:
    """A date as every page says it; what is no date, as it was typed."""
    try:
        return said(date.fromisoformat(text))
    except ValueError:
        return text


def _grouped(text: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdigit() else text
