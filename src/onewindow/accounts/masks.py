"""How personal data is shown: enough to recognise, too little to use. The full value is shown by ``services.unmask`` alone.

Every mask takes what is stored, in whatever shape, and never gives more than its rule: what is too short for the rule
is covered whole. Nothing stays nothing.
"""

from __future__ import annotations

import re

STAR = "*"

_ADDRESS_HEAD = re.compile(r"(?:[^省市区县镇乡路街村]{1,10}?(?:自治区|自治州|省|市|区|县|镇|乡|街道))+")
_LANDLINE = re.compile(r"(0\d{2,3})-?(\d{7,8})")


def resident_id(number: str | None) -> str:
    """公民身份号码: area and the last four, ``430681********1230``."""
    return _ends(number, head=6, tail=4, least=15)


def name(text: str | None) -> str:
    """A person's name: first and last character, ``张*三``; of two characters the first, ``张*``."""
    plain = (text or "").strip()
    if len(plain) <= 2:
        return plain[:1] + STAR * (len(plain) - 1) if len(plain) == 2 else STAR * len(plain)
    return plain[0] + STAR * (len(plain) - 2) + plain[-1]


def phone(number: str | None) -> str:
    """A mobile number ``138****5678``; a landline ``0730-****123``."""
    plain = (number or "").strip().replace(" ", "")
    if landline := _LANDLINE.fullmatch(plain):
        return f"{landline[1]}-{STAR * (len(landline[2]) - 3)}{landline[2][-3:]}"
    return _ends(plain, head=3, tail=4, least=11)


def uscc(code: str | None) -> str:
    """统一社会信用代码: kind of body and the last four, ``91**************12YP``."""
    return _ends(code, head=2, tail=4, least=18)


def bank_account(number: str | None) -> str:
    """A bank account: the last four, ``***************1234``."""
    return _ends(number, head=0, tail=4, least=8)


def email(address: str | None) -> str:
    """``z****@example.cn``: the first character and the domain."""
    plain = (address or "").strip()
    local, at, domain = plain.rpartition("@")
    return f"{local[:1]}{STAR * 4}@{domain}" if at and len(local) > 1 else STAR * len(plain)


def address(text: str | None) -> str:
    """An address down to the town (乡镇、街道), the rest covered by a fixed number of stars: its length tells too much."""
    plain = (text or "").strip()
    if not plain:
        return ""
    head = _ADDRESS_HEAD.match(plain)
    return f"{head[0] if head and head[0] != plain else ''}{STAR * 4}"


def _ends(text: str | None, *, head: int, tail: int, least: int) -> str:
    plain = (text or "").strip().replace(" ", "")
    if len(plain) < least:
        return STAR * len(plain)
    return plain[:head] + STAR * (len(plain) - head - tail) + plain[len(plain) - tail :]
