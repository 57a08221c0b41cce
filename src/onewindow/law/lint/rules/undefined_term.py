"""A term in quotation marks on which money depends, and which is never defined."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_TERM = re.compile(r"“([一-鿿]{2,4})”(?!工作|行动|战略|专区|平台|改革)")
_MONEY = re.compile(r"(?:奖励|补贴|补助)[^。；]{0,8}\d+[^，。；]{0,3}元")


class UndefinedTerm:
    """Who is paid depends on the term: what it means must be said, or cited."""

    name = "undefined-term"
    title = "决定待遇的用语没有定义"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            seen: set[str] = set()
            for passage, sentence in text.sentences():
                for match in _TERM.finditer(sentence) if _MONEY.search(sentence) else ():
                    term = match[1]
                    if term not in seen and not _defined(term, text.wording):
                        seen.add(term)
                        yield Hit(text.name, passage.place, f"“{term}”", f"“{term}”决定能否得到奖补，但全文没有定义")


def _defined(term: str, wording: str) -> bool:
    return bool(re.search(rf"“?{term}”?[^。；]{{0,10}}(?:是指|指的是|，指|即|（[^）]{{6,}}）)|所称“?{term}", wording))
