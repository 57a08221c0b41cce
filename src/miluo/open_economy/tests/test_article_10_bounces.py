"""第十条（退汇）: what the bank gives back after it had reported it paid is owed again, and paid once more to an account entered anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from miluo.open_economy.models import Award, Payment, Publication
from miluo.open_economy.selectors import due_pages
from miluo.open_economy.selectors.dues import dues
from miluo.open_economy.selectors.fund import year_fund
from miluo.open_economy.selectors.payouts import paid_of
from miluo.open_economy.selectors.publications import published
from miluo.open_economy.services import bouncing, objections, payees, publications, sanctions
from miluo.open_economy.tests.money import (
    ACCOUNT,
    AFTER,
    CASHIER,
    CHIEF,
    LAST_DAY,
    ORDERER,
    SUPERVISOR,
    answer_file,
    answered,
    confirmed,
    drafted,
    granted,
    paid,
)
from onewindow.cases.tests.cast import OTHER_USCC, USCC, Cast, on
from onewindow.ledger.verification import verify
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

pytestmark = pytest.mark.clause("open2023-10-1", "open2023-10-2a")
LATER = on("2023-09-27")


def bounced(place: int = 0, **changes: Any) -> str:
    """The payment of that place comes back on the second day after it was paid."""
    number = Payment.objects.order_by("id")[place].number
    given = {"payment": number, "reason": "账户已销户", "reference": f"TH-{number}", "bounced_on": date(2023, 9, 26)}
    return bouncing.bounce(**{**given, "by": CASHIER, "at": LATER, **changes}).message


def new_account(cast: Cast, uscc: str = USCC, account: str = "6222020000000099999") -> None:
    payees.enter_account(uscc=uscc, bank="演示银行汨罗支行", account=account, by=cast.agent, at=LATER)


def states() -> list[str]:
    return [due.state for due in dues(Award.objects.all(), day_of(LATER))]


def money() -> tuple[Decimal, ...]:
    fund = year_fund(2023)
    return (fund.cash, fund.transit, fund.payable, fund.paid)


def refused(act: Callable[[], Any]) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.first.code, caught.value.status


def test_a_payment_that_bounces_is_owed_again_and_paid_to_the_account_entered_anew(cast: Cast) -> None:
    awards = granted(cast)
    batch = paid(awards)
    assert "30,000.00元退回可支付资金" in bounced()
    assert (states(), money()) == (["given_back", "paid", "paid", "paid"], (1_958_000, 0, 30_000, 42_000))
    assert (paid_of(batch), dues(Award.objects.filter(pk=awards[0]), day_of(LATER))[0].reason) == (42_000, "账户已销户")
    new_account(cast)
    assert states()[0] == "payable"
    again = paid(awards[:1])
    assert (states(), money()) == (["paid"] * 4, (1_928_000, 0, 0, 72_000))
    assert [each.state for each in Payment.objects.filter(award=awards[0])] == ["bounced", "paid"]
    assert again.payments.get().account.account == "6222020000000099999"
    assert verify().ok


def test_the_bounce_stands_in_the_chain_of_its_batch_with_the_words_of_the_bank(cast: Cast) -> None:
    batch = paid(granted(cast))
    bounced()
    last = list(events_of(batch.subject))[-1]
    assert (last.kind, last.from_state, last.to_state, last.reason) == ("payout.bounced", "paid", "bounced", "账户已销户")
    assert ACCOUNT not in last.body


def test_it_is_not_paid_to_the_account_that_the_bank_gave_it_back_from(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards)
    bounced()
    assert refused(lambda: drafted(awards[:1])) == ("not_payable", 409)
    new_account(cast, OTHER_USCC)  # of another enterprise
    assert refused(lambda: drafted(awards[:1])) == ("not_payable", 409)
    new_account(cast, account=ACCOUNT)  # its own word that the number is right
    assert drafted(awards[:1])


def test_what_bounced_is_never_paid_twice(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards)
    bounced()
    new_account(cast)
    drafted(awards[:1])
    assert refused(lambda: drafted(awards[:1])) == ("not_payable", 409)
    with pytest.raises(IntegrityError), transaction.atomic():  # the first payment cannot be called paid again beside the second
        Payment.objects.filter(state="bounced").update(state="paid", bounced_on=None, bounce_reference=None)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"payment": "ZF2023-9999-0001"}, "unknown_payment"),
        ({"reason": " "}, "missing_words"),
        ({"reason": "字" * 201}, "missing_words"),
        ({"reference": ""}, "missing_words"),
        ({"bounced_on": date(2023, 9, 24)}, "wrong_day"),
        ({"bounced_on": date(2023, 9, 28)}, "wrong_day"),
        ({"by": ORDERER}, "not_permitted"),
        ({"by": SUPERVISOR}, "not_permitted"),
    ],
)
def test_what_is_no_bounce_is_refused_and_books_nothing(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    paid(granted(cast))
    assert refused(lambda: bounced(**wrong))[0] == code
    assert (states(), money()) == (["paid"] * 4, (1_928_000, 0, 0, 72_000))


def test_only_what_the_bank_reported_paid_bounces_and_once(cast: Cast) -> None:
    number = confirmed(granted(cast))
    assert refused(bounced) == ("wrong_state", 409)  # on its way
    answered(number, answer_file(number, {1: {"处理结果": "失败", "失败原因": "户名不符"}}))
    assert refused(lambda: bounced(1)) == ("wrong_state", 409)  # the bank said so at once
    bounced()
    assert refused(bounced) == ("wrong_state", 409)
    assert refused(lambda: bounced(2, reference=f"TH-{number}-0001")) == ("already_entered", 409)  # one voucher, one payment
    assert money() == (1_964_000, 0, 36_000, 36_000)


def test_what_was_demanded_back_comes_back_as_a_repayment(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards)
    case = sanctions.open_case(award=awards[0], violation="false", finding="报关单系伪造", by=SUPERVISOR, at=AFTER).number
    decision = {"body": "commerce-grain", "decision": "追回", "recover": "30000"}
    sanctions.punish(number=case, **decision, by=CHIEF, at=AFTER)
    assert refused(bounced) == ("recovery_decided", 409)
    assert money() == (1_928_000, 0, 0, 72_000)


def test_what_bounced_can_be_withdrawn_as_it_is_not_paid(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards)
    bounced()
    case = sanctions.open_case(award=awards[0], violation="false", finding="报关单系伪造", by=SUPERVISOR, at=LATER).number
    sanctions.punish(number=case, body="commerce-grain", decision="撤销", recover="0", by=CHIEF, at=LATER)
    assert (states()[0], money()) == ("withdrawn", (1_958_000, 0, 0, 42_000))


@pytest.mark.parametrize(
    "change",
    [
        {"state": "bounced"},
        {"bounced_on": date(2023, 9, 26)},
        {"state": "bounced", "bounced_on": date(2023, 9, 26), "bounce_reference": "TH", "reason": ""},
        {"state": "bounced", "bounced_on": date(2023, 9, 24), "bounce_reference": "TH", "reason": "销户"},
        {"state": "bounced", "bounced_on": date(2023, 9, 26), "bounce_reference": "TH", "reason": "销户", "answered_on": None},
        {"state": "bounced", "bounced_on": None, "bounce_reference": "TH", "reason": "销户"},
    ],
)
def test_the_database_knows_a_bounce_only_with_its_day_voucher_and_reason_after_the_payment(cast: Cast, change: dict[str, Any]) -> None:
    paid(granted(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=Payment.objects.order_by("id")[0].pk).update(**change)


@pytest.mark.clause("open2023-11-1")
def test_a_published_list_stays_and_says_what_was_given_back_since(cast: Cast) -> None:
    batch = paid(granted(cast))
    publications.publish(batch=batch.number, place="市政府网站", published_on=date(2023, 9, 25), by=ORDERER, at=AFTER)
    bounced()
    (found,) = published()
    assert [each.number for each in found.bounced] == [f"{batch.number}-0001"]
    assert (found.publication.total_cny, found.paid_cny, len(found.publication.rows)) == (72_000, 42_000, 4)


@pytest.mark.clause("open2023-11-1")
def test_the_list_of_a_year_leaves_out_what_bounced_and_says_what_was_recovered(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards)
    bounced()
    case = sanctions.open_case(award=awards[2], violation="false", finding="报关单系伪造", by=SUPERVISOR, at=LATER).number
    sanctions.punish(number=case, body="commerce-grain", decision="追回", recover="30000", by=CHIEF, at=LATER)
    sanctions.repay(number=case, amount="12000", reference="JK1", received_on=date(2023, 9, 27), by=CASHIER, at=LATER)
    publications.publish(year="2023", place="市政府网站", published_on=date(2023, 9, 27), by=ORDERER, at=LATER)
    made = Publication.objects.get()
    assert (made.total_cny, made.recovered_cny, made.net_cny) == (year_fund(2023).paid, 12_000, 30_000)


def test_the_pages_of_what_is_owed_ask_the_database_what_each_award_is_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one question for all and the questions for each agree, whatever holds an award back."""
    monkeypatch.setattr(due_pages, "A_PAGE", 1)
    awards = granted(cast)
    agrees(awards, on("2023-09-22").date())  # published
    agrees(awards, AFTER.date())
    lodged = objections.lodge(award=awards[1], reason="不实", name="演示群众", phone="13800000001", by=SUPERVISOR, at=LAST_DAY).number
    agrees(awards, AFTER.date())
    objections.answer(number=lodged, outcome="upheld", words="核减", amount="6000", by=ORDERER, at=AFTER)
    agrees(awards, AFTER.date())  # withdrawn whole
    drafted(awards[2:3])
    agrees(awards, AFTER.date())
    paid([awards[0]])
    agrees(awards, AFTER.date())
    bounced(1)
    agrees(awards, LATER.date())
    sanctions.open_case(award=awards[3], violation="false", finding="伪造", by=SUPERVISOR, at=LATER)
    agrees(awards, LATER.date())
    new_account(cast)
    agrees(awards, LATER.date())


def agrees(awards: list[int], day: date) -> None:
    every = {due.award.pk: due for due in dues(Award.objects.all(), day)}
    ready = [pk for pk in awards if every[pk].state == "payable"]
    held = [pk for pk in awards if every[pk].state not in {"payable", "paid", "withdrawn"}]
    assert (paged(day, payable=True), paged(day, payable=False)) == (ready, held)
    counts = due_pages.owed(day)
    assert (counts.ready, counts.ready_cny, counts.held) == (len(ready), sum(every[pk].owed for pk in ready), len(held))


def paged(day: date, *, payable: bool) -> list[int]:
    found, after = [], 0
    while True:
        page = due_pages.page_of(day, payable=payable, after=after)
        found += [due.award.pk for due in page.dues]
        if page.after is None:
            return found
        after = page.after
