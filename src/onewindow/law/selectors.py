"""What the pages of the law show: plain values, ready for a template, as of a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from onewindow.law import coverage, registry, validity
from onewindow.law.citations import Cited
from onewindow.law.clauses import ClauseRecord
from onewindow.law.regulation import Regulation
from onewindow.words.sources import Source


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """A document as lists show it. ``validity`` is a key (``in_force``), ``validity_title`` its Chinese."""

    key: str
    number: str
    title: str
    issuer: str
    signed: date
    first_day: date
    last_day: date | None
    registration: str | None
    interpreter: str | None
    addressees: tuple[str, ...]
    on: date
    validity: str
    validity_title: str
    holds: bool
    days_left: int | None
    term_clause: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause in its document. ``place`` is its citation without the number of the document (“第二条（破零）”)."""

    id: str
    citation: str
    place: str
    kind: str
    kind_title: str
    title: str
    summary: str
    state: str
    state_title: str
    reason: str | None
    planned: int | None
    planned_title: str | None
    uses: tuple[UseRow, ...]


@dataclass(frozen=True, slots=True)
class UseRow:
    """Something that rests on a clause; ``url_name`` and ``url_args`` reverse to its page, if it has one.

    ``detail`` says more: of a reading, the answer that holds.
    """

    kind: str
    kind_title: str
    key: str
    title: str
    sources: tuple[str, ...]
    url_name: str | None
    url_args: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document, its clauses in the order of the text, and what rests on it as a whole."""

    head: DocumentHead
    clauses: tuple[ClauseRow, ...]
    uses: tuple[UseRow, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ClausePage:
    """One clause with its document, its neighbours, the readings and figures that are its own, and the other uses."""

    head: DocumentHead
    clause: ClauseRow
    before: ClauseRow | None
    after: ClauseRow | None
    readings: tuple[UseRow, ...]
    figures: tuple[UseRow, ...]
    others: tuple[UseRow, ...]


def documents(on: date) -> tuple[DocumentHead, ...]:
    """Every document with its validity on a day, in the county's order."""
    return tuple(head(regulation, on) for regulation in registry.regulations())


def document_page(key: str, on: date) -> DocumentPage:
    """The page of a document. Raises Refused (404) for an unknown key."""
    regulation = registry.regulation(key)
    rows = tuple(clause_row(record) for record in registry.clauses(key))
    uses = {(use.kind, use.key): use for row in rows for use in row.uses}
    counts = {state: sum(row.state == state for row in rows) for state in coverage.STATES}
    return DocumentPage(head(regulation, on), rows, tuple(uses.values()), counts)


def clause_page(clause_id: str, on: date) -> ClausePage:
    """The page of a clause, at its permanent address. Raises Refused (404) for an unknown id."""
    regulation = registry.regulation_of(clause_id)
    records = registry.clauses(regulation.key)
    place = [record.id for record in records].index(clause_id)
    row = clause_row(records[place])
    return ClausePage(
        head=head(regulation, on),
        clause=row,
        before=clause_row(records[place - 1]) if place else None,
        after=clause_row(records[place + 1]) if place + 1 < len(records) else None,
        readings=tuple(use for use in row.uses if use.kind == "reading"),
        figures=tuple(use for use in row.uses if use.kind == "figure"),
        others=tuple(use for use in row.uses if use.kind not in {"reading", "figure"}),
    )


def cited(found: Cited, on: date) -> dict[str, Any]:
    """What ``law show`` answers for a citation: the document as of a day and the clauses that are meant."""
    return {
        "document": asdict(head(found.regulation, on)),
        "clauses": [_named_by_clause(asdict(clause_row(record)), coverage.met_by(record)) for record in found.clauses],
    }


def head(regulation: Regulation, on: date) -> DocumentHead:
    """A document with its validity on a day."""
    state = validity.status(regulation, on)
    return DocumentHead(
        key=regulation.key,
        number=regulation.number,
        title=regulation.title,
        issuer=regulation.issuer,
        signed=regulation.signed,
        first_day=regulation.in_force.start,
        last_day=regulation.last_day,
        registration=regulation.registration,
        interpreter=regulation.interpreter,
        addressees=regulation.addressees,
        on=on,
        validity=state.value,
        validity_title=state.title,
        holds=state.holds,
        days_left=validity.days_left(regulation, on),
        term_clause=regulation.in_force.clause,
        changes=tuple(
            f"{change.on:%Y-%m-%d} 由{change.by}{word}"
            for word, change in (("修改", regulation.amended), ("废止", regulation.repealed))
            if change is not None
        ),
    )


def clause_row(record: ClauseRecord) -> ClauseRow:
    """A clause with what rests on it."""
    number = registry.regulation_of(record.id).number
    state = coverage.state(record)
    return ClauseRow(
        id=record.id,
        citation=record.cite,
        place=record.cite.removeprefix(number),
        kind=record.kind,
        kind_title=record.kind_title,
        title=record.title,
        summary=record.summary,
        state=state,
        state_title=coverage.STATES[state],
        reason=record.reason,
        planned=record.planned,
        planned_title=coverage.planned_issues().get(record.planned) if record.planned else None,
        uses=tuple(_use_row(use) for use in registry.uses_of(record.id)),
    )


def describe(source: Source) -> str:
    """A source as a person reads it: the citation of a clause that is registered here, else the source's own words."""
    clause_id = getattr(source, "clause", None) or source.id
    known = clause_id.split("-", 1)[0] in {regulation.key for regulation in registry.regulations()}
    return registry.clause(clause_id).cite if known else str(source)


def _use_row(use: registry.Use) -> UseRow:
    sources = tuple(describe(source) for source in use.sources)
    return UseRow(use.kind, use.kind_title, use.key, use.title, sources, use.url_name, use.url_args, use.detail)


def _named_by_clause(row: dict[str, Any], met_by: tuple[str, ...]) -> dict[str, Any]:
    """The keys of the contract: a clause is named ``clause``, its place in the text ``citation``."""
    return {"clause": row.pop("id"), **row, "met_by": met_by}
