"""What the search finds of the catalogue: every item in force by its names, its content, its body and its code."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.items.selectors import contents_on
from onewindow.law.search.findable import Entry, provide
from onewindow.worktime import clock

KIND = "item"


def register() -> None:
    """Provide the kind."""
    provide(KIND, "政务服务事项", entries)


def entries() -> Iterator[Entry]:
    """Every item that holds today; one that is a procedure of the code itself is found as that service already."""
    for version, content in contents_on(clock.today()):
        if content.procedure == content.key:
            continue
        names = dict.fromkeys(
            filter(None, (content.main_title, content.handling_title, content.summary, content.result.title, content.code))
        )
        body = version.item.organisation.name
        yield Entry(
            content.key, content.title, "　".join((body, *names)), "portal:item", (content.key,), issuer=body, day=version.effective_from
        )
