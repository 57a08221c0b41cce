"""The files that drafts and cases name: what the sweep of the store leaves alone."""

from __future__ import annotations

from onewindow.cases.models import Attachment


def digests_in_use() -> set[str]:
    """The digests of all files that a draft or case names, replaced ones too."""
    return set(Attachment.objects.values_list("digest", flat=True))
