"""How words are compared: one form for full and half width, for brackets and for case, and the pairs of characters of a text.

A folded text has no space but between two Latin words, so that “公　示” and a line broken inside a word are found. No Django.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_BRACKETS = str.maketrans("〔〕［］[]【】〖〗{}｛｝", "()()()()()()()")
_LEFT_OUT = {"Cc", "Cf", "Cs", "Cn"}  # nothing to see, or nothing that a database stores


class _Forms(dict[int, str]):
    """Code of a character → what it is compared as: itself, several characters, a space for any white space, or nothing."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace():
            form = " "
        elif unicodedata.category(character) in _LEFT_OUT:
            form = ""
        else:
            form = unicodedata.normalize("NFKC", character).translate(_BRACKETS).casefold()
            form = form.replace(" ", "")  # what is no space itself does not become one
        self[code] = form
        return form


_forms = _Forms()
_ONE_FOR_ONE = re.compile("[!-~、。〈-】一-鿿！-～“”‘’—]*")
_SPACE = re.compile(r"(?<=[0-9a-z])( ) *(?=[0-9a-z])| +")


def fold(text: str) -> str:
    """The text in the form in which it is compared."""
    return _SPACE.sub(r"\1", text.translate(_forms))


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in ``text`` that it comes from."""
    if _ONE_FOR_ONE.fullmatch(text):  # nearly every text: no need to look at each character
        return text.translate(_forms), range(len(text))
    forms = [_forms[ord(character)] for character in text]
    places = [place for place, form in enumerate(forms) for _ in form]
    unspaced = "".join(forms)
    for found in reversed(list(_SPACE.finditer(unspaced))):
        kept = 1 if found[1] else 0
        del places[found.start() + kept : found.end()]
    return _SPACE.sub(r"\1", unspaced), places


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded, each once: what stands between white space. All of them must occur."""
    return tuple(dict.fromkeys(word for word in map(fold, query.split()) if word))


def pairs(folded: str) -> list[str]:
    """Every two neighbouring characters, in order: n−1 for n characters."""
    return [folded[place : place + 2] for place in range(len(folded) - 1)]
