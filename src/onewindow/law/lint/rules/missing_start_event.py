"""A time limit that does not say from when it runs."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library

_LIMIT = re.compile(r"(?:\d+|[一二三四五六七八九十]+)个?(?:工作日|日)(?:之?内|以内)")
_START = re.compile(r"之日起|日起|起|后|收到|届满|期满|终止|解除|发生|之前|完成时|规定的|上述|前款|期限")


class MissingStartEvent:
    """Without a starting event nobody can tell when the time limit is over, nor who is late."""

    name = "missing-start-event"
    title = "期限没有起算点"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for passage, sentence in text.sentences():
                match = _LIMIT.search(sentence)
                if match and not _START.search(sentence[: match.start()]):
                    yield Hit(text.name, passage.place, sentence.strip(), f"“{match[0]}”没有写明从何时起算")
