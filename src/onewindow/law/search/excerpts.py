"""The part of a text that shows the words searched for, cut into pieces with and without emphasis. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onewindow.law.search.folding import fold_with_places

LENGTH = 110  # characters of an excerpt
_BEFORE = 24  # characters shown before the first word found


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original text; ``hit`` when it is a word searched for."""

    text: str
    hit: bool


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text in pieces; joined they are the text."""
    return _pieces(text, _spans(text, words), 0, len(text))


def excerpt(text: str, words: Sequence[str], length: int = LENGTH) -> tuple[Piece, ...]:
    """About ``length`` characters around the first word found, or the beginning; “……” stands for what is left out."""
    spans = _spans(text, words)
    start = max(0, spans[0][0] - _BEFORE) if spans and len(text) > length else 0
    start = max(0, min(start, len(text) - length))
    end = min(len(text), start + length)
    before, after = ([Piece("……", False)] if cut else [] for cut in (start > 0, end < len(text)))
    return (*before, *_pieces(text, spans, start, end), *after)


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """The places of every word in the original text, in order, those that touch or overlap joined."""
    folded, places = fold_with_places(text)
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces, at = [], start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
        at = last
    return tuple(piece for piece in (*pieces, Piece(text[at:end], False)) if piece.text)
