"""One act on which both validity and opposability are made to hang."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_VALID = re.compile(r"[^，。；]*自(?:办理)?登记(?:之日)?起?(?:之日)?(?:起)?生效")
_OPPOSABLE = re.compile(r"(?:未经?(?:办理)?[^，。；]{0,8}登记|未登记)[^。；]*不得对抗(?:善意)?第三人")


class EffectConflict:
    """What is not yet in force without registration cannot be in force between the parties and only not against others."""

    name = "effect-conflict"
    title = "登记的效力前后矛盾"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            valid = [(passage, match) for passage in text.worded if (match := _VALID.search(passage.text))]
            opposable = any(_OPPOSABLE.search(passage.text) for passage in text.worded)
            for passage, match in valid if opposable else []:
                message = "既规定自登记之日生效（登记生效），又规定未登记的不得对抗第三人（登记对抗），两种效力不能并存"
                yield Hit(text.name, passage.place, match[0], message)
