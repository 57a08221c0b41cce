"""The clock of a case: stops, extensions, and the due date that follows from them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.words.sources import Clause, OutsideLaw
from onewindow.worktime.calendar import national
from onewindow.worktime.counting import Days, Months, Role, Span, WorkingDays, Years, add, corresponding_day
from onewindow.worktime.ledger import Clock, Extension, Stop

CALENDAR = national()
UNHURRIED = settings(deadline=None)  # a busy machine is no failure
CLAUSE = Clause("mortgage-18a")
LICENSING = OutsideLaw("行政许可法", "第四十五条")
ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2022, 6, 1), date(2024, 12, 31))
START = date(2023, 8, 15)  # so that the periods lie around National Day 2023
NEAR = st.integers(-40, 150).map(lambda days: START + timedelta(days=days))  # and the stops around the periods


def stop(start: str, end: str | None, reason: str = "补正材料") -> Stop:
    return Stop(date.fromisoformat(start), date.fromisoformat(end) if end else None, reason, LICENSING)


def clock(start: str, span: Span, *stops: Stop, extensions: tuple[Extension, ...] = ()) -> Clock:
    return Clock(date.fromisoformat(start), span, stops, extensions)


def due(running: Clock) -> str | None:
    found = running.due(CALENDAR)
    return str(found.due) if found else None


@st.composite
def closed_stops(draw: st.DrawFn) -> Stop:
    start = draw(NEAR)
    return Stop(start, start + timedelta(days=draw(st.integers(0, 45))), "鉴定", LICENSING)


OPEN_STOPS = NEAR.map(lambda day: Stop(day, None, "听证", LICENSING))


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    kind, most = draw(st.sampled_from([(WorkingDays, 40), (Days, 60), (Months, 3), (Years, 1)]))
    sizes = st.integers(1, most)
    extensions = draw(st.lists(sizes.map(lambda n: Extension(kind(n, LICENSING), "情况复杂")), max_size=2))
    stops = draw(st.lists(closed_stops(), max_size=4)) + draw(st.lists(OPEN_STOPS, max_size=1))
    return Clock(START + timedelta(days=draw(st.integers(-30, 30))), kind(draw(sizes), CLAUSE), tuple(stops), tuple(extensions))


def naive_due(running: Clock) -> date | None:
    """The due date by walking from day to day, as the module's text says it."""
    total = running.total
    months = {Months: total.n, Years: 12 * total.n}.get(type(total), 0)
    left = (corresponding_day(running.start, months) - running.start).days if months else total.n
    day = running.start
    while True:
        day += ONE_DAY
        holding = [held for held in running.stops if held.start <= day and (held.end is None or day < held.end)]
        if any(held.end is None for held in holding):
            return None
        works = CALENDAR.is_working(day)
        if left and not holding and (works or not isinstance(total, WorkingDays)):
            left -= 1
        if not left and works and not holding:
            return day


@UNHURRIED
@given(clocks())
def test_the_due_date_is_what_a_walk_from_day_to_day_finds(running: Clock) -> None:
    found = running.due(CALENDAR)
    assert (found.due if found else None) == naive_due(running)


@UNHURRIED
@given(clocks(), st.randoms())
def test_the_order_of_stops_and_extensions_does_not_matter(running: Clock, random) -> None:  # type: ignore[no-untyped-def]
    stops, extensions = list(running.stops), list(running.extensions)
    random.shuffle(stops)
    random.shuffle(extensions)
    assert due(Clock(running.start, running.span, tuple(stops), tuple(extensions))) == due(running)


@UNHURRIED
@given(clocks(), st.one_of(closed_stops(), OPEN_STOPS))
def test_a_further_stop_never_brings_the_due_date_forward(running: Clock, further: Stop) -> None:
    before, after = running.due(CALENDAR), replace(running, stops=(*running.stops, further)).due(CALENDAR)
    assert after is None or (before is not None and after.due >= before.due)


@UNHURRIED
@given(clocks(), closed_stops(), st.integers(0, 60))
def test_a_longer_stop_never_brings_the_due_date_forward(running: Clock, shorter: Stop, more: int) -> None:
    assert shorter.end is not None
    longer = Stop(shorter.start, shorter.end + timedelta(days=more), shorter.reason, shorter.source)
    before = replace(running, stops=(*running.stops, shorter)).due(CALENDAR)
    after = replace(running, stops=(*running.stops, longer)).due(CALENDAR)
    assert after is None or (before is not None and after.due >= before.due)


