"""A step that is added to nothing named."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_STEP = re.compile(r"每(?:增加|增长|新增|超过)[\d.]+[万亿千百]?[一-鿿%]{1,4}，?[^，。；]{0,6}(?:追加|再奖|再补|加奖|增加奖励)[^，。；]*")
_BASE = re.compile(r"基础上|超过部分|超出部分|起，每|从[\d.]+万?[一-鿿]+起")


class MissingBase:
    """“每增加…追加…” says neither from which number the steps count, nor to which award they are added."""

    name = "missing-base"
    title = "递增奖励缺少基数"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage, sentence in text.sentences():
                match = _STEP.search(sentence)
                if match and not _BASE.search(sentence):
                    yield Hit(text.name, passage.place, match[0], f"“{match[0]}”未写明从多少起算、加在哪一项奖励之上")
