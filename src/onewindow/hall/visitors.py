"""Who took a number, as digests: the hall knows nobody, it only tells one browser and one phone from another."""

from __future__ import annotations

import re

from onewindow.accounts.sealed import digest
from onewindow.words.refused import Refused

_PHONE = re.compile(r"1[3-9]\d{9}")


def checked_phone(phone: str) -> str:
    """A mobile number or nothing. Raises Refused for anything else."""
    stripped = phone.strip()
    if stripped and not _PHONE.fullmatch(stripped):
        raise Refused("手机号码不正确", code="invalid_phone", field="phone", expected="11位手机号码，或者不填")
    return stripped


def phone_digest(phone: str) -> str:
    """The digest by which a phone is known again; empty for none."""
    return digest(phone, purpose="hall.phone") if phone else ""


def visitor_digest(visitor: str) -> str:
    """The digest by which a browser is known again; empty for none."""
    return digest(visitor, purpose="hall.visitor") if visitor else ""
