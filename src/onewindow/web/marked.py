"""A wrong upload given back with the page that refuses it: the same file, its mistakes marked."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from onewindow.rules.rows import WrongSheet
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.refused import Refused

LARGEST = 1_400_000  # bytes that a link can carry: browsers of before 2021 take no longer address than two million characters


@dataclass(frozen=True, slots=True)
class Marked:
    """The link to a marked file, and the name under which it is saved."""

    href: str
    name: str


def carried(refused: Refused, uploaded: str) -> Marked | None:
    """The marked file inside its link, so that nothing is kept of it; None where there is none, or none that a link can carry."""
    if not isinstance(refused, WrongSheet) or not 0 < len(refused.marked) <= LARGEST:
        return None
    return Marked(f"data:{MEDIA_TYPE};base64,{base64.b64encode(refused.marked).decode()}", marked_name(uploaded))


def marked_name(uploaded: str) -> str:
    """What the marked copy of an uploaded file is called."""
    return f"{uploaded.removesuffix('.xlsx')}（错误说明）.xlsx"
