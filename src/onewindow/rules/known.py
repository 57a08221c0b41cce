"""What the county's registers know of enterprises, for a rule book: facts by year. A regulation provides it. No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

ENTERPRISE = ("uscc", "name")  # the columns of ``frame`` that are no facts


@dataclass(frozen=True, slots=True)
class Register:
    """The register of one book. ``years`` are those with data, the latest first.

    ``frame(year)`` has a row for each enterprise: uscc, name, and a column for each fact, null where unknown, lists null where unknown.
    ``facts_of(uscc, year)`` are the facts of one, as JSON, unknown ones left out.
    """

    title: str
    years: Callable[[], tuple[int, ...]]
    frame: Callable[[int], pl.DataFrame]
    facts_of: Callable[[str, int], Mapping[str, Any]]


_registers: dict[str, Register] = {}


def provide(book: str, register: Register) -> None:
    """Give a book its register. Raises ValueError when it has another."""
    if _registers.setdefault(book, register) != register:
        raise ValueError(f"{book} has a register already")


def register_of(book: str) -> Register | None:
    return _registers.get(book)
