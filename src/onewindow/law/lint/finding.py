"""What a check reports, and what a rule is. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from onewindow.law.lint.library import Library

HIGH, MEDIUM, LOW = "high", "medium", "low"
SEVERITIES = {
    HIGH: "高",  # changes an amount, a right or a time limit
    MEDIUM: "中",  # changes a procedure or a role
    LOW: "低",  # wording or layout
}


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: in which document, at which address, the words, and what is the matter, in Chinese."""

    document: str
    place: str
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with the rule that found it, the clause of the register at that address, and the reading in force there."""

    rule: str
    title: str
    severity: str
    document: str
    place: str
    clause: str | None
    message: str
    text: str
    reading: str | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Rule(Protocol):
    """A check: one class in one file of ``rules``. Its docstring says why it matters; ``title`` is shown to people."""

    name: str
    title: str
    severity: str

    def check(self, library: Library) -> Iterable[Hit]:
        """Everything in the library that the rule is about."""
        ...
