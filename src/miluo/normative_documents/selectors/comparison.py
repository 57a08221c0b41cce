"""比对: the text that went on the portal beside the one that the gazette printed, which is the standard text (normdoc-6-2c)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from miluo.normative_documents.models import Document
from miluo.normative_documents.selectors.standing import text_on
from miluo.normative_documents.wording import Change, compared_lines, lines_of
from onewindow.law.gazette.selectors import current_versions

_APART = {"title", "annexes"}  # the head and the list of annexes: no part of the wording


@dataclass(frozen=True, slots=True)
class Comparison:
    """The issue that printed it, and the lines that differ: struck as the gazette has them, added as the portal has them."""

    issue: str
    number: str
    changes: tuple[Change, ...]


def comparison(document: Document) -> Comparison | None:
    """The text as first issued beside that of the gazette; None where no imported gazette has a document of this number."""
    version = current_versions().select_related("document__issue").filter(document__number=document.document_number or "").first()
    if version is None:
        return None
    printed = [_plain(f"{each.label}{each.text}") for each in version.passages.exclude(kind__in=_APART)]
    ours = [_plain(line) for line in lines_of(text_on(document, date.min))]
    changes = tuple(each for each in compared_lines(printed, ours) if each.how != "same")
    return Comparison(str(version.document.issue), version.document.number, changes)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
