"""Whom the office calls about a case: a name and a number that can be dialled. No Django."""

from __future__ import annotations

import re
import unicodedata

from onewindow.words.refused import Problem

LONGEST_NAME = 50
LONGEST_PHONE = 30  # characters as typed: what is kept unread has a limit

_MOBILE = re.compile(r"1\d{10}")
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}")
_FORBIDDEN = frozenset("<>")


def cleaned_phone(typed: str | None) -> str:
    """A number as it is dialled: half-width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", typed or "").split())


def contact_problems(name: str | None, phone: str | None) -> list[Problem]:
    """What is wrong with the contact of a form."""
    problems = []
    name = (name or "").strip()
    if not name:
        problems.append(Problem("没有填写联系人", "contact_missing", "contact_name", None, "经办人的姓名"))
    elif len(name) > LONGEST_NAME or any(character in _FORBIDDEN or unicodedata.category(character) == "Cc" for character in name):
        expected = f"1至{LONGEST_NAME}个字的姓名，不含尖括号和控制字符"
        problems.append(Problem("联系人的姓名填写有误", "invalid_contact_name", "contact_name", None, expected))
    number = cleaned_phone(phone)
    if not number:
        problems.append(Problem("没有填写联系电话", "contact_missing", "contact_phone", None, "11位手机号码，或者带区号的固定电话"))
    elif not (number.isascii() and (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number))):
        expected = "11位手机号码，如13800000000；或者带区号的固定电话，如0730-5220000"
        problems.append(Problem("联系电话填写有误", "invalid_phone", "contact_phone", None, expected))
    return problems
