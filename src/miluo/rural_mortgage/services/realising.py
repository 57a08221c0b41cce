"""实现抵押权 (mortgage-28 to mortgage-31): on a ground, by offers among which a member goes first at the same price, then registered."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from miluo.rural_mortgage.models import Mortgage, Offer, Realisation
from miluo.rural_mortgage.models.endings import GROUNDS, WAYS
from miluo.rural_mortgage.models.mortgages import REALISED, STANDING
from miluo.rural_mortgage.selectors.limits import change_due
from miluo.rural_mortgage.services.asking import INTAKE, LEND, money, mortgage_of, one_of, require_own_bank, words
from miluo.rural_mortgage.services.changing import ended
from miluo.rural_mortgage.services.rights import require_registrar
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

EXPIRED = "1"


@door
def open_realisation(*, mortgage: str, ground: str, evidence: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """启动 on one of the four grounds with its evidence, by the mortgagee. Ground 1 only once the contract has expired unpaid.

    Raises Refused (409) for a mortgage that has ended or is being realised already.
    """
    row = mortgage_of(mortgage)
    require_own_bank(row, by)
    one_of(ground, GROUNDS, "情形", "ground", "mortgage-28")
    if row.state != STANDING:
        raise Refused(f"抵押{row.number}{row.get_state_display()}", code="wrong_state", field="mortgage", clause="mortgage-28", status=409)
    if ground == EXPIRED and day_of(at) <= row.ends_on:
        message = f"合同到{said(row.ends_on)}期满，尚未期满"
        raise Refused(message, code="not_expired", field="ground", clause="mortgage-28", expected="期满仍不偿还，或者适用其他情形")
    proof = words(evidence, "证据", "evidence", "mortgage-28", 200)
    try:
        with transaction.atomic():
            Realisation.objects.create(mortgage=row, ground=ground, evidence=proof, opened_on=day_of(at), opened_by=by.id)
    except IntegrityError:
        raise Refused("已经启动实现抵押权", code="opened_before", field="mortgage", clause="mortgage-28", status=409) from None
    record(subject=row.subject, kind="mortgage.realising", by=by, at=at, reason=GROUNDS[ground], body={"ground": ground})
    return Answer(row.number, "realising", "已启动实现抵押权")


@door
def offer(
    *,
    mortgage: str,
    bidder: str,
    member: bool,
    price_cny: Decimal | str,
    keeps_land_use: bool,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记报价, by the bank or at the window of 农交中心. Who would change ownership or use of the land is refused (mortgage-30)."""
    row, realisation = _running(mortgage, by)
    if not keeps_land_use:
        message = "没有承诺不改变土地所有权性质和土地用途"
        raise Refused(message, code="land_use", field="keeps_land_use", clause="mortgage-30", expected="未经法定程序不得改变")
    price = money(price_cny, "报价", "price_cny", "mortgage-29")
    name = words(bidder, "受让意向人", "bidder", "mortgage-29", 100)
    made = Offer.objects.create(
        realisation=realisation, bidder=name, member=member, price_cny=price, keeps_land_use=True, offered_at=at, recorded_by=by.id
    )
    record(subject=row.subject, kind="mortgage.offered", by=by, at=at, body={"offer": made.pk, "price_cny": price, "member": member})
    return Answer(row.number, "offered", f"已登记报价{price:,.2f}元")


