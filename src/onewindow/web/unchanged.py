"""A part of a page that asks again every few seconds: answered with 204 while it would say the same, so that nothing flickers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from onewindow.words.canonical import sm3

SEEN = "seen"
_LENGTH = 16


def unless_seen(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The part, or 204 where its digest is the one that the page says it has seen (``X-Seen``, which the script sends along)."""
    html = render_to_string(template, context, request=request)
    digest = sm3(html.encode())[:_LENGTH]
    if request.headers.get("X-Seen") == digest:
        return HttpResponse(status=204)
    response = HttpResponse(html)
    response["X-Seen"] = digest
    return response
