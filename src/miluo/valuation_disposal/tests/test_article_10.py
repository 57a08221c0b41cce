"""Articles 9 and 10: the report is what the loan rests on; one objection, a second appraiser, and who pays which."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from miluo.valuation_disposal import gates, public, services
from miluo.valuation_disposal.models import Draw, Report, Valuation
from miluo.valuation_disposal.services import reports
from miluo.valuation_disposal.tests.office import (
    CENTRE,
    FARMER,
    LENDER,
    Register,
    agreed,
    agreement,
    at,
    drawn,
    refused,
    report_words,
    reported,
)
from onewindow.cases.gates import Gate


def contested(number: str, day: int = 14) -> None:
    services.object_to(number=number, reason="演示：面积有误", by=FARMER, at=at(8, day))


def valued_again(number: str, value: str = "1300000.00") -> None:
    drawn(number, 16)
    services.file_report(number=number, **report_words("演示报告2", value, date(2023, 8, 25)), by=CENTRE, at=at(8, 25))


@pytest.mark.clause("valuation-10")
def test_the_report_of_the_drawn_appraiser_says_the_value(register: Register) -> None:
    number = reported()
    said = public.value_of("JY-0001", date(2023, 8, 10))
    assert said and (said.value_cny, said.report, said.settled) == (Decimal("1200000.00"), "演示报告1", False)
    assert public.value_of("JY-0001", date(2023, 8, 9)) is None
    assert Report.objects.get().appraiser == Draw.objects.get(valuation__number=number).drawn


@pytest.mark.clause("valuation-10")
def test_there_is_no_report_before_an_appraiser_is_drawn_nor_from_anybody_but_the_exchange(register: Register) -> None:
    number = agreed()
    with refused("评估方式已确定", "valuation-10"):
        services.file_report(number=number, **report_words(), by=CENTRE, at=at(8, 10))
    drawn(number)
    with refused("权限"):
        services.file_report(number=number, **report_words(), by=LENDER, at=at(8, 10))
    assert services.file_report(number=number, **report_words(), by=CENTRE, at=at(8, 10)).state == "reported"


@pytest.mark.clause("valuation-10")
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"valued_on": date(2023, 8, 11)}, "先后不对"),
        ({"delivered_on": date(2023, 8, 11)}, "不能晚于今天"),
        ({"value_cny": Decimal(0)}, "应大于零"),
        ({"report_number": " "}, "没有写明报告编号"),
        ({"name": "报告.png"}, "不是可以上传的文件类型"),
    ],
)
def test_a_report_that_is_not_whole_is_refused(register: Register, more: dict[str, Any], words: str) -> None:
    number = agreed()
    drawn(number)
    with refused(words):
        services.file_report(number=number, **report_words(**more), by=CENTRE, at=at(8, 10))
    assert not Report.objects.exists()


@pytest.mark.clause("valuation-10")
def test_the_tenth_working_day_is_the_last_to_object(register: Register) -> None:
    number = reported()
    assert Report.objects.get().contest_until == date(2023, 8, 24)  # delivered on Thursday 10 August
    with refused("提出异议的时间已过", "valuation-10"):
        contested(number, 25)
    contested(number, 24)
    assert Valuation.objects.get(number=number).state == "contested"


@pytest.mark.clause("valuation-10")
def test_only_the_operator_objects(register: Register) -> None:
    number = reported()
    with refused("由产权经营主体办理", "valuation-10"):
        services.object_to(number=number, reason="演示", by=LENDER, at=at(8, 14))
    services.object_to(number=number, reason="演示", by=CENTRE, at=at(8, 14))  # at the counter, for the operator who is present
    assert Valuation.objects.get(number=number).objection.at_counter


@pytest.mark.clause("valuation-10")
def test_by_the_other_reading_the_bank_may_object_too(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    number = reported()
    monkeypatch.setattr(reports, "reading", lambda name, on: "either" if name == "who_objects" else "second")
    assert services.object_to(number=number, reason="演示", by=LENDER, at=at(8, 14)).state == "contested"


@pytest.mark.clause("valuation-10")
def test_the_second_draw_excludes_the_first_appraiser_and_the_second_report_prevails(register: Register) -> None:
    number = reported()
    contested(number)
    assert public.value_of("JY-0001", date(2023, 8, 15)) is None  # a second one is awaited
    valued_again(number)
    first, second = Report.objects.all()
    assert first.appraiser != second.appraiser
    assert first.appraiser.uscc in {each["key"] for each in Draw.objects.get(round=2).announcement["excluded"]}
    said = public.value_of("JY-0001", date(2023, 8, 25))
    assert said and (said.value_cny, said.report, said.settled) == (Decimal("1300000.00"), "演示报告2", True)


@pytest.mark.clause("valuation-10")
def test_by_the_other_reading_the_lower_value_prevails(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    number = reported()
    contested(number)
    monkeypatch.setattr(reports, "reading", lambda name, on: "lower")
    valued_again(number)
    assert Valuation.objects.get(number=number).document == "演示报告1"


@pytest.mark.clause("valuation-10")
def test_there_is_no_second_objection(register: Register) -> None:
    number = reported()
    contested(number)
    with refused("只能申请一次", "valuation-10"):
        contested(number, 15)
    valued_again(number)
    with refused("只能申请一次", "valuation-10"):
        services.object_to(number=number, reason="演示", by=FARMER, at=at(8, 26))


@pytest.mark.clause("valuation-10")
def test_a_withdrawn_objection_leaves_the_first_report_and_was_the_only_one(register: Register) -> None:
    number = reported()
    contested(number)
    services.withdraw_objection(number=number, by=FARMER, at=at(8, 15))
    said = public.value_of("JY-0001", date(2023, 8, 15))
    assert said and said.value_cny == Decimal("1200000.00")
    with refused("只能申请一次", "valuation-10"):
        contested(number, 16)


@pytest.mark.clause("valuation-10")
def test_the_operator_may_accept_at_once_and_the_exchange_once_the_time_is_over(register: Register) -> None:
    number = reported()
    with refused("由产权经营主体办理", "valuation-10"):
        services.accept_value(number=number, by=LENDER, at=at(8, 11))
    services.accept_value(number=number, by=FARMER, at=at(8, 11))
    said = public.value_of("JY-0001", date(2023, 8, 11))
    assert said and said.settled


@pytest.mark.clause("valuation-9", "valuation-10")
def test_the_bank_pays_the_first_report_and_the_objector_the_second(register: Register) -> None:
    number = reported()
    paid = {"proof": "演示转账凭证", "paid_on": date(2023, 8, 26), "at": at(8, 26)}
    with refused("由合作银行负责", "valuation-9"):
        services.pay_fee(report_number="演示报告1", payer="objector", by=CENTRE, **paid)
    contested(number)
    valued_again(number)
    services.pay_fee(report_number="演示报告1", payer="bank", by=LENDER, **paid)
    with refused("由异议方负责", "valuation-10"):
        services.pay_fee(report_number="演示报告2", payer="bank", by=CENTRE, **paid)
    services.pay_fee(report_number="演示报告2", payer="objector", by=FARMER, **paid)
    assert [each.payer for each in Report.objects.all() if each.paid_on] == ["bank", "objector"]
    with refused("已经支付", "valuation-9"):
        services.pay_fee(report_number="演示报告1", payer="bank", by=LENDER, **paid)


@pytest.mark.clause("valuation-9")
def test_a_fee_is_not_above_the_standard_of_the_trade(register: Register) -> None:
    number = agreed()
    drawn(number)
    with refused("超过行业收费标准", "valuation-9"):
        services.file_report(number=number, **report_words(fee_cny=Decimal("5000.01")), by=CENTRE, at=at(8, 10))
    services.file_report(number=number, **report_words(fee_cny=Decimal("5000.00")), by=CENTRE, at=at(8, 10))


def gate(number: str = "2023-000001") -> list[str]:
    about = Gate("decide", "rural-mortgage-arable", "", "agriculture-rural", "", by=CENTRE, on=date(2023, 9, 1), number=number)
    return [problem.code for problem in gates.value_prevails(about)]


@pytest.mark.clause("valuation-10")
def test_a_mortgage_is_registered_with_the_value_of_the_report_that_prevails(register: Register) -> None:
    number = reported()
    register.agreements["2023-000001"] = agreement()
    assert gate() == []
    register.agreements["2023-000001"] = agreement(value_cny=Decimal("1200000.01"))
    assert gate() == ["other_value"]
    register.agreements["2023-000001"] = agreement(report_number="别的报告")
    assert gate() == ["no_report"]
    register.agreements["2023-000001"] = agreement(right="JY-0002")
    assert gate() == ["no_report"]
    register.agreements["2023-000001"] = agreement()
    contested(number)
    assert gate() == ["report_contested"]
    valued_again(number)
    assert gate() == ["report_superseded"]
    register.agreements["2023-000001"] = agreement(report_number="演示报告2", value_cny=Decimal("1300000.00"))
    assert gate() == []


@pytest.mark.clause("valuation-10")
def test_an_agreed_value_and_another_case_are_none_of_the_gates_business(register: Register) -> None:
    register.agreements["2023-000001"] = agreement(value_basis="agreed", report_number="")
    assert gate() == []
    assert gate("2023-000002") == []
    assert gate("") == []
