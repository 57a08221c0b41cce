"""Articles 11 to 13: after the loss is shared, by a route of the kind of right, to a buyer who fits it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from miluo.valuation_disposal import routes, services
from miluo.valuation_disposal.models import Disposal
from miluo.valuation_disposal.services import disposals
from miluo.valuation_disposal.tests.office import CENTRE, LENDER, OTHER_LENDER, SURETY, Register, at, mortgage, refused
from miluo.valuation_disposal.tests.sold import opened, routed, sold

DAY = date(2023, 9, 1)
EVERY = ("auction", "market", "reserve", "retransfer", "buyback", "members", "transfer")
OPEN = {
    "operation_arable": {"reserve", "retransfer"},
    "operation_other": {"reserve", "retransfer"},
    "contract_arable": {"reserve", "retransfer"},
    "contract_other": {"reserve", "retransfer"},
    "homestead": {"buyback", "members"},
    "collective_construction": {"reserve", "transfer"},
    "forest": {"auction", "market", "reserve", "retransfer"},
    "other": {"auction", "market", "reserve", "retransfer"},
}


@pytest.mark.clause("valuation-12", "valuation-13")
@pytest.mark.parametrize("kind", OPEN)
def test_each_kind_of_right_has_its_routes_and_every_other_is_refused(kind: str) -> None:
    clause = "valuation-12" if kind in {"forest", "other"} else "valuation-13"
    for route in EVERY:
        if route in OPEN[kind]:
            assert routes.require_route(kind, "演示产权", route, DAY)
        else:
            with refused("不能以", clause):
                routes.require_route(kind, "演示产权", route, DAY)


@pytest.mark.clause("valuation-12")
def test_a_private_seizure_is_no_route() -> None:
    with refused("不能以“seizure”方式处置", "valuation-12"):
        routes.require_route("forest", "林权", "seizure", DAY)


@pytest.mark.clause("valuation-13")
def test_by_the_other_reading_a_contract_right_takes_every_general_route(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "reading", lambda name, on: "general")
    assert set(routes.routes_of("contract_arable", DAY)[0]) == {"auction", "market", "reserve", "retransfer"}


@pytest.mark.clause("valuation-13")
@pytest.mark.parametrize(
    ("kind", "route", "buyer", "fits"),
    [
        ("homestead", "members", "member", True),
        ("homestead", "members", "public", False),  # an urban buyer
        ("homestead", "buyback", "collective", True),
        ("homestead", "buyback", "member", False),
        ("operation_arable", "reserve", "government", True),
        ("operation_arable", "reserve", "third_party", False),
        ("operation_arable", "retransfer", "third_party", True),
        ("collective_construction", "transfer", "public", True),
        ("collective_construction", "transfer", "government", False),
    ],
)
def test_a_buyer_fits_the_route_or_is_refused(kind: str, route: str, buyer: str, fits: bool) -> None:
    assert [problem.clause for problem in routes.buyer_problems(kind, route, buyer, True, DAY)] == ([] if fits else ["valuation-13"])


@pytest.mark.clause("valuation-13")
def test_a_member_of_another_village_is_allowed_by_the_text_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert routes.buyer_problems("homestead", "members", "member", False, DAY) == []
    assert routes.warnings("homestead", "member", False) and not routes.warnings("homestead", "member", True)
    monkeypatch.setattr(routes, "reading", lambda name, on: "own_village")
    assert [problem.code for problem in routes.buyer_problems("homestead", "members", "member", False, DAY)] == ["other_village"]
    assert routes.buyer_problems("homestead", "members", "member", True, DAY) == []


@pytest.mark.clause("valuation-11")
def test_a_disposal_opens_once_the_loss_is_shared_and_booked(register: Register) -> None:
    disposal = Disposal.objects.get(number=opened())
    assert (disposal.bank_share, disposal.guarantor_share) == (Decimal("20.00"), Decimal("80.00"))
    with refused("已经启动", "valuation-11"):
        opened()


@pytest.mark.clause("valuation-11")
@pytest.mark.parametrize(
    ("more", "words", "clause"),
    [
        ({"shares_booked_on": date(2023, 9, 2)}, "不能晚于今天", "valuation-11"),
        ({"shares_document": ""}, "没有写明风险分担约定", "valuation-11"),
        ({"guarantor_share": Decimal("100.01")}, "不在0至100之间", "valuation-11"),
        ({"guarantor": "", "handler": "bank", "by": LENDER}, "没有担保机构的贷款", "valuation-11"),
        ({"principal_cny": Decimal(0), "interest_cny": Decimal(0)}, "没有未偿还的贷款本息", "valuation-11"),
        ({"by": OTHER_LENDER}, "由担保机构追偿的", "valuation-11"),
        ({"handler": "court"}, "没有选择追偿处置方", "valuation-11"),
        ({"mortgage": "DY2023-9999"}, "没有编号为", "valuation-11"),
        ({"guarantor_share": Decimal(0)}, "没有分担这笔贷款的损失", "valuation-3"),
    ],
)
def test_a_disposal_that_is_not_in_order_does_not_open(register: Register, more: dict[str, Any], words: str, clause: str) -> None:
    with refused(words, clause):
        opened(**more)
    assert not Disposal.objects.exists()


@pytest.mark.clause("valuation-3")
def test_by_the_other_reading_a_guarantor_may_hold_the_security_without_a_share(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposals, "reading", lambda name, on: "always")
    assert opened(guarantor_share=Decimal(0))


@pytest.mark.clause("valuation-11")
def test_without_a_ground_of_realisation_or_a_standing_mortgage_nothing_is_disposed_of(register: Register) -> None:
    register.realised.clear()
    with refused("还没有启动抵押权实现", "mortgage-28"):
        opened()
    register.end("DY2023-0001")
    with refused("已经终止", "valuation-11"):
        opened()


@pytest.mark.clause("valuation-11")
def test_the_bank_disposes_of_it_itself_where_nobody_stands_behind_the_loan(register: Register) -> None:
    number = opened(guarantor="", handler="bank", guarantor_share=Decimal(0), by=LENDER)
    assert Disposal.objects.get(number=number).bank_share == 100
    with refused("由合作银行办理", "valuation-11"):
        services.choose_route(number=number, route="reserve", basis="演示", by=SURETY, at=at(9, 2))


@pytest.mark.clause("valuation-12", "valuation-13")
def test_a_right_is_sold_by_its_route_alone(register: Register) -> None:
    number = opened()
    with refused("已启动", "valuation-13"):
        sold(number)
    with refused("不能以“线上拍卖”方式处置", "valuation-13"):
        services.choose_route(number=number, route="auction", basis="演示", by=SURETY, at=at(9, 2))
    routed(number)
    with refused("与处置方式不符", "valuation-13"):
        sold(number, buyer_kind="government")
    sold(number)
    assert Disposal.objects.get(number=number).buyer == "演示受让人"
    with refused("已成交", "valuation-13"):
        sold(number)


@pytest.mark.clause("valuation-13")
def test_it_is_closed_once_the_register_says_that_the_mortgage_ended(register: Register) -> None:
    number = opened()
    routed(number)
    sold(number)
    services.distribute(number=number, received_on=date(2023, 9, 5), by=SURETY, at=at(9, 5))
    with refused("还没有注销", "mortgage-31"):
        services.close_disposal(number=number, change_document="演示变更凭证", by=CENTRE, at=at(9, 6))
    register.end("DY2023-0001")
    services.close_disposal(number=number, change_document="演示变更凭证", by=CENTRE, at=at(9, 6))
    assert Disposal.objects.get(number=number).state == "closed"


@pytest.mark.clause("valuation-15")
def test_a_mortgage_that_was_made_under_the_measure_is_disposed_of_after_its_end(register: Register) -> None:
    register.mortgages["DY2023-0001"] = mortgage(ends_on=date(2026, 5, 31))
    late = at(6, 2, year=2025)
    assert opened(debt_on=late.date(), shares_booked_on=late.date(), at=late)
