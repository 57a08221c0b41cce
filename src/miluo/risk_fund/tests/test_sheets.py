"""Sheets of authorities and banks: taken whole, or given back with every mistake in its place."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from miluo.risk_fund.models import Balance, FundLoan, Listing, Position
from miluo.risk_fund.services.sheets import take_balances, take_loans, take_subjects
from miluo.risk_fund.sheet_rows import balance_columns, loan_columns, subject_columns
from miluo.risk_fund.tests.office import KEEPER, LENDER, NOW, at, capital, lent, listed, uscc
from onewindow.rules.rows import WrongSheet
from onewindow.rules.sheets import template

pytestmark = pytest.mark.usefixtures("fund")
ON = NOW.date()
SUBJECT = ["演示合作社", "农业经营主体", "茶叶", "演示镇", "是", "1200000", "演示推荐文件", "2023-05-30", "是", "是", "是", "是"]


def mistakes(raised: Any) -> list[list[str]]:
    """The rows of the list of mistakes in the file that comes back."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(raised.value.marked))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_name("错误清单").to_python()[1:]]


@pytest.mark.clause("riskfund-7e")
def test_a_sheet_of_subjects_is_entered_whole():
    rows = [[uscc(1), *SUBJECT], [uscc(2), *SUBJECT]]
    take_subjects(name="名录.xlsx", content=template(subject_columns(ON), rows), by=KEEPER, at=NOW)
    assert Listing.objects.count() == 2


@pytest.mark.clause("riskfund-7e", "riskfund-13")
def test_one_who_does_not_meet_the_conditions_sends_the_whole_sheet_back():
    rows = [[uscc(1), *SUBJECT], [uscc(2), *SUBJECT[:-1], "否"]]
    with pytest.raises(WrongSheet) as raised:
        take_subjects(name="名录.xlsx", content=template(subject_columns(ON), rows), by=KEEPER, at=NOW)
    assert raised.value.first.clause == "riskfund-13"
    assert [row[0] for row in mistakes(raised)] == ["3.0"]
    assert not Listing.objects.exists()


@pytest.mark.clause("riskfund-15-2")
def test_loans_of_a_sheet_take_their_room_in_order_and_the_one_too_many_sends_it_back():
    capital("200000")
    code = listed()
    days = ["2023-06-01", "2024-06-01", ""]
    rows = [[code, "银行+产权抵（质）押", f"演示合同{n}", f"M-甲-{n}", "1000000", *days] for n in (1, 2)]
    with pytest.raises(WrongSheet) as raised:
        over = [*rows, [code, "银行+产权抵（质）押", "演示合同3", "M-甲-3", "0.01", *days]]
        take_loans(name="贷款.xlsx", content=template(loan_columns(ON), over), by=LENDER, at=NOW)
    assert raised.value.first.clause == "riskfund-12"
    assert [row[0] for row in mistakes(raised)] == ["4.0"]
    assert not FundLoan.objects.exists()
    take_loans(name="贷款.xlsx", content=template(loan_columns(ON), rows), by=LENDER, at=NOW)
    assert Position.objects.get().outstanding_fen == 200000000


@pytest.mark.clause("riskfund-7f")
def test_a_sheet_of_balances_is_marked_row_by_row():
    capital()
    first = lent(listed(1))
    lent(listed(2), contract="演示合同2")
    rows = [[first, "2023-05-31", "1000000.01", "正常"], ["FB2023-000009", "2023-06-30", "1", "正常"]]
    with pytest.raises(WrongSheet) as raised:
        take_balances(day=date(2023, 6, 30), name="余额.xlsx", content=template(balance_columns(ON), rows), by=LENDER, at=at("2023-06-30"))
    told = [(row[0], row[3]) for row in mistakes(raised)]
    assert [number for number, _ in told] == ["1.0", "2.0", "2.0", "2.0", "3.0"]
    assert told[0][1].startswith("缺少FB2023-000002")
    assert not Balance.objects.exists()


@pytest.mark.clause("riskfund-7f")
def test_a_right_sheet_of_balances_is_filed():
    capital()
    first = lent(listed(1))
    content = template(balance_columns(ON), [[first, "2023-06-30", "900000", ""]])
    take_balances(day=date(2023, 6, 30), name="余额.xlsx", content=content, by=LENDER, at=at("2023-06-30"))
    assert FundLoan.objects.get().balance_fen == 90000000
