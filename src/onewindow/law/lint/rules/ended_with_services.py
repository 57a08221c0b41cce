"""A document that has ended while services still rest on it."""

from collections.abc import Iterator

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.library import Library


class EndedWithServices:
    """No new case may be opened under a document that has ended: renew it, or close what rests on it."""

    name = "ended-with-services"
    title = "文件已失效而仍有事项依据它"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for service in library.services:
            message = f"文件的有效期到{service.last_day}为止，“{service.title}”仍以它为依据"
            yield Hit(service.document, "题头", service.title, message)
