"""What waits for a person besides cases: whoever has such things says so here, and 我的办件 shows them first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from onewindow.words.actor import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is, a sentence, and the page where it is done, with the words of its link."""

    title: str
    text: str
    url: str
    link: str
    icon: str = "gift"


Asked = Callable[[Actor, date], Iterable[Waiting]]
_asked: dict[str, Asked] = {}


def announce(name: str, asked: Asked) -> None:
    """Register a function that says what waits for an actor on a day."""
    _asked[name] = asked


def waiting_for(actor: Actor, today: date) -> list[Waiting]:
    """Everything that waits for an actor."""
    return [each for asked in _asked.values() for each in asked(actor, today)]
