"""The library that the checks read: the texts imported, a draft beside them, and what the county has declared and registered."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from onewindow.law import registry
from onewindow.law.gazette.parse import parse, parse_draft
from onewindow.law.gazette.read import read
from onewindow.law.gazette.selectors import documents
from onewindow.law.gazette.text import Document
from onewindow.law.lint.check import findings
from onewindow.law.lint.finding import Finding
from onewindow.law.lint.library import Library, Names, Service
from onewindow.organisations import selectors
from onewindow.organisations.models import Organisation
from onewindow.words.refused import Refused

_RESTING = {"procedure", "page"}  # what people can still ask for


def check_imported(on: date) -> tuple[Finding, ...]:
    """The findings in every official text that is loaded, and on what rests on a document that has ended by ``on``."""
    return findings(_library(documents(), on))


def check_file(path: Path, on: date) -> tuple[Finding, ...]:
    """The findings in a draft, or a gazette, read beside the texts that are loaded; those in the others are left out.

    Raises Refused for a file that cannot be read or holds no text.
    """
    checked = _documents_in(path)
    names = {document.number or document.title for document in checked}
    others = [document for document in documents() if document.number not in names]
    return tuple(found for found in findings(_library([*others, *checked], on)) if found.document in names)


def _documents_in(path: Path) -> tuple[Document, ...]:
    _, lines = read(path)
    try:
        return parse(lines).documents
    except Refused as refusal:
        if refusal.first.code != "no_gazette":
            raise
    return (parse_draft(lines),)


def _library(texts: list[Document], on: date) -> Library:
    return Library.of(texts, names=_names(), services=_resting_on_what_has_ended(on))


def _names() -> Names:
    """Names as the county registers them; asked for once each. Where none is registered yet, none is called unknown."""
    if not Organisation.objects.exists():
        return lambda name: ""

    @cache
    def official(name: str) -> str | None:
        try:
            return selectors.by_name(name).name
        except Refused as refusal:
            return "" if refusal.first.code == "ambiguous_organisation" else None  # known, though not as one body

    return official


def _resting_on_what_has_ended(on: date) -> list[Service]:
    return [
        Service(regulation.number, title, f"{regulation.last_day:%Y-%m-%d}")
        for regulation in registry.regulations()
        if regulation.last_day and regulation.last_day < on
        for title in _titles_resting_on(regulation.key)
    ]


def _titles_resting_on(key: str) -> list[str]:
    """What people can ask for that rests on a clause of the regulation, each once."""
    clauses = {record.id for record in registry.clauses(key)}
    resting = [use for use in registry.uses() if use.kind in _RESTING]
    return list(dict.fromkeys(use.title for use in resting if clauses & {source.id for source in use.sources}))
