"""目录: what is registered and holds, what is repealed or expired; by number, and as the text stood on a day (normdoc-6-2e)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import QuerySet

from miluo.normative_documents.life import State
from miluo.normative_documents.models import Registration
from miluo.normative_documents.numbers import parse
from miluo.normative_documents.printed import printed
from miluo.normative_documents.selectors.standing import standing_on
from onewindow.law import registry
from onewindow.law.catalogue import printed_validity
from onewindow.law.models import DocumentVersion
from onewindow.law.regulation import Regulation
from onewindow.law.validity import Validity, status

ENDED = {Validity.EXPIRED.title, Validity.REPEALED.title}


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One line; ``process`` is that of the page that everyone may read, empty before the publication and for what is only printed."""

    number: str
    issuer_name: str
    title: str
    document_number: str
    registered_on: date | None
    ends_on: date | None
    status: str
    status_from: date | None
    process: str = ""
    printed: bool = False  # in an imported gazette, where its text is read

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def catalogue(on: date) -> tuple[list[CatalogueLine], list[CatalogueLine]]:
    """The two catalogues on a day: registered documents, and repealed or expired ones."""
    rows = registrations(on).order_by("year", "issuer__row", "serial")
    own = [_own(row, on) for row in rows]
    known = {(line.number, line.document_number) for line in own}
    earlier = [_earlier(str(number), version, on) for number, version in printed()]
    lines = own + [line for line in earlier if (line.number, line.document_number) not in known]
    return [line for line in lines if line.status not in ENDED], [line for line in lines if line.status in ENDED]


def registrations(on: date) -> QuerySet[Registration]:
    """The lines of the register by a day, with all that the standing of their documents is found from."""
    rows = Registration.objects.filter(registered_on__lte=on).select_related("document__publication")
    return rows.prefetch_related("document__clean_ups")


def find(text: str) -> list[Registration]:
    """The registrations with this number, as typed or printed: two where two towns share their prefix. Raises Refused for no number."""
    return list(Registration.objects.filter(number=str(parse(text))).select_related("document").order_by("issuer__row"))


def _own(row: Registration, on: date) -> CatalogueLine:
    document = row.document
    standing = standing_on(document, on)
    return CatalogueLine(
        number=row.number,
        issuer_name=row.issuer_name,
        title=document.title,
        document_number=document.document_number or "",
        registered_on=row.registered_on,
        ends_on=document.ends_on,
        status=standing.title,
        status_from=standing.since,
        process=document.number if document.state == State.PUBLISHED else "",
    )


def _earlier(number: str, version: DocumentVersion, on: date) -> CatalogueLine:
    """A document of an imported gazette; where no regulation says whether it holds, the term that its text states does."""
    given = version.document.number
    regulation: Regulation | None = next((each for each in registry.regulations() if each.number == given), None)
    if regulation:
        said, ends = status(regulation, on).title, regulation.last_day
    else:
        row = printed_validity(version, on)
        said, ends = row.validity_title, row.last_day
    return CatalogueLine(
        number, version.issuer, version.title, given, version.signed, ends, said, ends if said in ENDED else None, printed=True
    )
