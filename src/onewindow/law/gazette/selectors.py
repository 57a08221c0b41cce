"""Questions about the official texts that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from onewindow.law.gazette.stored import document_of
from onewindow.law.gazette.text import Document
from onewindow.law.models import ClausePlace, DocumentVersion


@dataclass(frozen=True, slots=True)
class StandardText:
    """The official wording of a clause: the addresses of its passages, its own words, and the passages whole."""

    places: tuple[str, ...]
    excerpt: str
    text: str


def standard_texts(clauses: Iterable[str]) -> dict[str, StandardText]:
    """Clause id → its standard text in the current version; a clause whose text is not loaded is left out."""
    found: dict[str, list[ClausePlace]] = {}
    current = ClausePlace.objects.filter(clause__in=list(clauses), passage__version__serial=F("passage__version__document__current"))
    for place in current.select_related("passage").order_by("passage__position"):
        found.setdefault(place.clause, []).append(place)
    return {
        clause: StandardText(
            tuple(place.passage.place for place in places), places[0].excerpt, "\n".join(place.passage.text for place in places)
        )
        for clause, places in found.items()
    }


def current_versions() -> list[DocumentVersion]:
    """The version that counts of every document, in the order of issue and printing."""
    versions = DocumentVersion.objects.filter(serial=F("document__current")).select_related("document")
    return list(versions.order_by("document__issue__year", "document__issue__number", "document__position"))


def documents() -> list[Document]:
    """Every document as it counts now, as a tree."""
    return [document_of(version.content) for version in current_versions()]
