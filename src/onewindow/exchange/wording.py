"""What an event says to whom it concerns: the templates of ``wording.yaml``, read once and checked. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("wording.yaml")


@dataclass(frozen=True, slots=True)
class Wording:
    """A template. ``sms`` empty: no SMS. ``until`` names the element of the event that is the last day; after ``minutes`` (None: three
    days) an SMS that was not sent says nothing any more.
    """

    title: str
    text: str
    source: str
    todo: str = ""
    sms: str = ""
    until: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """The templates of one kind of event, by what its body says under ``by``; under "" where there is but one."""

    by: str
    each: Mapping[str, Wording]

    def chosen(self, body: Mapping[str, Any]) -> Wording | None:
        """The template for an event of this body; None where there is none for what it says."""
        said = body.get(self.by) if self.by else ""
        return self.each.get(str(said).lower())


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of events that make a message."""
    return {kind: _kind(said) for kind, said in _read().items() if kind != "silent"}


@cache
def silent() -> dict[str, str]:
    """The kinds of events of a case that make none, with the reason."""
    reasons: dict[str, str] = _read()["silent"]
    return reasons


def _kind(said: dict[str, Any]) -> Kind:
    if "by" in said:
        return Kind(said["by"], {value: Wording(**each) for value, each in said["each"].items()})
    return Kind("", {"": Wording(**said)})


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read
