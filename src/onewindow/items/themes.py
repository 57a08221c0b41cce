"""The themes (一件事) that items belong to: the county's regulation gives their names and says which are not yet open. No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from onewindow.words.refused import Problem

Closed = Callable[[str, date], list[Problem]]
_given: list[Callable[[], Mapping[str, str]]] = []
_closed: list[Closed] = []


def provide(titles: Callable[[], Mapping[str, str]]) -> None:
    """Let a regulation name its themes: key to title, in its order."""
    if titles not in _given:
        _given.append(titles)


def keep_closed(check: Closed) -> None:
    """Let a regulation say why the one form of a theme may not be opened on a day."""
    if check not in _closed:
        _closed.append(check)


def titles() -> dict[str, str]:
    """Every theme by key."""
    return {key: title for each in _given for key, title in each().items()}


def closed(key: str, on: date) -> list[Problem]:
    """Why the one form of a theme may not be opened on a day; empty where it may."""
    return [problem for check in _closed for problem in check(key, on)]
