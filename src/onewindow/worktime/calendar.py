"""Which days are worked: a table of every day, so that a sum of working days is two look-ups. Pure.

The seed (``national_days.csv``) holds what the yearly notices of the State Council's office changed in 2004–2026;
``tests/test_seed.py`` compares every one of these days with chinesecalendar and can write the file again.
Later years are provisional (conv-worktime-1) until their notice is announced.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from onewindow.words.refused import Refused
from onewindow.worktime.conventions import PROVISIONAL, WORKING_DAY

FIRST_YEAR, LAST_SEEDED_YEAR = 2004, 2026
YEARS_FORESEEN = 40  # provisional years in the table: longer than any limit that an office sets
STATUTORY_DAYS = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is to an office."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"

    @property
    def label(self) -> str:
        return {"workday": "工作日", "weekend": "休息日", "holiday": "节假日", "make_up": "调休上班日"}[self.value]

    @property
    def is_working(self) -> bool:
        return self in {DayKind.WORKDAY, DayKind.MAKE_UP}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that a notice names: off work (放假) or at work (上班), and for which holiday (“国庆节”)."""

    day: date
    works: bool
    holiday: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The yearly notice of holidays, or one that amends it; ``number`` is its 文号 or title."""

    year: int
    number: str
    days: tuple[SpecialDay, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """An immutable calendar of working days from ``first_day`` to ``last_day``; after ``announced_until`` it is provisional.

    ``edition`` names what it was made from: equal editions count alike.
    """

    special: Mapping[date, SpecialDay]
    notices: Mapping[int, str]  # year → 文号 or title, for the years announced
    edition: str
    first_day: date = field(init=False)
    last_day: date = field(init=False)
    announced_until: date = field(init=False)
    _rank: dict[date, int] = field(init=False, repr=False)  # day → how many working days up to and with it, less one
    _working: list[date] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        keep = object.__setattr__  # the only moment at which a frozen value is written
        keep(self, "special", MappingProxyType(dict(self.special)))
        keep(self, "notices", MappingProxyType(dict(self.notices)))
        keep(self, "first_day", date(min(self.notices), 1, 1))
        keep(self, "announced_until", date(max(self.notices), 12, 31))
        keep(self, "last_day", date(max(self.notices) + YEARS_FORESEEN, 12, 31))
        eve = self.first_day - ONE_DAY  # an event of that day can be counted from: it is not counted itself
        rank, working = {eve: -1}, []
        for day in _days(self.first_day, self.last_day):
            if self._kind(day).is_working:
                working.append(day)
            rank[day] = len(working) - 1
        keep(self, "_rank", rank)
        keep(self, "_working", working)

    def add_working_days(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start``, which is not counted itself (conv-a-3). ``n`` is at least 1.

        Raises Refused for ``n`` below 1 and for days outside the table. Two look-ups: a queue of thousands asks this.
        """
        if n < 1:
            raise Refused("天数应为不小于1的整数", code="invalid_number", field="n", clause=WORKING_DAY.id, expected="1、2、3……")
        try:
            return self._working[self._rank[start] + n]
        except (KeyError, IndexError):
            raise self._outside(start) from None

    def next_working_day(self, day: date) -> date:
        """``day`` itself if it is worked, else the first working day after it (Civil Code 203)."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def working_days_between(self, first: date, end: date) -> int:
        """How many working days there are from ``first`` up to but without ``end``; 0 if ``end`` is not later."""
        if end <= first:
            return 0
        try:
            return self._rank[end - ONE_DAY] - self._rank[first - ONE_DAY]
        except KeyError as missing:
            raise self._outside(missing.args[0]) from None

    def is_working(self, day: date) -> bool:
        return self.kind(day).is_working

    def kind(self, day: date) -> DayKind:
        """What the day is; raises Refused outside the table."""
        if day not in self._rank:
            raise self._outside(day)
        return self._kind(day)

    def name(self, day: date) -> str:
        """The day as a clerk names it: 国庆节, 国庆节调休上班, or its day of the week."""
        match self.kind(day):
            case DayKind.HOLIDAY:
                return self._holiday(day)
            case DayKind.MAKE_UP:
                return f"{self._holiday(day)}调休上班"
            case _:
                return WEEKDAYS[day.weekday()]

    def is_provisional(self, day: date) -> bool:
        """Whether the notice of that year is still to come (暂定, conv-worktime-1)."""
        return day > self.announced_until

    def extended(self, notices: Iterable[Notice], *, edition: str) -> Calendar:
        """This calendar with further notices laid over it, later ones over earlier ones."""
        special, numbers = dict(self.special), dict(self.notices)
        for notice in notices:
            special.update((special_day.day, special_day) for special_day in notice.days)
            numbers.setdefault(notice.year, notice.number)
        return Calendar(special, numbers, edition)

    def _kind(self, day: date) -> DayKind:
        weekend = day.weekday() >= 5
        if named := self.special.get(day):
            if not named.works:
                return DayKind.HOLIDAY
            return DayKind.MAKE_UP if weekend else DayKind.WORKDAY
        if day > self.announced_until and (day.month, day.day) in STATUTORY_DAYS:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if weekend else DayKind.WORKDAY

    def _holiday(self, day: date) -> str:
        named = self.special.get(day)
        return named.holiday if named else STATUTORY_DAYS[day.month, day.day]

    def _outside(self, day: date) -> Refused:
        if isinstance(day, datetime):
            raise TypeError("a calendar knows days, not moments: ask clock.day_of first")
        if day < self.first_day:
            message = f"{day} 早于工作日历的第一天，无法计算"
        else:
            message = f"从 {day} 起算的日期超出工作日历的最后一天，无法计算"
        expected = f"起算日和届满日都在{self.first_day}至{self.last_day}之间"
        return Refused(message, code="outside_calendar", field="from", clause=PROVISIONAL.id, expected=expected)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


@cache
def national() -> Calendar:
    """The calendar of the country as announced for 2004–2026 (about 30 ms, once a process)."""
    table = (resources.files("onewindow.worktime") / "national_days.csv").read_text(encoding="utf-8").splitlines()
    days = [SpecialDay(date.fromisoformat(row["day"]), row["works"] == "1", row["holiday"]) for row in csv.DictReader(table)]
    notices = {year: f"国务院办公厅关于{year}年部分节假日安排的通知" for year in range(FIRST_YEAR, LAST_SEEDED_YEAR + 1)}
    return Calendar({special.day: special for special in days}, notices, "national")
