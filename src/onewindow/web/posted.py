"""What a posted form says besides its fields."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from onewindow.words.refused import Refused

KEY = "idempotency_key"
_CHOSEN = {"csrfmiddlewaretoken", KEY, "intent", "fact", "attachment", "material", "level", "identity", "uscc", "next", "code", "number"}
_CHOSEN_PREFIXES = ("verdict-", "tick-", "amount-")


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key that the form was drawn with; a repeated request gets the first answer."""
    return request.POST.get(KEY, "")[:80] or None


def intent_of(request: HttpRequest, default: str = "") -> str:
    """Which button was pressed."""
    return request.POST.get("intent", default)


def words_of(request: HttpRequest) -> list[str]:
    """What a person wrote in the form, ticks and choices left out: shown again when the form itself no longer is."""
    typed = (
        str(value).strip()
        for name, value in request.POST.items()
        if name not in _CHOSEN and not name.startswith(_CHOSEN_PREFIXES) and not name.endswith("-asked")
    )
    return [value for value in typed if value]


def file_of(request: HttpRequest) -> tuple[str, bytes]:
    """The name and content of the uploaded file. Raises Refused for none, and for one above the limit before it is read."""
    uploaded = request.FILES.get("file")
    limit = settings.UPLOAD_LIMIT // 1024 // 1024
    if uploaded is None:
        raise Refused("没有选择文件", code="no_file", field="file", expected="选择一个文件再上传")
    if (uploaded.size or 0) > settings.UPLOAD_LIMIT:
        raise Refused(f"“{uploaded.name}”超过大小上限", code="file_too_large", field="file", expected=f"不超过{limit} MB")
    return uploaded.name or "", b"".join(uploaded.chunks())
