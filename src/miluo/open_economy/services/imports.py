"""Figures of other offices by Excel: each file is checked when it comes and given back with what is wrong; then the good rows are taken."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.data_kinds import CENSUS, CENSUS_CLAUSE, KINDS, DataKind, columns_of
from miluo.open_economy.models.enterprises import DataImport
from miluo.open_economy.selectors.cross_checks import cross_checked
from miluo.open_economy.services.entering import Entered, enter
from miluo.open_economy.services.offices import require_bureau
from onewindow.cases.services.door import Answer, door
from onewindow.papers import files
from onewindow.papers.numbering import next_number
from onewindow.papers.uploads import check_upload, file_name
from onewindow.rules import sheets
from onewindow.rules.sheets import Sheet
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

NUMBERS = "DR{year}-{serial:04d}"
TOLD = 50  # problems that the page lists; the marked file has them all
PERMISSION = "enterprises.maintain"


def receive(
    *, kind: str, year: int, name: str, content: bytes, closed_until: date | None = None, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """接收: check a file of one kind (``KINDS``) for one year; nothing is entered yet. The same file, once taken, is not taken again.

    ``closed_until`` is the end of the last month that customs figures of a running year reach. Raises Refused for a kind that is
    none, a year outside those of the fund and the one before, a file that is no Excel sheet. Census data are refused whoever asks
    (census-4-1c), and the attempt is an event.
    """
    if kind == CENSUS or "普查" in name:
        _refuse_census(name, by=by, at=at)
    return _received(kind=kind, year=year, name=name, content=content, closed_until=closed_until, by=by, at=at, key=key)


@door
def _received(
    *, kind: str, year: int, name: str, content: bytes, closed_until: date | None, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    require_bureau(by, PERMISSION)
    wanted = kind_of(kind)
    year, closed_until = _period(wanted, year, closed_until, day_of(at))
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("xlsx",)))
    if earlier := DataImport.objects.filter(kind=kind, year=year, digest=kept.digest, closed_until=closed_until, state="applied").first():
        return Answer(earlier.number, earlier.state, f"同一文件已经导入过（{earlier.number}），数据没有变化")
    checked = check(wanted, year, content, day_of(at))
    wrong = checked.wrong
    marked = files.keep(sheets.marked(content, wrong, columns_of(wanted, day_of(at)))).digest if wrong else ""
    row = DataImport.objects.create(
        number=next_number("enterprise-data", at=at, pattern=NUMBERS),
        kind=kind,
        year=year,
        closed_until=closed_until,
        name=file_name(name),
        digest=kept.digest,
        marked=marked,
        state="checked",
        rows=len(checked.rows),
        wrong=sum(1 for each in checked.rows if each.problems),
        problems=_told(wrong),
        by=by.id,
        at=at,
    )
    body = {"kind": kind, "year": year, "sha256": kept.digest, "rows": row.rows, "wrong": row.wrong}
    record(subject=row.subject, kind="enterprise-data.checked", by=by, at=at, to=row.state, body=body)
    return Answer(row.number, row.state, f"已检查{row.rows}行：{row.good}行可以导入，{row.wrong}行有误")


@door
def apply(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """导入: take the good rows of a checked file into the register. What is new is entered, what differs becomes a new version
    with its event (who, when, from, to), what is the same is left alone. Raises Refused (409) for a file taken before.
    """
    require_bureau(by, PERMISSION)
    row = _locked(number)
    kind, content = KINDS[row.kind], files.content_of(row.digest)
    good = check(kind, row.year, content, day_of(row.at)).good
    if not good:
        raise Refused("文件里没有可以导入的行", code="nothing_to_import", field="file", expected="按错误说明改正后重新上传")
    entered = enter(row, kind, good, by=by, at=at)
    _finish(row, "applied", entered, by=by, at=at)
    said = f"新增{entered.created}户，更正{entered.corrected}户，未变{entered.unchanged}户"
    return Answer(row.number, row.state, f"已导入{len(good)}行：{said}")


@door
def drop(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """不采用: a checked file that is not taken. It stays in the history."""
    require_bureau(by, PERMISSION)
    row = _locked(number)
    _finish(row, "dropped", Entered(), by=by, at=at)
    return Answer(row.number, row.state, "已放弃导入，数据没有变化")


def kind_of(key: str) -> DataKind:
    """The kind of that key. Raises Refused."""
    if key not in KINDS:
        expected = "、".join(f"{kind.key}（{kind.title}）" for kind in KINDS.values())
        raise Refused(f"没有“{key}”这类数据", code="unknown_kind", field="kind", expected=expected)
    return KINDS[key]


def check(kind: DataKind, year: int, content: bytes, on: date) -> Sheet:
    """The rows of a file with everything that is wrong with each, against itself and against the register."""
    sheet = sheets.read(content, columns_of(kind, on), unique=("uscc",))
    return replace(sheet, rows=cross_checked(sheet.rows, year)) if kind.key == "customs" else sheet


def _locked(number: str) -> DataImport:
    row = DataImport.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise Refused(f"没有编号为“{number}”的导入", code="unknown_import", field="number", status=404)
    if row.state != "checked":
        raise Refused(f"导入{number}{row.get_state_display()}，不能再办", code="wrong_state", field="number", status=409)
    return row


def _finish(row: DataImport, state: str, entered: Entered, *, by: Actor, at: datetime) -> None:
    before, row.state = row.state, state
    row.created, row.corrected, row.unchanged = entered.created, entered.corrected, entered.unchanged
    row.applied_at = at if state == "applied" else None
    row.save(update_fields=["state", "created", "corrected", "unchanged", "applied_at"])
    body = {"created": row.created, "corrected": row.corrected, "unchanged": row.unchanged}
    record(subject=row.subject, kind=f"enterprise-data.{state}", by=by, at=at, from_=before, to=state, body=body)


def _period(kind: DataKind, year: int, closed_until: date | None, today: date) -> tuple[int, date | None]:
    """The year and the last day that the figures are about; a file of no year has 0. Raises Refused."""
    if not kind.of_year:
        return 0, None
    first, last = FIRST_YEAR - 1, min(LAST_YEAR, today.year)
    if not first <= year <= last:
        expected = f"{first}至{last}（{first}年为增长的基数）"
        message = f"不需要{year}年度的数据" if year else "没有填写业绩年度"
        raise Refused(message, code="year_not_covered", field="year", clause="open2023-10-1", expected=expected)
    if not kind.monthly or year < today.year:
        return year, None
    if closed_until is None or closed_until.year != year or closed_until >= today or not _is_month_end(closed_until):
        expected = "已经结束的最后一个月的月末"
        message = f"{year}年度尚未结束，须写明数据截至的月末"
        raise Refused(message, code="closed_until_missing", field="closed_until", clause="open2023-3-1", expected=expected)
    return year, closed_until


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _told(wrong: dict[int, tuple[Problem, ...]]) -> list[dict[str, Any]]:
    lines: Iterable[dict[str, Any]] = (
        {"row": number, "field": problem.field or "", "message": problem.message, "expected": problem.expected or ""}
        for number in sorted(wrong)
        for problem in wrong[number]
    )
    return [line for _, line in zip(range(TOLD), lines, strict=False)]


def _refuse_census(name: str, *, by: Actor, at: datetime) -> None:
    """The attempt is recorded, then refused."""
    require_bureau(by, PERMISSION)
    with transaction.atomic():
        record(subject="enterprise-data:census", kind="enterprise-data.census_refused", by=by, at=at, reason=CENSUS_CLAUSE)
    raise Refused(
        "普查资料只用于普查，不作为奖惩的依据（汨政发〔2023〕3号第四部分（一））",
        code="census_data",
        field="file",
        clause=CENSUS_CLAUSE,
        expected="海关、市场监管、商务、科技、财政部门的数据",
        status=403,
    )
