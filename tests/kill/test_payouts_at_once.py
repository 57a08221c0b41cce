"""Two people pay at the same moment: an award is in one batch, a batch is confirmed once, a bank's file is booked once."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import connections

from miluo.open_economy.models import Batch, Payment
from miluo.open_economy.selectors.fund import year_fund
from miluo.open_economy.services import bank_returns, bouncing, objections, payees, payouts, sanctions
from miluo.open_economy.tests.money import (
    ACCOUNT,
    AFTER,
    CASHIER,
    CHIEF,
    LAST_DAY,
    ORDERER,
    SUPERVISOR,
    answer_file,
    confirmed,
    drafted,
    granted,
    officer,
    paid,
)
from onewindow.cases.services import Answer
from onewindow.cases.tests import cast as people
from onewindow.ledger.verification import verify
from tests.kill.forks import BEFORE_COMMIT, killed_at, together

OTHER_CASHIER = officer("u-cz2", "finance", "finance")


def of(results: list[Any]) -> tuple[int, list[Any]]:
    done = [result for result in results if isinstance(result, Answer)]
    return len(done), [result for result in results if not isinstance(result, Answer)]


def test_of_two_who_draft_the_same_awards_one_does(live_database: str) -> None:
    awards = granted(people.gather())
    draft = partial(payouts.draft, awards=awards, by=ORDERER, at=AFTER)
    assert of(together(draft, draft, draft)) == (1, [(409, "not_payable")] * 2)
    assert (Batch.objects.count(), Payment.objects.count()) == (1, 4)


def test_of_two_who_confirm_a_batch_one_does_and_the_money_leaves_once(live_database: str) -> None:
    number = drafted(granted(people.gather()))
    both = [partial(payouts.confirm, number=number, by=cashier, at=AFTER) for cashier in (CASHIER, OTHER_CASHIER)]
    assert of(together(*both)) == (1, [(409, "wrong_state")])
    assert (year_fund(2023).cash, year_fund(2023).transit) == (1_928_000, 72_000)


def test_a_file_of_the_bank_that_two_bring_in_is_booked_once(live_database: str) -> None:
    number = confirmed(granted(people.gather()))
    file = {"number": number, "name": "回单.xlsx", "content": answer_file(number), "at": AFTER}
    both = [partial(bank_returns.reconcile, **file, by=cashier) for cashier in (CASHIER, OTHER_CASHIER)]
    assert of(together(*both)) == (1, [(409, "wrong_state")])
    assert (year_fund(2023).paid, year_fund(2023).transit) == (72_000, 0)
    assert verify().ok


@pytest.mark.parametrize("_round", range(3))
def test_an_objection_and_the_confirmation_at_the_same_moment_do_not_pass_each_other(live_database: str, _round: int) -> None:
    """Either the objection came first and nothing is confirmed, or it finds the payment on its way; never both unseen."""
    awards = granted(people.gather())
    number = drafted(awards)
    said = {"award": awards[0], "reason": "不实", "name": "演示群众", "phone": "13800000001", "by": ORDERER, "at": LAST_DAY}
    results = together(partial(objections.lodge, **said), partial(payouts.confirm, number=number, by=CASHIER, at=AFTER))
    assert isinstance(results[0], Answer)
    confirmed_first = isinstance(results[1], Answer)
    assert (year_fund(2023).transit > 0) == confirmed_first
    assert confirmed_first or results[1] == (409, "not_payable")


def test_a_kill_in_the_reconciliation_leaves_every_line_as_it_was(live_database: str) -> None:
    number = confirmed(granted(people.gather()))
    file = {"number": number, "name": "回单.xlsx", "content": answer_file(number), "by": CASHIER, "at": AFTER}
    deaths = [""]
    while deaths[-1] != BEFORE_COMMIT:
        deaths.append(killed_at(len(deaths), partial(bank_returns.reconcile, **file)))
        connections.close_all()
        assert set(Payment.objects.values_list("state", flat=True)) == {"sent"}
        assert year_fund(2023).transit == 72_000
    assert len(deaths) > 6
    bank_returns.reconcile(**file)
    assert year_fund(2023).paid == 72_000
    assert verify().ok


def bounce_of(place: int, cashier: Any = CASHIER, reference: str = "") -> partial[Answer]:
    number = Payment.objects.order_by("id")[place].number
    told = {"payment": number, "reason": "账户已销户", "reference": reference or f"TH-{number}", "bounced_on": AFTER.date()}
    return partial(bouncing.bounce, **told, by=cashier, at=AFTER)


def test_a_bounce_that_two_enter_is_booked_once(live_database: str) -> None:
    paid(granted(people.gather()))
    assert of(together(bounce_of(0), bounce_of(0, OTHER_CASHIER, "TH-2")))[0] == 1
    assert (year_fund(2023).cash, year_fund(2023).payable) == (1_958_000, 30_000)
    assert verify().ok


def test_two_payments_do_not_bounce_by_one_voucher(live_database: str) -> None:
    paid(granted(people.gather()))
    assert of(together(bounce_of(0, reference="TH"), bounce_of(1, reference="TH"))) == (1, [(409, "already_entered")])
    assert Payment.objects.filter(state="bounced").count() == 1
    assert verify().ok


@pytest.mark.parametrize("_round", range(3))
def test_a_bounce_and_a_demand_at_the_same_moment_do_not_pass_each_other(live_database: str, _round: int) -> None:
    """Either the money came back first and the award is withdrawn, or it was demanded first and what comes back is a repayment."""
    awards = granted(people.gather())
    paid(awards[:1])
    number = sanctions.open_case(award=awards[0], violation="false", finding="伪造", by=SUPERVISOR, at=AFTER).number
    decision = {"number": number, "body": "commerce-grain", "decision": "追回", "recover": "30000", "by": CHIEF, "at": AFTER}
    done, refused = of(together(bounce_of(0), partial(sanctions.punish, **decision)))
    assert (done, refused) in [(1, [(409, "recovery_decided")]), (1, [(422, "more_than_paid")])]
    fund = year_fund(2023)
    assert (fund.cash, fund.payable - 42_000, fund.receivable) in [(1_970_000, 0, 30_000), (2_000_000, 30_000, 0)]
    assert verify().ok


def test_what_bounced_is_drafted_again_by_one_of_two(live_database: str) -> None:
    cast = people.gather()
    awards = granted(cast)
    paid(awards)
    bounce_of(0)()
    payees.enter_account(uscc=Payment.objects.all()[0].award.uscc, bank="演示银行汨罗支行", account=ACCOUNT, by=cast.agent, at=AFTER)
    draft = partial(payouts.draft, awards=awards[:1], by=ORDERER, at=AFTER)
    assert of(together(draft, draft)) == (1, [(409, "not_payable")])


def test_a_kill_while_a_bounce_is_entered_leaves_the_payment_paid(live_database: str) -> None:
    paid(granted(people.gather()))
    door = bounce_of(0)
    deaths = [""]
    while deaths[-1] != BEFORE_COMMIT:
        deaths.append(killed_at(len(deaths), door))
        connections.close_all()
        assert set(Payment.objects.values_list("state", flat=True)) == {"paid"}
        assert year_fund(2023).payable == 0
    assert len(deaths) > 4
    door()
    assert year_fund(2023).payable == 30_000
    assert verify().ok
