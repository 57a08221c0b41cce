"""A reference to an article, a chapter or an annex that is not there, or is another."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import MEDIUM, Hit
from onewindow.law.lint.library import Library, Text
from onewindow.law.numerals import to_chinese

_N = "[零一二三四五六七八九十百]+|\\d+"
_ARTICLE = re.compile(rf"(?:本(?:办法|规定|细则|通知|通告|方案)|依照|按照|根据|符合|违反)第({_N})(条|章)")
_ANNEX = re.compile(r"(?:详见|见|按照?)附件(\d*)")


class ReferenceMissing:
    """A reader who follows a reference must arrive: at an article that exists, at the annex that the list names."""

    name = "reference-missing"
    title = "引用的条款或附件不存在或者错位"
    severity = MEDIUM

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            yield from _articles(text)
            yield from _annexes(text)
            yield from _listed(text)


def _articles(text: Text) -> Iterator[Hit]:
    labels = {passage.label for passage in text.passages}
    if not any(label.endswith(("条", "章")) for label in labels):
        return
    for passage in text.worded:
        for match in _ARTICLE.finditer(passage.text):
            numeral = to_chinese(int(match[1])) if match[1].isdecimal() else match[1]
            if f"第{numeral}{match[2]}" not in labels:
                yield Hit(text.name, passage.place, match[0], f"没有第{numeral}{match[2]}")


def _annexes(text: Text) -> Iterator[Hit]:
    there = {annex.label for annex in text.document.annexes}
    for passage in text.worded:
        for match in _ANNEX.finditer(passage.text):
            label = f"附件{match[1]}"
            if label not in there and not (label == "附件" and there):
                yield Hit(text.name, passage.place, match[0], f"没有{label}")


def _listed(text: Text) -> Iterator[Hit]:
    """The list of annexes against what is printed: nothing left out, nothing changed over."""
    printed = {annex.label: annex.title for annex in text.document.annexes}
    for each in text.document.listed:
        label = f"附件{each.number or ''}"
        if label not in printed and each.number != 0:
            yield Hit(text.name, f"附件目录{each.number}", each.title, f"目录列了{label}“{each.title}”，后面没有这个附件")
            continue
        found = printed.get(label, each.title)
        other = next((name for name, title in printed.items() if title == each.title and name != label), None)
        if not _same(found, each.title) and other:
            message = f"目录的{label}是“{each.title}”，印出的{label}是“{found}”，与{other}错位"
            yield Hit(text.name, f"附件目录{each.number or ''}", each.title, message)


def _same(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
