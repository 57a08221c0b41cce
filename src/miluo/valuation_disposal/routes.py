"""By which routes a kind of right may be disposed of on a day, and to whom (valuation-12, valuation-13). No Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from miluo.valuation_disposal.figures import listed, reading
from miluo.valuation_disposal.kinds import BUYERS, CONTRACTS, OPERATIONS
from onewindow.words.refused import Problem, Refused

GENERAL, BY_RIGHT = "valuation-12", "valuation-13"
_BUYER_OF = {  # who may be at the other end of a route
    "reserve": ("government",),
    "retransfer": ("third_party",),
    "buyback": ("collective",),
    "members": ("member",),
    "transfer": ("public", "third_party", "member", "collective"),
    "auction": ("public", "third_party", "member", "collective"),
    "market": ("public", "third_party", "member", "collective"),
}
IN_PUBLIC = ("auction", "members", "transfer")  # 线上拍卖、公开交易、公开转让: shown to everybody (conv-valuation-10)
HOMESTEAD_WARNING = "面向本村以外的集体经济组织成员转让宅基地使用权及房屋，与国家现行规定可能不一致，成交以前请市自然资源局、市司法局核对。"


def routes_of(right_kind: str, on: date) -> tuple[Mapping[str, str], str]:
    """What is open to a kind of right, key to wording, and the clause that says so."""
    if right_kind in OPERATIONS:
        return listed("operation_routes", on), BY_RIGHT
    if right_kind in CONTRACTS:
        as_operation = reading("contract_right_routes", on) == "as_operation"
        return (listed("operation_routes", on), BY_RIGHT) if as_operation else (listed("routes", on), GENERAL)
    if right_kind == "homestead":
        return listed("homestead_routes", on), BY_RIGHT
    if right_kind == "collective_construction":
        return listed("construction_routes", on), BY_RIGHT
    return listed("routes", on), GENERAL


def require_route(right_kind: str, right_title: str, route: str, on: date) -> str:
    """The wording of a route that is open to a kind of right. Raises Refused, naming those that are, with the clause."""
    found, clause = routes_of(right_kind, on)
    if route not in found:
        every = {**listed("routes", on), **listed("construction_routes", on), **listed("homestead_routes", on)}
        named = every.get(route, route or "未选择")
        raise Refused(
            f"{right_title}不能以“{named}”方式处置", code="route_not_open", field="route", clause=clause, expected="、".join(found.values())
        )
    return found[route]


def buyer_problems(right_kind: str, route: str, buyer_kind: str, own_village: bool, on: date) -> list[Problem]:
    """What is wrong with a buyer for a route; nothing where it fits."""
    fitting = _BUYER_OF.get(route, ())
    if buyer_kind not in fitting:
        said, clause = f"受让人“{BUYERS.get(buyer_kind, '未选择')}”与处置方式不符", routes_of(right_kind, on)[1]
        return [Problem(said, "wrong_buyer", "buyer_kind", clause, "、".join(BUYERS[each] for each in fitting))]
    outside = right_kind == "homestead" and buyer_kind == "member" and not own_village
    if outside and reading("homestead_buyers", on) == "own_village":
        return [Problem("受让人不是本村集体经济组织成员", "other_village", "own_village", BY_RIGHT, "本村集体经济组织或者其成员")]
    return []


def warnings(right_kind: str, buyer_kind: str, own_village: bool) -> list[str]:
    """What is said before a sale that the text allows and other law may not."""
    return [HOMESTEAD_WARNING] if right_kind == "homestead" and buyer_kind == "member" and not own_village else []
