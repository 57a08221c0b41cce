"""The next registration number of an issuer on a day; nothing is taken."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from miluo.normative_documents.issuers import listed, series_of
from miluo.normative_documents.numbers import number_of
from miluo.normative_documents.printed import last_printed
from miluo.normative_documents.regulation import REGULATION
from onewindow.law.validity import require_in_force
from onewindow.papers.models import Counter


@dataclass(frozen=True, slots=True)
class Preview:
    """What ``numbers preview`` says: the number, whose it is, and the clauses that make it."""

    number: str
    issuer: str
    name: str
    row: int
    year: int
    serial: int
    clause: str = "normdoc-4a"

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def preview(issuer: str, on: date) -> Preview:
    """The next number of an issuer, named by its row, key or any name. Raises Refused for a body that is not on the list then."""
    require_in_force(REGULATION, on)
    line = listed(issuer, datetime.combine(on, time(12), ZoneInfo("Asia/Shanghai")))
    counted = Counter.objects.filter(series=series_of(line), year=on.year).values_list("last", flat=True).first() or 0
    serial = max(counted, last_printed(line, on.year)) + 1
    number = number_of(line.prefix, line.code, on.year, serial)
    return Preview(str(number), line.organisation.key, line.organisation.name, line.row, on.year, serial)
