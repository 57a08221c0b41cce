"""What was typed into a form whose session had ended: kept for the page of that form, shown there once after sign-in.

The words lie sealed in the session of the browser, for half an hour. Nothing is ever done with them by themselves: the page shows
them in its form, and the person sends it again. Files and passwords are not kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from onewindow.accounts.models import User
from onewindow.accounts.sealed import SealBroken, seal, unseal

KEPT_FOR = timedelta(minutes=30)
LARGEST = 50_000  # characters: a stranger's post is kept too, before anybody knows who it is
_KEY = "unsent"
_BOUND_TO = "session.unsent"
_NOT_WORDS = {"csrfmiddlewaretoken", "idempotency_key", "next"}
# chosen, not typed: alone they are no words
_CHOSEN = {"intent", "fact", "attachment", "material", "identity", "uscc", "organisation", "session", "row"}


@dataclass(frozen=True, slots=True)
class Unsent:
    """``words`` are the fields as they were posted; ``act`` the url name that they were posted to."""

    words: QueryDict
    act: str


def keep(request: HttpRequest, page: str) -> bool:
    """Keep what was posted without a session, for the page (its path) that holds the form; whether there was anything to keep."""
    words = {name: values for name in request.POST if _is_word(name) and any(values := request.POST.getlist(name))}
    if not set(words) - _CHOSEN:
        return False
    text = json.dumps(
        {
            "page": urlsplit(page).path,
            "act": request.resolver_match.url_name if request.resolver_match else "",
            "words": words,
            "owner": getattr(request, "signed_out", ""),
            "at": timezone.now().timestamp(),
        },
        ensure_ascii=False,
    )
    if len(text) > LARGEST:
        return False
    request.session[_KEY] = seal(text, bound_to=_BOUND_TO)
    if not request.user.is_authenticated:
        request.session.set_expiry(KEPT_FOR)
    return True


def waiting(request: HttpRequest) -> bool:
    """Whether something waits in this browser for its person to sign in."""
    return _opened(request) is not None


def forget(request: HttpRequest) -> None:
    """Throw away what waits."""
    request.session.pop(_KEY, None)


def unsent_on(request: HttpRequest) -> Unsent | None:
    """What waits for this page and this person. The first page that asks gets it, once; the request may ask again."""
    if hasattr(request, "unsent"):
        found: Unsent | None = request.unsent
        return found
    request.unsent = found = _taken(request) if request.method == "GET" and isinstance(request.user, User) else None  # type: ignore[attr-defined]
    return found


def _taken(request: HttpRequest) -> Unsent | None:
    kept = _opened(request)
    if kept is None or kept["page"] != request.path:
        return None
    forget(request)
    if kept["owner"] not in {"", getattr(request.user, "key", "")}:  # somebody else signed in at this browser
        return None
    words = QueryDict(mutable=True)
    for name, values in kept["words"].items():
        words.setlist(name, values)
    words._mutable = False
    return Unsent(words, kept["act"])


def _opened(request: HttpRequest) -> dict[str, Any] | None:
    """What ``keep`` sealed."""
    sealed = request.session.get(_KEY)
    if not sealed:
        return None
    try:
        kept: dict[str, Any] | None = json.loads(unseal(sealed, bound_to=_BOUND_TO))
    except SealBroken:  # the key was changed meanwhile
        kept = None
    if kept is None or timezone.now().timestamp() - kept["at"] > KEPT_FOR.total_seconds():
        forget(request)
        return None
    return kept


def _is_word(name: str) -> bool:
    return name not in _NOT_WORDS and "password" not in name
