"""Checks of the two national identity numbers: GB 32100 (enterprises) and GB 11643 (people)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from onewindow.words.refused import Refused

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = re.compile(f"[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}")
_RESIDENT = re.compile(r"\d{17}[\dX]")


def check_uscc(text: str, *, field: str = "uscc") -> str:
    """The 统一社会信用代码 in its written form (GB 32100-2015). A code may begin with a letter (N: rural collectives).

    Raises Refused when length, alphabet or the check character is wrong, saying which.
    """
    code = unicodedata.normalize("NFKC", text).replace(" ", "").upper()

    def refuse(message: str) -> Refused:
        return Refused(
            message, code="invalid_uscc", field=field, clause="GB 32100-2015", expected="18位，数字或大写字母（不含I、O、S、V、Z）"
        )

    if len(code) != 18:
        raise refuse(f"统一社会信用代码应为18位，输入了{len(code)}位")
    if not _USCC.fullmatch(code):
        raise refuse("统一社会信用代码含有不允许的字符，或第3至8位不是数字")
    if uscc_check(code[:17]) != code[17]:
        raise refuse("统一社会信用代码校验位不符，请核对是否有一位输错")
    return code


def uscc_check(body: str) -> str:
    total = sum(USCC_ALPHABET.index(character) * weight for character, weight in zip(body, USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def check_resident_id(text: str, *, field: str = "resident_id", today: date | None = None) -> str:
    """The 公民身份号码 (GB 11643-1999): length, date of birth and check digit.

    The area code is never a ground to refuse: it is that of the first registration and areas were renamed.
    """
    number = unicodedata.normalize("NFKC", text).replace(" ", "").upper()

    def refuse(message: str) -> Refused:
        return Refused(message, code="invalid_resident_id", field=field, clause="GB 11643-1999", expected="18位，末位可为X")

    if not _RESIDENT.fullmatch(number):
        raise refuse("公民身份号码应为18位数字，末位可为X")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise refuse("公民身份号码中的出生日期不存在") from None
    if today is not None and born > today:
        raise refuse("公民身份号码中的出生日期在今天之后")
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _RESIDENT_WEIGHTS, strict=True))
    if "10X98765432"[total % 11] != number[17]:
        raise refuse("公民身份号码校验位不符，请核对是否有一位输错")
    return number
