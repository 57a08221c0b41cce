"""A thing that is called by another name, or asked for before it is what it was defined to be."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import LOW, Hit
from onewindow.law.lint.library import Library, Text

_SELF = re.compile(r"本(通知|通告|办法|规定|方案|细则|意见|决定)")
_LOSS = re.compile(r"所称[^，。]*?损失，?是?指")
_TRIGGER = re.compile(r"([^，。；]*?)(?:后|之日起)[^，。；]{0,4}\d+个?(?:工作日|日)内[^。；]*?补偿申请")
_PAID = re.compile(r"补偿[^，。；]{0,12}损失")


class TermDrift:
    """A text that calls itself by two names, and a claim for a defined loss that arises at something less than the loss."""

    name = "term-drift"
    title = "用语前后不一"
    severity = LOW

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            yield from _own_name(text)
            yield from _loss(text)


def _own_name(text: Text) -> Iterator[Hit]:
    title = text.document.measure.title if text.document.measure else text.document.title
    genre = next((each for each in ("通知", "通告", "办法", "规定", "方案", "细则", "意见", "决定") if each in title[-8:]), None)
    own = {match[1] for passage in text.worded for match in _SELF.finditer(passage.text)}
    if genre is None or len(own) < 2:
        return
    for passage, sentence in text.sentences():
        for match in _SELF.finditer(sentence):
            if match[1] != genre and genre in own and not _of_notice(passage.place):
                yield Hit(text.name, passage.place, sentence.strip(), f"本文件是{genre}，这里自称“{match[0]}”，别处自称“本{genre}”")
                return


def _of_notice(place: str) -> bool:
    return place.startswith(("通知正文", "附件"))


def _loss(text: Text) -> Iterator[Hit]:
    if not (_LOSS.search(text.wording) and _PAID.search(text.wording)):
        return
    for passage in text.worded:
        match = _TRIGGER.search(passage.text)
        if match and "损失" not in match[1]:
            message = f"补偿的是已定义的“损失”，申请期限却从“{match[1]}”起算：此时损失未必已经发生"
            yield Hit(text.name, passage.place, match[0], message)
