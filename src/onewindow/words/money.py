"""Money as people write and read it: exact decimals of two places, in 元 or 美元."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from onewindow.words.refused import Refused

FEN = Decimal("0.01")
LARGEST = Decimal("9999999999999.99")  # 18 digits as fen still leave room for sums of thousands in 64 bits
_NUMBER = re.compile(r"\d{1,13}(\.\d*)?")
_TOO_LARGE = re.compile(r"[1-9]\d{13,}(\.\d*)?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def parse_money(text: str, *, field: str | None = None, clause: str | None = None) -> Decimal:
    """A typed amount as a Decimal of two places; full-width digits, blanks and thousands separators are understood.

    Raises Refused for what is no number, negative, too large, or has more than two decimals (conv-a-10).
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removesuffix("元")

    def refuse(message: str, code: str) -> Refused:
        return Refused(message, code=code, field=field, clause=clause, expected="不小于0、最多两位小数的数字，如 120000.50")

    if plain.startswith("-"):
        raise refuse(f"金额不能为负数：{text}", "negative_amount")
    if _TOO_LARGE.fullmatch(plain):
        raise Refused(f"金额过大：{text}", code="too_large", field=field, clause=clause, expected=f"不超过{LARGEST:,}、最多两位小数的数字")
    if not _NUMBER.fullmatch(plain):
        raise refuse(f"“{text}”不是金额", "not_a_number")
    amount = Decimal(plain)
    if amount != amount.quantize(FEN):
        raise refuse(f"金额最多两位小数：{text}", "too_many_decimals")
    return amount.quantize(FEN)


def to_fen(amount: Decimal) -> Decimal:
    """Rounded half-up to the fen (conv-a-10)."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def format_money(amount: Decimal) -> str:
    """``1234567.5`` as ``1,234,567.50``."""
    return f"{to_fen(amount):,.2f}"


def capital_money(amount: Decimal) -> str:
    """An amount in 元 in capital characters for papers: 1030.50 → 壹仟零叁拾元伍角整. Raises ValueError when negative."""
    if amount < 0:
        raise ValueError("a payable amount is not negative")
    yuan, fen = divmod(int(to_fen(amount) * 100), 100)
    jiao, fen = divmod(fen, 10)
    text = f"{_capital_integer(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{text or '零元'}整"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return f"{text}{_DIGITS[fen]}分" if fen else f"{text}整"


def _capital_integer(number: int) -> str:
    parts: list[str] = []
    for group_place, group in enumerate(_groups_of_four(number)):
        if group:
            lead = "零" if group < 1000 and number >= 10 ** (4 * (group_place + 1)) else ""
            parts.append(f"{lead}{_capital_group(group)}{_GROUPS[group_place]}")
        elif parts and not parts[-1].startswith("零"):
            parts.append("零")
    return "".join(reversed(parts)).strip("零").replace("零零", "零")


def _groups_of_four(number: int) -> list[int]:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    return groups


def _capital_group(group: int) -> str:
    text = ""
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")
