"""A regulation as its folder declares it: number, title, who issued it, and from when until when it holds. No Django."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from onewindow.worktime.counting import last_day_of_validity

_KEY = re.compile(r"[a-z]+\d*")
_CALLER = 2  # frames up from the default factory: the generated __init__, then the module that declares
_declared: dict[str, Regulation] = {}


@dataclass(frozen=True, slots=True)
class Term:
    """The time in which a document holds, with the clause that says so; neither ``years`` nor ``until``: without an end."""

    start: date
    clause: str
    years: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.years is not None and (self.until is not None or self.years < 1):
            raise ValueError(f"{self.clause}: a term has years (at least one) or a last day, not both")
        if self.until is not None and self.until < self.start:
            raise ValueError(f"{self.clause}: a term does not end before it starts")

    @property
    def last_day(self) -> date | None:
        """The last day in force: the first day plus n years, less a day (conv-a-7); None without an end."""
        if self.years is None:
            return self.until
        return last_day_of_validity(self.start, self.years)


@dataclass(frozen=True, slots=True)
class Change:
    """What a later document did to this one: from which day, and the number of that document."""

    on: date
    by: str


def _folder_of_caller() -> Path:
    return Path(sys._getframe(_CALLER).f_globals["__file__"]).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One document of the gazette. Declaring it enters it in the registry; its folder is that of the declaring module.

    ``key`` begins the id of every clause (``riskfund`` of ``riskfund-16a``); ``issuer`` and ``interpreter`` are the names
    as printed, ``interpreted_under`` the clause that names the interpreter; ``registration`` is the 登记号, None where none
    is printed. Raises ValueError for a second document with the same key or the same number.
    """

    key: str
    number: str
    title: str
    issuer: str
    signed: date
    in_force: Term
    registration: str | None = None
    interpreter: str | None = None
    interpreted_under: str | None = None
    addressees: tuple[str, ...] = ()
    repealed: Change | None = None
    amended: Change | None = None
    folder: Path = field(default_factory=_folder_of_caller)

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} is no key of a regulation: small letters, then digits")
        for other in _declared.values():
            if self.key == other.key or self.number == other.number:
                raise ValueError(f"{self.number} ({self.key}) is declared twice: {other.folder} and {self.folder}")
        _declared[self.key] = self

    @property
    def last_day(self) -> date | None:
        return self.in_force.last_day


def declared() -> dict[str, Regulation]:
    """Every regulation declared so far by key, in the order of declaration; the registry is its reader."""
    return _declared
