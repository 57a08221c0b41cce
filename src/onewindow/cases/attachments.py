"""The files that drafts and cases name: what the sweep of the store leaves alone, and which materials are there."""

from __future__ import annotations

from onewindow import rows
from onewindow.cases.models import Archive, Attachment, Case, Delivery


def digests_in_use() -> set[str]:
    """The digests of all files that a draft or case names, replaced ones too, of signatures and of volumes."""
    named = (Attachment.objects.values_list("digest"), Delivery.objects.values_list("signature"), Archive.objects.values_list("digest"))
    return {digest for found in named for (digest,) in found if digest}


def held_by(case: Case, *, pending: bool = False) -> set[str]:
    """The keys of the materials that a case holds; with ``pending`` those that wait for its correction to be sent."""
    return {material for (material,) in materials_held(case.number, pending=pending).rows()}


def materials_held(number: str, *, pending: bool = False) -> rows.Some:
    """The question for the materials of a case."""
    return rows.Some(Attachment, ("material",), case__number=number, pending=pending, replaced_at=None)


def materials_of(draft: str) -> rows.Some:
    """The question for the materials that stand with a form."""
    return rows.Some(Attachment, ("material",), draft__key=draft, replaced_at=None)
