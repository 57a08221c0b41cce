"""An act given to one body, and done by another."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_ACTS = "登记|备案|审批|核准|许可"
_GIVEN = re.compile(rf"由([一-鿿]{{2,16}}?)(?:统一|负责)(?:办理)?({_ACTS})")
_DONE = re.compile(rf"由([一-鿿]{{2,16}}?)(注销|撤销|吊销|收回|变更)({_ACTS})")


class CompetenceConflict:
    """Who may enter something in a register is who may strike it out: another body that cancels has no competence."""

    name = "competence-conflict"
    title = "行使职权的主体前后不一"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            given: dict[str, dict[str, str]] = {}
            for passage in text.worded:
                for match in _GIVEN.finditer(passage.text):
                    given.setdefault(match[2], {}).setdefault(match[1], passage.place)
            for passage in text.worded:
                for match in _DONE.finditer(passage.text):
                    holders = given.get(match[3], {})
                    if holders and not any(_same(match[1], holder) for holder in holders):
                        where = "、".join(f"{place}由{holder}" for holder, place in holders.items())
                        yield Hit(text.name, passage.place, match[0], f"“{match[0]}”，而{match[3]}的职权已另行规定：{where}{match[3]}")


def _same(one: str, other: str) -> bool:
    return one in other or other in one
