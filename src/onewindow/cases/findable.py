"""What the search finds of the cases: the services. A case itself is nobody's to find but its people's."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.cases.procedure import procedures
from onewindow.law.search.findable import Entry, provide


def register() -> None:
    """Provide the services."""
    provide("service", "办事服务", services)


def services() -> Iterator[Entry]:
    """Every service by its title, its summary and the materials that it asks for."""
    for each in procedures():
        text = "　".join(filter(None, (each.summary, *(f"材料：{material.title}" for material in each.materials))))
        regulation = each.document
        yield Entry(each.key, each.title, text, "portal:procedure", (each.key,), regulation.number, regulation.issuer, regulation.signed)
