"""A document as the database keeps it, and back again. No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from onewindow.law.gazette.places import passages
from onewindow.law.gazette.text import Annex, Attachment, Block, Document, Table
from onewindow.words.canonical import canonical


def content_of(document: Document) -> dict[str, Any]:
    """The whole document as JSON holds it."""
    return {**asdict(document), "signed": document.signed.isoformat() if document.signed else None}


def document_of(content: Mapping[str, Any]) -> Document:
    """The document that ``content_of`` gave."""
    return Document(
        **{
            **content,
            "signed": date.fromisoformat(content["signed"]) if content["signed"] else None,
            "addressees": tuple(content["addressees"]),
            "lines": _lines(content["lines"]),
            "head_lines": _lines(content["head_lines"]),
            "blocks": _blocks(content["blocks"]),
            "attachments": tuple(
                Attachment(each["label"], each["title"], _lines(each["lines"]), _blocks(each["blocks"])) for each in content["attachments"]
            ),
            "listed": tuple(Annex(**each) for each in content["listed"]),
        }
    )


def digest_of(document: Document) -> str:
    """SHA-256 of the wording with its addresses: a document that only moved to other lines has the same."""
    wording = [[passage.place, passage.label, passage.text] for passage in passages(document)]
    return hashlib.sha256(canonical(wording).encode()).hexdigest()


def wording_of(document: Document) -> list[str]:
    """The document in lines for a comparison: every passage with its address."""
    return [f"{passage.place}　{line}" for passage in passages(document) for line in passage.text.split("\n")]


def _blocks(values: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        Block(each["kind"], each["label"], each["text"], _lines(each["lines"]), _blocks(each["children"]), _table(each["table"]))
        for each in values
    )


def _table(value: Mapping[str, Any] | None) -> Table | None:
    return Table(tuple(value["header"]), tuple(map(tuple, value["rows"]))) if value else None


def _lines(value: list[int]) -> tuple[int, int]:
    first, last = value
    return first, last
