"""第十条: an award is paid once, whole, by two people, from money that is there, and every line of the bank's answer is accounted for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from miluo.open_economy.models import Award, BankAccount, BankReturn, Batch, Payment
from miluo.open_economy.selectors.dues import dues
from miluo.open_economy.selectors.fund import year_fund
from miluo.open_economy.services import objections, payees, payouts
from miluo.open_economy.tests.money import (
    ACCOUNT,
    AFTER,
    CASHIER,
    LAST_DAY,
    ORDERER,
    SUPERVISOR,
    answer_file,
    answered,
    confirmed,
    drafted,
    granted,
    officer,
    paid,
)
from onewindow.cases.tests.cast import AT, USCC, Cast
from onewindow.exchange.models import Message
from onewindow.exchange.services import read_trail
from onewindow.ledger.verification import verify
from onewindow.papers import files
from onewindow.rules import sheets
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

pytestmark = pytest.mark.clause("open2023-10-1", "open2023-10-2a")


def states(on: Any = AFTER) -> list[str]:
    return [due.state for due in dues(Award.objects.all(), day_of(on))]


def money() -> tuple[Decimal, ...]:
    fund = year_fund(2023)
    return (fund.cash, fund.transit, fund.payable, fund.paid)


def refused(act: Callable[[], Any]) -> tuple[str, int]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.first.code, caught.value.status


def test_an_award_goes_from_its_publication_to_the_bank_and_is_paid_to_the_fen(cast: Cast) -> None:
    awards = granted(cast)
    assert states(LAST_DAY) == ["published"] * 4
    assert states() == ["payable"] * 4
    number = drafted(awards)
    assert (states(), money()) == (["paying"] * 4, (2_000_000, 0, 72_000, 0))
    payouts.confirm(number=number, by=CASHIER, at=AFTER)
    assert money() == (1_928_000, 72_000, 72_000, 0)
    assert answered(number, answer_file(number)) == "付讫4笔，失败0笔，有误0行；全部对账完毕"
    assert (states(), money()) == (["paid"] * 4, (1_928_000, 0, 0, 72_000))
    assert Batch.objects.get().state == "settled"
    assert verify().ok


def test_the_file_for_the_bank_has_every_account_whole_and_as_text(cast: Cast) -> None:
    number = confirmed(granted(cast))
    content = answer_file(number)
    found = sheets.read(content, (sheets.Column("account", "收款账号", str), sheets.Column("uscc", "统一社会信用代码", str)))
    assert [(row.values["account"], row.values["uscc"]) for row in found.rows][:1] == [(ACCOUNT, USCC)]
    assert [event.kind for event in events_of(f"payout:{number}")][-1] == "payout.file"


@pytest.mark.parametrize("who", [ORDERER, SUPERVISOR, officer("u-x", "finance", "audit")])
def test_the_file_with_the_accounts_is_for_the_finance_bureau_alone(cast: Cast, who: Any) -> None:
    number = confirmed(granted(cast))
    assert refused(lambda: payouts.payout_file(number=number, by=who, at=AFTER)) == ("not_permitted", 403)


def test_what_the_bank_did_not_pay_is_owed_again_and_paid_in_another_batch(cast: Cast) -> None:
    awards = granted(cast)
    number = confirmed(awards)
    said = answered(number, answer_file(number, {1: {"处理结果": "失败", "失败原因": "户名不符"}}))
    assert said == "付讫3笔，失败1笔，有误0行；全部对账完毕"
    assert (states(), money()) == (["paid", "given_back", "paid", "paid"], (1_934_000, 0, 6_000, 66_000))
    while read_trail():
        pass
    told = sorted(f"{each.kind} {each.text}" for each in Message.objects.filter(kind__startswith="case.pa"))
    assert [each.split()[0] for each in told] == ["case.paid", "case.paid", "case.payment_failed"]  # once for a case, not for an award
    assert told[2].endswith("没有付成：户名不符。")
    assert refused(lambda: drafted([awards[1]])) == ("not_payable", 409)  # to the same account once more
    payees.enter_account(uscc=USCC, bank="演示银行汨罗支行", account="6222020000000099999", by=cast.agent, at=AFTER)
    paid([awards[1]])
    assert (states(), money()) == (["paid"] * 4, (1_928_000, 0, 0, 72_000))
    assert Payment.objects.filter(award=awards[1]).count() == 2


WRONG: list[tuple[dict[int, dict[str, Any]], list[list[Any]], str, str]] = [
    ({0: {"支付编号": "ZF2023-9999-0001"}}, [], "本批次没有支付编号ZF2023-9999-0001", "number"),
    ({0: {"金额（元）": Decimal("29999.99")}}, [], "金额与支付指令不符，应为30,000.00元", "amount_cny"),
    ({0: {"金额（元）": Decimal("30000.01")}}, [], "金额与支付指令不符，应为30,000.00元", "amount_cny"),
    ({0: {"金额（元）": ""}}, [], "金额与支付指令不符，应为30,000.00元", "amount_cny"),
    ({0: {"金额（元）": "三万"}}, [], "不是", "amount_cny"),
    ({0: {"处理结果": "已受理"}}, [], "“已受理”不是处理结果", "result"),
    ({0: {"处理结果": ""}}, [], "处理结果", "result"),
    ({0: {"处理结果": "失败"}}, [], "失败的没有写明原因", "reason"),
    ({0: {"处理日期": "2023-09-24"}}, [], "处理日期2023-09-24不在", "answered_on"),
    ({0: {"处理日期": "2023-09-26"}}, [], "处理日期2023-09-26不在", "answered_on"),
]


@pytest.mark.parametrize(("changes", "more", "words", "field"), WRONG, ids=[f"{each[3]}-{place}" for place, each in enumerate(WRONG)])
def test_a_line_that_does_not_agree_is_given_back_marked_and_the_others_are_booked(
    cast: Cast, changes: dict[int, dict[str, Any]], more: list[list[Any]], words: str, field: str
) -> None:
    number = confirmed(granted(cast))
    assert answered(number, answer_file(number, changes, more)) == "付讫3笔，失败0笔，有误1行；还有1笔未回单"
    returned = BankReturn.objects.get()
    assert [row for row, *_ in returned.problems] == [2]
    assert words in returned.problems[0][1]
    marked = sheets.read(files.content_of(returned.marked), (sheets.Column("said", "错误说明", str),))
    assert words in marked.rows[0].values["said"] if marked.rows else True
    assert money() == (1_928_000, 30_000, 30_000, 42_000)
    answered(number, answer_file_again(number))
    assert money() == (1_928_000, 0, 0, 72_000)


def answer_file_again(number: str) -> bytes:
    """The bank's file for what is still on its way: the first line."""
    return answer_file(number)


