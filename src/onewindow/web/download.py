"""Files on their way out: always as an attachment, never run by the browser."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from onewindow.cases.selectors import FileLine
from onewindow.papers import files
from onewindow.words.refused import Refused

SANDBOX = "default-src 'none'; sandbox"
PICTURES = {"image/png", "image/jpeg"}
PDF = "application/pdf"


def paper_response(content: bytes, title: str, number: str) -> HttpResponse:
    """The PDF of a paper under its title and number."""
    return attachment(content, PDF, f"{title}（{number}）.pdf")


def stored_file(line: FileLine) -> HttpResponse:
    """A file that was handed in, under the name that it came with and the type that its content has."""
    return attachment(files.content_of(line.digest), line.media_type, line.name)


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Any file under its name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


def stored_image(line: FileLine) -> HttpResponse:
    """A picture for an ``<img>``: the type was read from its content, and a sandbox keeps it from being anything else.

    Raises Refused (404) for a file that is no picture.
    """
    if line.media_type not in PICTURES:
        raise Refused("这个附件不是图片", code="no_picture", field="attachment", status=404)
    response = HttpResponse(files.content_of(line.digest), content_type=line.media_type)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response
