"""What other regulations have on record about a mortgage: each says how it is asked, and the page of the mortgage shows the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onewindow.words.actor import Actor


@dataclass(frozen=True, slots=True)
class Related:
    """A record elsewhere: what kind, its number and the page of it, and how it stands."""

    title: str
    number: str
    url: str
    state: str


Ask = Callable[[str, str, Actor], Iterable[Related]]
_asked: dict[str, Ask] = {}


def refer(name: str, ask: Ask) -> None:
    """Have ``ask(mortgage, right, by)`` asked for every page of a mortgage; it leaves out what that actor may not see."""
    _asked[name] = ask


def related_to(mortgage: str, right: str, by: Actor) -> list[Related]:
    """What is on record elsewhere about a mortgage and its right."""
    return [each for ask in _asked.values() for each in ask(mortgage, right, by)]
