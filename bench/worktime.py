"""A sum of working days through the public function, beside the loop over chinesecalendar that everybody writes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from chinese_calendar import is_workday

from onewindow.words.sources import Clause
from onewindow.worktime.calendar import national
from onewindow.worktime.counting import WorkingDays
from onewindow.worktime.ledger import Clock, Stop

MOST_NS = 150  # issue 2; shared/reference/perf.md, section E
Question = tuple[date, int]


def run() -> list[dict[str, object]]:
    """Nanoseconds a sum, 2018–2026 and n from 1 to 60, the best of several rounds; both give the same days."""
    questions = _questions(20_000)
    add = national().add_working_days
    for question in questions[:300]:
        assert add(*question) == _naive(*question)
    ours = _nanoseconds(add, questions, rounds=9)
    other = _nanoseconds(_naive, questions[:300], rounds=3)
    clock = _nanoseconds(_due_of_a_stopped_clock, questions[:2_000], rounds=3)
    return [
        {"name": "working-day sum", "ours": ours, "other": other, "ratio": other / ours, "unit": "ns", "at_most": MOST_NS},
        {"name": "due date of a clock with a stop", "ours": clock, "other": other, "ratio": other / clock, "unit": "ns"},
    ]


def _questions(count: int) -> list[Question]:
    draw = random.Random(20230915)
    first, days = date(2018, 1, 1), (date(2026, 9, 30) - date(2018, 1, 1)).days
    return [(first + timedelta(days=draw.randint(0, days)), draw.randint(1, 60)) for _ in range(count)]


def _naive(start: date, n: int) -> date:
    day = start
    while n:
        day += timedelta(days=1)
        n -= is_workday(day)
    return day


def _due_of_a_stopped_clock(start: date, n: int) -> date | None:
    source = Clause("mortgage-18a")
    stop = Stop(start + timedelta(days=2), start + timedelta(days=9), "补正材料", source)
    due = Clock(start, WorkingDays(n, source), (stop,)).due(national())
    return due and due.due


def _nanoseconds(function: Callable[[date, int], object], questions: list[Question], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        fresh = [(date.fromordinal(start.toordinal()), n) for start, n in questions]  # a date remembers its hash once it was asked
        began = perf_counter()
        for start, n in fresh:
            function(start, n)
        best = min(best, perf_counter() - began)
    return round(best / len(questions) * 1e9, 1)
