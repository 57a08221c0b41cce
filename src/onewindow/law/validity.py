"""Whether a document holds on a day, and the refusal when it does not. No Django."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from onewindow.law.regulation import Regulation
from onewindow.words.refused import Refused

NOTICE = timedelta(days=90)  # services show amber from 90 days before the last day


class Validity(Enum):
    """The states of a document, as its page and the catalogue call them."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REPEALED = "repealed"
    AMENDED = "amended"

    @property
    def title(self) -> str:
        return _TITLES[self]

    @property
    def holds(self) -> bool:
        """Whether something new may be opened under the document; an amended one holds in its amended text."""
        return self in {Validity.IN_FORCE, Validity.EXPIRING, Validity.AMENDED}


_TITLES = {
    Validity.NOT_YET: "未生效",
    Validity.IN_FORCE: "有效",
    Validity.EXPIRING: "将届满",
    Validity.EXPIRED: "已失效",
    Validity.REPEALED: "已废止",
    Validity.AMENDED: "已修改",
}


def status(regulation: Regulation, on: date) -> Validity:
    """The state of a document on a day; the first and the last day belong to its term."""
    last_day = regulation.last_day
    if on < regulation.in_force.start:
        return Validity.NOT_YET
    if regulation.repealed and on >= regulation.repealed.on:
        return Validity.REPEALED
    if last_day and on > last_day:
        return Validity.EXPIRED
    if last_day and on >= last_day - NOTICE:
        return Validity.EXPIRING
    if regulation.amended and on >= regulation.amended.on:
        return Validity.AMENDED
    return Validity.IN_FORCE


def days_left(regulation: Regulation, on: date) -> int | None:
    """Days from ``on`` to the last day, which still counts as in force; None without an end, negative when it is over."""
    return (regulation.last_day - on).days if regulation.last_day else None


def require_in_force(regulation: Regulation, on: date) -> Validity:
    """The state of a document that holds on this day. Raises Refused, citing the clause of its term, for one that does not."""
    state = status(regulation, on)
    if not state.holds:
        raise Refused(
            f"{regulation.number}{_why_not(regulation, state)}，{_chinese(on)}不能据此办理新的事项",
            code=f"document_{state.value}",
            field="on",
            clause=regulation.in_force.clause,
            expected=_when(regulation),
        )
    return state


def _why_not(regulation: Regulation, state: Validity) -> str:
    if state is Validity.NOT_YET:
        return f"自{_chinese(regulation.in_force.start)}起施行，尚未生效"
    if state is Validity.REPEALED and regulation.repealed:
        return f"已由{regulation.repealed.by}自{_chinese(regulation.repealed.on)}起废止"
    return f"有效期至{_chinese(regulation.last_day)}，已经失效" if regulation.last_day else "已经失效"


def _when(regulation: Regulation) -> str:
    first, last = regulation.in_force.start, regulation.last_day
    if regulation.repealed and (last is None or regulation.repealed.on <= last):
        last = regulation.repealed.on - timedelta(days=1)
    return f"{_chinese(first)}至{_chinese(last)}之间的日期" if last else f"{_chinese(first)}及以后的日期"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
