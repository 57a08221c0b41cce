"""What a notice of holidays must say before it changes anybody's deadline. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date

from onewindow.words.refused import Problem
from onewindow.worktime.calendar import STATUTORY_DAYS, WEEKDAYS, Calendar, Notice, SpecialDay

EARLIEST_MONTH_BEFORE = 12  # a notice may name days of December before its year: 2018-12-31 was off work by that of 2019


def problems_of(notice: Notice, calendar: Calendar) -> list[Problem]:
    """Everything wrong with a notice beside the calendar as it stands; empty when it may be announced.

    The first notice of a year must name its fixed statutory holidays as off work, and no weekday as made up:
    a slip there would move every deadline. A notice that amends an announced year may say anything of its days.
    """
    next_year = calendar.announced_until.year + 1
    found = [*_of_the_notice(notice, calendar.first_day.year, next_year), *_of_its_days(notice)]
    if notice.year == next_year and notice.days:
        found += [*_missing_holidays(notice), *_needless_work(notice)]
    return found


def _of_the_notice(notice: Notice, first_year: int, next_year: int) -> list[Problem]:
    found = []
    if not first_year <= notice.year <= next_year:
        message = f"不能载入{notice.year}年的放假通知：下一个待公布的年份是{next_year}年"
        found.append(Problem(message, "wrong_year", "year", expected=f"{first_year}至{next_year}年"))
    if not notice.number.strip():
        found.append(Problem("缺少通知的文号或名称", "missing_number", "number", expected="如 国办发明电〔2022〕16号"))
    if not notice.days:
        found.append(Problem("通知没有列出任何日期", "no_days", "days", expected="至少一个放假日或调休上班日"))
    return found


def _of_its_days(notice: Notice) -> list[Problem]:
    found = []
    for day, times in Counter(special.day for special in notice.days).items():
        if times > 1:
            found.append(Problem(f"{day} 列出了{times}次", "twice", "days", expected="每个日期只列一次"))
    for special in notice.days:
        if not date(notice.year - 1, EARLIEST_MONTH_BEFORE, 1) <= special.day <= date(notice.year, 12, 31):
            expected = f"{notice.year - 1}年12月1日至{notice.year}年12月31日"
            found.append(Problem(f"{special.day} 不在{notice.year}年通知的范围内", "outside_year", "days", expected=expected))
        if not special.holiday.strip():
            found.append(Problem(f"{special.day} 没有写明是哪个节日", "missing_holiday", "days", expected="如 国庆节"))
    return found


def _missing_holidays(notice: Notice) -> list[Problem]:
    off = {special.day for special in notice.days if not special.works}
    missing = [(date(notice.year, *day), name) for day, name in STATUTORY_DAYS.items() if date(notice.year, *day) not in off]
    return [
        Problem(f"通知没有把 {day}（{name}）列为放假日", "missing_statutory_day", "days", expected="法定节日全部列为放假日")
        for day, name in missing
    ]


def _needless_work(notice: Notice) -> list[Problem]:
    weekdays: list[SpecialDay] = [special for special in notice.days if special.works and special.day.weekday() < 5]
    return [
        Problem(f"{special.day} 是{WEEKDAYS[special.day.weekday()]}，本来就上班", "needless_make_up", "days", expected="调休上班日是周末")
        for special in weekdays
    ]
