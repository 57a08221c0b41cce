"""Forms and cases that go from hand to hand, and a notice of holidays on its way: the doors, each with what stands before it."""

from __future__ import annotations

from datetime import date, timedelta

from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases import services
from onewindow.cases.models import CalendarNotice
from onewindow.cases.services import holidays
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT
from onewindow.cases.tests.test_outcome import accepted
from onewindow.worktime.calendar import SpecialDay
from tests.kill.case_doors import reviewing
from tests.kill.tables import Arguments
from tests.kill.world import World, before


def lent(world: World) -> str:
    """The code by which a form is taken over."""
    draft = services.start_draft(procedure_key=items.ITEM, by=world.citizen, at=AT).number
    return services.lend_draft(draft=draft, by=world.citizen, at=AT).paper


@before(services.lend_draft)
def _lend(world: World) -> Arguments:
    draft = services.start_draft(procedure_key=items.ITEM, by=world.citizen, at=AT).number
    return {"draft": draft, "by": world.citizen}


@before(services.take_over_draft, rival="cast.second_clerk", told="taken_over")
def _take_over(world: World) -> Arguments:
    return {"code": lent(world), "window": "1", "by": world.clerk}


@before(services.give_back_draft)
def _give_back(world: World) -> Arguments:
    taken = services.take_over_draft(code=lent(world), window="1", by=world.clerk, at=AT)
    return {"draft": taken.number, "by": world.clerk}


@before(services.discard)
def _discard(world: World) -> Arguments:
    return {"draft": services.start_draft(procedure_key=items.ITEM, by=world.citizen, at=AT).number, "by": world.citizen}


@before(services.transfer)
def _transfer(world: World) -> Arguments:
    said = {"person": world.cast.second_approver.id, "reason": "分工调整"}
    return {"number": reviewing(world), **said, "by": world.chief}


@before(services.take_back, told="taken")
def _take_back(world: World) -> Arguments:
    return {"number": reviewing(world), "reason": "材料需要再核", "by": world.approver}


@before(services.hand_over_tasks, told="nothing_to_hand_over")
def _hand_over_tasks(world: World) -> Arguments:
    place = User.objects.count()
    one, other = (items.person(f"demo-moving-{place + n}", "演示审批员", "approver", items.BODY) for n in range(2))
    for number in (accepted(world.clerk), reviewing(world)):
        services.take(number=number, by=one, at=AT)
    number = reviewing(world)
    services.cosign(number=number, person=one.id, question="请审看", by=world.approver, at=AT)
    return {"person": one.id, "to": other.id, "reason": "调离岗位", "by": one}


@before(accounts.delegate, told="already_delegated")
def _delegate(world: World) -> Arguments:
    place = User.objects.count()
    one, other = (items.person(f"demo-leaving-{place + n}", "演示审批员", "approver", items.BODY) for n in range(2))
    said = {"reason": "外出学习，由同事代为办理", "valid_until": date(2023, 9, 20)}
    return {"user": User.objects.get(key=one.id), "delegate": User.objects.get(key=other.id), **said, "by": one}


@before(holidays.propose_notice, rival="publisher", told="announced_before")
def _propose_notice(world: World) -> Arguments:
    place = CalendarNotice.objects.count()
    day = SpecialDay(date(2023, 11, 1) + timedelta(days=place), works=False, holiday="演示节")
    return {"year": 2023, "number": f"演示发〔2023〕{place + 1}号", "days": [day], "by": world.keeper}


@before(holidays.confirm_notice, told="wrong_state")
def _confirm_notice(world: World) -> Arguments:
    return {"notice": holidays.propose_notice(**_propose_notice(world), at=AT).pk, "by": world.publisher}


@before(holidays.reject_notice, told="wrong_state")
def _reject_notice(world: World) -> Arguments:
    return {"notice": holidays.propose_notice(**_propose_notice(world), at=AT).pk, "reason": "与原文不一致", "by": world.publisher}


@before(holidays.recount)
def _recount(world: World) -> Arguments:
    accepted(world.clerk)
    days = [SpecialDay(date(2023, 9, 20), works=False, holiday="演示节")]
    notice = holidays.propose_notice(**{**_propose_notice(world), "days": days}, at=AT)
    holidays.confirm_notice(notice=notice.pk, by=world.publisher, at=AT)
    return {"notice": notice, "task": holidays.affected(notice)[0], "by": world.publisher}
