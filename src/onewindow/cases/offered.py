"""What the county offers: the procedures that its code declares, and those that the versions of its items make."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from onewindow.cases.from_items import procedure_of
from onewindow.cases.procedure import Procedure, declared
from onewindow.items import selectors as items
from onewindow.items.models import ItemVersion
from onewindow.words.refused import Refused


def offered(key: str, on: date) -> Procedure:
    """The procedure of that key as it stands on a day. Raises Refused (404) for one that is neither declared nor published then."""
    if key in declared():
        return declared()[key]
    version = items.version_on(key, on)
    if version is None:
        raise Refused(f"没有“{key}”这个事项，或者还没有公布", code="unknown_procedure", field="procedure", status=404)
    return _made_of(version.digest, version.number)


@lru_cache(maxsize=512)
def _made_of(digest: str, number: int) -> Procedure:
    version = ItemVersion.objects.select_related("item").get(digest=digest, number=number)  # a later version may say the same
    return procedure_of(version)
