"""The names of the themes (一件事) that items belong to: the county's regulation gives them, since it says which there are. No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_given: list[Callable[[], Mapping[str, str]]] = []


def provide(titles: Callable[[], Mapping[str, str]]) -> None:
    """Let a regulation name its themes: key to title, in its order."""
    if titles not in _given:
        _given.append(titles)


def titles() -> dict[str, str]:
    """Every theme by key."""
    return {key: title for each in _given for key, title in each().items()}
