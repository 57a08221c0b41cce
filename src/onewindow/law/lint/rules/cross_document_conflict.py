"""Two texts, or two articles, that settle one matter in two ways."""

import re
from collections.abc import Iterator
from itertools import combinations

from onewindow.law.gazette.text import Passage
from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library, Text

_FIXED = re.compile(r"[^，。；]{0,10}(?:承担|分担)\d+(?:\.\d+)?%")
_AGREED = re.compile(r"按(?:照)?(?:合同)?约定[^，。；]{0,8}比例[^，。；]{0,6}(?:承担|分担)[^，。；]*")
_DRAWN = re.compile(r"(?:摇号|抽签|随机)[^。；]*确定([一-鿿]{3,8})")
_CHOSEN = re.compile(r"[^。；]*协商确定")
_SHARED = ("银行", "担保")


class CrossDocumentConflict:
    """A share that is fixed here and agreed there; a body that is drawn by lot here and agreed on there."""

    name = "cross-document-conflict"
    title = "规定之间相互矛盾"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        every = [(text, passage) for text in library.texts for passage in text.worded]
        yield from _shares(every)
        for text in library.texts:
            yield from _choices(text)


def _shares(every: list[tuple[Text, Passage]]) -> Iterator[Hit]:
    fixed = [(text, passage) for text, passage in every if _FIXED.search(passage.text)]
    for text, passage in every:
        match = _AGREED.search(passage.text)
        for other, against in fixed if match else []:
            if match and all(word in passage.text and word in against.text for word in _SHARED) and "损失" in against.text:
                message = f"这里按约定的比例承担损失，{_where(text, other, against)}已写死比例"
                yield Hit(text.name, passage.place, match[0], message)


def _choices(text: Text) -> Iterator[Hit]:
    for one, other in combinations(text.worded, 2):
        for chosen, drawn in ((one, other), (other, one)):
            lot, agreed = _DRAWN.search(drawn.text), _CHOSEN.search(chosen.text)
            if lot and agreed and lot[1] in agreed[0]:
                message = f"{lot[1]}在{chosen.place}是协商确定，在{drawn.place}是随机确定"
                yield Hit(text.name, drawn.place, lot[0], message)


def _where(text: Text, other: Text, passage: Passage) -> str:
    return passage.place if other.name == text.name else f"{other.name}{passage.place}"
