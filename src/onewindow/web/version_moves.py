"""What a new version would do to running cases, as an Excel file."""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.cases.movable import HEADER, line_of, tally
from onewindow.cases.versions import Preview
from onewindow.items.models import ItemVersion
from onewindow.web.workbook import Sheet, workbook


def preview_book(target: ItemVersion, shown: Iterable[Preview]) -> bytes:
    """A line for each case, and how many there are of each effect below."""
    rows = list(shown)
    counts = "，".join(f"{effect.label}{count}件" for effect, count in tally(rows).items())
    total = ["合计", f"{len(rows)}件", "", "", "", "", "", "", counts]
    return workbook([Sheet(f"改用第{target.number}版", HEADER, map(line_of, rows), total)])
