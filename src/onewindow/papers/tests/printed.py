"""A finished paper as a reader and a ruler see it: its text, and where each line stands on the sheet."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from pypdf import PageObject, PdfReader

MM = 72 / 25.4


@dataclass(frozen=True)
class Piece:
    """A run of text: page from 1, left edge and baseline in mm from the upper left corner, size in pt."""

    page: int
    left: float
    down: float
    size: float
    text: str


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All text without blanks and line breaks, as it is read."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader(pdf).pages))


def pieces(pdf: bytes) -> list[Piece]:
    """Every run of text, in the order in which it is drawn."""
    return [piece for number, page in enumerate(reader(pdf).pages, start=1) for piece in _pieces_of(number, page)]


def _pieces_of(number: int, page: PageObject) -> list[Piece]:
    found: list[Piece] = []
    height = float(page.mediabox.height)

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            left, up = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
            found.append(Piece(number, left / MM, (height - up) / MM, round(abs(size * tm[3] * cm[3]), 1), text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def line_with(pdf: bytes, words: str) -> Piece:
    """The first run that has the words."""
    return next(piece for piece in pieces(pdf) if words in piece.text)
