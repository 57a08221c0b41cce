"""What an import answers: documents and clauses found, and line by line what did not match. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onewindow.law.gazette.text import Document, Issue, Remark
from onewindow.law.gazette.ties import Tie

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
OUTCOMES = {NEW: "新收录", CHANGED: "更正为新版本", UNCHANGED: "没有变化"}


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document of the import: what became of it, and where the clauses of its regulation stand (none is declared: no ties)."""

    document: Document
    outcome: str
    version: int
    passages: int
    ties: tuple[Tie, ...]
    difference: str

    def as_json(self) -> dict[str, Any]:
        document = self.document
        return {
            "number": document.number,
            "title": document.title,
            "issuer": document.issuer,
            "addressees": list(document.addressees),
            "signed": document.signed,
            "registration": document.registration,
            "lines": list(document.lines),
            "annexes": [f"{annex.label} {annex.title}".strip() for annex in document.annexes],
            "outcome": self.outcome,
            "version": self.version,
            "passages": self.passages,
            "clauses": len(self.ties),
            "placed": sum(tie.found for tie in self.ties),
            "difference": self.difference.split("\n") if self.difference else [],
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The whole import. ``absent`` are documents that the issue had before and this file has not; they stay."""

    issue: Issue
    documents: tuple[DocumentReport, ...]
    absent: tuple[str, ...] = ()

    @property
    def ties(self) -> tuple[Tie, ...]:
        return tuple(tie for report in self.documents for tie in report.ties)

    @property
    def missing(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if not tie.found)

    def as_json(self) -> dict[str, Any]:
        """The shape that ``law import --json`` prints; ``not_matched`` is for somebody to look at."""
        return {
            "issue": {"title": self.issue.title, "year": self.issue.year, "number": self.issue.number},
            "documents": [report.as_json() for report in self.documents],
            "clauses": {
                "total": len(self.ties),
                "placed": len(self.ties) - len(self.missing),
                "missing": [{"clause": tie.clause, "citation": tie.citation} for tie in self.missing],
            },
            "not_matched": [_line(remark) for remark in self.issue.unplaced],
            "put_aside": [_line(remark) for remark in self.issue.remarks if remark.placed],
            "absent": list(self.absent),
        }


def _line(remark: Remark) -> dict[str, Any]:
    return {"line": remark.line, "text": remark.text, "reason": remark.reason}