@door
def settle(*, mortgage: str, way: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """确定受让人并办结: the highest price, at the same price a member of the collective, then the earlier offer (conv-mortgage-8)."""
    row, realisation = _running(mortgage, by)
    best = ranked(realisation)
    if not best:
        raise Refused("没有登记报价", code="no_offer", field="mortgage", clause="mortgage-29", expected="至少一个报价", status=409)
    realisation.way = one_of(way, WAYS, "方式", "way", "mortgage-29")
    realisation.winner, realisation.price_cny = best[0], best[0].price_cny
    realisation.decided_on = realisation.settled_on = day_of(at)
    realisation.save()
    record(
        subject=row.subject, kind="mortgage.settled", by=by, at=at, body={"offer": best[0].pk, "price_cny": best[0].price_cny, "way": way}
    )
    return Answer(row.number, "settled", f"由{best[0].bidder}以{best[0].price_cny:,.2f}元受让，请及时办理产权变更登记")


def sold(*, mortgage: str, way: str, price_cny: Decimal, member: bool, by: Actor, at: datetime) -> None:
    """成交 outside the offers of this register, in the caller's transaction: the realisation is settled at that price, if it is not yet.

    ``member`` is whether the buyer belongs to the collective. Raises Refused (409) where it was settled at another price, for less than
    the best offer on record, and for an outsider at the price of a member (mortgage-29).
    """
    row = mortgage_of(mortgage)
    realisation = Realisation.objects.select_for_update(of=("self",)).filter(mortgage=row).first()
    if realisation is None:
        raise Refused("没有启动实现抵押权", code="not_realising", field="mortgage", clause="mortgage-28", expected="先启动", status=409)
    if realisation.settled_on is not None:
        _require_same(realisation, price_cny)
        return
    _require_best(realisation, price_cny, member)
    realisation.way, realisation.price_cny = one_of(way, WAYS, "方式", "way", "mortgage-29"), price_cny
    realisation.decided_on = realisation.settled_on = day_of(at)
    realisation.save()
    record(subject=row.subject, kind="mortgage.settled", by=by, at=at, body={"price_cny": price_cny, "way": way})


def _require_same(realisation: Realisation, price_cny: Decimal) -> None:
    if realisation.price_cny != price_cny:
        settled = f"{realisation.price_cny:,.2f}元"
        message = f"抵押登记簿已经按报价{settled}确定受让人"
        raise Refused(message, code="settled_before", field="price_cny", clause="mortgage-29", expected=settled, status=409)


def _require_best(realisation: Realisation, price_cny: Decimal, member: bool) -> None:
    best = next(iter(ranked(realisation)), None)
    if best is None or price_cny > best.price_cny:
        return
    if price_cny < best.price_cny:
        message, right = "成交价低于已经登记的报价", f"不低于{best.price_cny:,.2f}元"
        raise Refused(message, code="below_offer", field="price_cny", clause="mortgage-29", expected=right, status=409)
    if best.member and not member:
        message, right = "同等条件下本集体经济组织成员优先", f"由{best.bidder}受让"
        raise Refused(message, code="member_first", field="buyer", clause="mortgage-29", expected=right, status=409)


@door
def register_change_of_right(*, mortgage: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """产权变更登记 (mortgage-31), by the registrar, after the new holder was recorded in the register: the mortgage ends with it."""
    row = mortgage_of(mortgage)
    require_registrar(row.right.kind, by)
    realisation = Realisation.objects.select_for_update(of=("self",)).filter(mortgage=row).exclude(settled_on=None).first()
    settled_on = realisation.settled_on if realisation else None
    if realisation is None or settled_on is None or realisation.change_registered_on is not None:
        raise Refused("没有待变更登记的实现抵押权", code="not_settled", field="mortgage", clause="mortgage-31", status=409)
    if row.right.states.latest("sequence").starts_on < settled_on:
        expected = f"先记载{said(settled_on)}以后的新权利人"
        raise Refused(
            "登记簿中还没有新的权利人", code="no_new_holder", field="mortgage", clause="mortgage-31", expected=expected, status=409
        )
    realisation.change_registered_on = day_of(at)
    realisation.save(update_fields=["change_registered_on"])
    ended(row, "realised", REALISED, by=by, at=at)
    return Answer(row.number, REALISED, "已办理产权变更登记，抵押登记终结")


def ranked(realisation: Realisation) -> list[Offer]:
    """The offers, the one that is to have the right first (mortgage-29, conv-mortgage-8)."""
    return sorted(realisation.offers.all(), key=lambda each: (-each.price_cny, not each.member, each.offered_at, each.pk))


def _running(number: str, by: Actor) -> tuple[Mortgage, Realisation]:
    row = mortgage_of(number)
    if by.may(LEND):
        require_own_bank(row, by)
    else:
        require(by, INTAKE)
    found = Realisation.objects.select_for_update(of=("self",)).filter(mortgage=row, settled_on=None).first()
    if found is None:
        raise Refused("没有正在实现的抵押权", code="not_realising", field="mortgage", clause="mortgage-28", expected="先启动", status=409)
    return row, found


@transaction.atomic
def remind(*, at: datetime) -> int:
    """提醒产权变更登记, once each, by the work of the day: settled five working days ago and not yet registered (conv-mortgage-7)."""
    today, found = day_of(at), 0
    rows = Realisation.objects.select_for_update(of=("self",)).filter(change_registered_on=None, reminded_on=None).exclude(settled_on=None)
    for row in rows.select_related("mortgage").order_by("id"):
        if change_due(row) <= today:
            row.reminded_on = today
            row.save(update_fields=["reminded_on"])
            record(subject=row.mortgage.subject, kind="mortgage.change_reminded", by=SYSTEM, at=at, body={"settled": row.settled_on})
            found += 1
    return found
