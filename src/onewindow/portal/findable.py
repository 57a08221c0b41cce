"""What the search finds of the portal: the policies and each thing that they grant."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.law.search.findable import Entry, provide
from onewindow.portal import catalogue
from onewindow.worktime import clock


def register() -> None:
    """Provide the two kinds."""
    provide("policy", "惠企政策", policies)
    provide("award", "奖补项目", awards)


def policies() -> Iterator[Entry]:
    """Every policy by the title of its document, with what it grants."""
    for each in catalogue.policies(clock.today()):
        head = each.head
        text = "　".join((head.number, head.issuer, *(grant.rule.title for grant in each.grants)))
        yield Entry(head.key, head.title, text, "portal:policy", (head.key,), head.number, head.issuer, head.signed)


def awards() -> Iterator[Entry]:
    """Every grant with what it may come to."""
    for each in catalogue.policies(clock.today()):
        head = each.head
        for grant in each.grants:
            text = f"{grant.headline}　依据{head.number}".strip("　")
            key = f"{head.key}.{grant.rule.name}"
            yield Entry(key, grant.rule.title, text, "portal:policy", (head.key,), head.number, head.issuer, head.signed)
