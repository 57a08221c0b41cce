"""第十一条: what was withdrawn or recovered counts no more where it was never due, and still counts where it was claimed by fraud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from miluo.open_economy.models import Award, Enterprise, FraudCase, Withdrawal
from miluo.open_economy.models.awards import FOREIGN_LIFETIME_CAP
from miluo.open_economy.public import awarded, published_awards
from miluo.open_economy.recurrence import FIRST_TRADE, FOREIGN, SETUP, TRADE_VOLUME
from miluo.open_economy.selectors.directory import page_of
from miluo.open_economy.selectors.standing import standing
from miluo.open_economy.services import award, check_claim, known, objections, payable, sanctions
from miluo.open_economy.tests.money import AFTER, CASHIER, CHIEF, LAST_DAY, ORDERER, SUPERVISOR, granted, paid
from onewindow.cases.claims import Claim
from onewindow.cases.tests.cast import AT, USCC, Cast
from onewindow.papers.models import Paper
from onewindow.trail.selectors import events_of

pytestmark = pytest.mark.clause("open2023-11-2", "open2023-10-2a")
TODAY = date(2024, 1, 8)


def claim(*awards: str, year: int = 2023, number: str = "", **facts: Any) -> Claim:
    return Claim(USCC, "演示企业甲有限公司", {"year": year, **facts}, TODAY, {}, number, "", awards)


def entered(cast: Cast, made: Claim, amount: str, number: str) -> Award:
    award(claim=replace(made, number=number), granted={made.awards[0]: Decimal(amount)}, by=cast.approver, at=AT)
    return Award.objects.get(case_number=number)


def objected(number: int, amount: str) -> None:
    """An objection that is upheld for an amount."""
    said = objections.lodge(award=number, reason="数据不实", name="演示群众", phone="13800000001", by=SUPERVISOR, at=LAST_DAY).number
    objections.answer(number=said, outcome="upheld", words="核减", amount=amount, by=ORDERER, at=AFTER)


def punished(number: int, recover: str = "0") -> str:
    found = sanctions.open_case(award=number, violation="false", finding="报关单系伪造", by=SUPERVISOR, at=AFTER).number
    decision = {"body": "commerce-grain", "decision": "撤销奖补", "recover": recover}
    sanctions.punish(number=found, **decision, by=CHIEF, at=AFTER)
    return found


def repaid(number: str, amount: str) -> None:
    back = {"amount": amount, "reference": f"JK-{amount}", "received_on": date(2023, 9, 25)}
    sanctions.repay(number=number, **back, by=CASHIER, at=AFTER)  # type: ignore[arg-type]


def counts_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanctions, "after_recovery", replace(sanctions.after_recovery, default="counts_no_more"))


def left(key: str, computed: str) -> tuple[Decimal, Decimal]:
    """What of a computed amount is payable for the whole year, and what is told to have been paid before."""
    due = payable(claim(key, closed_until=None), {key: Decimal(computed)})[key]
    return due.amount, due.paid_before


def test_what_an_objection_took_off_is_no_part_of_what_was_paid_before(cast: Cast) -> None:
    first = granted(cast)[0]
    objected(first, "10000")
    assert awarded(USCC, FIRST_TRADE, 2023) == 20_000
    assert left(FIRST_TRADE, "40000") == (20_000, 20_000)
    assert Award.objects.get(pk=first).amount_cny == 30_000  # the decision stands as it was


def test_what_was_withdrawn_for_a_violation_still_counts_by_default(cast: Cast) -> None:
    first = granted(cast)[0]
    punished(first)
    found = standing(Award.objects.get(pk=first))
    assert (found.owed, found.kept, found.counted) == (0, 0, 30_000)
    assert left(FIRST_TRADE, "40000") == (10_000, 30_000)
    assert Award.objects.get(pk=first).released_on is None
    assert "仍计入你单位本项奖补的次数和累计金额" in Paper.objects.get(number=FraudCase.objects.get().paper).content


def test_under_the_other_reading_it_counts_no_more_and_the_place_is_free(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    counts_no_more(monkeypatch)
    first = granted(cast)[0]
    punished(first)
    assert left(FIRST_TRADE, "40000") == (40_000, 0)
    assert Award.objects.get(pk=first).released_on == AFTER.date()
    assert [event.kind for event in events_of(f"award:{first}")] == ["award.withdrawn", "award.released"]
    assert "仍计入" not in Paper.objects.get(number=FraudCase.objects.get().paper).content


def test_a_decision_keeps_the_reading_of_its_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = granted(cast)
    punished(first)
    counts_no_more(monkeypatch)
    punished(second)
    assert [(each.award_id, each.frees) for each in Withdrawal.objects.order_by("id")] == [(first, False), (second, True)]
    assert (awarded(USCC, FIRST_TRADE, 2023), awarded(USCC, TRADE_VOLUME, 2023)) == (30_000, 0)


def test_what_is_recovered_gives_room_only_when_it_is_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    counts_no_more(monkeypatch)
    first = granted(cast)[0]
    paid([first])
    number = punished(first, "30000")
    assert awarded(USCC, FIRST_TRADE, 2023) == 30_000  # demanded is not back
    repaid(number, "12000")
    assert (awarded(USCC, FIRST_TRADE, 2023), Award.objects.get(pk=first).released_on) == (18_000, None)
    repaid(number, "18000")
    assert (awarded(USCC, FIRST_TRADE, 2023), Award.objects.get(pk=first).released_on) == (0, AFTER.date())


def test_what_is_recovered_still_counts_by_default(cast: Cast) -> None:
    first = granted(cast)[0]
    paid([first])
    repaid(punished(first, "30000"), "30000")
    found = standing(Award.objects.get(pk=first))
    assert (found.recovered, found.kept, found.counted) == (30_000, 0, 30_000)
    assert left(FIRST_TRADE, "30000") == (0, 30_000)


def test_an_award_for_life_that_was_never_due_may_be_granted_again(cast: Cast) -> None:
    made = claim(SETUP)
    first = entered(cast, made, "50000", "2023-000101")
    assert known(made)["setup_support_paid_before"] is True
    assert check_claim(made)[0].code == "already_claimed"
    objected(first.pk, "50000")
    assert known(made)["setup_support_paid_before"] is False
    assert check_claim(made) == []
    second = entered(cast, made, "60000", "2023-000102")
    assert (second.before_cny, second.freed_before_cny) == (50_000, 50_000)
    assert check_claim(made)[0].code == "already_claimed"  # and once again only
    with pytest.raises(IntegrityError), transaction.atomic():
        entered(cast, made, "1", "2023-000103")


def test_an_award_of_which_something_is_left_is_not_granted_again(cast: Cast) -> None:
    made = claim(SETUP)
    objected(entered(cast, made, "50000", "2023-000101").pk, "49999.99")
    assert known(made)["setup_support_paid_before"] is True
    assert check_claim(made)[0].code == "already_claimed"
    with pytest.raises(IntegrityError), transaction.atomic():
        entered(cast, made, "1", "2023-000102")


@pytest.mark.clause("open2023-1-2c")
def test_the_lifetime_cap_counts_what_is_left_and_holds_in_the_database(cast: Cast) -> None:
    first = entered(cast, claim(FOREIGN), "150000", "2023-000101")
    objected(first.pk, "50000")
    assert known(claim(FOREIGN, year=2024))["foreign_awards_paid_cny"] == 100_000
    with pytest.raises(IntegrityError), transaction.atomic():
        entered(cast, claim(FOREIGN, year=2024), "100000.01", "2024-000101")
    second = entered(cast, claim(FOREIGN, year=2024), "100000", "2024-000102")
    assert second.amount_cny == FOREIGN_LIFETIME_CAP - second.before_cny + second.freed_before_cny
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=second.pk).update(freed_before_cny=second.before_cny + 1)


@pytest.mark.clause("open2023-1-2c")
def test_what_was_recovered_for_a_violation_leaves_the_lifetime_cap_used(cast: Cast) -> None:
    punished(entered(cast, claim(FOREIGN), "150000", "2023-000101").pk)
    assert known(claim(FOREIGN, year=2024))["foreign_awards_paid_cny"] == 150_000
    with pytest.raises(IntegrityError), transaction.atomic():
        entered(cast, claim(FOREIGN, year=2024), "50000.01", "2024-000101")


@pytest.mark.clause("open2023-11-1")
def test_the_published_list_says_what_is_left_and_what_was_decided_and_adds_up(cast: Cast) -> None:
    first, second, *others = granted(cast)
    objected(first, "10000")
    paid(others)
    repaid(punished(others[0], "30000"), "5000")
    rows = {row.link.url_args[0]: row for row in published_awards().rows if row.link}
    assert (rows[first].amount_cny, rows[first].note) == (20_000, "原决定30,000.00元，已撤销10,000.00元")
    assert (rows[others[0]].amount_cny, rows[others[0]].note) == (25_000, "原决定30,000.00元，已追回5,000.00元")
    assert (rows[second].amount_cny, rows[second].note) == (6_000, "")
    assert published_awards().total_cny == sum(row.amount_cny for row in rows.values()) == 57_000


def test_the_page_of_an_enterprise_adds_up_what_it_keeps(cast: Cast) -> None:
    objected(granted(cast)[0], "10000")
    enterprise = Enterprise.objects.create(uscc=USCC, name="演示企业甲有限公司", entered_at=AT)
    assert page_of(enterprise)["awarded"] == 26_000


def test_what_was_taken_before_there_was_the_reading_is_read_by_its_default(cast: Cast) -> None:
    say = import_module("miluo.open_economy.migrations.0009_what_counts").say_what_counts
    first, second, third, _ = granted(cast)
    for number, ground, amount in ((first, "objection", "30000"), (second, "sanction", "6000"), (third, "objection", "1")):
        Withdrawal.objects.create(award_id=number, amount_cny=amount, ground=ground, source=f"x{number}", on=AFTER.date())
    say(apps, None)
    assert list(Withdrawal.objects.order_by("id").values_list("frees", flat=True)) == [True, False, True]
    assert [each.released_on is not None for each in Award.objects.order_by("id")] == [True, False, False, False]


def test_small_parts_add_up_to_the_fen(cast: Cast) -> None:
    first = Award.objects.get(pk=granted(cast)[0])
    for place in range(10):
        Withdrawal.objects.create(award=first, amount_cny="0.10", ground="objection", source=f"y{place}", on=AFTER.date())
    assert str(standing(first).withdrawn) == "1.00"
