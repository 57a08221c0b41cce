"""Sheets of a bank or an authority: taken whole; with a mistake in it nothing is taken, and it comes back with each marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.services.balances import Line, day_problems, file_balances, line_problems, loans_of
from miluo.risk_fund.services.lending import filed
from miluo.risk_fund.services.listing import enter_line
from miluo.risk_fund.services.money import held_position
from miluo.risk_fund.services.offices import authority_of, bank_of
from miluo.risk_fund.sheet_rows import balance_columns, loan_columns, subject_columns
from miluo.risk_fund.subjects import CHECKS
from onewindow.cases.services.door import Answer, door
from onewindow.ledger.arithmetic import to_yuan
from onewindow.papers.uploads import check_upload
from onewindow.rules.rows import WrongSheet, require_right
from onewindow.rules.sheet_columns import Column
from onewindow.rules.sheets import Sheet, SheetRow, marked, read
from onewindow.words.actor import Actor
from onewindow.words.money import format_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

FIELD = "file"
Mistakes = dict[int, tuple[Problem, ...]]


@door
def take_subjects(*, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """列入名录 by sheet, a subject a row. Raises WrongSheet with the same file, its mistakes marked; then nobody is entered."""
    authority, columns = authority_of(by), subject_columns(day_of(at))
    rows = _read(name, content, columns, unique=("uscc",)).rows

    def enter(values: Mapping[str, Any]) -> None:
        enter_line(authority, {**values, "checks": [each for each in CHECKS if values[each]]}, by=by, at=at)

    _each(rows, enter, columns, content)
    return Answer(str(len(rows)), "listed", f"已列入{len(rows)}个主体；推送担保公司并分送银行后生效")


@door
def take_loans(*, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记贷款 by sheet, a loan a row, in order: each takes its amount of what is left. Raises WrongSheet as above; then none is filed."""
    bank, columns = bank_of(by, day_of(at)), loan_columns(day_of(at))
    rows = _read(name, content, columns, unique=("contract",)).rows
    held_position()
    loans: list[FundLoan] = []
    _each(
        rows, lambda values: loans.append(filed(bank, {**values, "guarantor": values["guarantor"] or ""}, by=by, at=at)), columns, content
    )
    total = sum(loan.principal_fen for loan in loans)
    return Answer(str(len(loans)), "filed", f"已登记{len(loans)}笔贷款，合计{format_money(to_yuan(total))}元，可以发放")


def take_balances(*, day: date, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """申报余额 by sheet: looked at whole, then through the door of ``file_balances``. Raises WrongSheet with every mistake marked."""
    bank, columns, on = bank_of(by, day_of(at)), balance_columns(day_of(at)), day_of(at)
    sheet = _read(name, content, columns)
    lines = [_line(row) for row in sheet.rows]
    with transaction.atomic():
        found = [*day_problems(bank, day, on), *line_problems(lines, loans_of(bank, day), day)]
    mistakes: Mistakes = {}
    for row, problem in found:
        place = row or sheet.header_row
        mistakes[place] = (*mistakes.get(place, ()), problem)
    _require_none(mistakes, columns, content)
    return file_balances(day=day, lines=lines, by=by, at=at, key=key)


def _read(name: str, content: bytes, columns: Sequence[Column], unique: Sequence[str] = ()) -> Sheet:
    """The rows of a sheet in which every cell is of its kind. Raises Refused for no sheet, and for one without a row."""
    check_upload(name, content, allowed=("xlsx",))
    sheet = read(content, columns, unique=unique)
    require_right(sheet, columns, field=FIELD, content=content)
    if not sheet.rows:
        raise Refused("表格里没有数据", code="no_rows", field=FIELD, expected="至少一行")
    return sheet


def _line(row: SheetRow) -> Line:
    values = row.values
    return Line(row.number, values["loan"], values["day"], f"{values['balance']:f}", values["grade"] or "normal")


def _each(rows: Sequence[SheetRow], act: Callable[[Mapping[str, Any]], Any], columns: Sequence[Column], content: bytes) -> None:
    """Every row in its order, each in a savepoint; what was refused is told of all rows at once."""
    mistakes: Mistakes = {}
    for row in rows:
        try:
            with transaction.atomic():
                act(row.values)
        except Refused as refused:
            mistakes[row.number] = refused.problems
    _require_none(mistakes, columns, content)


def _require_none(mistakes: Mistakes, columns: Sequence[Column], content: bytes) -> None:
    if not mistakes:
        return
    problems = [problem for row in sorted(mistakes) for problem in mistakes[row]]
    refused = WrongSheet(*problems[:20])
    refused.marked = marked(content, mistakes, columns)
    raise refused
