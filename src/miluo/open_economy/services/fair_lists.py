"""省重点展会名录: read from a sheet, and entered as the version that holds for its year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.conditions import plain
from miluo.open_economy.models.fairs import FairList, ListedFair
from miluo.open_economy.selectors.fairs import lists_of
from miluo.open_economy.services.offices import require_bureau
from onewindow.cases.services.door import Answer, door
from onewindow.rules import facts, sheet_columns, sheets
from onewindow.rules.facts import Facts
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused


class FairLine(Facts):
    """What a line of the sheet says beside name and place."""

    starts_on: date | None = facts.day("开幕日期")
    ends_on: date | None = facts.day("结束日期")


class Fair(NamedTuple):
    """One line of a list as it is entered."""

    name: str
    place: str
    starts_on: date
    ends_on: date


@door
def enter_list(
    *, year: int, source: str, fairs: Sequence[Fair], file_name: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """The list of a year becomes the version that holds; the one before stays (open2023-4-1c).

    Raises Refused for another body than 市商务粮食局, a year outside the fund's, no fair, the same fair twice, and for one that
    ends before it opens or is not of that year.
    """
    require_bureau(by, "enterprises.maintain")
    if problems := _list_problems(year, source, fairs):
        raise Refused.of(problems)
    before = lists_of(year).first()
    version = before.version + 1 if before else 1
    made = FairList.objects.create(
        year=year, version=version, source=source.strip()[:200], file_name=file_name[:200], entered_by=by.id, entered_at=at
    )
    ListedFair.objects.bulk_create(
        ListedFair(list=made, name=_clean(fair.name), place=_clean(fair.place), starts_on=fair.starts_on, ends_on=fair.ends_on)
        for fair in fairs
    )
    body = {"version": version, "fairs": len(fairs), "source": made.source}
    record(subject=f"fair-list:{year}", kind="fair_list.entered", by=by, at=at, body=body)
    return Answer(str(year), "entered", f"已录入{made}，共{len(fairs)}个展会")


def columns(on: date) -> tuple[sheet_columns.Column, ...]:
    """The columns of the sheet: a fair a row."""
    days = (sheet_columns.fact(each, on=on, required=True) for each in FairLine.fields())
    name = sheet_columns.text("name", "展会名称", required=True, help="全称，含届次")
    return (name, sheet_columns.text("place", "举办地"), *days)


def read_sheet(content: bytes, on: date) -> tuple[list[Fair], dict[int, tuple[Problem, ...]]]:
    """The fairs of a sheet, and what is wrong by row. Raises Refused for what is no such sheet."""
    sheet = sheets.read(content, columns(on), unique=("name",))
    fairs = [Fair(row.values["name"], row.values["place"] or "", row.values["starts_on"], row.values["ends_on"]) for row in sheet.good]
    return fairs, sheet.wrong


def _list_problems(year: int, source: str, fairs: Sequence[Fair]) -> list[Problem]:
    problems = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(Problem(f"专项资金不安排{year}年度", "year_not_covered", "year", "open2023-10-1", f"{FIRST_YEAR}至{LAST_YEAR}"))
    if not source.strip():
        problems.append(Problem("没有写明名录的依据文件", "no_source", "source", "open2023-4-1c", "省级主管部门印发名录的文号或者文件名"))
    if not fairs:
        problems.append(Problem("名录里没有展会", "no_fairs", "fairs", "open2023-4-1c", "至少一个展会"))
    seen: set[str] = set()
    for place, fair in enumerate(fairs):
        where = f"fairs[{place}]"
        if not _clean(fair.name):
            problems.append(Problem("没有展会名称", "no_name", where, "open2023-4-1c", "展会的全称，含届次"))
        elif plain(fair.name) in seen:
            problems.append(Problem(f"“{fair.name}”重复", "twice", where, "open2023-4-1c", "一个展会一行"))
        seen.add(plain(fair.name))
        if fair.ends_on < fair.starts_on:
            problems.append(Problem(f"“{fair.name}”结束早于开幕", "ends_before_start", where, None, f"不早于{fair.starts_on:%Y-%m-%d}"))
        if year not in {fair.starts_on.year, fair.ends_on.year}:
            problems.append(Problem(f"“{fair.name}”不在{year}年举办", "other_year", where, "open2023-4-1c", f"{year}年举办的展会"))
    return problems


def _clean(text: str) -> str:
    return " ".join(text.split())[:100]
