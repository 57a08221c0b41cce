"""Keeping an evaluation, and running it again with today's code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from onewindow import rows
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.models import StoredEvaluation
from onewindow.rules.registry import book
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.refused import Refused

COMPARED = ("figures", "readings", "results", "explanation")
WORDING = {"title", "citation", "said", "sentences"}  # how a line is put; what it says is compared
ABSENT = "（无）"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an evaluation of today differs: ``results.total_cny``, ``explanation.total_cny.inputs.trade_usd``."""

    path: str
    stored: Any
    now: Any

    def as_json(self) -> dict[str, Any]:
        return {"path": self.path, "stored": self.stored, "now": self.now}


@dataclass(frozen=True, slots=True)
class Replay:
    """A stored evaluation run again. ``same`` when figures, readings, results and explanation say the same, whatever the version."""

    number: int
    book: str
    on: date
    version_then: str
    version_now: str
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        return {
            "evaluation": self.number,
            "book": self.book,
            "on": self.on.isoformat(),
            "version": {"stored": self.version_then, "now": self.version_now},
            "same": self.same,
            "differences": [difference.as_json() for difference in self.differences],
        }


@transaction.atomic
def store(evaluation: Evaluation, *, by: Actor, at: datetime, subject: str = "") -> StoredEvaluation:
    """Keep an evaluation whole, with an event in the chain of ``subject`` (``case:2023-000001``), or in a chain of its own."""
    content = canonical(_content(evaluation))
    stored = StoredEvaluation(
        book=evaluation.book.name,
        version=evaluation.book.version,
        on=evaluation.on,
        subject=subject,
        by=by.id,
        at=at,
        content=content,
    )
    rows.insert(stored, ahead=True)
    record(
        subject=subject or f"evaluation:{stored.number}",
        kind="rules.evaluated",
        by=by,
        at=at,
        body={"evaluation": stored.number, "book": stored.book, "version": stored.version, "digest": sm3(content.encode())},
    )
    return stored


def replay(number: int | str) -> Replay:
    """Run a stored evaluation again: its facts, day and readings, today's rules and figures. Raises Refused (404) if there is none."""
    stored = StoredEvaluation.objects.filter(number=number).first() if str(number).isdecimal() else None
    if stored is None:
        raise Refused(f"没有编号为{number}的测算", code="unknown_evaluation", field="evaluation", status=404)
    if stored.content is None:
        raise Refused(f"编号为{number}的测算内容已依法清除，不能复算", code="erased_evaluation", field="evaluation")
    then = json.loads(stored.content)
    found = book(stored.book)
    try:
        now = json.loads(canonical(_content(found.evaluate(then["facts"], on=stored.on, readings=then["readings"]))))
    except Refused as refused:
        differences: tuple[Difference, ...] = (Difference("refused", None, refused.first.message),)
    else:
        differences = tuple(
            difference
            for part in ("figures", "readings", "results", "explanation")
            for difference in _compared(part, then[part], now[part])
        )
    return Replay(stored.number, stored.book, stored.on, stored.version, found.version, differences)


def _content(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "facts": evaluation.facts.as_json(),
        "figures": evaluation.figures_json(),
        "readings": evaluation.readings,
        "results": evaluation.results_json(),
        "explanation": [line.as_json() for line in evaluation.explanation],
    }


def _compared(path: str, stored: Any, now: Any) -> Iterator[Difference]:
    """The differences of two JSON values, key by key; lines of an explanation by their rule."""
    one, other = _by_key(stored), _by_key(now)
    if one is None or other is None:
        if stored != now:
            yield Difference(path, stored, now)
        return
    for key in dict.fromkeys((*one, *other)):
        if key not in WORDING:
            yield from _compared(f"{path}.{key}", one.get(key, ABSENT), other.get(key, ABSENT))


def _by_key(value: Any) -> dict[str, Any] | None:
    if isinstance(value, list) and value and all(isinstance(entry, dict) and "rule" in entry for entry in value):
        return {entry["rule"]: entry for entry in value}
    return value if isinstance(value, dict) else None
