"""The official text of a document as its page shows it: contents, units, and beside each unit the clauses that it is. Current version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from onewindow.law import registry
from onewindow.law.gazette.selectors import current_versions
from onewindow.law.gazette.text import ARTICLE, CHAPTER, HEAD, ITEM, SECTION, TABLE
from onewindow.law.models import ClausePlace, DocumentVersion, Passage
from onewindow.words.refused import Refused

ATTACHMENT = "attachment"
_SENTENCE = tuple("。；：:;！？")
_HEADINGS = {CHAPTER, SECTION, ATTACHMENT}


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as printed. ``anchor`` is its address within the page; ``header`` and ``rows`` are those of a table."""

    anchor: str
    place: str
    kind: str
    label: str
    text: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def heads(self) -> bool:
        """Whether it is a heading: of a chapter, an annex, or a part whose label is followed by a title alone."""
        return self.kind in _HEADINGS or (self.kind == HEAD and not self.text.endswith(_SENTENCE))


@dataclass(slots=True)
class Unit:
    """An article, or what else is read as one, and the ids of the clauses that stand in it."""

    lines: list[Line]
    clauses: list[str] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]


@dataclass(slots=True)
class Entry:
    """A line of the contents, and what stands directly under it."""

    line: Line
    under: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A document as the gazette printed it."""

    number: str
    title: str
    issuer: str
    addressees: tuple[str, ...]
    signed: date | None
    registration: str
    issue: str
    version: int
    units: tuple[Unit, ...]
    contents: tuple[Entry, ...]
    placed: frozenset[str]

    @property
    def source(self) -> str:
        """Where the text comes from, as every page that shows it says."""
        return f"公报刊登文本，{self.issue}，第{self.version}版"


def official_text(number: str) -> OfficialText | None:
    """The text of the document with this number; None where it is not imported."""
    version = current_versions().select_related("document__issue").filter(document__number=number).first()
    return _text(version) if version else None


def required_text(number: str) -> OfficialText:
    """As ``official_text``; raises Refused (404) where it is not imported."""
    found = official_text(number)
    if found is None:
        raise Refused(f"没有导入“{number}”的公报文本", code="unknown_text", field="number", status=404)
    return found


def anchor(place: str) -> str:
    """The address of a passage within its page: blanks may not stand in one."""
    return place.replace(" ", "-")


def declared_key(number: str) -> str | None:
    """The key of the regulation with this number, if one is declared."""
    return next((each.key for each in registry.regulations() if each.number == number), None)


def _text(version: DocumentVersion) -> OfficialText:
    units, unit_of = _units(list(version.passages.all()))
    placed = _place_clauses(version, unit_of)
    return OfficialText(
        number=version.document.number,
        title=version.title,
        issuer=version.issuer,
        addressees=tuple(version.addressees),
        signed=version.signed,
        registration=version.registration,
        issue=str(version.document.issue),
        version=version.serial,
        units=tuple(units),
        contents=tuple(_contents(units)),
        placed=placed,
    )


def _units(passages: Sequence[Passage]) -> tuple[list[Unit], dict[str, Unit]]:
    """The units in the order of the text, and place → unit."""
    units: list[Unit] = []
    unit_of: dict[str, Unit] = {}
    for passage in passages:
        line = _line(passage)
        above = unit_of.get(passage.parent)
        starts = line.heads or above is None or above.first.heads or passage.kind == TABLE
        if starts or above is None:
            units.append(Unit([line]))
            unit_of[passage.place] = units[-1]
        else:
            above.lines.append(line)
            unit_of[passage.place] = above
    return units, unit_of


def _line(passage: Passage) -> Line:
    table = passage.table or {"header": (), "rows": ()}
    rows = tuple(tuple(row) for row in table["rows"])
    return Line(anchor(passage.place), passage.place, passage.kind, passage.label, passage.text, tuple(table["header"]), rows)


def _place_clauses(version: DocumentVersion, unit_of: dict[str, Unit]) -> frozenset[str]:
    """Each clause beside the unit where it stands first."""
    placed: set[str] = set()
    for tie in ClausePlace.objects.filter(passage__version=version).select_related("passage").order_by("passage__position", "id"):
        unit = unit_of.get(tie.passage.place)
        if tie.clause not in placed and unit is not None:
            unit.clauses.append(tie.clause)
            placed.add(tie.clause)
    return frozenset(placed)


def _contents(units: Iterable[Unit]) -> list[Entry]:
    """The headings with the articles or items under them; an unlabelled paragraph is in no contents."""
    entries: list[Entry] = []
    for unit in units:
        line = unit.first
        if line.heads or (line.kind == HEAD and line.label):
            entries.append(Entry(line))
        elif line.kind in {ARTICLE, ITEM} and entries:
            entries[-1].under.append(line)
        elif line.kind == ARTICLE:
            entries.append(Entry(line))
    return entries
