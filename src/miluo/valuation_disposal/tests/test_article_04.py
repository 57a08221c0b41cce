"""Articles 4 and 5: the parties agree on the method; without an appraiser the value is theirs, with one it is organised by 农交中心."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from miluo.valuation_disposal import public, services
from miluo.valuation_disposal.models import Consent, Valuation
from miluo.valuation_disposal.tests.office import (
    CENTRE,
    FARMER,
    LENDER,
    OTHER_LENDER,
    SURETY,
    Register,
    actor,
    agreed,
    announced,
    at,
    opened,
    refused,
)


def value(number: str, by: Any = LENDER, amount: str = "900000.00") -> None:
    said = {"value_cny": Decimal(amount), "valued_on": date(2023, 8, 1), "document": "演示价值确认书"}
    services.enter_value(number=number, **said, by=by, at=at(8, 2))


@pytest.mark.clause("valuation-4")
def test_the_method_stands_when_every_party_agreed(register: Register) -> None:
    number = opened("internal", guarantor="demo-guarantor")
    for party, by in (("applicant", FARMER), ("bank", LENDER)):
        services.agree(number=number, party=party, by=by, at=at(8, 1))
        assert Valuation.objects.get(number=number).state == "proposed"
    services.agree(number=number, party="guarantor", by=SURETY, at=at(8, 1))
    assert Valuation.objects.get(number=number).state == "agreed"


@pytest.mark.clause("valuation-4")
def test_without_agreement_on_the_method_nothing_starts(register: Register) -> None:
    number = opened("internal")
    services.agree(number=number, party="bank", by=LENDER, at=at(8, 1))
    with refused("待各方确认评估方式", "valuation-4"):
        value(number)
    with refused("待各方确认评估方式", "valuation-7"):
        announced(number)


@pytest.mark.clause("valuation-4")
def test_nobody_agrees_for_another(register: Register) -> None:
    number = opened()
    with refused("由合作银行办理", "valuation-4"):
        services.agree(number=number, party="bank", by=OTHER_LENDER, at=at(8, 1))
    with refused("由产权经营主体办理", "valuation-4"):
        services.agree(number=number, party="applicant", by=LENDER, at=at(8, 1))
    with refused("没有担保机构", "valuation-4"):
        services.agree(number=number, party="guarantor", by=SURETY, at=at(8, 1))


@pytest.mark.clause("valuation-4")
def test_a_party_agrees_once_and_the_counter_says_that_it_was_the_counter(register: Register) -> None:
    number = opened()
    services.agree(number=number, party="applicant", by=CENTRE, at=at(8, 1))
    assert Consent.objects.get(valuation__number=number).at_counter
    with refused("已经确认", "valuation-4"):
        services.agree(number=number, party="applicant", by=FARMER, at=at(8, 1))


@pytest.mark.clause("valuation-4")
def test_a_changed_method_is_agreed_on_anew(register: Register) -> None:
    number = agreed("professional")
    services.change_method(number=number, method="negotiated", by=LENDER, at=at(8, 2))
    assert Valuation.objects.get(number=number).state == "proposed"
    assert not Consent.objects.filter(valuation__number=number).exists()
    with refused("只有参加评估的各方", "valuation-4"):
        services.change_method(number=number, method="internal", by=OTHER_LENDER, at=at(8, 2))


@pytest.mark.clause("valuation-4")
def test_the_bank_values_by_itself_where_that_was_agreed(register: Register) -> None:
    number = agreed("internal")
    with refused("不能登记价值", "valuation-4"):
        value(number, FARMER)
    value(number)
    said = public.value_of("JY-0001", date(2023, 8, 2))
    assert said and (said.value_cny, said.method, said.report) == (Decimal("900000.00"), "internal", "")


@pytest.mark.clause("valuation-4")
def test_the_parties_may_agree_on_a_value(register: Register) -> None:
    number = agreed("negotiated")
    value(number, FARMER, "880000.00")
    assert Valuation.objects.get(number=number).value_cny == Decimal("880000.00")
    assert public.value_of("JY-0001", date(2023, 7, 31)) is None  # the day before it was valued


@pytest.mark.clause("valuation-5")
def test_where_an_appraiser_was_agreed_on_nobody_else_says_the_value(register: Register) -> None:
    number = agreed("professional")
    with refused("以评估报告为准", "valuation-5"):
        value(number)


@pytest.mark.clause("valuation-5")
def test_only_the_exchange_organises_the_appraisal(register: Register) -> None:
    number = agreed("professional")
    hours = {"commit_until": at(8, 2, 12), "reveal_until": at(8, 2, 17), "number_known_at": at(8, 2, 21)}
    asked = {"number": number, "source": "演示", "issue_number": "1", **hours, "at": at(8, 2)}
    with refused("权限"):
        services.announce(**asked, by=LENDER)
    with refused("由市农村产权交易中心办理", "valuation-7"):
        services.announce(**asked, by=actor("exchange-officer", "demo-bank-a"))
    assert services.announce(**asked, by=CENTRE).number == "YH2023-0001"


@pytest.mark.clause("valuation-4")
def test_one_valuation_of_a_right_for_a_bank_at_a_time(register: Register) -> None:
    number = opened()
    with refused("还没有办结", "valuation-4"):
        opened()
    services.end_valuation(number=number, reason="演示：不再贷款", by=FARMER, at=at(8, 1))
    assert opened() != number


@pytest.mark.clause("valuation-4")
def test_a_bank_begins_for_itself_alone(register: Register) -> None:
    with refused("只能登记本行贷款", "valuation-4"):
        services.open_valuation(right="JY-0001", bank="demo-bank-a", method="internal", by=OTHER_LENDER, at=at(8, 1))
