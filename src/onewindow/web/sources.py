"""A source as a page names it: the words that people can look up, and the page where it stands, if it is ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse

from onewindow.law import registry
from onewindow.words.refused import Refused
from onewindow.words.sources import Clause, Convention, OutsideLaw, Reading, Source, as_source

_LAW = re.compile(r"(?P<name>.+?)(?P<article>第.+条.*)")


@dataclass(frozen=True, slots=True)
class Cited:
    """``url`` is empty for a law outside the gazette."""

    words: str
    url: str = ""


def cited(source: str | Source) -> Cited:
    """How a source is cited; a string is an id as events carry it (``conv-c-1``, ``行政许可法第三十二条``)."""
    known = named(source) if isinstance(source, str) else source
    match known:
        case Clause():
            return _clause(known.id)
        case Reading():
            ground = _clause(known.clause)
            return Cited(f"{ground.words}（解释口径）", ground.url)
        case Convention():
            return Cited(f"平台约定 {known.id}", f"{reverse('portal:conventions')}#{known.id}")
    return Cited(str(known))


def named(text: str) -> Source | str:
    """The source that an id names; the text itself if it names none (a national standard, say)."""
    clause, colon, reading = text.partition(":")
    if colon:
        return Reading(reading, clause)
    try:
        return as_source(text)
    except ValueError:
        law = _LAW.fullmatch(text)
        return OutsideLaw(law["name"], law["article"]) if law else text


def _clause(clause_id: str) -> Cited:
    try:
        record = registry.clause(clause_id)
    except Refused:
        return Cited(clause_id)
    return Cited(record.cite, reverse("portal:clause", args=[registry.regulation_of(clause_id).key, clause_id]))
