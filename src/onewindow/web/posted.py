"""What a posted form says besides its fields."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, QueryDict

from onewindow.accounts.unsent import unsent_on
from onewindow.words.refused import Refused

KEY = "idempotency_key"
_CHOSEN = {
    *("csrfmiddlewaretoken", KEY, "intent", "fact", "attachment", "material", "level", "identity", "uscc", "next", "code", "number"),
    *("approve", "agrees", "kept"),
}
_CHOSEN_PREFIXES = ("verdict-", "tick-", "amount-", "mark-")


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key that the form was drawn with; a repeated request gets the first answer."""
    return request.POST.get(KEY, "")[:80] or None


def intent_of(request: HttpRequest, default: str = "") -> str:
    """Which button was pressed."""
    return request.POST.get("intent", default)


def typed_on(request: HttpRequest) -> QueryDict:
    """What the form of this page shows as typed: what was posted now, or before the session ended and sign-in led back here."""
    waiting = unsent_on(request)
    return waiting.words if waiting else request.POST


def words_typed(request: HttpRequest, *names: str) -> dict[str, str]:
    """These fields as typed; what was not typed is empty."""
    typed = typed_on(request)
    return {name: str(typed.get(name, "")) for name in names}


def act_of(request: HttpRequest) -> str:
    """The url name that the typed words were posted to; empty where nothing was posted."""
    if waiting := unsent_on(request):
        return waiting.act
    match = request.resolver_match
    return (match.url_name or "") if match and request.method == "POST" else ""


def words_of(request: HttpRequest) -> list[str]:
    """What a person wrote in the form, ticks and choices left out: shown again when the form itself no longer is."""
    return words_in(typed_on(request))


def words_in(posted: QueryDict) -> list[str]:
    """The same of any posted fields."""
    typed = (
        str(value).strip()
        for name, value in posted.items()
        if name not in _CHOSEN and not name.startswith(_CHOSEN_PREFIXES) and not name.endswith("-asked")
    )
    return [value for value in typed if value]


def file_of(request: HttpRequest, field: str = "file") -> tuple[str, bytes]:
    """The name and content of the file uploaded under that name. Raises Refused for none, and for one above the limit before it is read."""
    uploaded = request.FILES.get(field)
    limit = settings.UPLOAD_LIMIT // 1024 // 1024
    if uploaded is None:
        raise Refused("没有选择文件", code="no_file", field=field, expected="选择一个文件再上传")
    if (uploaded.size or 0) > settings.UPLOAD_LIMIT:
        raise Refused(f"“{uploaded.name}”超过大小上限", code="file_too_large", field=field, expected=f"不超过{limit} MB")
    return uploaded.name or "", b"".join(uploaded.chunks())
