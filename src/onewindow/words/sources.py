"""Where a rule, a figure, a step or a deadline comes from: nothing is declared without one of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_CONVENTION_ID = re.compile(r"conv-[a-z]+-\d+[a-z]?")
_CLAUSE_ID = re.compile(r"[a-z]+\d*(-[0-9a-z]+)+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the gazette by its stable id, such as ``policy2023-2-1``."""

    id: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class OutsideLaw:
    """A law outside the gazette: name in Chinese, article as printed (“第三十二条”)."""

    name: str
    article: str

    @property
    def id(self) -> str:
        return f"{self.name}{self.article}"

    def __str__(self) -> str:
        return f"《{self.name}》{self.article}"


@dataclass(frozen=True, slots=True)
class Convention:
    """A convention of ours where the text is silent; ``decided_by`` is empty until an office has confirmed it."""

    id: str
    text: str = ""
    decided_by: str | None = None
    decided_on: date | None = None

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Reading:
    """A named reading of a clause that can be understood in two ways (解释口径)."""

    name: str
    clause: str

    @property
    def id(self) -> str:
        return f"{self.clause}:{self.name}"

    def __str__(self) -> str:
        return self.id


Source = Clause | OutsideLaw | Convention | Reading


def as_source(value: str | Source) -> Source:
    """The source that a declaration names; a plain string is a clause or a convention id.

    Raises ValueError when the string is neither.
    """
    if not isinstance(value, str):
        return value
    if _CONVENTION_ID.fullmatch(value):
        return Convention(value)
    if _CLAUSE_ID.fullmatch(value):
        return Clause(value)
    raise ValueError(f"{value!r} is no clause id and no convention id")
