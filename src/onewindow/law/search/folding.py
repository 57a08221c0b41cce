"""How words are compared: one form for full and half width, for brackets and for case, and the pairs of characters of a text.

A folded text has no space but between two Latin words, so that “公　示” and a line broken inside a word are found. No Django.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_BRACKETS = str.maketrans("〔〕［］[]【】〖〗{}｛｝", "()()()()()()()")
_LEFT_OUT = {"Cc", "Cf", "Cs", "Cn"}  # nothing to see, or nothing that a database stores


@lru_cache(maxsize=65536)
def _folded(character: str) -> str:
    """What one character is compared as: itself, several characters, a space for any white space, or nothing."""
    if character.isspace():
        return " "
    if unicodedata.category(character) in _LEFT_OUT:
        return ""
    folded = unicodedata.normalize("NFKC", character).translate(_BRACKETS).casefold()
    return folded.replace(" ", "")  # what is no space itself does not become one


def fold(text: str) -> str:
    """The text in the form in which it is compared."""
    return fold_with_places(text)[0]


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in ``text`` that it comes from."""
    characters: list[str] = []
    places: list[int] = []
    space = -1  # the place of white space that is not yet written
    for place, character in enumerate(text):
        for each in _folded(character):
            if each == " ":
                space = place
                continue
            if space >= 0 and characters and _is_latin(characters[-1]) and _is_latin(each):
                characters.append(" ")
                places.append(space)
            space = -1
            characters.append(each)
            places.append(place)
    return "".join(characters), places


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded, each once: what stands between white space. All of them must occur."""
    return tuple(dict.fromkeys(word for word in map(fold, query.split()) if word))


def pairs(folded: str) -> list[str]:
    """Every two neighbouring characters, in order: n−1 for n characters."""
    return [folded[place : place + 2] for place in range(len(folded) - 1)]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
