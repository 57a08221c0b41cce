"""What other rooms may ask: the register as lines of the catalogue, the files in use, and the work of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from miluo.normative_documents.models import Deposit, Material, Registration
from miluo.normative_documents.selectors.catalogue import standing_on
from onewindow.law.catalogue import CatalogueRow
from onewindow.law.validity import Validity

_KEYS = {validity.title: validity.value for validity in Validity}


def catalogue_rows(on: date) -> Iterator[CatalogueRow]:
    """Every document registered here by that day; what is not yet published has not begun to hold."""
    rows = Registration.objects.filter(registered_on__lte=on).select_related("document").order_by("pk")
    for row in rows:
        document = row.document
        said, _ = standing_on(document, on)
        waiting = said not in _KEYS or bool(document.starts_on and on < document.starts_on)
        validity = Validity.NOT_YET.value if waiting else _KEYS[said]
        yield CatalogueRow(
            number=document.document_number or "",
            title=document.title,
            issuer=row.issuer_name,
            registration=row.number,
            signed=document.decided_on,
            first_day=document.starts_on,
            last_day=document.ends_on,
            validity=validity,
            validity_title=Validity(validity).title,
            note=said if said not in _KEYS else "",
            url_name="normative_documents:document",
            url_args=(document.number,),
        )


def digests_in_use() -> set[str]:
    """The digests of every material and deposited copy: what the sweep of the store leaves alone."""
    materials = Material.objects.exclude(digest="").values_list("digest", flat=True)
    return {*materials, *Deposit.objects.exclude(digest="").values_list("digest", flat=True)}
