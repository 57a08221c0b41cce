"""The term that a text gives itself (自…起施行，有效期…年), where no regulation declares it. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onewindow.law.numerals import to_int
from onewindow.law.validity import NOTICE, Validity
from onewindow.worktime.counting import last_day_of_validity

_YEARS = re.compile(r"有效期(?:为|限为)?([一二两三四五六七八九十]|\d{1,2})年")
_START = re.compile(r"自(?:(\d{4})年(\d{1,2})月(\d{1,2})日|(?:公布|发布|印发|下发)之日)起")


@dataclass(frozen=True, slots=True)
class StatedTerm:
    """First and last day as read from ``words``; from the day of issue (成文日期) the text counts “发布之日”."""

    start: date
    last_day: date
    words: str


def stated_term(texts: list[str], signed: date | None) -> StatedTerm | None:
    """The term in the last passage that states one; None where no passage does, or it has no day to begin from."""
    for text in reversed(texts):
        years = _YEARS.search(text)
        if years:
            start = _start(text, signed)
            count = int(years[1]) if years[1].isdecimal() else to_int(years[1].replace("两", "二"))
            return StatedTerm(start, last_day_of_validity(start, count), text) if start and count else None
    return None


def _start(text: str, signed: date | None) -> date | None:
    match = _START.search(text)
    if match is None or not match[1]:
        return signed
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def validity_by(term: StatedTerm, on: date) -> Validity:
    """The state of a document on a day by the term that its text states, as far as no later document changed it."""
    if on < term.start:
        return Validity.NOT_YET
    if on > term.last_day:
        return Validity.EXPIRED
    return Validity.EXPIRING if on >= term.last_day - NOTICE else Validity.IN_FORCE
