"""Words that include and exclude one number at once."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_AMOUNT = r"[\d.]+[万亿千百]?[一-鿿%]{0,4}"
_BOTH = re.compile(rf"(?<![不未])(?:超过|高于|多于|不满|低于|少于|不足){_AMOUNT}（含）|{_AMOUNT}（不含）以[上下内]")


class WordingContradiction:
    """超过 and 不满 leave the number out, （含） takes it in; 以上 takes it in, （不含） leaves it out."""

    name = "wording-contradiction"
    title = "用语自相矛盾"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage in text.worded:
                for match in _BOTH.finditer(passage.text):
                    message = f"“{match[0]}”既排除又包括本数：“超过”“不满”不包括本数，“（含）”包括本数"
                    yield Hit(text.name, passage.place, match[0], message)
