"""Article 6: appraisers chosen by tender, what is on record about each, and the list as it was published."""

from datetime import date
from typing import Any

import pytest

from miluo.valuation_disposal import services
from miluo.valuation_disposal.models import Appraiser, CreditRecord, ListPublication
from miluo.valuation_disposal.selectors.appraisers import due_on, listed_on, overdue
from miluo.valuation_disposal.tests.office import CENTRE, LENDER, USCCS, Register, actor, at, refused

pytestmark = pytest.mark.clause("valuation-6")
WORDS = {
    "uscc": "91430681MA4DEM0F05",
    "name": "演示评估机构六",
    "qualification": "房地产估价",
    "qualification_number": "演示备案六",
    "contact": "演示联系人",
    "phone": "0730-0000000",
    "address": "汨罗市演示路",
    "selection": "tender",
    "document": "演示中标通知书",
    "admitted_on": date(2023, 9, 1),
}


def admit(**more: Any) -> None:
    services.admit(**{**WORDS, **more}, by=CENTRE, at=at(9, 1))


def test_an_appraiser_comes_on_the_list_by_tender_with_its_document(register: Register) -> None:
    admit()
    assert Appraiser.objects.get(uscc=WORDS["uscc"]).get_selection_display() == "公开招标"
    with refused("没有写明中标（成交）文件", "valuation-6"):
        admit(uscc="N2430681MF4DEM0A0R", document=" ")


def test_an_appraiser_is_not_admitted_without_an_open_selection_or_twice_or_unqualified(register: Register) -> None:
    with refused("没有选择确定方式", "valuation-6"):
        admit(selection="asked")
    with refused("资质已于", "valuation-6"):
        admit(qualified_until=date(2023, 8, 31))
    admit(qualified_until=date(2023, 9, 1))
    with refused("已经在名录中", "valuation-6"):
        admit()


def test_only_the_exchange_keeps_the_list(register: Register) -> None:
    with refused("权限"):
        services.admit(**WORDS, by=LENDER, at=at(9, 1))
    with refused("由市农村产权交易中心办理", "valuation-6"):
        services.publish_list(by=actor("exchange-officer", "finance"), at=at(9, 1))


def test_the_published_list_says_qualification_contact_and_credit(register: Register) -> None:
    said = {"happened_on": date(2023, 8, 1), "facts": "按时出具报告", "evidence": "演示评价表"}
    services.record_credit(uscc=USCCS[0], kind="good", **said, by=CENTRE, at=at(8, 2))
    services.publish_list(by=CENTRE, at=at(9, 1))
    first = ListPublication.objects.get().content[0]
    assert (first["qualification"], first["phone"]) == ("资产评估机构备案", "0730-0000000")
    assert first["credit"] == [{"kind": "良好记录", "on": "2023-08-01", "facts": "按时出具报告"}]


def test_an_expelled_appraiser_is_not_in_the_next_list_but_in_the_one_before(register: Register) -> None:
    services.publish_list(by=CENTRE, at=at(6, 2))
    services.take_off(uscc=USCCS[1], reason="演示：出具虚假报告", expelled=True, by=CENTRE, at=at(7, 1))
    services.publish_list(by=CENTRE, at=at(7, 2))
    later, before = ListPublication.objects.all()
    assert USCCS[1] in {each["uscc"] for each in before.content}
    assert USCCS[1] not in {each["uscc"] for each in later.content}
    assert CreditRecord.objects.get().kind == "expelled"


def test_a_corrected_record_stays_but_is_published_no_more(register: Register) -> None:
    said = {"happened_on": date(2023, 8, 1), "facts": "逾期", "evidence": "演示登记"}
    services.record_credit(uscc=USCCS[0], kind="bad", **said, by=CENTRE, at=at(8, 2))
    row = CreditRecord.objects.get()
    services.strike_credit(record_id=row.pk, reason="登记有误", by=CENTRE, at=at(8, 3))
    services.publish_list(by=CENTRE, at=at(9, 1))
    assert ListPublication.objects.get().content[0]["credit"] == []
    with refused("没有这条诚信记录", "valuation-6"):
        services.strike_credit(record_id=row.pk, reason="再次", by=CENTRE, at=at(8, 3))


def test_nobody_is_expelled_by_a_plain_record_and_no_record_is_of_tomorrow(register: Register) -> None:
    said = {"facts": "逾期", "evidence": "演示登记"}
    with refused("没有选择类别", "valuation-6"):
        services.record_credit(uscc=USCCS[0], kind="expelled", happened_on=date(2023, 8, 1), **said, by=CENTRE, at=at(8, 2))
    with refused("不能晚于今天", "valuation-6"):
        services.record_credit(uscc=USCCS[0], kind="bad", happened_on=date(2023, 8, 3), **said, by=CENTRE, at=at(8, 2))


def test_the_list_is_due_again_after_a_quarter(register: Register) -> None:
    assert "还没有公布过" in overdue(date(2023, 6, 2))
    services.publish_list(by=CENTRE, at=at(6, 2))
    assert due_on(date(2023, 6, 2)) == date(2023, 9, 2)
    assert overdue(date(2023, 9, 2)) == ""
    assert "再次公布" in overdue(date(2023, 9, 3))


def test_a_lapsed_qualification_takes_an_appraiser_out_of_the_list(register: Register) -> None:
    Appraiser.objects.filter(uscc=USCCS[0]).update(qualified_until=date(2023, 8, 31))
    assert USCCS[0] in {each.uscc for each in listed_on(date(2023, 8, 31))}
    assert USCCS[0] not in {each.uscc for each in listed_on(date(2023, 9, 1))}