def test_the_same_file_again_books_nothing_and_says_so_line_by_line(cast: Cast) -> None:
    number = confirmed(granted(cast))
    content = answer_file(number, {3: {"处理结果": ""}})
    answered(number, content)
    assert answered(number, answer_file(number)).startswith("付讫1笔，失败0笔，有误3行")
    assert "该笔已于2023-09-25回单：已付讫" in BankReturn.objects.last().problems[0][1]  # type: ignore[union-attr]
    assert money() == (1_928_000, 0, 0, 72_000)
    assert refused(lambda: answered(number, content)) == ("wrong_state", 409)


def test_a_line_that_stands_twice_in_a_file_is_booked_once(cast: Cast) -> None:
    number = confirmed(granted(cast))
    first = [f"{number}-0001", "", "", "", Decimal(30_000), "", "", "成功", "", "2023-09-25"]
    assert answered(number, answer_file(number, more=[first])).startswith("付讫4笔，失败0笔，有误1行")
    assert money() == (1_928_000, 0, 0, 72_000)


def test_what_drafted_a_batch_does_not_confirm_it(cast: Cast) -> None:
    both = officer("u-both", "finance", "finance")
    number = drafted(granted(cast))
    Batch.objects.update(ordered_by=both.id)
    assert refused(lambda: payouts.confirm(number=number, by=both, at=AFTER)) == ("same_person", 403)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.update(confirmed_by=both.id, confirmed_at=AFTER, state="confirmed")
    assert refused(lambda: payouts.confirm(number=number, by=ORDERER, at=AFTER)) == ("not_permitted", 403)


