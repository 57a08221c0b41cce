"""Chinese ordinals of articles: 第十六条 and 第16条 are one article. No Django."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "零〇一二两三四五六七八九十百千"
_ORDINAL = re.compile(f"第([{_NUMERAL}]+)([编章节条款项目])")
_BRACKETED = re.compile(rf"\(([{_NUMERAL}]+)\)")


def to_int(numeral: str) -> int:
    """``十六`` → 16, up to 九千九百九十九. Raises ValueError for anything else."""
    total, digit = 0, 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            raise ValueError(f"{numeral!r} is no Chinese numeral")
    return total + digit


def to_chinese(number: int) -> str:
    """16 → ``十六``, for 1 to 9999."""
    if not 0 < number < 10_000:
        raise ValueError("an ordinal is between 1 and 9999")
    digits = "零一二三四五六七八九"
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap else "") + digits[digit] + name
            gap = False
        else:
            gap = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


def arabic_ordinals(text: str) -> str:
    """The text with the ordinals of articles, paragraphs and items in Arabic digits: 第四条第二款（三） → 第4条第2款(3)."""
    text = text.replace("（", "(").replace("）", ")").replace("首款", "第一款")
    text = _ORDINAL.sub(lambda match: f"第{to_int(match[1])}{match[2]}", text)
    return _BRACKETED.sub(lambda match: f"({to_int(match[1])})", text)
