"""演示数据: rights of other kinds and towns, and two mortgages whose borrowers did not repay; one right has found its new holder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from miluo.demonstration import actor, moment
from miluo.rural_mortgage import demo, services
from miluo.rural_mortgage.models import Mortgage, Right

COMPANY, BUYER = ("演示企业丙有限公司", "91430681MA4DEM0C02"), ("演示企业丁有限公司", "91430681MA4DEM0D03")
RESOLD, BUILT = "演示经权〔2021〕0001号", "演示集建〔2021〕0001号"  # whose mortgages are realised
RIGHTS: tuple[tuple[str, str, str, str, str, str, str], ...] = (  # number, kind, land, holder, town, village, area
    (RESOLD, "operation_arable", "arable", "演示农户乙", "长乐镇", "演示四村", "105.00"),
    (BUILT, "collective_construction", "construction", "演示农户丙", "归义镇", "演示五村", "3.20"),
    ("演示经权〔2021〕0002号", "operation_other", "water", "演示农户丙", "白塘镇", "演示六村", "80.00"),
    ("演示经权〔2022〕0003号", "operation_arable", "arable", "演示农户甲", "屈子祠镇", "演示一村", "46.00"),
    ("演示经权〔2022〕0004号", "operation_arable", "arable", "演示农户乙", "桃林寺镇", "演示七村", "120.00"),
    ("演示集建〔2022〕0002号", "collective_construction", "construction", COMPANY[0], "归义镇", "演示五村", "6.50"),
    ("演示宅基〔2022〕0001号", "homestead", "homestead", "演示农户甲", "屈子祠镇", "演示一村", "0.27"),
)


def load() -> None:
    """Enter the rights once; lend on two of them in June, and realise both mortgages in July."""
    if Right.objects.filter(number=RESOLD).exists():
        return
    for each in RIGHTS:
        _right(*each)
    _sold(_realised(RESOLD, "演示农户乙", date(2023, 6, 5), "210000"))
    _realised(BUILT, "演示农户丙", date(2023, 6, 12), "300000")


def _right(number: str, kind: str, land: str, holder: str, town: str, village: str, area: str) -> None:
    construction = land in {"construction", "homestead"}
    place = {"town": town, "village": village, "place": "演示地块", "issuer": "汨罗市人民政府", "house": construction}
    by = demo._registrar(kind, demo.BEGAN)
    given: dict[str, Any] = {
        "number": number,
        "land": {"kind": kind, "land": land, **place},
        "holding": _held(holder, area, None if construction else demo.TERM),
    }
    services.enter_right(**given, starts_on=date(2022, 1, 1), by=by, at=moment(demo.BEGAN))


def _held(holder: str, area: str, ends_on: date | None) -> dict[str, Any]:
    companies = dict((COMPANY, BUYER))
    who = {"holder_kind": "business", "business_kind": "leading_enterprise"} if holder in companies else {"holder_kind": "person"}
    number = companies.get(holder) or demo.FARMERS[holder]
    paid = {"fees_paid_until": ends_on, "contractor_consents": True, "filed": True}
    return {**who, "holder_name": holder, "holder_number": number, "area_mu": Decimal(area), "ends_on": ends_on, **paid}


def _realised(right: str, holder: str, day: date, loan: str) -> Mortgage:
    found = demo._registered(right, holder, "yinhang", day, loan)
    demo._pay_out(found, date(day.year, day.month, day.day + 4))
    when = date(2023, 7, 20)
    words: dict[str, Any] = {"ground": "4", "evidence": "演示催收函和约定解除通知"}
    services.open_realisation(mortgage=found.number, **words, by=actor("yinhang", when), at=moment(when))
    return found


def _sold(of: Mortgage) -> None:
    """Two offers, the higher one taken, the new holder in the register and the mortgage at its end."""
    window, day = actor(demo.WINDOW, date(2023, 8, 14)), date(2023, 8, 14)
    for place, (bidder, price) in enumerate((("演示农户丙", "248000"), (BUYER[0], "262000"))):
        made: dict[str, Any] = {"bidder": bidder, "member": False, "price_cny": price, "keeps_land_use": True}
        services.offer(mortgage=of.number, **made, by=window, at=moment(day, 9 + place))
    services.settle(mortgage=of.number, way="transfer", by=window, at=moment(day, 15))
    later = date(2023, 8, 21)
    by = demo._registrar(of.right.kind, later)
    changed: dict[str, Any] = {"holding": _held(BUYER[0], "105.00", demo.TERM), "starts_on": later, "because": "实现抵押权，演示再流转合同"}
    services.record_change(number=of.right.number, **changed, by=by, at=moment(later))
    services.register_change_of_right(mortgage=of.number, by=by, at=moment(later, 11))
