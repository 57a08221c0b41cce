"""A field of a form as a page draws it: label, help, unit, what was typed, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.web.refusals import Line

UNKNOWN = ""  # the answer to a yes-or-no question that was not answered


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """``kind`` is text, choice (one of some), ticks (any of some), lines (an entry each) or long.

    ``value`` is what was typed, right or wrong; ``chosen`` the ticked ones.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    chosen: tuple[str, ...] = ()
    help: str = ""
    unit: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    wrong: tuple[Line, ...] = ()
    autocomplete: str = "off"
    input_mode: str = ""
    short: bool = False
    longest: int = 200

    @property
    def anchor(self) -> str:
        return f"field-{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of the help and of the problems, for screen readers."""
        parts = [f"{self.name}-help"] if self.help else []
        return " ".join(parts + ([f"{self.name}-wrong"] if self.wrong else []))
