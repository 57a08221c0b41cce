"""A span defined by days, with examples that run from a date to the same date."""

import re
from collections.abc import Iterator
from datetime import date

from onewindow.law.lint.finding import MEDIUM, Hit
from onewindow.law.lint.library import Library

_DEFINED = re.compile(r"前(\d{2,3})(?:日|天)")
_EXAMPLE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日[^，。；]{0,8}至(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR = 365


class DefinitionVsExample:
    """365 days and a year differ across 29 February; any other example must have the length that is defined."""

    name = "definition-vs-example"
    title = "定义与举例不一致"
    severity = MEDIUM

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage in text.worded:
                defined = _DEFINED.search(passage.text)
                example = _EXAMPLE.search(passage.text)
                message = _difference(int(defined[1]), example) if defined and example else None
                if example and message:
                    yield Hit(text.name, passage.place, example[0], message)


def _difference(days: int, example: re.Match[str]) -> str | None:
    first, last = (date(*(int(part) for part in parts)) for parts in (example.groups()[:3], example.groups()[3:]))
    if days == _YEAR and (first.month, first.day) == (last.month, last.day) and last.year == first.year + 1:
        return f"定义为前{days}日，举例却从某日到次年同日：期间含2月29日的，同日到同日是366日"
    if (last - first).days != days:
        return f"定义为前{days}日，举例的期间是{(last - first).days}日"
    return None
