"""Questions about the official texts that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from onewindow.law.citations import number_and_place
from onewindow.law.gazette.places import passages
from onewindow.law.gazette.stored import document_of
from onewindow.law.gazette.text import Document, Passage
from onewindow.law.gazette.ties import cited
from onewindow.law.models import ClausePlace, DocumentVersion


@dataclass(frozen=True, slots=True)
class StandardText:
    """The official wording of a clause: the addresses of its passages, its own words, and the passages whole."""

    places: tuple[str, ...]
    excerpt: str
    text: str


@dataclass(frozen=True, slots=True)
class CitedText:
    """The passages of a document that a citation names, and the version that they stand in."""

    version: DocumentVersion
    passages: tuple[Passage, ...]

    def as_json(self) -> dict[str, Any]:
        """What ``law show`` answers for a document that no regulation runs."""
        version = self.version
        return {
            "document": {
                "number": version.document.number,
                "title": version.title,
                "issuer": version.issuer,
                "addressees": version.addressees,
                "signed": version.signed,
                "registration": version.registration or None,
                "version": version.serial,
            },
            "clauses": [],
            "passages": [{"place": each.place, "heading": each.heading, "text": each.text} for each in self.passages],
        }


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


def cited_text(citation: str) -> CitedText | None:
    """The official text that a citation by number names, declared as a regulation or not; None where none is loaded."""
    named = number_and_place(citation)
    version = current_versions().filter(document__number=named[0]).first() if named else None
    if named is None or version is None:
        return None
    found = cited(named[1], passages(document_of(version.content)))
    return CitedText(version, tuple(found)) if found else None


def current_versions() -> QuerySet[DocumentVersion]:
    """The version that counts of every document, in the order of issue and printing."""
    versions = DocumentVersion.objects.filter(serial=F("document__current")).select_related("document")
    return versions.order_by("document__issue__year", "document__issue__number", "document__position")


def documents() -> list[Document]:
    """Every document as it counts now, as a tree."""
    return [document_of(version.content) for version in current_versions()]
