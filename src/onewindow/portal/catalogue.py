"""What the portal offers, read from the registries: services and policies."""

from __future__ import annotations

from datetime import date

from onewindow.cases.procedure import Procedure, procedures
from onewindow.portal.guide import published_by
from onewindow.portal.policy import PolicyPage, policy_page
from onewindow.rules.registry import books


def services() -> tuple[Procedure, ...]:
    return procedures()


def publishers() -> list[tuple[Procedure, ...]]:
    """The services that publish what they grant, those of one list together."""
    lists: dict[str, tuple[Procedure, ...]] = {}
    for service in services():
        if step := published_by(service):
            lists[step.public] = (*lists.get(step.public, ()), service)
    return list(lists.values())


def policies(on: date) -> list[PolicyPage]:
    """Every document under which a service grants money, with its validity on that day."""
    keys = dict.fromkeys(service.document.key for service in procedures() if service.review.awards)
    return [policy_page(key, on) for key in keys]


def policy_called(name: str) -> str:
    """The key of the document whose rule book or folder has that name (``open-economy``); nothing where none has, or it is the key."""
    found = next((book.regulation.key for book in books() if name.replace("_", "-") == book.name), "")
    return found if found != name else ""
