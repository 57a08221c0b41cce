"""A refusal that explains itself: what is wrong, where, what would be right, and the clause."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``message`` and ``expected`` are Chinese and shown to people.

    ``field`` names the fact, material or argument; ``clause`` is the id of its source, if it has one.
    """

    message: str
    code: str = "refused"
    field: str | None = None
    clause: str | None = None
    expected: str | None = None


class Refused(Exception):
    """An act or an input that is not allowed; carries every problem found, the first one leading.

    ``status`` is the HTTP status that a web face answers with (422 bad input, 403 not yours, 404, 409 too late).
    """

    def __init__(
        self,
        message: str | Problem,
        *more: Problem,
        code: str = "refused",
        field: str | None = None,
        clause: str | None = None,
        expected: str | None = None,
        status: int = 422,
    ) -> None:
        first = message if isinstance(message, Problem) else Problem(message, code, field, clause, expected)
        self.problems: tuple[Problem, ...] = (first, *more)
        self.status = status
        super().__init__(first.message)

    @classmethod
    def of(cls, problems: list[Problem], *, status: int = 422) -> Refused:
        """A refusal of at least one problem."""
        return cls(problems[0], *problems[1:], status=status)

    @property
    def first(self) -> Problem:
        return self.problems[0]

    def as_error(self) -> dict[str, object]:
        """The shape of the contract: code, message, field, clause (and expected, and all problems if several)."""
        error: dict[str, object] = asdict(self.first)
        if len(self.problems) > 1:
            error["problems"] = [asdict(problem) for problem in self.problems]
        return error
