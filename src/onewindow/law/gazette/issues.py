"""The issues of the gazette as lists: their documents, versions with what changed, and the address of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from onewindow.law import registry
from onewindow.law.clauses import ClauseRecord
from onewindow.law.gazette.selectors import current_versions
from onewindow.law.models import ClausePlace, DocumentVersion, GazetteIssue
from onewindow.law.redline import Change, redline
from onewindow.words.refused import Refused

_ADDRESS = re.compile(r"(\d{1,4})-(\d{1,3})(?:-(\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in the list; ``address`` is that of its page: 2023-2, and 2023-2-2 for another gazette of that number."""

    address: str
    name: str
    documents: int
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue with its documents as they count now, and the clauses whose place in them was not found."""

    issue: GazetteIssue
    address: str
    documents: tuple[DocumentVersion, ...]
    missing: tuple[ClauseRecord, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a document, and its changes against the one before."""

    serial: int
    imported_at: datetime
    digest: str
    changes: tuple[Change, ...]


def issues() -> list[IssueRow]:
    """Every issue, the latest first."""
    return [IssueRow(address_of(each), str(each), each.documents.count(), each.imported_at) for each in GazetteIssue.objects.all()]


def issue_page(address: str) -> IssuePage:
    """The issue at an address. Raises Refused (404) where none is."""
    issue = issue_at(address)
    versions = tuple(current_versions().filter(document__issue=issue))
    return IssuePage(issue, address_of(issue), versions, tuple(_missing(versions)))


def issue_at(address: str) -> GazetteIssue:
    """The issue at an address. Raises Refused (404) where none is."""
    match = _ADDRESS.fullmatch(address)
    if match:
        of_number = GazetteIssue.objects.filter(year=int(match[1]), number=int(match[2])).order_by("id")
        turn = int(match[3] or 1)
        found = list(of_number[turn - 1 : turn]) if turn else []
        if found and address_of(found[0]) == address:
            return found[0]
    raise Refused("没有导入这一期公报", code="unknown_issue", field="issue", expected="公报目录中列出的一期", status=404)


def address_of(issue: GazetteIssue) -> str:
    """2023-2; where two gazettes share year and number the later one has its turn behind it."""
    before = GazetteIssue.objects.filter(year=issue.year, number=issue.number, id__lt=issue.id).count()
    return f"{issue.year}-{issue.number}" + (f"-{before + 1}" if before else "")


def versions_of(number: str) -> tuple[VersionRow, ...]:
    """Every version of a document, the last first. Raises Refused (404) for a document that is not imported."""
    versions = list(DocumentVersion.objects.filter(document__number=number).order_by("serial"))
    if not versions:
        raise Refused(f"没有导入“{number}”的公报文本", code="unknown_text", field="number", status=404)
    wordings = [list(each.passages.values_list("place", "text")) for each in versions]
    changes = [(), *(redline(before, after) for before, after in pairwise(wordings))]
    rows = [
        VersionRow(version.serial, version.imported_at, version.digest, changed) for version, changed in zip(versions, changes, strict=True)
    ]
    return tuple(reversed(rows))


def _missing(versions: tuple[DocumentVersion, ...]) -> list[ClauseRecord]:
    numbers = {version.document.number for version in versions}
    records = [record for each in registry.regulations() if each.number in numbers for record in registry.clauses(each.key)]
    ties = ClausePlace.objects.filter(passage__version__in=versions)
    placed = set(ties.values_list("clause", flat=True))
    return [record for record in records if record.id not in placed]
