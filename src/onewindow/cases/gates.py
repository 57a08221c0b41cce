"""What a regulation wants to be true before an act: its functions, declared by dotted name and asked by the door. No Django.

A function takes a ``Gate`` and gives the problems that it finds, each with its clause; the door refuses with all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Literal

from onewindow.law.registry import Use, rest
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.words.sources import Source, as_source

Act = Literal["open", "accept", "decide", "decide_at_window", "hand_over", "push", "issue"]


@dataclass(frozen=True, slots=True)
class Gate:
    """What an act is about: the item ("" for a procedure without one), its body, where and by whom and when it is done.

    ``window`` is the key of the window ("" where it is done elsewhere), ``channel`` how the case came in, ``origin`` the window that
    accepted it, ``accepted_by`` who did; ``carrier`` the courier of a hand-over; ``number`` the case ("" before there is one).
    """

    act: Act
    procedure: str
    item: str
    organisation: str
    handling: str
    by: Actor
    on: date
    channel: str = "web"
    window: str = ""
    origin: str = ""
    accepted_by: str = ""
    carrier: str = ""
    number: str = ""


Check = Callable[[Gate], list[Problem]]
_declared: dict[str, list[str]] = {}
_advising: list[str] = []


def declare(act: Act, name: str, *, title: str, sources: tuple[str | Source, ...]) -> None:
    """Have the function of that dotted name asked before an act. Raises ValueError without a source, or a second time."""
    if not sources:
        raise ValueError(f"the gate {name} names no source")
    names = _declared.setdefault(act, [])
    if name in names:
        raise ValueError(f"the gate {name} is declared twice for {act}")
    names.append(name)
    rest(Use("step", f"gate.{act}.{name.rpartition('.')[2]}", title, tuple(map(as_source, sources)), "", ()))


def advise(name: str, *, title: str, sources: tuple[str | Source, ...]) -> None:
    """Have the function of that dotted name asked while a form is taken in; what it finds is shown and stops nothing.

    Raises ValueError without a source, or a second time.
    """
    if not sources or name in _advising:
        raise ValueError(f"the advice {name} names no source or is declared twice")
    _advising.append(name)
    rest(Use("step", f"advice.{name.rpartition('.')[2]}", title, tuple(map(as_source, sources)), "", ()))


def warnings(gate: Gate) -> list[Problem]:
    """What the regulations want said to who is about to do an act, which he may do all the same."""
    return [problem for name in _advising for problem in _function(name)(gate)]


def problems(gate: Gate) -> list[Problem]:
    """Everything that the regulations find wrong with an act."""
    return [problem for name in _declared.get(gate.act, ()) for problem in _function(name)(gate)]


def require(gate: Gate, *, status: int = 409) -> None:
    """Raises Refused with everything that the regulations find wrong with an act."""
    if found := problems(gate):
        raise Refused.of(found, status=status)


@contextmanager
def isolated() -> Iterator[None]:
    """Within the block no gate stands but those declared in it: for tests of the engine alone."""
    before, advising = {act: list(names) for act, names in _declared.items()}, list(_advising)
    _declared.clear()
    _advising.clear()
    try:
        yield
    finally:
        _declared.clear()
        _declared.update(before)
        _advising[:] = advising


@cache
def _function(name: str) -> Check:
    module, _, function = name.rpartition(".")
    found: Check = getattr(import_module(module), function)
    return found
