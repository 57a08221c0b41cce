"""The form of an item of the catalogue: its questions, kept as data with their version, made into facts. No Django.

A question is ``{"name", "title", "kind", "unit", "choices", "required", "help"}``; ``kind`` is one of ``KINDS``,
``choices`` are words that are their own keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import create_model

from onewindow.rules import facts as ask
from onewindow.rules.facts import Facts, Money
from onewindow.words.canonical import canonical

Question = Mapping[str, Any]
KINDS = {
    "text": "文字",
    "choice": "单选",
    "choices": "多选",
    "money": "金额（元）",
    "whole": "整数",
    "number": "小数",
    "day": "日期",
    "yes_no": "是否",
}
PLACES = 4  # decimals of a number that is no money


def facts_of(questions: Sequence[Question]) -> type[Facts]:
    """The facts that these questions ask; equal questions give the same class. Raises KeyError for a kind that is none."""
    return _facts_of(canonical([dict(each) for each in questions]))


@lru_cache(maxsize=512)
def _facts_of(text: str) -> type[Facts]:
    fields: dict[str, Any] = {each["name"]: _MADE[each["kind"]](_title(each), each) for each in json.loads(text)}
    return create_model("ItemFacts", __base__=Facts, **fields)


def _title(question: Question) -> str:
    unit = question.get("unit", "")
    return f"{question['title']}（{unit}）" if unit and question["kind"] != "money" else str(question["title"])


def _help(question: Question) -> str:
    return str(question.get("help", ""))


def _options(question: Question) -> dict[str, str]:
    """What may be chosen, in the order of the form: a list, since canonical text sorts the keys of a mapping."""
    return {each: each for each in question["choices"]}


_MADE: dict[str, Callable[[str, Question], tuple[Any, Any]]] = {
    "text": lambda title, each: (str | None, ask.text(title, help=_help(each))),
    "choice": lambda title, each: (str | None, ask.choice(title, _options(each), help=_help(each))),
    "choices": lambda title, each: (tuple[str, ...] | None, ask.choices(title, _options(each), help=_help(each))),
    "money": lambda title, each: (Money | None, ask.money(title, help=_help(each), past=True)),
    "whole": lambda title, each: (int | None, ask.whole(title, help=_help(each), past=True)),
    "number": lambda title, each: (Decimal | None, ask.number(title, places=PLACES, help=_help(each), past=True)),
    "day": lambda title, each: (date | None, ask.day(title, help=_help(each))),
    "yes_no": lambda title, each: (bool | None, ask.yes_no(title, help=_help(each))),
}
