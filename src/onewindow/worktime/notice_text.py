"""A notice of holidays as a person types it, a line for each day or stretch: ``2027-01-01至2027-01-03 放假 元旦``. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onewindow.words.refused import Problem, Refused
from onewindow.worktime.calendar import SpecialDay

_DAY = r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?"
_LINE = re.compile(rf"{_DAY}(?:\s*(?:至|到|~|～|—+)\s*{_DAY})?\s*[,，\s]\s*(放假|上班)\s*[,，\s]\s*(\S+)")
LONGEST = 31  # days of one stretch
EXPECTED = "如 2027-10-01至2027-10-07 放假 国庆节，或 2027-10-09 上班 国庆节"


def days_in(text: str) -> list[SpecialDay]:
    """The days of a notice. Raises Refused for every line that cannot be read, and for none at all."""
    found: list[SpecialDay] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found += _days(line.strip())
            except ValueError:
                problems.append(Problem(f"第{number}行“{line.strip()[:40]}”不能识别", "bad_line", "days", expected=EXPECTED))
    if not found and not problems:
        problems.append(Problem("没有列出日期", "no_days", "days", expected=EXPECTED))
    if problems:
        raise Refused.of(problems)
    return found


def _days(line: str) -> list[SpecialDay]:
    read = _LINE.fullmatch(line)
    if read is None:
        raise ValueError(line)
    first = date(*(int(each) for each in read.group(1, 2, 3)))
    last = date(*(int(each) for each in read.group(4, 5, 6))) if read[4] else first
    if not first <= last <= first + timedelta(days=LONGEST):
        raise ValueError(line)
    stretch = range((last - first).days + 1)
    return [SpecialDay(first + timedelta(days=each), read[7] == "上班", read[8]) for each in stretch]
