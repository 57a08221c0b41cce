"""目录: what is registered and holds, what is repealed or expired; by number, and as the text stood on a day (normdoc-6-2e)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from miluo.normative_documents.models import CleanUp, Document, Registration
from miluo.normative_documents.numbers import parse
from miluo.normative_documents.printed import printed
from miluo.normative_documents.wording import Block, blocks_of
from onewindow.law import registry
from onewindow.law.models import DocumentVersion
from onewindow.law.regulation import Regulation
from onewindow.law.validity import Validity, status

ENDED = {Validity.EXPIRED.title, Validity.REPEALED.title}


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One line; ``process`` is the number of the process here, empty for what was registered before this platform."""

    number: str
    issuer_name: str
    title: str
    document_number: str
    registered_on: date | None
    ends_on: date | None
    status: str
    status_from: date | None
    process: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def catalogue(on: date) -> tuple[list[CatalogueLine], list[CatalogueLine]]:
    """The two catalogues on a day: registered documents, and repealed or expired ones."""
    rows = Registration.objects.filter(registered_on__lte=on).select_related("document").order_by("year", "issuer__row", "serial")
    own = [_own(row, on) for row in rows]
    known = {(line.number, line.document_number) for line in own}
    earlier = [_earlier(str(number), version, on) for number, version in printed()]
    lines = own + [line for line in earlier if (line.number, line.document_number) not in known]
    return [line for line in lines if line.status not in ENDED], [line for line in lines if line.status in ENDED]


def find(text: str) -> list[Registration]:
    """The registrations with this number, as typed or printed: two where two towns share their prefix. Raises Refused for no number."""
    return list(Registration.objects.filter(number=str(parse(text))).select_related("document").order_by("issuer__row"))


def text_on(document: Document, on: date) -> list[Block]:
    """The consolidated text of a day: that of the last amendment in effect, before the first one the original."""
    amendments = list(CleanUp.objects.filter(document=document, outcome="amended").order_by("effective_on", "pk"))
    later = next((each for each in amendments if each.effective_on > on), None)
    return blocks_of(later.before if later else document.text)


def standing_on(document: Document, on: date) -> tuple[str, date | None]:
    """有效, 已修改, 已废止 or 已失效 on a day, and since when."""
    changes = list(document.clean_ups.exclude(outcome="kept").filter(effective_on__lte=on).order_by("effective_on", "pk"))
    ended = next((change for change in changes if change.outcome in {"repealed", "expired"}), None)
    if ended:
        return (Validity.REPEALED if ended.outcome == "repealed" else Validity.EXPIRED).title, ended.effective_on
    if document.ends_on and on > document.ends_on:
        return Validity.EXPIRED.title, document.ends_on
    if document.state != "published":
        return "已登记，待公布", None
    return (Validity.AMENDED.title, changes[-1].effective_on) if changes else (Validity.IN_FORCE.title, None)


def _own(row: Registration, on: date) -> CatalogueLine:
    document = row.document
    said, since = standing_on(document, on)
    given = document.document_number or ""
    return CatalogueLine(
        row.number, row.issuer_name, document.title, given, row.registered_on, document.ends_on, said, since, document.number
    )


def _earlier(number: str, version: DocumentVersion, on: date) -> CatalogueLine:
    """A document of an imported gazette; whether it holds is known where it is loaded as a regulation."""
    given = version.document.number
    regulation: Regulation | None = next((each for each in registry.regulations() if each.number == given), None)
    said = status(regulation, on).title if regulation else "有效期未登记"
    ends = regulation.last_day if regulation else None
    return CatalogueLine(number, version.issuer, version.title, given, version.signed, ends, said, ends if said in ENDED else None)
