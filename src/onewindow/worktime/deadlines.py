"""The time limits that the law sets, each declared once under its clause by the regulation that it stands in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum

from onewindow.words.refused import Refused
from onewindow.words.sources import Clause, Convention, OutsideLaw, Source, as_source
from onewindow.worktime.calendar import Calendar
from onewindow.worktime.counting import Due, FixedDate, Span, Unit, add


class Emergency(Enum):
    """What an emergency (突发事件, 上级紧急命令) does to a limit, as its clause says."""

    CHANGES_NOTHING = "条文未规定紧急情形"
    LIFTS_MINIMUM = "紧急情形不受最短期限限制"
    LIFTS_BOTH = "紧急情形不受期限限制"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit: by when at the latest and, where the clause has a minimum, not before when.

    ``span`` and ``minimum`` carry their sources: the clause itself, or the convention that fills its silence.
    """

    clause: str
    title: str
    span: Span | FixedDate
    minimum: Span | None
    emergency: Emergency


@dataclass(frozen=True, slots=True)
class Computed:
    """A limit counted from a day. ``due`` and ``earliest`` are None where there is none, or an emergency lifts them."""

    deadline: Deadline
    earliest: Due | None
    due: Due | None

    @property
    def unit(self) -> Unit:
        return self.deadline.span.unit

    @property
    def provisional(self) -> bool:
        """Whether one of the two days is provisional (暂定, conv-worktime-1)."""
        return any(day.provisional for day in (self.earliest, self.due) if day)

    def as_json(self) -> dict[str, object]:
        """The contract's shape; ``earliest`` stands there only where the clause has a minimum."""
        earliest = {"earliest": self.earliest and self.earliest.due} if self.deadline.minimum else {}
        return {
            "clause": self.deadline.clause,
            **earliest,
            "due": self.due and self.due.due,
            "unit": self.unit,
            "provisional": self.provisional,
        }


_declared: dict[str, Deadline] = {}


def declare(
    clause: str | Source,
    span: Span | FixedDate,
    minimum: Span | None = None,
    emergency: Emergency = Emergency.CHANGES_NOTHING,
    *,
    title: str,
) -> Deadline:
    """Declare the limit that ``clause`` sets, or that a convention sets where it is silent; ``title`` is Chinese (“合法性审核”).

    Raises ValueError when the clause has another limit already, the convention behind the span says nothing, the
    minimum has another unit or is longer than the span, or an emergency would lift a minimum that is not there.
    """
    key = as_source(clause).id
    deadline = Deadline(key, title, span, minimum, emergency)
    for source in (span.source, *((minimum.source,) if minimum else ())):
        if isinstance(source, Convention) and not source.text:
            raise ValueError(f"the limit of {key} rests on {source.id}, which says nothing: give the convention its text")
    if minimum is not None and (not isinstance(span, Span) or minimum.unit is not span.unit or minimum.n > span.n):
        raise ValueError(f"the minimum of {key} is of the same unit as its limit and no longer")
    if emergency is Emergency.LIFTS_MINIMUM and minimum is None:
        raise ValueError(f"{key} has no minimum that an emergency could lift")
    if _declared.setdefault(key, deadline) != deadline:
        raise ValueError(f"{key} has a limit already: {_declared[key].title}")
    return deadline


def declared() -> tuple[Deadline, ...]:
    """Every limit, in the order of declaration."""
    return tuple(_declared.values())


def deadline(clause: str) -> Deadline:
    """The limit declared for a clause id. Raises Refused, with the nearest ids, when there is none."""
    found = _declared.get(clause)
    if found is None:
        ids = [key for key in _declared if key.isascii()]  # a limit of a law outside the gazette has no id to ask for it by
        near = get_close_matches(clause, ids, n=5, cutoff=0.5) or ids[:5]
        expected = "已登记期限的条款，如 " + "、".join(near) if near else "已登记期限的条款（目前没有登记任何期限）"
        raise Refused(f"条款“{clause}”没有登记期限", code="unknown_deadline", field="clause", expected=expected, status=404)
    return found


def compute(clause: str, start: date, calendar: Calendar, *, emergency: bool = False) -> Computed:
    """The limit of a clause, counted from the event on ``start``.

    Raises Refused for a clause without a limit, for an emergency that the clause does not know, and outside the calendar.
    """
    limit = deadline(clause)
    if emergency and limit.emergency is Emergency.CHANGES_NOTHING:
        raise Refused(
            f"“{limit.title}”的条款没有规定紧急情形的例外，期限照常计算",
            code="no_emergency_exception",
            field="emergency",
            clause=limit.clause,
            expected="去掉 --emergency",
        )
    minimum = None if emergency else limit.minimum
    span = None if emergency and limit.emergency is Emergency.LIFTS_BOTH else limit.span
    return Computed(
        limit,
        earliest=add(start, minimum, calendar) if minimum else None,
        due=add(start, span, calendar) if span else None,
    )


def citation(source: Source) -> str:
    """How a person is told where a limit comes from: the law and article, or the id with a convention's words."""
    match source:
        case Convention(text=text) if text:
            return f"{source.id}：{text}"
        case OutsideLaw() | Clause():
            return str(source)
    return source.id
