"""A table of doors: each row brings about what a door needs, and says what the door is then asked."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

World = TypeVar("World")
Act = Callable[..., Any]
Arguments = dict[str, Any]
Prepare = Callable[[World], Arguments]


@dataclass(frozen=True, slots=True)
class Row(Generic[World]):
    """A door and what stands before it. Where ``told`` is a code, ``rival`` presses the same at the same moment, and one is told so."""

    act: Act
    prepare: Prepare[World]
    rival: str = ""  # where in the world he is found; empty: the same person on another device
    told: str = ""

    @property
    def name(self) -> str:
        return f"{self.act.__module__.split('.')[1]}-{self.prepare.__name__.strip('_')}"

    @property
    def keyed(self) -> bool:
        """Whether the door takes an idempotency key; the doors of the catalogue take the key of an item."""
        key = inspect.signature(self.act).parameters.get("key")
        return key is not None and key.default is None


class Table(list[Row[World]]):
    """Rows in the order in which they are written."""

    def before(self, act: Act, *, rival: str = "", told: str = "") -> Callable[[Prepare[World]], Prepare[World]]:
        """Decorate what brings about that ``act`` can be called; it gives the arguments, and ``at`` only where another day is meant."""

        def enter(prepare: Prepare[World]) -> Prepare[World]:
            self.append(Row(act, prepare, rival, told))
            return prepare

        return enter
