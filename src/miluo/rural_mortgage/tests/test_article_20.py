"""第十八条至第二十条、第二十四条: paid out on the certificate, changed and cancelled in time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from miluo.rural_mortgage import public, services
from miluo.rural_mortgage.models import Event, Mortgage
from miluo.rural_mortgage.selectors.late import late
from miluo.rural_mortgage.selectors.lending import payout_due
from miluo.rural_mortgage.selectors.limits import Limits, limits_of
from miluo.rural_mortgage.tests.office import (
    BANK,
    COLLECTIVE,
    COLLECTIVE_CODE,
    EXCHANGE,
    NEIGHBOUR,
    NEIGHBOUR_NUMBER,
    OTHER_BANK,
    RIGHT,
    accepted,
    agreement,
    at,
    confirmed,
    decided,
    drafted,
    lent,
    mortgaged,
    right,
)
from onewindow.cases import services as cases
from onewindow.papers.models import Paper
from onewindow.rules.figures import Figures
from onewindow.words.refused import Refused
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar

PAPERS = ("identity", "certificate", "proof")


def reported(row: Mortgage, kind: str = "repaid", on: date = date(2023, 6, 16), **more: object) -> Event:
    services.report_event(mortgage=row.number, kind=kind, happened_on=on, proof="演示凭证", by=BANK, at=at(6, 16), **more)
    return Event.objects.get(mortgage=row, registered_on=None)


@pytest.mark.clause("mortgage-20")
def test_a_body_or_another_person_may_borrow_on_the_farmers_right_and_is_named_with_a_number(exchange: None) -> None:
    right()
    for number in ("", "43068119820202002"):
        with pytest.raises(Refused):
            agreement(borrower_name=COLLECTIVE, borrower_number=number)
    body = mortgaged(borrower_name=COLLECTIVE, borrower_number=COLLECTIVE_CODE)
    assert body.agreement.borrower_key == COLLECTIVE_CODE
    asked = public.mortgage(body.number, date(2023, 6, 16))
    assert asked is not None and (asked.borrower_uscc, asked.mortgagor_uscc) == (COLLECTIVE_CODE, "")
    assert COLLECTIVE in Paper.objects.get(number=body.certificate).content
    right("演示农经〔2020〕0002号")
    person = agreement("演示农经〔2020〕0002号", borrower_name=NEIGHBOUR, borrower_number=NEIGHBOUR_NUMBER, serial=1)
    told = public.agreement(person)
    assert told is not None and told.borrower_uscc == ""  # whose number is nobody's to pass on


@pytest.mark.clause("mortgage-18b", "mortgage-24")
def test_the_bank_pays_out_on_the_certificate_within_five_working_days_of_its_delivery(exchange: None) -> None:
    right()
    row = mortgaged()
    assert payout_due(row) is None
    row = lent(row)
    assert payout_due(row) == date(2023, 6, 21)
    with pytest.raises(Refused) as caught:
        services.disburse(mortgage=row.number, certificate="", on=date(2023, 6, 15), amount_cny="100000", by=BANK, at=at(6, 15))
    assert caught.value.first.clause == "mortgage-18b"
    given = {"mortgage": row.number, "certificate": row.certificate, "on": date(2023, 6, 15), "by": BANK, "at": at(6, 15)}
    with pytest.raises(Refused, match="超过登记的债权"):
        services.disburse(**given, amount_cny="100000.01")
    services.disburse(**given, amount_cny="100000.00")
    with pytest.raises(Refused, match="放款"):
        services.disburse(**given, amount_cny="100000.00")
    assert public.mortgage(row.number, date(2023, 6, 15)).disbursed_cny == Decimal("100000.00")


@pytest.mark.clause("mortgage-24")
def test_five_working_days_from_a_monday_before_the_festival_end_on_the_tuesday_after(db: None) -> None:
    from_monday = deadlines.compute("mortgage-24", date(2023, 6, 19), current_calendar()).due
    assert from_monday is not None
    assert from_monday.due == date(2023, 6, 27)


@pytest.mark.clause("mortgage-24")
def test_paid_out_late_is_recorded_and_said(exchange: None) -> None:
    right()
    row = lent(mortgaged())
    said = services.disburse(mortgage=row.number, certificate=row.certificate, on=date(2023, 6, 25), amount_cny="1", by=BANK, at=at(6, 25))
    assert "超过期限2023年6月21日" in said.message


@pytest.mark.clause("mortgage-20", "mortgage-24")
def test_the_work_of_the_day_counts_what_is_late_from_the_day_after(exchange: None) -> None:
    right()
    row = lent(mortgaged())
    assert late(date(2023, 6, 21)) == {"mortgage_endings_late": 0, "mortgage_payouts_late": 0}
    assert late(date(2023, 6, 22)) == {"mortgage_endings_late": 0, "mortgage_payouts_late": 1}
    services.disburse(mortgage=row.number, certificate=row.certificate, on=date(2023, 6, 15), amount_cny="1", by=BANK, at=at(6, 15))
    reported(row)
    assert late(date(2023, 6, 26)) == {"mortgage_endings_late": 0, "mortgage_payouts_late": 0}
    assert late(date(2023, 6, 27)) == {"mortgage_endings_late": 1, "mortgage_payouts_late": 0}


@pytest.mark.clause("mortgage-19a", "mortgage-20")
@pytest.mark.parametrize(
    ("kind", "due"), [("repaid", date(2023, 6, 26)), ("released", date(2023, 6, 26)), ("terminated", date(2023, 6, 21))]
)
def test_five_working_days_after_repayment_or_release_and_five_calendar_days_after_another_ending(
    exchange: None, kind: str, due: date
) -> None:
    right()
    assert reported(mortgaged(), kind).due_on == due


@pytest.mark.clause("mortgage-19a", "mortgage-20")
def test_an_ending_is_told_with_both_last_days_and_a_change_with_its_own(exchange: None) -> None:
    right()
    row = mortgaged()
    given = {"mortgage": row.number, "happened_on": date(2023, 6, 16), "proof": "演示凭证", "by": BANK, "at": at(6, 16)}
    said = services.report_event(**given, kind="repaid").message
    assert "2023年6月26日以前" in said and "第十九条为2023年6月21日" in said
    assert limits_of("terminated", date(2023, 6, 16)) == Limits(date(2023, 6, 21), date(2023, 6, 26), "mortgage-19a")
    assert limits_of("changed", date(2023, 6, 16)) == Limits(date(2023, 6, 21), None, "mortgage-19a")


@pytest.mark.clause("mortgage-20")
def test_under_the_other_reading_the_earlier_day_holds_whatever_the_ground(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(Figures, "reading", lambda self, name, on: "earlier")
    assert limits_of("repaid", date(2023, 6, 16)).due == date(2023, 6, 21)  # five days, before the festival
    assert limits_of("repaid", date(2023, 7, 3)).due == date(2023, 7, 10)  # the fifth day is a Saturday: both end on the Monday


@pytest.mark.clause("mortgage-19a")
def test_after_a_change_five_calendar_days_are_left(exchange: None) -> None:
    right()
    assert reported(mortgaged(), "changed", loan_cny="90000").due_on == date(2023, 6, 21)


@pytest.mark.clause("mortgage-20")
def test_a_repaid_mortgage_is_cancelled_and_the_right_is_free_for_another_bank(exchange: None) -> None:
    right()
    row = mortgaged()
    reported(row)
    case = accepted(row.number, "rural-mortgage-cancel-arable", fact="mortgage", materials=PAPERS, when=at(6, 19))
    decided(case, when=at(6, 20))
    row.refresh_from_db()
    assert (row.state, row.ended_for, row.ended_on) == ("cancelled", "repaid", date(2023, 6, 20))
    assert Paper.objects.get(number=row.certificate).revoked_at is not None
    assert public.mortgage(row.number, date(2023, 6, 19)).state == "standing"
    assert public.right(RIGHT, date(2023, 6, 19)).mortgage == row.number
    assert public.right(RIGHT, date(2023, 6, 20)).mortgage == ""
    again = confirmed(by=OTHER_BANK, serial=1, when=at(6, 21))
    decided(accepted(again, when=at(6, 21)), when=at(6, 25))
    assert [each.place for each in public.mortgages(date(2023, 6, 25), right=RIGHT)] == [1, 2]


@pytest.mark.clause("mortgage-20")
def test_without_the_word_of_the_bank_or_by_a_stranger_nothing_is_cancelled(exchange: None) -> None:
    right()
    row = mortgaged()
    form = {"procedure": "rural-mortgage-cancel-arable", "fact": "mortgage", "materials": PAPERS, "when": at(6, 19)}
    with pytest.raises(Refused, match="银行没有登记"):
        cases.submit(draft=drafted(row.number, **form), by=EXCHANGE, at=at(6, 19))
    reported(row)
    with pytest.raises(Refused, match="不是抵押人或者借款人"):
        cases.submit(draft=drafted(row.number, person=(NEIGHBOUR, NEIGHBOUR_NUMBER), **form), by=EXCHANGE, at=at(6, 19))


@pytest.mark.clause("mortgage-20")
def test_a_bank_reports_of_its_own_mortgages_alone_no_expiry_before_the_last_day_and_one_at_a_time(exchange: None) -> None:
    right()
    row = mortgaged()
    given = {"mortgage": row.number, "happened_on": date(2023, 6, 16), "proof": "演示", "at": at(6, 16)}
    with pytest.raises(Refused) as caught:
        services.report_event(**given, kind="repaid", by=OTHER_BANK)
    assert caught.value.status == 404
    with pytest.raises(Refused, match="期满"):
        services.report_event(**given, kind="expired", by=BANK)
    services.report_event(**given, kind="repaid", by=BANK)
    with pytest.raises(Refused, match="没有登记"):
        services.report_event(**given, kind="released", by=BANK)


@pytest.mark.clause("mortgage-19a", "mortgage-25a")
@pytest.mark.parametrize(("loan", "passes"), [("210000.00", True), ("210000.01", False)])
def test_a_change_is_registered_within_the_same_ceiling_with_a_new_certificate(exchange: None, loan: str, passes: bool) -> None:
    right()
    row = mortgaged()
    first = row.certificate
    reported(row, "changed", loan_cny=loan)
    papers = ("change", "identity", "certificate")
    case = accepted(row.number, "rural-mortgage-change-arable", fact="mortgage", materials=papers, when=at(6, 19))
    if not passes:
        with pytest.raises(Refused) as caught:
            decided(case, when=at(6, 20))
        assert caught.value.first.clause == "mortgage-25a"
        return
    decided(case, when=at(6, 20))
    row.refresh_from_db()
    assert row.loan_cny == Decimal(loan)
    assert row.certificate != first
    assert row.events.get().before == {"loan_cny": "100000.00"}
