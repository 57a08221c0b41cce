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


@dataclass(frozen=True, slots=True)
class Question:
    """A reading (解释口径): what is asked, the answers by key with their sense in Chinese, and the one that holds.

    ``decided_by`` is empty until an office has decided; the default is then the platform's.
    """

    name: str
    clause: str
    question: str
    readings: Mapping[str, str]
    default: str
    decided_by: str | None
    decided_on: date | None

    @property
    def kind(self) -> Choice:
        return Choice(tuple(self.readings))

    @property
    def source(self) -> Reading:
        return Reading(self.name, self.clause)

    def as_data(self) -> Any:
        """What the hash of a book covers."""
        return [self.clause, list(self.readings), self.default]


@cache
def questions_of(folder: Path) -> Mapping[str, Question]:
    """The readings of a regulation's folder by name; none without the file. Raises RuleError, naming the entry that is wrong."""
    file = folder / "readings.yaml"
    return read_questions(yaml.safe_load(file.read_text("utf-8")) or {}) if file.exists() else {}


def read_questions(raw: Mapping[str, Any]) -> Mapping[str, Question]:
    return {name: _question(name, entry) for name, entry in raw.items()}


def _question(name: str, entry: Mapping[str, Any]) -> Question:
    missing = {"clause", "question", "readings", "default", "decided"} - set(entry)
    if missing:
        raise RuleError(f"reading {name}: missing {', '.join(sorted(missing))}")
    if len(entry["readings"]) < 2 or entry["default"] not in entry["readings"]:
        raise RuleError(f"reading {name}: at least two readings, the default one of them")
    decided = entry["decided"]
    return Question(name, entry["clause"], entry["question"], entry["readings"], entry["default"], decided.get("by"), decided.get("on"))


def chosen(questions: Mapping[str, Question], wanted: Mapping[str, str] | None) -> dict[str, str]:
    """The reading that holds for every question: the one asked for, else the default. Raises Refused for an unknown name or value."""
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
    return {name: (wanted or {}).get(name, question.default) for name, question in questions.items()}
