"""第十一条（违规处理）: what was found stops every payment; the decision takes it back, and the money returns to the fund."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from miluo.open_economy.models import Award, FraudCase, Repayment
from miluo.open_economy.selectors.dues import dues
from miluo.open_economy.selectors.fund import year_fund
from miluo.open_economy.services import objections, payouts, sanctions
from miluo.open_economy.tests.money import AFTER, CASHIER, CHIEF, LAST_DAY, ORDERER, SUPERVISOR, confirmed, drafted, granted, paid
from onewindow.cases.tests.cast import Cast
from onewindow.ledger.verification import verify
from onewindow.papers.models import Paper
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

pytestmark = pytest.mark.clause("open2023-11-2")
DECISION = {"body": "commerce-grain", "decision": "撤销奖补，追回已付资金"}


def opened(award: int, **changes: Any) -> str:
    given = {"violation": "false", "finding": "报关单系伪造", "by": SUPERVISOR, "at": AFTER, **changes}
    return sanctions.open_case(award=award, **given).number


def punished(number: str, **changes: Any) -> str:
    given = {**DECISION, "recover": "0", "by": CHIEF, "at": AFTER, **changes}
    return sanctions.punish(number=number, **given).message


def states() -> list[str]:
    return [due.state for due in dues(Award.objects.all(), day_of(AFTER))]


def refused(act: Callable[[], Any]) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.first.code, caught.value.status


def test_an_open_case_stops_every_payment_of_the_enterprise_and_of_no_other(cast: Cast) -> None:
    awards = granted(cast)
    number = drafted(awards)
    opened(awards[0])
    assert refused(lambda: payouts.confirm(number=number, by=CASHIER, at=AFTER)) == ("not_payable", 409)
    payouts.cancel(number=number, reason="企业涉嫌虚报", by=ORDERER, at=AFTER)
    assert states() == ["disputed", "disputed", "payable", "payable"]
    assert refused(lambda: payouts.draft(awards=awards[:2], by=ORDERER, at=AFTER)) == ("not_payable", 409)


def test_a_case_without_violation_is_cleared_and_payments_go_on(cast: Cast) -> None:
    awards = granted(cast)
    number = opened(awards[0])
    sanctions.clear(number=number, body="commerce-grain", decision="数据与海关一致", by=CHIEF, at=AFTER)
    assert states() == ["payable"] * 4
    assert FraudCase.objects.get().state == "cleared"
    assert [event.to_state for event in events_of(f"fraud:{number}")] == ["disputed", "cleared"]


def test_what_was_not_paid_is_withdrawn_and_owed_no_more(cast: Cast) -> None:
    awards = granted(cast)
    assert "已处理" in punished(opened(awards[0]))
    assert states() == ["withdrawn", "payable", "payable", "payable"]
    assert (year_fund(2023).committed, year_fund(2023).payable) == (42_000, 42_000)


def test_what_an_objection_left_is_withdrawn_too(cast: Cast) -> None:
    awards = granted(cast)
    objection = objections.lodge(award=awards[0], reason="不实", name="演示群众", phone="13800000001", by=SUPERVISOR, at=LAST_DAY).number
    objections.answer(number=objection, outcome="upheld", words="核减", amount="10000", by=ORDERER, at=AFTER)
    punished(opened(awards[0]))
    assert (year_fund(2023).committed, states()[0]) == (42_000, "withdrawn")


def test_what_was_paid_is_demanded_back_and_returns_to_the_fund_of_its_year(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards[:1])
    number = opened(awards[0])
    assert "追回中" in punished(number, recover="30000", referral="discipline")
    assert (year_fund(2023).receivable, year_fund(2023).cash) == (30_000, 1_970_000)
    assert states()[1] == "disputed"  # until everything is back
    back = {"number": number, "received_on": date(2023, 9, 25), "by": CASHIER, "at": AFTER}
    assert "尚欠18,000.00元" in sanctions.repay(amount="12000", reference="JK0001", **back).message
    assert "已全部追回" in sanctions.repay(amount="18000", reference="JK0002", **back).message
    fund = year_fund(2023)
    assert (fund.receivable, fund.returned, fund.cash, fund.paid) == (0, 30_000, 2_000_000, 30_000)
    assert fund.available == 2_000_000 + 30_000 - 72_000
    assert states()[1] == "payable"
    assert verify().ok


def test_the_enterprise_is_told_by_a_paper_what_was_decided(cast: Cast) -> None:
    awards = granted(cast)
    paid(awards[:1])
    punished(opened(awards[0]), recover="30000", referral="public-security")
    paper = Paper.objects.get(number=FraudCase.objects.get().paper)
    assert paper.title == "专项资金违规处理决定告知书"
    assert all(words in paper.content for words in ("报关单系伪造", "叁万元整", "移送市公安局", "第十一条", "申请行政复议", "提起行政诉讼"))


def test_no_decision_is_made_while_the_bank_has_the_payment(cast: Cast) -> None:
    awards = granted(cast)
    confirmed(awards[:1])
    number = opened(awards[0])
    assert refused(lambda: punished(number)) == ("being_paid", 409)
    assert FraudCase.objects.get().state == "disputed"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"recover": "30000.01"}, "more_than_paid"),
        ({"recover": "-1"}, "negative_amount"),
        ({"recover": "0"}, "nothing_decided"),
        ({"body": "court"}, "no_body"),
        ({"decision": ""}, "missing_words"),
        ({"referral": "nowhere"}, "unknown_body"),
        ({"by": SUPERVISOR}, "same_person"),
        ({"by": ORDERER}, "not_permitted"),
    ],
)
def test_what_is_no_decision_is_refused_and_changes_nothing(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    awards = granted(cast)
    paid(awards[:1])
    number = opened(awards[0])
    before = year_fund(2023)
    assert refused(lambda: punished(number, **{"recover": "30000", **wrong}))[0] == code
    assert (FraudCase.objects.get().state, year_fund(2023)) == ("disputed", before)
    assert not Paper.objects.filter(kind="open-economy-sanction").exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount": "30000.01"}, "wrong_amount"),
        ({"amount": "0"}, "wrong_amount"),
        ({"reference": " "}, "missing_words"),
        ({"reference": "JK0001", "amount": "1"}, "already_entered"),
        ({"received_on": date(2023, 9, 24)}, "wrong_day"),
        ({"received_on": date(2023, 9, 26)}, "wrong_day"),
        ({"by": CHIEF}, "not_permitted"),
    ],
)
def test_what_is_no_repayment_is_refused(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    awards = granted(cast)
    paid(awards[:1])
    number = opened(awards[0])
    punished(number, recover="30000")
    good = {"number": number, "amount": "1000", "reference": "JK0001", "received_on": date(2023, 9, 25), "by": CASHIER, "at": AFTER}
    sanctions.repay(**good)
    assert refused(lambda: sanctions.repay(**{**good, "reference": "JK0002", **wrong}))[0] == code
    assert Repayment.objects.count() == 1
    assert year_fund(2023).receivable == 29_000


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"violation": "late"}, "no_violation"), ({"finding": ""}, "missing_words"), ({"by": CASHIER}, "not_permitted")],
)
def test_what_is_no_finding_is_refused(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    award = granted(cast)[0]
    assert refused(lambda: opened(award, **wrong))[0] == code
    assert not FraudCase.objects.exists()


def test_an_award_has_one_open_case_and_a_decided_one_is_decided(cast: Cast) -> None:
    award = granted(cast)[0]
    number = opened(award)
    assert refused(lambda: opened(award)) == ("already_open", 409)
    punished(number)
    assert refused(lambda: punished(number)) == ("wrong_state", 409)
    assert refused(lambda: punished("WG2023-9999")) == ("unknown_case", 404)


def test_the_database_refuses_a_decision_by_who_found_it_and_more_money_than_was_demanded(cast: Cast) -> None:
    number = opened(granted(cast)[0])
    for change in ({"decided_by": SUPERVISOR.id}, {"recovered_cny": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FraudCase.objects.filter(number=number).update(**change)
