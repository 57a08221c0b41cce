"""What other rooms may ask: the register as lines of the catalogue, the files in use, and the work of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from miluo.normative_documents.life import State
from miluo.normative_documents.models import Deposit, Material
from miluo.normative_documents.selectors.catalogue import registrations
from miluo.normative_documents.selectors.standing import standing_on
from onewindow.law.catalogue import CatalogueRow


def catalogue_rows(on: date) -> Iterator[CatalogueRow]:
    """Every document registered here by that day; what is not yet published has not begun to hold, and has no page yet."""
    for row in registrations(on).order_by("pk"):
        document = row.document
        standing = standing_on(document, on)
        published = document.state == State.PUBLISHED
        yield CatalogueRow(
            number=document.document_number or "",
            title=document.title,
            issuer=row.issuer_name,
            registration=row.number,
            signed=document.decided_on,
            first_day=document.starts_on,
            last_day=document.ends_on,
            validity=standing.validity.value,
            validity_title=standing.validity.title,
            note=standing.title if standing.waiting else "",
            url_name="normative_documents_public:document" if published else "",
            url_args=(document.number,) if published else (),
        )


def digests_in_use() -> set[str]:
    """The digests of every material and deposited copy: what the sweep of the store leaves alone."""
    materials = Material.objects.exclude(digest="").values_list("digest", flat=True)
    return {*materials, *Deposit.objects.exclude(digest="").values_list("digest", flat=True)}