def test_no_more_is_confirmed_than_there_is_cash_and_the_rest_waits(cast: Cast) -> None:
    awards = granted(cast, appropriated="66000")
    number = drafted(awards)
    with pytest.raises(Refused) as caught:
        payouts.confirm(number=number, by=CASHIER, at=AFTER)
    assert caught.value.first.code == "insufficient_funds"
    assert money() == (66_000, 0, 72_000, 0)
    payouts.cancel(number=number, reason="可支付资金不足", by=ORDERER, at=AFTER)
    paid(awards[:3])
    assert (states(), money()) == (["paid", "paid", "paid", "payable"], (0, 0, 6_000, 66_000))


def test_an_objection_after_the_draft_stops_the_confirmation(cast: Cast) -> None:
    awards = granted(cast)
    number = drafted(awards)
    objections.lodge(award=awards[0], reason="数据不实", name="演示群众", phone="13800000001", by=SUPERVISOR, at=LAST_DAY)
    assert refused(lambda: payouts.confirm(number=number, by=CASHIER, at=AFTER)) == ("not_payable", 409)
    assert money()[1] == 0


def test_an_award_that_is_published_or_without_account_is_not_drafted(cast: Cast) -> None:
    awards = granted(cast)
    assert refused(lambda: payouts.draft(awards=awards, by=ORDERER, at=LAST_DAY)) == ("not_payable", 409)
    BankAccount.objects.filter(uscc=USCC).update(replaced_at=AFTER)
    assert states() == ["no_account", "no_account", "payable", "payable"]
    assert refused(lambda: payouts.draft(awards=awards, by=ORDERER, at=AFTER)) == ("not_payable", 409)
    assert refused(lambda: payouts.draft(awards=[], by=ORDERER, at=AFTER)) == ("nothing_chosen", 422)
    assert refused(lambda: payouts.draft(awards=[*awards, 999_999], by=ORDERER, at=AFTER)) == ("unknown_award", 404)
    assert refused(lambda: payouts.draft(awards=awards, by=CASHIER, at=AFTER)) == ("not_permitted", 403)
    assert not Batch.objects.exists()


def test_an_award_in_one_batch_is_in_no_other(cast: Cast) -> None:
    awards = granted(cast)
    drafted(awards)
    assert refused(lambda: drafted(awards[:1])) == ("not_payable", 409)
    first = Payment.objects.first()
    assert first is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(batch=first.batch, number="x", award=first.award, account=first.account, amount_cny=1)


def test_a_cancelled_batch_frees_its_awards(cast: Cast) -> None:
    number = drafted(granted(cast))
    assert refused(lambda: payouts.cancel(number=number, reason=" ", by=ORDERER, at=AFTER)) == ("missing_words", 422)
    payouts.cancel(number=number, reason="金额须分批", by=CASHIER, at=AFTER)
    assert states() == ["payable"] * 4
    assert refused(lambda: payouts.confirm(number=number, by=CASHIER, at=AFTER)) == ("wrong_state", 409)
    assert refused(lambda: payouts.confirm(number="ZF2023-9999", by=CASHIER, at=AFTER)) == ("unknown_batch", 404)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"account": "12AB5678901"}, "wrong_account"),
        ({"account": "1234567"}, "wrong_account"),
        ({"account": "1" * 33}, "wrong_account"),
        ({"bank": "行"}, "missing_words"),
        ({"uscc": "91430681MA4L00001X"}, "invalid_uscc"),
        ({"by": officer("u-z", "agent", "")}, "not_your_enterprise"),
        ({"by": CASHIER}, "not_your_enterprise"),
    ],
)
def test_an_account_that_is_none_or_not_the_enterprises_own_to_give_is_refused(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    granted(cast)
    good = {"uscc": USCC, "bank": "演示银行汨罗支行", "account": ACCOUNT, "by": cast.agent, "at": AT}
    assert refused(lambda: payees.enter_account(**{**good, **wrong}))[0] == code
    assert BankAccount.objects.count() == 2


def test_an_account_is_kept_under_seal_and_in_no_event(cast: Cast) -> None:
    granted(cast)
    payees.enter_account(uscc=USCC, bank="演示银行汨罗支行", account="６２２２０２００００００１２３４５６７", by=ORDERER, at=AFTER)
    account = BankAccount.objects.get(uscc=USCC, replaced_at=None)
    assert (account.account, account.name) == ("6222020000001234567", "演示企业甲有限公司")
    assert all(ACCOUNT not in event.body and "6222" not in event.body for event in events_of(account.subject))
    assert BankAccount.objects.filter(uscc=USCC).count() == 2
