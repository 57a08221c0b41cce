"""Excel files as the offices send them, and the bureau that takes them in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from python_calamine import CalamineWorkbook

from miluo.open_economy.services import imports
from onewindow.cases.services import Answer
from onewindow.cases.tests.cast import AT, OTHER_USCC, USCC, Cast
from onewindow.papers import files
from onewindow.words.workbook import opened

CUSTOMS = ("统一社会信用代码", "企业名称", "本年度以前有过进出口记录", "本年度进出口额（美元）", "上年度进出口额（美元）")
REGISTER = ("统一社会信用代码", "企业名称", "住所", "在本市注册", "引进日期")
A_ROW = (USCC, "演示企业甲有限公司", "否", 200000, 0)
B_ROW = (OTHER_USCC, "演示企业乙有限公司", "是", 1200000.5, 500000)
AUGUST = date(2023, 8, 31)


def xlsx(header: Sequence[str], *rows: Sequence[Any]) -> bytes:
    stream = io.BytesIO()
    book = opened(stream)
    page = book.add_worksheet()
    for number, line in enumerate([header, *rows]):
        for place, cell in enumerate(line):
            page.write(number, place, cell)
    book.close()
    return stream.getvalue()


def received(cast: Cast, content: bytes, *, kind: str = "customs", year: int = 2023, closed_until: date | None = AUGUST) -> Answer:
    return imports.receive(kind=kind, year=year, name="数据.xlsx", content=content, closed_until=closed_until, by=cast.approver, at=AT)


def taken(cast: Cast, *rows: Sequence[Any], header: Sequence[str] = CUSTOMS, **about: Any) -> Answer:
    """A file that is checked and applied."""
    number = received(cast, xlsx(header, *rows), **about).number
    return imports.apply(number=number, by=cast.approver, at=AT)


def registered(cast: Cast, *codes: tuple[str, str]) -> Answer:
    """These enterprises with their seat in the county."""
    rows = [(uscc, name, "汨罗市工业园", "是", "") for uscc, name in codes]
    return taken(cast, *rows, header=REGISTER, kind="register", closed_until=None)


def mistakes(digest: str) -> list[list[Any]]:
    """The first sheet of a marked file."""
    return CalamineWorkbook.from_filelike(io.BytesIO(files.content_of(digest))).get_sheet_by_index(0).to_python(skip_empty_area=False)
