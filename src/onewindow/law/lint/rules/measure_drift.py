"""One kind of threshold, measured by a different sum in each article."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import MEDIUM, Hit
from onewindow.law.lint.library import Library

_SUMS = r"概算投资|概算总投资|估算投资|投资估算|预算金额|预算总额|总投资|投资总额|合同金额|合同价|采购金额|中标金额"
_THRESHOLD = re.compile(rf"({_SUMS})(?:在|为|达到?)?[\d.]+[万亿]?元(?:（含）)?(?:及)?(?:以上|以下|以内)")


class MeasureDrift:
    """A project is worth one sum when estimated, another when budgeted and a third when contracted: which decides must be one."""

    name = "measure-drift"
    title = "同类标准使用了不同的计量口径"
    severity = MEDIUM

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            found = [(passage, match) for passage in text.worded for match in _THRESHOLD.finditer(passage.text)]
            measures = dict.fromkeys(match[1] for _, match in found)
            if len(measures) > 1:
                passage, match = found[0]
                where = "、".join(f"{each.place}“{at[0]}”" for each, at in found)
                yield Hit(text.name, passage.place, match[0], f"金额标准先后按{'、'.join(measures)}计算，口径不一：{where}")
