"""第六条、第十一条 at work: balances by day, rates at the month end, and the fund that closes and opens by itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from miluo.risk_fund.models import BalanceFiling, DayFlow, FundLoan, MonthRates, Suspension
from miluo.risk_fund.selectors import scopes
from miluo.risk_fund.selectors.gate import asked, facts_for, listing_of
from miluo.risk_fund.selectors.rates import measured, recounted, suspended_on
from miluo.risk_fund.services.balances import Line, file_balances
from miluo.risk_fund.services.measuring import measure
from miluo.risk_fund.tests.office import LENDER, OTHER_LENDER, at, balance, capital, lent, listed, uscc
from onewindow.trail.models import Event
from onewindow.words.refused import Refused

pytestmark = pytest.mark.usefixtures("fund")
JULY, AUGUST, SEPTEMBER = date(2023, 7, 31), date(2023, 8, 31), date(2023, 9, 30)


def two_loans(bad: str) -> tuple[str, str]:
    """1,000,000 and 1,000,000 lent; of the first a part went bad in July."""
    capital()
    first = lent(listed(1), when=at("2023-06-02"))
    second = lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    balance("2023-07-30", (first, bad), (second, str(Decimal("2000000") - Decimal(bad) - Decimal("1000000"))), grade="normal")
    return first, second


@pytest.mark.clause("riskfund-6a", "riskfund-11")
@pytest.mark.parametrize(("bad", "exceeded"), [("29126.21", False), ("29126.22", True)])
def test_above_three_per_cent_at_the_month_end_the_fund_closes_and_at_three_it_stays_open(bad, exceeded):
    capital()
    first, second = lent(listed(1), when=at("2023-06-02")), lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    balance("2023-07-29", (first, bad), (second, "941747.57"))  # 29,126.21 of 970,873.78 is just below three per cent
    with_bad(first, bad, second)
    measure(at=at("2023-08-01"))
    assert MonthRates.objects.get(month_end=JULY).exceeded is exceeded
    assert (suspended_on(date(2023, 8, 1)) is not None) is exceeded


def with_bad(first: str, bad: str, second: str) -> None:
    day = JULY.replace(day=30)
    lines = [Line(2, first, day, bad, "substandard"), Line(3, second, day, "941747.57", "normal")]
    file_balances(day=day, lines=lines, by=LENDER, at=at("2023-07-30", "19:00"))


@pytest.mark.clause("riskfund-11")
def test_closed_it_takes_no_loan_and_open_again_it_does_each_with_its_event():
    capital()
    first, second = lent(listed(1), when=at("2023-06-02")), lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    balance("2023-07-28", (first, "1000000"), (second, "941747.57"))
    with_bad(first, "1000000", second)
    measure(at=at("2023-08-01"))
    with pytest.raises(Refused) as refused:
        lent(uscc(2), "1000", contract="演示合同3", when=at("2023-08-02"), by=OTHER_LENDER)
    assert refused.value.first.clause == "riskfund-11"
    assert refused.value.first.code == "suspended_rate"
    # three per cent of what is lent: a year later the bad loan has left the window
    balance("2024-07-31", (first, "0"), (second, "900000"), when="2024-07-31")
    measure(at=at("2024-08-01"))
    assert Suspension.objects.get().until == date(2024, 7, 31)
    assert suspended_on(date(2024, 8, 1)) is None
    assert lent(uscc(2), "1000", contract="演示合同4", when=at("2024-08-02"), by=OTHER_LENDER)
    kinds = list(Event.objects.filter(subject="risk-fund:rates", kind__in=("risk-fund.suspended", "risk-fund.resumed")).values_list("kind"))
    assert kinds == [("risk-fund.suspended",), ("risk-fund.resumed",)]


@pytest.mark.clause("riskfund-11")
def test_measuring_again_says_nothing_new():
    two_loans("500000")
    assert measure(at=at("2023-08-01")) == 2  # June and July
    assert measure(at=at("2023-08-02")) == 0


@pytest.mark.clause("riskfund-6a", "riskfund-6b")
def test_the_sums_of_the_days_are_what_the_rows_come_to():
    capital()
    first, second = lent(listed(1), mode="guarantee", when=at("2023-06-02")), lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    for day, left in (("2023-06-30", "900000"), ("2023-07-31", "650000.01"), ("2023-08-31", "650000.01")):
        balance(day, (first, left), (second, left))
    balance("2023-09-01", (first, "0"), (second, "650000.01"), grade="doubtful")
    ends = [JULY, AUGUST, SEPTEMBER]
    found = measured(ends, date(2023, 9, 15))
    assert found == recounted(ends, date(2023, 9, 15))
    assert [each.released for each in found] == [10000000, 34999999, 100000000]
    assert [each.bad for each in found] == [0, 0, 65000001]


@pytest.mark.clause("riskfund-6c")
def test_what_happens_on_the_month_end_itself_belongs_to_the_next_window():
    capital()
    first, second = lent(listed(1), when=at("2023-06-02")), lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    balance("2023-07-31", (first, "1000000"), (second, "1000000"), grade="loss")
    july, august = measured([JULY, AUGUST], date(2023, 9, 15))
    assert (july.bad, august.bad) == (0, 200000000)


@pytest.mark.clause("riskfund-7f")
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("FB2023-000001", "2023-07-31", "1000")], "missing_loan"),
        ([("FB2023-000001", "2023-07-31", "1000"), ("FB2023-000002", "2023-06-30", "1000")], "wrong_date"),
        ([("FB2023-000001", "2023-07-31", "1000000.01"), ("FB2023-000002", "2023-07-31", "1000")], "above_principal"),
        ([("FB2023-000001", "2023-07-31", "1000"), ("FB2023-000001", "2023-07-31", "1000")], "twice"),
        ([("FB2023-000001", "2023-07-31", "1000"), ("FB2023-000009", "2023-07-31", "1000")], "unknown_loan"),
        ([("FB2023-000001", "2023-07-31", "千元"), ("FB2023-000002", "2023-07-31", "1000")], "not_a_number"),
    ],
)
def test_a_file_with_one_wrong_row_leaves_nothing_behind(rows, code):
    capital()
    lent(listed(1), when=at("2023-06-02"))
    lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    lines = [Line(place, loan, date.fromisoformat(day), left) for place, (loan, day, left) in enumerate(rows, start=2)]
    with pytest.raises(Refused) as refused:
        file_balances(day=JULY, lines=lines, by=LENDER, at=at("2023-07-31"))
    assert code in {problem.code for problem in refused.value.problems}
    assert not BalanceFiling.objects.exists()
    assert set(FundLoan.objects.values_list("balance_fen", flat=True)) == {100000000}
    assert DayFlow.objects.filter(kind="repaid").count() == 0


@pytest.mark.clause("riskfund-7f")
def test_a_file_of_last_month_is_refused_when_a_later_one_was_taken():
    capital()
    first, second = lent(listed(1), when=at("2023-06-02")), lent(listed(2), contract="演示合同2", when=at("2023-06-02"))
    balance("2023-08-01", (first, "1000000"), (second, "1000000"))
    with pytest.raises(Refused) as refused:
        balance("2023-07-31", (first, "1000000"), (second, "1000000"), when="2023-08-02")
    assert refused.value.first.code == "wrong_date"
    with pytest.raises(Refused, match="尚未到来"):
        balance("2023-08-03", (first, "1000000"), (second, "1000000"), when="2023-08-02")


def read_by(monkeypatch: pytest.MonkeyPatch, kind: str, since: date = date(2023, 5, 25)) -> None:
    """The reading of the day by which suspensions are held, from a day on; before it the default."""
    monkeypatch.setattr(scopes, "held_by", lambda on: kind if on >= since else "fund")


def a_bank_with_bad_loans() -> None:
    """The first bank's loan of the bank mode goes bad in July; the other bank's, which is guaranteed, is sound."""
    capital()
    first = lent(listed(1), when=at("2023-06-02"))
    other = lent(listed(2), mode="guarantee", contract="演示合同2", when=at("2023-06-02"), by=OTHER_LENDER)
    balance("2023-07-30", (first, "1000000"), grade="doubtful")
    balance("2023-07-30", (other, "1000000"), by=OTHER_LENDER)
    measure(at=at("2023-08-01"))


@pytest.mark.clause("riskfund-11")
@pytest.mark.parametrize(
    ("kind", "scope", "stopped", "free"),
    [
        ("bank", "bank:demo-bank-a", (LENDER, "bank"), (OTHER_LENDER, "bank")),
        ("mode", "mode:bank", (OTHER_LENDER, "bank"), (LENDER, "guarantee")),
    ],
)
def test_read_by_bank_or_mode_only_who_exceeds_is_stopped(monkeypatch, kind, scope, stopped, free):
    read_by(monkeypatch, kind)
    a_bank_with_bad_loans()
    assert [(each.scope, each.since) for each in Suspension.objects.all()] == [(scope, JULY)]
    assert suspended_on(date(2023, 8, 1)) is None
    with pytest.raises(Refused) as refused:
        lent(uscc(2), "1000", contract="演示合同3", when=at("2023-08-02"), by=stopped[0], mode=stopped[1])
    assert (refused.value.first.code, refused.value.first.clause) == ("suspended_rate", "riskfund-11")
    assert lent(uscc(2), "1000", contract="演示合同4", when=at("2023-08-02"), by=free[0], mode=free[1])
    assert MonthRates.objects.get(month_end=JULY, scope="").bad_loan_rate == Decimal("50.0000")  # the fund is reported whole


@pytest.mark.clause("riskfund-11")
def test_as_it_stands_a_bad_bank_stops_every_bank_and_another_reading_holds_from_its_day(monkeypatch):
    a_bank_with_bad_loans()
    assert [(each.scope, each.until) for each in Suspension.objects.all()] == [("", None)]
    with pytest.raises(Refused, match="不良率"):
        lent(uscc(2), "1000", contract="演示合同3", when=at("2023-08-02"), by=OTHER_LENDER)
    read_by(monkeypatch, "bank", date(2023, 8, 15))
    measure(at=at("2023-09-01"))
    assert [(each.scope, each.since, each.until) for each in Suspension.objects.order_by("since")] == [
        ("", JULY, AUGUST),
        ("bank:demo-bank-a", AUGUST, None),
    ]
    assert lent(uscc(2), "1000", contract="演示合同4", when=at("2023-09-02"), by=OTHER_LENDER)


@pytest.mark.clause("riskfund-11")
def test_without_the_bank_nobody_knows_whether_the_loan_may_be_made(monkeypatch):
    read_by(monkeypatch, "bank")
    a_bank_with_bad_loans()
    on = date(2023, 8, 2)
    for bank, decision in (("", None), ("demo-bank-a", "suspended_rate"), ("demo-bank-b", "ok")):
        assert asked(facts_for(listing_of(uscc(2)), Decimal(1000), on, bank=bank), on).decision == decision
