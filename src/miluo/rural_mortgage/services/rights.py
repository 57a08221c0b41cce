"""The doors of the register of rights: enter one, record what changed from which day, say what stands against it, enter a lease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.rural_mortgage.kinds import (
    APPLICANT_KINDS,
    BUSINESS_KINDS,
    CONTRACTS,
    FLAGS,
    LANDS,
    OPERATIONS,
    PROOFS,
    REGISTRARS,
    RIGHT_KINDS,
    TERMED,
    registrar_of,
)
from miluo.rural_mortgage.models import CoOwner, Flag, Lease, Right, RightState
from miluo.rural_mortgage.selectors.warnings import resting_on
from miluo.rural_mortgage.services.asking import MAINTAIN, identity, not_later, one_of, right_of, shown, words
from onewindow.accounts import masks
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who holds a right and on what terms from a day on; ``co_owners`` are (name, identity number) of natural persons."""

    holder_kind: str
    holder_name: str
    holder_number: str
    area_mu: Decimal
    business_kind: str = ""
    ends_on: date | None = None
    fees_paid_until: date | None = None
    contractor_consents: bool = False
    filed: bool = False
    co_owners: Sequence[tuple[str, str]] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """What of a right never changes: its kind, where it lies, who made out its certificate, what it was made of."""

    kind: str
    land: str
    town: str
    village: str
    place: str
    issuer: str
    proof: str = "certificate"
    house: bool = False
    attachments: str = ""
    collective: bool = False
    derived_from: str = ""


