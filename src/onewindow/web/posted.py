"""What a posted form says besides its fields."""

from __future__ import annotations

from django.http import HttpRequest

KEY = "idempotency_key"


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key that the form was drawn with; a repeated request gets the first answer."""
    return request.POST.get(KEY, "")[:80] or None


def intent_of(request: HttpRequest, default: str = "") -> str:
    """Which button was pressed."""
    return request.POST.get("intent", default)
