"""掌上办 with a window's help: the window shows a code, the applicant's phone opens the form with it, the case says who guided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse

from onewindow.hall.models import Window
from onewindow.papers.render import qr

FIELD = "guided"
_SALT = "onewindow.web.guiding"
_LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Guiding:
    """The address that a phone opens, and the same as a QR code (SVG)."""

    address: str
    image: str


def guiding(window: Window, procedure: str) -> Guiding:
    """What a window shows to who wants to apply on the phone; it holds for the day."""
    query = urlencode({FIELD: signing.dumps(window.key, salt=_SALT, compress=False)})
    address = f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('portal:start', args=[procedure])}?{query}"
    return Guiding(address, qr(address, scales=True))


def window_guiding(code: str) -> Window | None:
    """The window that a code names; None for none, one that was made up, and one of another day."""
    try:
        key = signing.loads(code, salt=_SALT, max_age=_LASTS)
    except signing.BadSignature:
        return None
    return Window.objects.filter(key=key).first()
