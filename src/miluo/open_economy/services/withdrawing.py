"""撤销: what of an award is owed no more, and when an award counts no more at all. In the transaction of the act that decides it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from miluo.open_economy import funding
from miluo.open_economy.models.awards import TITLES, Award
from miluo.open_economy.models.objections import Withdrawal
from miluo.open_economy.models.payouts import LIVE, Payment
from miluo.open_economy.selectors.standing import standing
from miluo.open_economy.services.fund import book
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "open2023-11-1"


def withdraw(award: Award, amount: Decimal, *, ground: str, source: str, frees: bool, by: Actor, at: datetime) -> Withdrawal:
    """撤销: of an award that is not paid, an amount is owed no more. ``frees``: it counts against no cap any more either.

    The caller holds the award. Raises Refused for nothing, for more than is owed, and for one that is being paid or paid (409).
    """
    owed = owed_of(award)
    if not Decimal(0) < amount <= owed:
        most = format_money(owed)
        message = f"撤销的金额应大于零，不超过应付的{most}元"
        raise Refused(message, code="wrong_amount", field="amount", clause=CLAUSE, expected=f"0.01至{most}")
    if Payment.objects.filter(award=award, state__in=LIVE).exists():
        raise Refused("该项奖补已在支付或者已经付讫，不能撤销", code="already_paying", clause=CLAUSE, status=409)
    memo = f"撤销{TITLES[award.award]} {award.enterprise_name}（{source}）"[:200]
    book([funding.withdrawn(award.year, amount, memo)], subject=f"award:{award.pk}", memo=memo, by=by, at=at)
    made = Withdrawal.objects.create(award=award, amount_cny=amount, ground=ground, source=source, frees=frees, on=day_of(at))
    body = {"amount": amount, "ground": ground, "source": source, "frees": frees}
    record(subject=f"award:{award.pk}", kind="award.withdrawn", by=by, at=at, body=body)
    release(award, by=by, at=at)
    return made


def release(award: Award, *, by: Actor, at: datetime) -> None:
    """Where nothing of an award counts any more, its place in the register is free for another of the same."""
    if award.released_on is None and standing(award).counted <= funding.NOTHING:
        award.released_on = day_of(at)
        award.save(update_fields=["released_on"])
        record(subject=f"award:{award.pk}", kind="award.released", by=by, at=at, body={"case": award.case_number})


def owed_of(award: Award) -> Decimal:
    """What of an award was granted and not withdrawn."""
    return standing(award).owed


def locked_award(award: int) -> Award:
    """An award of the register, held until the transaction ends. Raises Refused (404)."""
    found = Award.objects.select_for_update().filter(pk=award).first()
    if found is None:
        raise Refused("公示名单中没有这项奖补", code="unknown_award", field="award", status=404)
    return found
