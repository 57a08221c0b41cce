"""目录: every normative document that is declared, registered or printed with a registration number, with its validity on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from onewindow.law import selectors
from onewindow.law.gazette.selectors import current_versions
from onewindow.law.models import DocumentVersion
from onewindow.law.terms import stated_term, validity_by
from onewindow.law.validity import Validity

ENDED = {Validity.EXPIRED.value, Validity.REPEALED.value}
NOT_STATED = ("not_stated", "文中未载明期限")


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A line of the catalogue. ``url_name`` with ``url_args`` reverses to the page of the document.

    ``validity`` is a key of Validity or ``not_stated``; ``note`` says how it was found where no register says it.
    """

    number: str
    title: str
    issuer: str
    registration: str
    signed: date | None
    first_day: date | None
    last_day: date | None
    validity: str
    validity_title: str
    note: str = ""
    url_name: str = "portal:text"
    url_args: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        return self.validity in ENDED


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What holds or will hold (现行), and what has been repealed or has expired (废止、失效), as of a day."""

    on: date
    standing: tuple[CatalogueRow, ...]
    ended: tuple[CatalogueRow, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "standing": [_plain(row) for row in self.standing],
            "ended": [_plain(row) for row in self.ended],
            "total": len(self.standing) + len(self.ended),
        }


Provider = Callable[[date], Iterable[CatalogueRow]]
_providers: dict[str, Provider] = {}


def provide(name: str, rows: Provider) -> None:
    """Register another register of documents; its rows stand for a document before what is read from its text."""
    _providers[name] = rows


def catalogue(on: date) -> Catalogue:
    """The catalogue as of a day; a document that several registers know is listed once, by issuer and number."""
    rows: dict[tuple[str, str], CatalogueRow] = {}
    for row in _rows(on):
        rows.setdefault((row.issuer, row.number), row)
    ordered = sorted(rows.values(), key=lambda row: (row.signed or date.min, row.number), reverse=True)
    return Catalogue(on, tuple(row for row in ordered if not row.ended), tuple(row for row in ordered if row.ended))


def printed_validity(version: DocumentVersion, on: date) -> CatalogueRow:
    """A document that is only printed: its validity is read from the term that it states."""
    texts = list(version.passages.filter(text__contains="有效期").order_by("position").values_list("text", flat=True))
    term = stated_term(texts, version.signed)
    state = validity_by(term, on) if term else None
    key, title = (state.value, state.title) if state else NOT_STATED
    return CatalogueRow(
        number=version.document.number,
        title=version.title,
        issuer=version.issuer,
        registration=version.registration,
        signed=version.signed,
        first_day=term.start if term else None,
        last_day=term.last_day if term else None,
        validity=key,
        validity_title=title,
        note=f"按文本推算：{term.words}" if term else "",
        url_args=(version.document.number,),
    )


def _rows(on: date) -> Iterator[CatalogueRow]:
    for head in selectors.documents(on):
        yield CatalogueRow(
            number=head.number,
            title=head.title,
            issuer=head.issuer,
            registration=head.registration or "",
            signed=head.signed,
            first_day=head.first_day,
            last_day=head.last_day,
            validity=head.validity,
            validity_title=head.validity_title,
            note="；".join(head.changes),
            url_name="portal:document",
            url_args=(head.key,),
        )
    for rows in _providers.values():
        yield from rows(on)
    for version in current_versions().exclude(registration=""):
        yield printed_validity(version, on)


def _plain(row: CatalogueRow) -> dict[str, Any]:
    plain = asdict(row)
    del plain["url_name"], plain["url_args"]
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}
