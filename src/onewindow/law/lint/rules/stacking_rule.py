"""The more favourable award, without saying whether awards add up."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_FAVOURABLE = re.compile(r"[^。；]*(?:从优|从高|就高)[^。；]*[。；]?")
_ORDER = re.compile(r"只能?享受(?:其中)?一|择一|不累计|可以累计|可以叠加|不叠加|不得同时享受|取其中最高")


class StackingRule:
    """从优从高 beside 不再奖补 needs an order: do several awards add up, does one shut out the others, which matter is meant."""

    name = "stacking-rule"
    title = "多项奖补的适用次序不明"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage in text.worded:
                match = _FAVOURABLE.search(passage.text)
                if match and not _ORDER.search(text.wording):
                    message = "规定“从优、从高”，但没有写明符合几项的能否累计，与“已享受的不再奖补”如何衔接"
                    yield Hit(text.name, passage.place, match[0], message)
