"""The hall's windows and zones, and who sits and is posted where."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from onewindow.hall import selectors, services
from onewindow.hall.models import Seat, Window, Zone
from onewindow.hall.tests.small_hall import AT, BUSINESSES, DAY, WINDOWS, Cast, later, take
from onewindow.hall.tests.test_numbers import refusal
from onewindow.words.actor import SYSTEM


@pytest.mark.clause("onewindow-3-1-mode")
def test_a_window_without_a_type_is_rejected(cast: Cast) -> None:
    refused = refusal(services.load_windows, rows=[{**WINDOWS[0], "type": ""}], by=SYSTEM, at=AT)
    assert (refused.first.code, refused.first.clause) == ("no_window_type", "onewindow-3-1-mode")
    with pytest.raises(IntegrityError), transaction.atomic():
        Window.objects.filter(key="1").update(type="")


def test_a_zone_window_names_its_zone_and_no_other_window_does(cast: Cast) -> None:
    refused = refusal(services.load_windows, rows=[{**WINDOWS[3], "zone": ""}, {**WINDOWS[0], "zone": "tax"}], by=SYSTEM, at=AT)
    assert [problem.code for problem in refused.problems] == ["wrong_zone", "wrong_zone"]
    unknown = refusal(services.load_windows, rows=[{**WINDOWS[0], "organisation": "none", "businesses": "Z"}], by=SYSTEM, at=AT)
    assert [problem.field for problem in unknown.problems] == ["organisation", "businesses"]


def test_loading_again_changes_nothing(cast: Cast) -> None:
    assert services.load_businesses(BUSINESSES, by=SYSTEM, at=AT) == 0
    assert services.load_windows(WINDOWS, by=SYSTEM, at=AT) == 0


@pytest.mark.clause("onewindow-3-1-1-1-count", "onewindow-3-1-1-2-count")
def test_a_number_of_windows_other_than_the_expected_one_is_warned_of(cast: Cast) -> None:
    assert selectors.configuration_warnings({"comprehensive": 2, "issuing": 1}) == []
    found = selectors.configuration_warnings({"comprehensive": 4, "issuing": 2})
    assert [(each.message, each.expected) for each in found] == [
        ("综合受理窗口现有2个", "应设4个"),
        ("综合出件窗口现有1个", "应设2个"),
    ]


def test_a_clerk_sits_at_one_window_and_a_window_has_one_clerk(cast: Cast) -> None:
    services.sit(window="1", by=cast.one, at=AT)
    assert services.sit(window="1", by=cast.one, at=later(1)).sat_at == AT
    taken = refusal(services.sit, window="1", by=cast.two, at=later(1))
    assert taken.first.code == "window_taken" and "演示人员one" in taken.first.message
    assert refusal(services.sit, window="2", by=cast.one, at=later(1)).first.code == "seated_elsewhere"
    assert selectors.window_of(cast.one, DAY) == Window.objects.get(key="1")
    services.leave(by=cast.one, at=later(2))
    assert selectors.window_of(cast.one, DAY) is None
    services.sit(window="1", by=cast.two, at=later(3))


def test_the_database_holds_one_clerk_to_one_window(cast: Cast) -> None:
    one, two = Window.objects.get(key="1"), Window.objects.get(key="2")
    Seat.objects.create(window=one, clerk="a", day=DAY, sat_at=AT)
    for window, clerk in ((one, "b"), (two, "a")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(window=window, clerk=clerk, day=DAY, sat_at=AT)
    Seat.objects.create(window=one, clerk="a", day=DAY + timedelta(days=3), sat_at=AT)


@pytest.mark.clause("onewindow-3-2-1")
def test_only_who_is_posted_to_a_zone_sits_at_its_windows(cast: Cast) -> None:
    assert refusal(services.sit, window="12", by=cast.tax, at=AT).first.code == "not_posted"
    assert refusal(services.sit, window="12", by=cast.one, at=AT).status == 403
    posting = {"clerk": cast.tax.id, "zone": "tax", "organisation": "tax-bureau", "by": cast.manager, "at": AT}
    services.post(**posting, valid_from=date(2023, 9, 1), valid_until=DAY)
    assert services.sit(window="12", by=cast.tax, at=AT).clerk == cast.tax.id
    assert [each.organisation.key for each in selectors.postings_on(DAY)] == ["tax-bureau"]
    services.leave(by=cast.tax, at=later(1))
    assert refusal(services.sit, window="12", by=cast.tax, at=AT + timedelta(days=3)).first.code == "not_posted"


def test_a_posting_is_entered_once_with_a_term_in_order_by_who_manages_the_hall(cast: Cast) -> None:
    posting = {"clerk": cast.tax.id, "zone": "tax", "organisation": "tax-bureau", "at": AT, "valid_from": DAY}
    assert refusal(services.post, **posting, by=cast.one).status == 403
    assert refusal(services.post, **posting, by=cast.manager, valid_until=date(2023, 9, 1)).first.field == "valid_until"
    made = services.post(**posting, by=cast.manager)
    assert refusal(services.post, **posting, by=cast.manager).first.code == "posted_before"
    services.end_posting(posting=made.pk, valid_until=DAY, by=cast.manager, at=AT)
    assert not selectors.posted(cast.tax.id, "tax", DAY + timedelta(days=1))


def test_a_clerk_of_another_body_does_not_sit_at_a_comprehensive_window(cast: Cast) -> None:
    assert refusal(services.sit, window="1", by=cast.tax, at=AT).first.code == "not_posted"
    assert [each.key for each in selectors.windows_for(cast.one, DAY)] == ["1", "2", "5", "21"]
    assert selectors.windows_for(cast.tax, DAY) == []


def test_nobody_leaves_while_a_number_is_at_the_window(cast: Cast) -> None:
    take()
    services.sit(window="1", by=cast.one, at=AT)
    services.call(by=cast.one, at=later(1))
    assert refusal(services.leave, by=cast.one, at=later(2)).first.code == "window_busy"
    services.finish(by=cast.one, at=later(3))
    assert refusal(services.leave, window="1", by=cast.two, at=later(4)).status == 403
    services.leave(window="1", by=cast.manager, at=later(4))
    assert selectors.clerk_at(Window.objects.get(key="1"), DAY) == ""


def test_a_window_is_switched_by_the_manager_and_not_under_somebody(cast: Cast) -> None:
    assert refusal(services.switch_window, window="1", open=False, by=cast.one, at=AT).status == 403
    services.sit(window="1", by=cast.one, at=AT)
    assert refusal(services.switch_window, window="1", open=False, by=cast.manager, at=AT).first.code == "window_taken"
    services.switch_window(window="2", open=False, by=cast.manager, at=AT)
    assert refusal(services.sit, window="2", by=cast.two, at=AT).first.code == "window_closed"


@pytest.mark.clause("onewindow-3-1-2-1-zones")
def test_the_share_of_a_zone_s_items_that_any_window_takes(cast: Cast) -> None:
    zone = Zone.objects.get(key="tax")
    assert selectors.undifferentiated_rate(zone) is None
    items = {f"tax-{each}": "" if each < 8 else "12" for each in range(10)}
    services.load_zone_items("tax", items, by=SYSTEM, at=AT)
    assert selectors.undifferentiated_rate(zone) == Decimal("80.0")
    with_foreign = {"zone": "tax", "items": {"tax-1": "1"}, "by": SYSTEM, "at": AT}
    assert refusal(services.load_zone_items, **with_foreign).first.code == "unknown_window"


@pytest.mark.clause("onewindow-2-1-resources")
def test_the_windows_share_what_was_served_and_nothing_is_reassigned(cast: Cast) -> None:
    services.sit(window="1", by=cast.one, at=AT)
    services.sit(window="2", by=cast.two, at=AT)
    for each in range(4):
        take(minutes=each)
        by = cast.two if each == 3 else cast.one
        services.call(by=by, at=later(each + 0.2))
        services.finish(by=by, at=later(each + 0.5))
    shares = {each.window.key: each.share for each in selectors.shares_of_windows(DAY, DAY)}
    assert (shares["1"], shares["2"]) == (Decimal("75.0"), Decimal("25.0"))
    assert selectors.shares_of_windows(date(2023, 1, 1), date(2023, 1, 2))[0].share is None
