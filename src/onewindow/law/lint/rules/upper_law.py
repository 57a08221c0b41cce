"""What a law outside the gazette does not allow."""

import re
from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library


class UpperLaw:
    """The table ``outside_law.yaml`` says what to look for; each entry is reported once in a document, where it stands first."""

    name = "upper-law"
    title = "可能与上位法不一致"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for rule in library.prohibitions:
                if not re.search(rule.titles, text.document.title):
                    continue
                for passage in text.worded:
                    match = re.search(rule.pattern, passage.text)
                    if match and not (rule.unless and re.search(rule.unless, passage.text)):
                        yield Hit(text.name, passage.place, match[0], f"{rule.message}（《{rule.law}》{rule.article}）")
                        break
