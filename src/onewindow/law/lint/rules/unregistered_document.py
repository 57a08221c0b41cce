"""A document that binds everybody and has no registration number."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_IN_FORCE = re.compile(r"[^。；]*自[^，。；]{2,16}起(?:施行|实施|执行)[^。；]*")
_BINDS = re.compile(r"奖励|补贴|奖补|禁止|不得|处罚")
_OFFICE = re.compile(r"会议纪要|函〔|人〔|任〔")


class UnregisteredDocument:
    """What grants or forbids generally and has its own term is a normative document, and is registered before it is published."""

    name = "unregistered-normative-document"
    title = "规范性文件没有登记号"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            if text.document.registration or not text.document.number or _OFFICE.search(text.name):
                continue
            term = next(((passage, match) for passage in text.worded if (match := _IN_FORCE.search(passage.text))), None)
            if term and _BINDS.search(text.wording):
                message = "普遍给予利益或者设定义务，并有自己的施行日期，属于规范性文件，但没有印登记号"
                yield Hit(text.name, term[0].place, term[1][0], message)
