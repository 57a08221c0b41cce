"""Clauses that can be read in two ways: ``readings.yaml`` of a regulation, the default, and who decided it when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onewindow.rules.kinds import Choice
from onewindow.rules.mistakes import RuleError
from onewindow.words.refused import Refused
from onewindow.words.sources import Reading

_FIELDS = {"clause", "question", "readings", "default", "decided"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """An office has decided which reading holds, from a day on until its next ruling."""

    first: date
    reading: str
    by: str


@dataclass(frozen=True, slots=True)
class Question:
    """A reading (解释口径): what is asked, the answers by key with their sense in Chinese, and the one that holds.

    ``decided_by`` is empty until an office has confirmed the default, which is then the platform's. ``rulings`` by their first
    days: before the first of them the default holds.
    """

    name: str
    clause: str
    question: str
    readings: Mapping[str, str]
    default: str
    decided_by: str | None
    decided_on: date | None
    rulings: tuple[Ruling, ...] = ()

    def ruling(self, on: date) -> Ruling | None:
        """The ruling in force on a day; None where the default still holds."""
        return next((each for each in reversed(self.rulings) if each.first <= on), None)

    def on(self, day: date) -> str:
        """The key of the reading that holds on a day."""
        ruling = self.ruling(day)
        return ruling.reading if ruling else self.default

    def authority(self, on: date) -> str:
        """Who decided the reading that holds on a day, and since when, in Chinese; empty where no office has."""
        if ruling := self.ruling(on):
            return f"{ruling.by}确定，自{_said(ruling.first)}起执行"
        return f"{self.decided_by}{_said(self.decided_on)}确定" if self.decided_by and self.decided_on else ""

    @property
    def history(self) -> str:
        """Every reading that has held or will hold, from when and by whom, in Chinese; the sense alone where no office has ruled."""
        ruled = [f"自{_said(each.first)}起：{self.readings[each.reading]}（{each.by}确定）" for each in self.rulings]
        first = self.readings[self.default] + (f"（{self.decided_by}{_said(self.decided_on)}确定）" if self.decided_by else "")
        return "；".join([first, *ruled])

    @property
    def kind(self) -> Choice:
        return Choice(tuple(self.readings))

    @property
    def source(self) -> Reading:
        return Reading(self.name, self.clause)

    def as_data(self) -> Any:
        """What the hash of a book covers."""
        rulings = [[each.first, each.reading] for each in self.rulings]
        return [self.clause, list(self.readings), self.default, *([rulings] if rulings else [])]


@cache
def questions_of(folder: Path) -> Mapping[str, Question]:
    """The readings of a regulation's folder by name; none without the file. Raises RuleError, naming the entry that is wrong."""
    file = folder / "readings.yaml"
    return read_questions(yaml.safe_load(file.read_text("utf-8")) or {}) if file.exists() else {}


def read_questions(raw: Mapping[str, Any]) -> Mapping[str, Question]:
    return {name: _question(name, entry) for name, entry in raw.items()}


def _question(name: str, entry: Mapping[str, Any]) -> Question:
    missing, unknown = _FIELDS - set(entry), set(entry) - _FIELDS - {"rulings"}
    if missing or unknown:
        raise RuleError(
            f"reading {name}: missing {', '.join(sorted(missing)) or 'nothing'}, unknown {', '.join(sorted(unknown)) or 'nothing'}"
        )
    if len(entry["readings"]) < 2 or entry["default"] not in entry["readings"]:
        raise RuleError(f"reading {name}: at least two readings, the default one of them")
    decided = entry["decided"]
    by, on, rulings = decided.get("by"), decided.get("on"), _rulings(name, entry)
    return Question(name, entry["clause"], entry["question"], entry["readings"], entry["default"], by, on, rulings)


def _rulings(name: str, entry: Mapping[str, Any]) -> tuple[Ruling, ...]:
    """``rulings: [{from: 2024-01-01, reading: higher, by: 解释机关}]``, each later than the one before it."""
    found: list[Ruling] = []
    for place, each in enumerate(entry.get("rulings") or (), start=1):
        where = f"reading {name}, ruling {place}"
        if set(each) != {"from", "reading", "by"} or not isinstance(each["from"], date) or not each["by"]:
            raise RuleError(f"{where}: a first day (from), the reading and the office that decided (by)")
        if each["reading"] not in entry["readings"]:
            raise RuleError(f"{where}: {each['reading']} is none of its readings")
        if found and each["from"] <= found[-1].first:
            raise RuleError(f"{where}: begins no later than the one before it")
        found.append(Ruling(each["from"], each["reading"], each["by"]))
    return tuple(found)


def _said(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def chosen(questions: Mapping[str, Question], wanted: Mapping[str, str] | None, on: date) -> dict[str, str]:
    """The reading of every question: the one asked for, else that in force on the day. Raises Refused for an unknown name or value."""
    for name, value in (wanted or {}).items():
        if name not in questions:
            raise Refused(
                f"没有名为“{name}”的解释口径",
                code="unknown_reading",
                field=name,
                expected=f"可选：{'、'.join(questions) or '本规则没有可选口径'}",
            )
        question = questions[name]
        if value not in question.readings:
            allowed = "；".join(f"{key}（{sense}）" for key, sense in question.readings.items())
            raise Refused(
                f"解释口径“{name}”不能取“{value}”", code="unknown_reading_value", field=name, clause=question.clause, expected=allowed
            )
    return {name: (wanted or {}).get(name, question.on(on)) for name, question in questions.items()}
