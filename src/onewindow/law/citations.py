"""From what a person writes to the document and the clauses meant: ids, document numbers, articles, titles. No Django."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

from onewindow.law import registry
from onewindow.law.clauses import ClauseRecord
from onewindow.law.numerals import arabic_ordinals
from onewindow.law.regulation import Regulation
from onewindow.words.refused import Refused

_NUMBER = re.compile(r"(?P<prefix>[一-鿿]+)[\[(【〔]?(?P<year>\d{4})[\])】〕]?第?0*(?P<serial>\d+)号(?P<rest>.*)")
_TITLE_AT_LEAST = 4  # characters: fewer would name too many documents


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names: one document, and its clauses that are meant (all of them for a document number alone)."""

    regulation: Regulation
    clauses: tuple[ClauseRecord, ...]
    whole: bool


def find(citation: str) -> Cited:
    """The document and clauses of a citation: a number with or without an article, a clause id, or part of a title.

    Brackets of any kind and width, blanks and 第2条 for 第二条 are understood. Raises Refused (404) with what comes near.
    """
    plain = _plain(citation)
    if found := _by_id(plain):
        return found
    if match := _NUMBER.fullmatch(plain):
        return _by_number(citation, match)
    if found := _by_title(plain):
        return found
    raise _unknown(citation, _near(plain))


def number_and_place(citation: str) -> tuple[str, str] | None:
    """A citation as the number of a document, spelled as printed, and what follows it; None where no number leads."""
    match = _NUMBER.fullmatch(_plain(citation))
    return (_number(match), match["rest"]) if match else None


def _number(match: re.Match[str]) -> str:
    return f"{match['prefix']}〔{match['year']}〕{match['serial']}号"


def _by_id(plain: str) -> Cited | None:
    for regulation in registry.regulations():
        if plain.lower() == regulation.key:
            return Cited(regulation, registry.clauses(regulation.key), whole=True)
        for record in registry.clauses(regulation.key):
            if plain.lower() == record.id:
                return Cited(regulation, (record,), whole=False)
    return None


def _by_number(citation: str, match: re.Match[str]) -> Cited:
    number = _number(match)
    for regulation in registry.regulations():
        if regulation.number == number:
            return _within(citation, regulation, match["rest"])
    raise _unknown(citation, _near(number))


def _within(citation: str, regulation: Regulation, rest: str) -> Cited:
    records = registry.clauses(regulation.key)
    wanted = arabic_ordinals(rest)
    chosen = tuple(record for record in records if _place(regulation, record).startswith(wanted))
    if not chosen:
        article = re.match(r"第\d+条", wanted)
        near = [record.cite for record in records if article and _place(regulation, record).startswith(article[0])]
        raise _unknown(citation, near or [records[0].cite, records[-1].cite] if records else [])
    return Cited(regulation, chosen, whole=not wanted)


def _by_title(plain: str) -> Cited | None:
    wanted = plain.strip("《》")
    if len(wanted) < _TITLE_AT_LEAST:
        return None
    found = [regulation for regulation in registry.regulations() if wanted in _plain(regulation.title)]
    return Cited(found[0], registry.clauses(found[0].key), whole=True) if len(found) == 1 else None


def _place(regulation: Regulation, record: ClauseRecord) -> str:
    """Where in its document a clause stands, ordinals in digits: ``第4条第2款(申报核准)``."""
    return arabic_ordinals(_plain(record.cite.removeprefix(regulation.number)))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _near(text: str) -> list[str]:
    names = [regulation.number for regulation in registry.regulations()]
    names += [record.id for regulation in registry.regulations() for record in registry.clauses(regulation.key)]
    return get_close_matches(text, names, n=3, cutoff=0.5)


def _unknown(citation: str, near: list[str]) -> Refused:
    return Refused(
        f"没有收录“{citation}”所指的文件或条款",
        code="unknown_citation",
        field="citation",
        expected=f"相近的有：{'、'.join(near[:5])}" if near else f"文号（可带条款）或者条款代号{_example()}",
        status=404,
    )


def _example() -> str:
    known = registry.regulations()
    return f"，如“{known[0].number}第一条”" if known else ""
