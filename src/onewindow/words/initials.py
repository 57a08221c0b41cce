"""Chinese words found by the first letters of their pinyin (拼音首字母), as a clerk types them: spjy for 食品经营. No Django.

GB 2312 keeps its first 3,755 characters in the order of their pinyin, so the letter of a character is the range in which its code lies;
beside that stand the characters that are read in two ways and those of the county that GB 2312 keeps elsewhere. A dictionary of phrases
takes 57 MB in every process and says the same of 573 names of items and bodies (docs/decisions/0001-parts.md).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

_BEGINS = {  # the first character of each letter
    "a": "啊", "b": "芭", "c": "擦", "d": "搭", "e": "蛾", "f": "发", "g": "噶", "h": "哈", "j": "击", "k": "喀", "l": "垃", "m": "妈",
    "n": "拿", "o": "哦", "p": "啪", "q": "期", "r": "然", "s": "撒", "t": "塌", "w": "挖", "x": "昔", "y": "压", "z": "匝",
}  # fmt: skip
_LETTERS = "".join(_BEGINS)
_CODES = [first.encode("gb2312") for first in _BEGINS.values()]
_END = "座".encode("gb2312")  # the last that is kept by its pinyin
_ALSO = {  # read in another way too, or kept elsewhere
    "行": "xh", "会": "hk", "长": "cz", "重": "zc", "乐": "ly", "调": "dt", "率": "sl", "参": "cs", "藏": "cz", "朝": "cz", "传": "cz",
    "弹": "dt", "降": "jx", "校": "xj", "系": "xj", "厦": "sx", "单": "ds", "盛": "sc", "石": "sd", "省": "sx", "提": "td", "种": "zc",
    "查": "cz", "区": "qo", "畜": "xc", "奇": "qj", "圈": "qj", "便": "bp", "屏": "pb", "番": "fp", "给": "gj", "合": "hg", "车": "cj",
    "乘": "cs", "卡": "kq", "秘": "mb", "缴": "jz", "解": "jx", "曾": "zc", "宿": "sx", "粘": "zn", "晟": "sc",
    "祠": "c", "汨": "m", "弼": "b",
}  # fmt: skip


@cache
def letters_of(character: str) -> str:
    """The letters with which a character may be meant: the character itself, and those of its pinyin."""
    if character in _ALSO:
        return character + _ALSO[character]
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return character
    kept = len(code) == 2 and _CODES[0] <= code <= _END
    return character + _LETTERS[bisect_right(_CODES, code) - 1] if kept else character


def place_of(word: str, text: str) -> int | None:
    """Where a text has a word in characters, in letters, or in both (食品jy): the first place, from 0; None where it has not.

    Capitals count as small letters; what is neither a letter, a digit nor a character is passed over.
    """
    wanted = _plain(word)
    may_be = [letters_of(each) for each in _plain(text)]
    for place in range(len(may_be) - len(wanted) + 1):
        if wanted and all(letter in may_be[place + step] for step, letter in enumerate(wanted)):
            return place
    return None


def found_in(word: str, *texts: str) -> bool:
    """Whether one of the texts has the word, in characters, in letters, or in both."""
    return any(place_of(word, text) is not None for text in texts)


def _plain(text: str) -> str:
    return "".join(each for each in text.lower() if each.isalnum())
