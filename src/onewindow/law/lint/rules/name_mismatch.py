"""A name that comes near to that of a body and is not it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from onewindow.law.gazette.text import Passage
from onewindow.law.lint.finding import MEDIUM, Hit
from onewindow.law.lint.library import Library, Text

_COLUMNS = re.compile(r"单位|部门|机构")
_NEAR = 0.85  # likeness of a name that is a misprint of another


class NameMismatch:
    """A misprint in a list of bodies names a body that does not exist; an abbreviation only leaves characters out."""

    name = "name-mismatch"
    title = "单位名称与正式名称不符"
    severity = MEDIUM

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage in text.passages:
                for printed in _bodies(passage):
                    official = library.names(printed)
                    if official and not _abbreviates(printed, official) and _near(printed, official):
                        yield Hit(text.name, passage.place, printed, f"“{printed}”应为“{official}”：不是简称，有别字")
                        continue
                    if official is None and _one_body(printed):
                        yield from _unknown(text, passage, printed)


def _bodies(passage: Passage) -> list[str]:
    """The cells of the columns that name bodies, each once."""
    if not passage.table:
        return []
    names = [cell for name in passage.table.header if _COLUMNS.search(name) for cell in passage.table.column(name)]
    return list(dict.fromkeys(filter(None, names)))


def _abbreviates(short: str, full: str) -> bool:
    """Whether the short name leaves characters of the full one out and adds none, brackets apart."""
    rest = iter(full)
    return all(character in rest for character in re.sub(r"[（(].*?[）)]", "", short).removeprefix("市").removeprefix("县"))


def _near(printed: str, official: str) -> bool:
    core = official[-len(printed) :]
    return len(printed) >= 5 and SequenceMatcher(None, printed, core).ratio() >= _NEAR and len(core) == len(printed)


def _one_body(printed: str) -> bool:
    return bool(re.fullmatch(r"[一-鿿]{2,14}(?:局|委|办|办公室|院|部)", printed)) and "各" not in printed


def _unknown(text: Text, passage: Passage, printed: str) -> Iterator[Hit]:
    yield Hit(text.name, passage.place, printed, f"“{printed}”不是已登记的单位名称或别名")