@door
def enter_right(
    *,
    number: str,
    land: Mapping[str, Any],
    holding: Mapping[str, Any],
    starts_on: date,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """录入农村产权 with its first state; ``land`` has the fields of ``Land``, ``holding`` those of ``Holding``.

    Raises Refused for a number that is there already, an unknown kind, and a right that ends with a contract without the day on which.
    """
    of = Land(**land)
    one_of(of.kind, RIGHT_KINDS, "权利类型", "kind", "mortgage-2")
    require_registrar(of.kind, by)
    not_later(starts_on, day_of(at), "起始日期", "starts_on", "mortgage-2")
    if Right.objects.filter(number=number.strip()).exists():
        raise Refused(
            f"权证号{number}已经录入", code="entered_before", field="number", clause="mortgage-33", expected="另一权证号", status=409
        )
    name = words(number, "权证号", "number", "mortgage-7-1", 60)
    right = Right.objects.create(number=name, **_land(of), entered_on=day_of(at), entered_by=by.id)
    _state(right, Holding(**holding), starts_on, "首次录入", by=by, at=at)
    record(subject=right.subject, kind="right.entered", by=by, at=at, to="entered", body={"kind": of.kind, "starts_on": starts_on})
    return Answer(right.number, "entered", f"已录入权证号{right.number}的{right.kind_title}")


@door
def record_change(
    *, number: str, holding: Mapping[str, Any], starts_on: date, because: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """记载变动: what the right is from a day on; what it was before stays readable. Raises Refused for a day before the last change."""
    right = right_of(number, locked=True)
    require_registrar(right.kind, by)
    not_later(starts_on, day_of(at), "变动日期", "starts_on", "mortgage-31")
    last = right.states.latest("sequence")
    if starts_on < last.starts_on:
        message = f"变动日期早于上一次记载的{said(last.starts_on)}"
        raise Refused(
            message, code="out_of_order", field="starts_on", clause="mortgage-31", expected=f"不早于{said(last.starts_on)}", status=409
        )
    reason = words(because, "变动事由", "because", "mortgage-31", 200)
    _state(right, Holding(**holding), starts_on, reason, by=by, at=at)
    record(
        subject=right.subject, kind="right.changed", by=by, at=at, from_="entered", to="entered", reason=reason, body={"from": starts_on}
    )
    return Answer(right.number, "changed", f"已记载{said(starts_on)}起的变动，此前的状态仍可查询")


@door
def raise_flag(
    *, number: str, kind: str, starts_on: date, body: str, document: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """记载争议、征收公告、其他限制 (mortgage-21), and warn what rests on the right: agreements on the way, the mortgage that stands."""
    clause = "mortgage-21"
    right = right_of(number, clause, locked=True)
    require_registrar(right.kind, by)
    one_of(kind, FLAGS, "情形", "kind", clause)
    if any(flag.kind == kind and flag.ends_on is None for flag in right.flags.all()):
        raise Refused(
            f"已经记载“{FLAGS[kind]}”，尚未解除", code="flagged_before", field="kind", clause=clause, expected="先解除原记载", status=409
        )
    flag = Flag.objects.create(
        right=right,
        kind=kind,
        starts_on=not_later(starts_on, day_of(at), "起始日期", "starts_on", clause),
        body=words(body, "作出机关", "body", clause, 60),
        document=words(document, "依据文书", "document", clause, 120),
        entered_by=by.id,
    )
    record(subject=right.subject, kind="right.flagged", by=by, at=at, to=kind, body={"flag": flag.pk, "from": starts_on, "by": flag.body})
    warned = resting_on(right)
    for subject in warned:
        record(subject=subject, kind="mortgage.warned", by=by, at=at, reason=FLAGS[kind], body={"right": right.number, "flag": flag.pk})
    told = f"，已提示{len(warned)}项在办或者已登记的抵押" if warned else ""
    return Answer(right.number, kind, f"已记载“{FLAGS[kind]}”{told}")


@door
def lift_flag(*, number: str, kind: str, ends_on: date, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """解除 what stood against a right, from a day on, on whose word."""
    clause = "mortgage-21"
    right = right_of(number, clause, locked=True)
    require_registrar(right.kind, by)
    flag = right.flags.filter(kind=kind, ends_on=None).first()
    if flag is None:
        raise Refused("没有这项记载，或者已经解除", code="no_flag", field="kind", clause=clause, status=404)
    if ends_on < flag.starts_on:
        raise Refused("解除日期早于起始日期", code="out_of_order", field="ends_on", clause=clause, expected=f"不早于{said(flag.starts_on)}")
    flag.ends_on = not_later(ends_on, day_of(at), "解除日期", "ends_on", clause)
    flag.lifted_by_document = words(document, "解除依据", "document", clause, 120)
    flag.save(update_fields=["ends_on", "lifted_by_document"])
    record(subject=right.subject, kind="right.unflagged", by=by, at=at, from_=kind, body={"flag": flag.pk, "on": ends_on})
    return Answer(right.number, "lifted", f"已解除“{flag.title}”")


@door
def enter_lease(
    *, number: str, lessee: str, starts_on: date, ends_on: date, contract: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记出租: the lease goes on under a mortgage, and its lessee is told in writing before one is registered (mortgage-13)."""
    clause = "mortgage-13"
    right = right_of(number, clause, locked=True)
    require_registrar(right.kind, by)
    if ends_on < starts_on:
        raise Refused(
            "租赁期限的终止日期早于起始日期", code="out_of_order", field="ends_on", clause=clause, expected=f"不早于{said(starts_on)}"
        )
    name = words(lessee, "承租人", "lessee", clause, 60)
    lease = Lease.objects.create(
        right=right,
        lessee_name=name,
        shown_lessee=masks.name(name) if len(name) <= 4 else name,
        starts_on=starts_on,
        ends_on=ends_on,
        contract=words(contract, "租赁合同", "contract", clause, 80),
        entered_by=by.id,
    )
    record(subject=right.subject, kind="right.leased", by=by, at=at, body={"lease": lease.pk, "from": starts_on, "until": ends_on})
    return Answer(right.number, "leased", f"已登记租赁合同{lease.contract}")


def require_registrar(kind: str, by: Actor) -> None:
    """Raises Refused (403) for who is not of the body that registers this kind of right (mortgage-16)."""
    require(by, MAINTAIN)
    body = REGISTRARS[registrar_of(kind)]
    if by.organisation != body:
        titles = {"agriculture-rural": "市农业农村局", "natural-resources": "市自然资源局"}
        message = f"{RIGHT_KINDS[kind]}由{titles[body]}登记"
        raise Refused(message, code="other_registrar", field="kind", clause="mortgage-16", expected=titles[body], status=403)


def _land(of: Land) -> dict[str, Any]:
    source = right_of(of.derived_from) if of.derived_from else None
    if source is not None and (of.kind not in OPERATIONS or source.kind not in CONTRACTS):
        raise Refused("只有土地经营权由承包经营权流转而来", code="not_derived", field="derived_from", clause="mortgage-11d")
    return {
        **{name: getattr(of, name) for name in ("kind", "house", "collective")},
        "land": one_of(of.land, LANDS, "土地类别", "land", "mortgage-2"),
        "proof": one_of(of.proof, PROOFS, "权属凭证", "proof", "mortgage-9"),
        "issuer": words(of.issuer, "发证机关", "issuer", "mortgage-7-1", 60),
        "town": words(of.town, "镇", "town", "mortgage-9", 30),
        "village": words(of.village, "村（社区）", "village", "mortgage-9", 40),
        "place": words(of.place, "坐落", "place", "mortgage-9", 200),
        "attachments": of.attachments.strip()[:200],
        "derived_from": source,
    }


def _state(right: Right, holding: Holding, starts_on: date, because: str, *, by: Actor, at: datetime) -> RightState:
    """One more state of a right; the right is locked or new. Raises Refused for a holding that is not whole."""
    _require_whole(right, holding, starts_on)
    number, holder_key = identity(holding.holder_kind, holding.holder_number, "holder_number")
    name = words(holding.holder_name, "权利人", "holder_name", "mortgage-5", 100)
    last = right.states.order_by("sequence").last()
    state = RightState.objects.create(
        right=right,
        sequence=last.sequence + 1 if last else 1,
        starts_on=starts_on,
        holder_kind=holding.holder_kind,
        business_kind=holding.business_kind,
        holder_name=name,
        holder_number=number,
        holder_key=holder_key,
        shown_holder=shown(holding.holder_kind, name),
        area_mu=holding.area_mu,
        ends_on=holding.ends_on,
        fees_paid_until=holding.fees_paid_until,
        contractor_consents=holding.contractor_consents,
        filed=holding.filed,
        because=because,
        recorded_at=at,
        recorded_by=by.id,
    )
    for owner, owner_number in holding.co_owners:
        whole, owner_key = identity("person", owner_number, "co_owners")
        CoOwner.objects.create(state=state, name=owner, number=whole, key=owner_key, shown=masks.name(owner))
    return state


def _require_whole(right: Right, holding: Holding, starts_on: date) -> None:
    one_of(holding.holder_kind, APPLICANT_KINDS, "权利人类别", "holder_kind", "mortgage-5")
    if holding.holder_kind == "business":
        one_of(holding.business_kind, BUSINESS_KINDS, "新型农业经营主体", "business_kind", "mortgage-5")
    if holding.area_mu <= 0:
        raise Refused("面积应当大于0亩", code="wrong_value", field="area_mu", clause="mortgage-2", expected="大于0的亩数")
    if right.kind in TERMED and holding.ends_on is None:
        clause = "mortgage-11a" if right.kind in CONTRACTS else "mortgage-11b"
        raise Refused(
            "没有填写承包期或者流转期的终止日期", code="missing", field="ends_on", clause=clause, expected="权证或者合同上的终止日期"
        )
    if holding.ends_on is not None and holding.ends_on < starts_on:
        raise Refused(
            "期限的终止日期早于起始日期", code="out_of_order", field="ends_on", clause="mortgage-2", expected=f"不早于{said(starts_on)}"
        )