@UNHURRIED
@given(clocks(), st.integers(1, 30))
def test_an_extension_never_brings_the_due_date_forward(running: Clock, n: int) -> None:
    extended = replace(running, extensions=(*running.extensions, Extension(type(running.span)(min(n, 10), LICENSING), "情况复杂")))
    before, after = running.due(CALENDAR), extended.due(CALENDAR)
    assert after is None or (before is not None and after.due >= before.due)


@UNHURRIED
@given(clocks())
def test_a_due_day_is_a_working_day_on_which_the_clock_runs(running: Clock) -> None:
    found = running.due(CALENDAR)
    if found:
        assert CALENDAR.is_working(found.due)
        assert running.stop_on(found.due) is None
        assert found.due > running.start


@UNHURRIED
@given(clocks())
def test_the_count_reaches_the_due_day_and_the_whole_number(running: Clock) -> None:
    found = running.due(CALENDAR)
    if not found:
        return
    numbers = [line.number for line in found.counted if line.counts]
    assert numbers == list(range(1, len(numbers) + 1))
    assert found.counted[-1].date == found.due
    if isinstance(running.span, WorkingDays | Days):
        assert len(numbers) == running.total.n
    assert all(bool(line.reason) is line.stopped is bool(running.stop_on(line.date)) for line in found.counted)


@UNHURRIED
@given(clocks(), NEAR)
def test_the_days_left_are_the_lines_still_to_come(running: Clock, today: date) -> None:
    found, left = running.due(CALENDAR), running.days_left(CALENDAR, today=today)
    if found is None:
        assert left is None
    elif not isinstance(running.span, WorkingDays):
        assert left == (found.due - today).days
    elif running.start <= today <= found.due:
        assert left == sum(line.counts and line.date > today for line in found.counted)
    elif today > found.due:
        assert left == -CALENDAR.working_days_between(found.due + ONE_DAY, today + ONE_DAY)


@UNHURRIED
@given(DAYS, st.integers(1, 60))
def test_a_clock_that_never_stopped_is_a_plain_sum(start: date, n: int) -> None:
    for span in (WorkingDays(n, CLAUSE), Days(n, CLAUSE), Months(1 + n % 12, CLAUSE)):
        assert Clock(start, span).due(CALENDAR) == add(start, span, CALENDAR)


def test_the_days_of_a_stop_are_added_back() -> None:
    five = WorkingDays(5, CLAUSE)
    assert due(clock("2023-09-11", five)) == "2023-09-18"
    assert due(clock("2023-09-11", five, stop("2023-09-13", "2023-09-15"))) == "2023-09-20"
    lines = clock("2023-09-11", five, stop("2023-09-13", "2023-09-15")).counted(CALENDAR, today=date(2023, 9, 14))
    assert [(line.date.day, line.number, line.role) for line in lines[:4]] == [
        (12, 1, Role.COUNTED),
        (13, None, Role.STOPPED),
        (14, None, Role.STOPPED),
        (15, 2, Role.COUNTED),
    ]
    assert lines[1].reason == "补正材料"


def test_the_day_that_ends_a_stop_counts_and_a_stop_within_one_day_stops_nothing() -> None:
    assert due(clock("2023-09-11", WorkingDays(1, CLAUSE), stop("2023-09-12", "2023-09-13"))) == "2023-09-13"
    assert due(clock("2023-09-11", WorkingDays(1, CLAUSE), stop("2023-09-12", "2023-09-12"))) == "2023-09-12"


def test_a_stop_over_a_weekend_takes_no_working_day() -> None:
    assert due(clock("2023-09-14", WorkingDays(2, CLAUSE), stop("2023-09-16", "2023-09-18"))) == "2023-09-18"


def test_overlapping_stops_count_once() -> None:
    five = WorkingDays(5, CLAUSE)
    twice = clock("2023-09-11", five, stop("2023-09-12", "2023-09-15"), stop("2023-09-13", "2023-09-18", "检验检测"))
    assert due(twice) == due(clock("2023-09-11", five, stop("2023-09-12", "2023-09-18")))


def test_an_open_stop_leaves_no_due_date() -> None:
    stopped = clock("2023-09-11", WorkingDays(5, CLAUSE), stop("2023-09-13", None))
    assert stopped.due(CALENDAR) is None
    assert stopped.days_left(CALENDAR, today=date(2023, 9, 15)) is None
    lines = stopped.counted(CALENDAR, today=date(2023, 9, 15))
    assert [(line.number, line.stopped) for line in lines] == [(1, False), (None, True), (None, True), (None, True)]


