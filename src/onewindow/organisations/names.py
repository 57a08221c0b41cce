"""How names of organisations are compared: without width and blanks, with and without the name of the place. Pure."""

from __future__ import annotations

import re
import unicodedata

_SEAT = "人民政府"


def plain(text: str) -> str:
    """A name as it is compared: NFKC, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def place_of(government: str) -> str:
    """The place that a government governs: the part of its name before 人民政府."""
    return government.removesuffix(_SEAT)


def spellings(text: str, place: str) -> tuple[str, ...]:
    """The forms under which a name may be registered, the name itself first.

    With ``place`` 某县 the name 财政局 is also looked for as 县财政局 and 某县财政局, and 某财政局 as 财政局 and 县财政局.
    """
    name = plain(text)
    if not name or not place:
        return (name,) if name else ()
    stem, rank = place[:-1], place[-1]
    bare = [name.removeprefix(prefix) for prefix in (place, stem, rank) if name.startswith(prefix)]
    forms = [form for part in (name, *bare) for form in (part, rank + part, place + part)]
    return tuple(form for form in dict.fromkeys(forms) if form)
