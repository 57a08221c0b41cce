"""What the search finds of published documents: each by its head, and paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from miluo.normative_documents.life import State
from miluo.normative_documents.models import Document
from miluo.normative_documents.selectors.standing import standings, text_on, with_history
from miluo.normative_documents.wording import line_of
from onewindow.law.search import findable, services
from onewindow.law.search.findable import Entry
from onewindow.worktime import clock

KIND = "normative"
PAGE = "normative_documents_public:document"


def register() -> None:
    """Provide the kind, and how its documents stand."""
    findable.provide(KIND, "规范性文件", entries)
    findable.provide_standings("normative_documents", standings)


def entries() -> Iterator[Entry]:
    """Every published document in its text of today."""
    found = with_history(Document.objects.filter(state=State.PUBLISHED)).select_related("issuer__organisation", "registration")
    for document in found.order_by("pk"):
        yield from entries_of(document)


def entries_of(document: Document) -> Iterator[Entry]:
    """The head of a document and each of its paragraphs, headed by the last heading before it."""
    number, issuer, day = document.document_number or "", document.issuer.organisation.name, document.decided_on
    head = "　".join(filter(None, (number, issuer, document.registration.number, document.addressees)))
    yield Entry(document.number, document.title, head, PAGE, (document.number,), number, issuer, day)
    heading = document.title
    for position, block in enumerate(text_on(document, clock.today()), start=1):
        heading = heading if block.kind in {"paragraph", "table"} else block.text
        title = f"{number}　{heading}"
        yield Entry(f"{document.number} {position}", title, line_of(block), PAGE, (document.number,), number, issuer, day, f"b{position}")


def refresh(document: Document) -> None:
    """Bring the entries of one document up to date; ``daily`` brings all, since an amendment may take effect later."""
    found = list(entries_of(document))
    services.put(KIND, found)
    longest = max((len(each) for each in (document.text, *document.clean_ups.values_list("before", flat=True))), default=0)
    services.remove(KIND, [f"{document.number} {position}" for position in range(len(found), longest + 1)])
