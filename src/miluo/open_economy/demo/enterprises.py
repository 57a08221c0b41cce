"""演示数据: enterprises that say DEMO in their code, as three offices report them: the register, 2022 whole, 2023 until August."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from miluo.demonstration import actor, moment
from miluo.open_economy.data_kinds import KINDS, columns_of
from miluo.open_economy.models import DataImport
from miluo.open_economy.services import imports
from onewindow.words.actor import Actor
from onewindow.words.workbook import opened

MARK = "演示数据"
OFFICER = "shenpi"
REGISTERED_ON, REPORTED_ON = date(2023, 4, 20), date(2023, 9, 8)
AUGUST = date(2023, 8, 31)
TRADER, FOREIGN, HIGHTECH, ECOMMERCE, PLATFORM, LABOUR = (
    "is_new_production_trader",
    "is_foreign_invested",
    "is_hightech_or_mechatronic",
    "ecommerce_registered",
    "is_service_platform",
    "is_labour_platform",
)
# code, name, flags, introduced on, trade of 2022 and of 2023 until August, orders and trade of e-commerce
ENTERPRISES: tuple[tuple[str, str, tuple[str, ...], str, str | None, str | None, int | None, str | None], ...] = (
    ("91430681MA4DEM0A00", "演示企业甲有限公司", (), "", None, None, None, None),
    ("91430681MA4DEM0B01", "演示企业乙有限公司", (HIGHTECH,), "", "500000.00", "1200000.00", None, None),
    ("91430681MA4DEM1A0M", "演示企业子有限公司", (), "", "0", "640000.00", None, None),
    ("91430681MA4DEM1B0N", "演示企业丑有限公司", (HIGHTECH,), "", "130000.00", "305000.00", None, None),
    ("91430681MA4DEM1C0P", "演示企业寅有限公司", (FOREIGN,), "2023-04-12", "2600000.00", "2150000.00", None, None),
    ("91430681MA4DEM1D0Q", "演示企业卯有限公司", (TRADER,), "2023-04-18", "0", "96000.00", None, None),
    ("91430681MA4DEM1E0R", "演示企业辰有限公司", (HIGHTECH, FOREIGN), "", "8800000.00", "41500000.00", None, None),
    ("91430681MA4DEM1F0T", "演示跨境电商巳有限公司", (ECOMMERCE,), "", "62000.00", "71500.80", 1260, "71500.80"),
    ("91430681MA4DEM1G0U", "演示跨境电商午有限公司", (ECOMMERCE,), "", "0", "8200.00", 310, "8200.00"),
    ("91430681MA4DEM1H0W", "演示外贸综合服务未有限公司", (PLATFORM,), "", None, None, None, None),
    ("91430681MA4DEM1J0X", "演示劳务合作申有限公司", (LABOUR,), "", None, None, None, None),
    ("91430681MA4DEM1K0Y", "演示企业酉有限公司", (), "", "720000.00", "515000.00", None, None),
    ("91430681MA4DEM1L00", "演示企业戌有限公司", (), "", "49000.00", "99000.00", None, None),
    ("91430681MA4DEM1M01", "演示企业亥有限公司", (), "", "0", "10000.00", None, None),
)
FLAGS = (TRADER, FOREIGN, HIGHTECH, ECOMMERCE, PLATFORM, LABOUR)


def load(*, by: Actor, at: datetime) -> None:
    """Take the three files in, unless that was done before."""
    if DataImport.objects.exists():
        return
    register = [
        (uscc, name, f"汨罗市演示路1号（{MARK}）", _day(introduced), True, *(flag in flags for flag in FLAGS))
        for uscc, name, flags, introduced, *_ in ENTERPRISES
    ]
    of_none = ("uscc", "name", "address", "introduced_on", "registered_in_miluo", *FLAGS)
    _take("register", f"企业登记信息（{MARK}）.xlsx", of_none, register, on=REGISTERED_ON)
    before = [(uscc, name, trade != "0", trade) for uscc, name, _, _, trade, *_ in ENTERPRISES if trade is not None]
    _take("customs", f"海关数据2022年（{MARK}）.xlsx", ("uscc", "name", "traded_before", "trade_usd"), before, year=2022, on=REGISTERED_ON)
    now = [
        (uscc, name, before != "0", trade, before, orders, online)
        for uscc, name, _, _, before, trade, orders, online in ENTERPRISES
        if trade is not None
    ]
    figures = ("uscc", "name", "traded_before", "trade_usd", "trade_usd_previous_year", "ecommerce_orders", "ecommerce_usd")
    _take("customs", f"海关数据2023年1至8月（{MARK}）.xlsx", figures, now, year=2023, until=AUGUST, on=REPORTED_ON)


def _take(
    kind: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, on: date, year: int = 0, until: date | None = None
) -> None:
    by, at = actor(OFFICER, on), moment(on, 9)
    content = _xlsx(kind, columns, rows, on)
    number = imports.receive(kind=kind, year=year, name=name, content=content, closed_until=until, by=by, at=at).number
    imports.apply(number=number, by=by, at=at)


def _xlsx(kind: str, names: Sequence[str], rows: Iterable[Sequence[Any]], on: date) -> bytes:
    headers = {column.name: column.header for column in columns_of(KINDS[kind], on)}
    stream = io.BytesIO()
    book = opened(stream)
    page = book.add_worksheet(MARK)
    page.write_row(0, 0, [headers[name] for name in names])
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            page.write(number, place, {True: "是", False: "否"}[cell] if isinstance(cell, bool) else cell)
    book.close()
    return stream.getvalue()


def _day(written: str) -> str | None:
    return written or None
