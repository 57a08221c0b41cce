"""The files that figures came with."""

from __future__ import annotations

from miluo.open_economy.models.enterprises import DataImport


def digests_in_use() -> set[str]:
    """The digests of all files of figures and of their marked copies."""
    return {digest for pair in DataImport.objects.values_list("digest", "marked") for digest in pair if digest}
