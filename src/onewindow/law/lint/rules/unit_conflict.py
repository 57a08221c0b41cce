"""One event, one number, days here and working days there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onewindow.law.gazette.text import Passage
from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library, Text

_LIMIT = re.compile(r"(\d+)个?(工作日|日)(?:之?内|以内)，?([^。；]*)")
_SHARED = 5  # characters that two acts have in common when they are one


@dataclass(frozen=True, slots=True)
class _Limit:
    passage: Passage
    number: str
    unit: str
    act: str
    written: str


class UnitConflict:
    """For what looks like the same act the text counts days in one place and working days in the other."""

    name = "unit-conflict"
    title = "同一事项期限单位不一"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            limits = list(_limits(text))
            for at, one in enumerate(limits):
                for other in limits[at + 1 :]:
                    if one.number == other.number and one.unit != other.unit and _alike(one.act, other.act):
                        message = f"{one.passage.place}是“{one.written}”，{other.passage.place}是“{other.written}”，事项相同而单位不同"
                        yield Hit(text.name, other.passage.place, other.written, message)


def _limits(text: Text) -> Iterator[_Limit]:
    for passage, sentence in text.sentences():
        for match in _LIMIT.finditer(sentence):
            written = match[0][: match.start(3) - match.start()].rstrip("，")
            yield _Limit(passage, match[1], match[2], match[3], written)


def _alike(one: str, other: str) -> bool:
    return any(one[at : at + _SHARED] in other for at in range(len(one) - _SHARED + 1))
