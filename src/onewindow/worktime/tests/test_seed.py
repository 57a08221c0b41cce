"""The seed of the calendar against chinesecalendar, on every day from 2004 to 2026.

``python -m onewindow.worktime.tests.test_seed`` writes ``national_days.csv`` again after an upgrade of chinesecalendar.
The product never imports chinesecalendar: it is a development dependency and knows no day after its last year.
"""

import ast
import csv
import io
from datetime import date
from pathlib import Path

import chinese_calendar
import pytest
from chinese_calendar import constants

from onewindow.worktime.calendar import FIRST_YEAR, LAST_SEEDED_YEAR, DayKind, _days, national

ROOM = Path(__file__).resolve().parents[1]
CHINESE_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
EVERY_DAY = list(_days(date(FIRST_YEAR, 1, 1), date(LAST_SEEDED_YEAR, 12, 31)))


def seed_text() -> str:
    """The table as chinesecalendar knows it, one line for each day that a notice names."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("day", "works", "holiday"))
    named = [(day, 0, name) for day, name in constants.holidays.items()] + [(day, 1, name) for day, name in constants.workdays.items()]
    for day, works, name in sorted(named):
        if FIRST_YEAR <= day.year <= LAST_SEEDED_YEAR:
            writer.writerow((day.isoformat(), works, CHINESE_NAMES[name]))
    return text.getvalue()


def test_the_table_is_what_chinesecalendar_says() -> None:
    assert (ROOM / "national_days.csv").read_text(encoding="utf-8") == seed_text()


def test_every_day_of_the_announced_years_is_worked_or_not_as_chinesecalendar_says() -> None:
    calendar = national()
    assert [day for day in EVERY_DAY if calendar.is_working(day) != chinese_calendar.is_workday(day)] == []
    assert len(EVERY_DAY) == 8401


@pytest.mark.parametrize("day", EVERY_DAY[::97])
def test_a_day_has_the_name_of_its_holiday(day: date) -> None:
    is_holiday, name = chinese_calendar.get_holiday_detail(day)
    kind = national().kind(day)
    if kind is DayKind.HOLIDAY:
        assert is_holiday
        assert national().name(day) == CHINESE_NAMES[name]
    elif kind is DayKind.MAKE_UP:
        assert national().name(day) == f"{CHINESE_NAMES[name]}调休上班"
    else:
        assert name is None or name in {"Saturday", "Sunday"} or day.strftime("%A") == name


def test_the_product_never_imports_chinesecalendar() -> None:
    sources = [path for path in ROOM.parent.rglob("*.py") if "tests" not in path.parts]
    imported = {
        name
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert not [name for name in imported if name.startswith("chinese_calendar")]
    assert "csv" in imported


if __name__ == "__main__":
    (ROOM / "national_days.csv").write_text(seed_text(), encoding="utf-8")
