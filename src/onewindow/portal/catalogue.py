"""What the portal offers, read from the registries: services, policies, documents and clauses, and a search over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from onewindow.cases.procedure import Procedure, procedures
from onewindow.law import registry, selectors
from onewindow.portal.policy import PolicyPage, policy_page
from onewindow.rules.registry import books

KINDS = {"service": "办事服务", "policy": "惠企政策", "award": "奖补项目", "document": "政策文件", "clause": "条款"}
LONGEST_QUERY = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search; ``kind`` is a key of KINDS."""

    kind: str
    title: str
    text: str
    url: str

    @property
    def kind_title(self) -> str:
        return KINDS[self.kind]


def services() -> tuple[Procedure, ...]:
    return procedures()


def policies(on: date) -> list[PolicyPage]:
    """Every document under which a service grants money, with its validity on that day."""
    keys = dict.fromkeys(service.regulation.key for service in procedures() if service.review.awards)
    return [policy_page(key, on) for key in keys]


def policy_called(name: str) -> str:
    """The key of the document whose rule book or folder has that name (``open-economy``); nothing where none has, or it is the key."""
    found = next((book.regulation.key for book in books() if name.replace("_", "-") == book.name), "")
    return found if found != name else ""


def search(query: str, on: date) -> list[Hit]:
    """Everything that contains each word of the query, services first; nothing for an empty one."""
    words = query[:LONGEST_QUERY].lower().split()
    if not words:
        return []
    return [hit for hit in _everything(on) if all(word in f"{hit.title}{hit.text}".lower() for word in words)]


def _everything(on: date) -> Iterator[Hit]:
    for service in procedures():
        yield Hit("service", service.title, service.summary, reverse("portal:procedure", args=[service.key]))
    for policy in policies(on):
        address = reverse("portal:policy", args=[policy.head.key])
        yield Hit("policy", policy.head.title, f"{policy.head.number} {policy.head.issuer}", address)
        for grant in policy.grants:
            yield Hit("award", grant.rule.title, f"{grant.headline}　依据{policy.head.number}".strip("　"), address)
    for head in selectors.documents(on):
        yield Hit("document", head.title, f"{head.number} {head.issuer} {head.validity_title}", reverse("portal:document", args=[head.key]))
        for record in registry.clauses(head.key):
            yield Hit("clause", f"{record.cite}　{record.title}", record.summary, reverse("portal:clause", args=[head.key, record.id]))
