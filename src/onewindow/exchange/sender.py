"""In whose name an SMS is sent, and whom to ring: the county, and the place of the item where its version names a phone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from django.conf import settings

from onewindow.items.models import ItemVersion
from onewindow.items.selectors import content_of


@dataclass(frozen=True, slots=True)
class Sender:
    """``name`` stands at the head of the SMS (签名), ``phone`` at its end."""

    name: str
    phone: str


@lru_cache(maxsize=512)
def sender_of(item: str, version: int) -> Sender:
    """The sender of messages about a version of an item; of what is no item (""), the county's own."""
    county = import_module(f"{settings.COUNTY}.county")
    return Sender(f"{county.NAME}政务服务", _phone(item, version) or county.HOTLINE)


def _phone(item: str, version: int) -> str:
    found = ItemVersion.objects.filter(item__key=item, number=version).first() if item else None
    places = content_of(found).places if found else ()
    return next((place.phone for place in places if place.phone), "")
