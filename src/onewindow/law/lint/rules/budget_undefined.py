"""Money promised without a word about what happens when the budget is used up."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_FLOOR = re.compile(r"[^，。；]*(?:资金|预算|经费)[^，。；]{0,6}不(?:少于|低于)[\d.]+[万亿]?元[^，。；]*")
_BENEFIT = re.compile(r"奖励|补贴|奖补|补助")
_EXHAUSTED = re.compile(r"总量控制|按比例(?:兑付|核减|拨付)|先到先得|额满为止|用完为止|资金不足|超出(?:年度)?预算|预算总额")


class BudgetUndefined:
    """A floor for the budget is no ceiling for the claims: the text must say what happens when they exceed it."""

    name = "budget-undefined"
    title = "预算用尽时如何处理未规定"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            if not _BENEFIT.search(text.wording) or _EXHAUSTED.search(text.wording):
                continue
            for passage in text.worded:
                if match := _FLOOR.search(passage.text):
                    message = "只规定预算的下限，没有规定应兑付的奖补超出预算时如何处理"
                    yield Hit(text.name, passage.place, match[0], message)
