"""What kinds of long work there are. Whoever has some says so once, when Django is ready; the worker finds the act here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from onewindow.accounts.roles import PERMISSIONS
from onewindow.words.actor import Actor


class Progress(Protocol):
    """Tell how far the work has come: ``progress(done, of, stage="逐户核对")``.

    Call it as often as you like between transactions, never within one. ``done`` and ``of`` count what people know (企业, 办件, 行). It
    raises ``Lost`` when the run was stopped or given to another worker: let that pass.
    """

    def __call__(self, done: int, of: int, *, stage: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Work:
    """What an act is given: what was asked (``params``), by whom, at which business time, and the way to say how far it is.

    ``attempt`` is 1, and higher where a killed worker had begun it before.
    """

    number: int
    params: Mapping[str, Any]
    by: Actor
    at: datetime
    progress: Progress
    attempt: int = 1

    def key(self, item: str) -> str:
        """The idempotency key of one item, the same at every attempt: for a door that takes one."""
        return f"run:{self.number}:{item}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: a sentence, where to look at it (``url`` with the words of its ``link``), and items with a word on each.

    ``items`` are those that a person must still see, as (what, why): refused rows, cases that were not moved. ``files`` are digests of the
    store that the answer needs, ``data`` anything else for its own page. With ``go`` the page of the run leads to ``url`` by itself.
    """

    said: str
    url: str = ""
    link: str = "查看结果"
    items: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    data: Mapping[str, Any] | None = None
    go: bool = False


Act = Callable[[Work], Outcome]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of run: its Chinese title, who may start it, what it does.

    ``shared``: everyone who may start it sees its runs and may stop them; else only the account that pressed.
    """

    key: str
    title: str
    permission: str
    act: Act
    shared: bool = False


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> None:
    """Register a kind; in the ``ready`` of the app that has it. Raises ValueError for a permission that there is not."""
    if kind.permission not in PERMISSIONS:
        raise ValueError(f"{kind.key}: no role has the permission {kind.permission!r}")
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind | None:
    """The kind of that key; None where the code no longer has it."""
    return _kinds.get(key)


def kinds() -> list[Kind]:
    return list(_kinds.values())