@pytest.mark.parametrize("end", [None, "2023-10-31"])
def test_a_stop_after_the_due_day_cures_no_delay(end: str | None) -> None:
    late = clock("2023-09-11", WorkingDays(5, CLAUSE), stop("2023-09-19", end))
    assert due(late) == "2023-09-18"
    assert late.days_left(CALENDAR, today=date(2023, 9, 20)) == -2


def test_a_stop_before_the_start_takes_nothing() -> None:
    assert due(clock("2023-09-11", WorkingDays(5, CLAUSE), stop("2023-09-01", "2023-09-12"))) == "2023-09-18"


def test_an_extension_is_added_to_the_nominal_span_and_stops_shift_once_at_the_end() -> None:
    extension = Extension(WorkingDays(10, LICENSING), "经负责人批准延长")
    both = clock("2023-09-15", WorkingDays(20, CLAUSE), stop("2023-09-18", "2023-09-20"), extensions=(extension,))
    assert due(both) == str(CALENDAR.add_working_days(date(2023, 9, 15), 32))
    assert both.total == WorkingDays(30, CLAUSE)
    assert extension.source == LICENSING


def test_days_that_a_stop_will_take_are_not_left() -> None:
    running = clock("2023-09-11", WorkingDays(5, CLAUSE), stop("2023-09-13", "2023-09-15"))
    assert [running.days_left(CALENDAR, today=date(2023, 9, day)) for day in (11, 12, 13, 14, 15, 20, 21)] == [5, 4, 4, 4, 3, 0, -1]


def test_a_roll_does_not_end_in_a_stop() -> None:
    friday_and_weekend = clock("2023-09-14", Days(2, CLAUSE), stop("2023-09-18", "2023-09-20"))
    assert due(friday_and_weekend) == "2023-09-20"
    assert due(clock("2023-09-14", Days(2, CLAUSE), stop("2023-09-18", "2023-09-23"))) == "2023-09-25"  # the stop ends on a Saturday
    assert due(clock("2023-09-14", Days(2, CLAUSE), stop("2023-09-18", None))) is None


def test_months_are_moved_by_the_calendar_days_of_a_stop() -> None:
    assert due(clock("2023-09-15", Months(2, CLAUSE), stop("2023-10-09", "2023-10-14"))) == "2023-11-20"


def test_a_due_date_moved_beyond_the_notices_is_provisional() -> None:
    running = clock("2026-12-01", WorkingDays(20, CLAUSE), stop("2026-12-07", "2026-12-14"))
    found = running.due(CALENDAR)
    assert found is not None
    assert (str(found.due), found.provisional) == ("2027-01-06", True)


def test_the_stop_of_a_day_says_why_and_by_which_paper() -> None:
    held = Stop(date(2023, 9, 13), date(2023, 9, 15), "补正材料", "conv-worktime-2", start_paper="汨补正〔2023〕1号", end_paper="收件1")
    running = clock("2023-09-11", WorkingDays(5, CLAUSE), held)
    assert running.stop_on(date(2023, 9, 14)) == held
    assert running.stop_on(date(2023, 9, 15)) is None
    assert (held.start_paper, held.end_paper, held.source.id) == ("汨补正〔2023〕1号", "收件1", "conv-worktime-2")


def test_a_stop_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        stop("2023-09-13", "2023-09-12")


def test_a_stop_or_extension_without_reason_or_source_is_refused() -> None:
    with pytest.raises(ValueError, match="reason"):
        stop("2023-09-13", None, " ")
    with pytest.raises(ValueError, match="reason"):
        Extension(WorkingDays(5, CLAUSE), "")
    with pytest.raises(TypeError):
        Stop(date(2023, 9, 13), None, "补正材料")  # type: ignore[call-arg]


def test_an_extension_in_another_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be extended by days"):
        clock("2023-09-11", WorkingDays(5, CLAUSE), extensions=(Extension(Days(5, CLAUSE), "延长"),))


def test_moments_are_refused_where_days_are_due() -> None:
    moment = datetime(2023, 9, 13, 9, 0)
    with pytest.raises(TypeError):
        Clock(moment, WorkingDays(5, CLAUSE))
    with pytest.raises(TypeError):
        Stop(moment, None, "补正材料", CLAUSE)
    with pytest.raises(TypeError):
        Stop(moment.date(), moment, "补正材料", CLAUSE)
