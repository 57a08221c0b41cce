"""The shortest way through a disposal, for the tests of articles 11 to 14."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from miluo.valuation_disposal import services
from miluo.valuation_disposal.tests.office import GUARANTOR, PDF, SURETY, at


def opened(**more: Any) -> str:
    """The guarantor, which bore 80 per cent of the loss, disposes of the right; 780,000 and 20,000 of interest are owed."""
    asked: dict[str, Any] = {
        "mortgage": "DY2023-0001",
        "guarantor": GUARANTOR,
        "handler": "guarantor",
        "principal_cny": Decimal("780000.00"),
        "interest_cny": Decimal("20000.00"),
        "debt_on": date(2023, 8, 31),
        "guarantor_share": Decimal("80.00"),
        "shares_booked_on": date(2023, 8, 31),
        "shares_document": "演示合作协议",
        "by": SURETY,
        "at": at(9, 1),
    }
    return services.open_disposal(**{**asked, **more}).number


def routed(number: str, route: str = "retransfer") -> None:
    services.choose_route(number=number, route=route, basis="演示会议纪要", by=SURETY, at=at(9, 2))


def sold(number: str, price: str = "900000.00", **more: Any) -> None:
    said: dict[str, Any] = {
        "buyer": "演示受让人",
        "buyer_kind": "third_party",
        "own_village": False,
        "buyer_proof": "演示营业执照",
        "price_cny": Decimal(price),
        "sold_on": date(2023, 9, 3),
    }
    services.sell(number=number, **{**said, **more}, by=SURETY, at=at(9, 3))


def cost(number: str, amount: str, name: str = "发票") -> None:
    proof = {"name": f"{name}.pdf", "content": PDF + name.encode()}
    services.add_cost(number=number, kind="auction", amount_cny=Decimal(amount), **proof, by=SURETY, at=at(9, 4))
