"""What other rooms may ask of this regulation: which of its files are in use."""

from __future__ import annotations

from miluo.integrated_window.models import Letter, ListImport, NegativeItem


def digests_in_use() -> set[str]:
    """The digests of statements, of scanned letters and of imported lists: what the sweep of the store leaves alone."""
    columns = (
        NegativeItem.objects.values_list("statement", flat=True),
        Letter.objects.values_list("scan", flat=True),
        ListImport.objects.values_list("digest", flat=True),
        ListImport.objects.values_list("marked", flat=True),
    )
    return {digest for column in columns for digest in column if digest}
