"""What an item carries as files: blank forms, sample texts and samples of results, each kept under its digest."""

from __future__ import annotations

from datetime import datetime

from onewindow.accounts.roles import require
from onewindow.items.elements import FILE
from onewindow.items.models import ItemVersion
from onewindow.items.services import importing
from onewindow.papers import files
from onewindow.papers.uploads import check_upload
from onewindow.words.actor import Actor

FORMATS = ("pdf", "docx", "xlsx", "png", "jpg")


def keep_file(*, content: bytes, file_name: str, by: Actor, at: datetime) -> str:
    """Keep a file that a draft is going to name; what the element then says (``file:<digest>/<name>``). Raises Refused.

    Nothing changes by it: a file that no version names is swept.
    """
    require(by, "items.draft")
    media_type = check_upload(file_name, content, allowed=FORMATS)
    return f"file:{files.keep(content, media_type=media_type).digest}/{file_name[-160:]}"


def file_named(text: str) -> tuple[str, str] | None:
    """The digest and the name of the file that an element names; None where it holds a text."""
    found = FILE.fullmatch(text)
    return (found[1], found[2]) if found else None


def digests_in_use() -> set[str]:
    """Every file that a version names or that came by an import: what the sweep of the store leaves alone."""
    named = (value for content in ItemVersion.objects.values_list("content", flat=True) for value in _texts(content))
    return {found[0] for text in named if (found := file_named(text))} | importing.digests_in_use()


def _texts(content: dict[str, object]) -> list[str]:
    rows = content.get("materials")
    materials = rows if isinstance(rows, list) else []
    result = content.get("result")
    said = [row.get(name, "") for row in materials for name in ("blank_form", "sample")]
    return [*said, str(result.get("sample", ""))] if isinstance(result, dict) else said
