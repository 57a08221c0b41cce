"""The doors of supervision and of messages, each with what stands before it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from onewindow.accounts.models import User
from onewindow.cases import services as cases
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, on
from onewindow.cases.tests.test_outcome import SELF, accepted, at_issue
from onewindow.exchange import services as messages
from onewindow.exchange.gateways import Never, Outgoing
from onewindow.exchange.models import Message, Sms
from onewindow.supervision import services
from onewindow.supervision.checks import CHECKS
from onewindow.supervision.models import CallBack, Sample, SampledCase
from tests.kill.tables import Arguments
from tests.kill.world import World, before


def found(world: World) -> int:
    """A finding that an officer entered."""
    return int(services.enter(**_enter(world), at=AT).number)


def ordered(world: World) -> str:
    return services.issue_order(**_issue_order(world), at=AT).number


def replied(world: World) -> str:
    number = ordered(world)
    services.reply(number=number, explanation="系统故障", measures="已经修复", by=world.chief, at=AT)
    return number


def told(world: World) -> Message:
    """The last message of a case that was accepted."""
    number = accepted(world.clerk)
    while messages.read_trail():
        pass
    return Message.objects.filter(case_number=number).latest("id")


@before(services.enter, told="already_entered")
def _enter(world: World) -> Arguments:
    said = {"ground_key": "charged", "detail": "窗口收取工本费", "happened_on": AT.date()}
    return {"case": accepted(world.clerk), **said, "by": world.supervisor}


@before(services.withdraw, told="already_withdrawn")
def _withdraw(world: World) -> Arguments:
    return {"finding": found(world), "reason": "经核实没有收费", "by": world.supervisor}


@before(services.issue_order, told="already_ordered")
def _issue_order(world: World) -> Arguments:
    return {"kind": "urge", "findings": [found(world)], "demand": "请说明原因", "by": world.supervisor}


@before(services.reply, told="wrong_state")
def _reply(world: World) -> Arguments:
    return {"number": ordered(world), "explanation": "系统故障", "measures": "已经修复", "by": world.chief}


@before(services.accept_reply, told="wrong_state")
def _accept_reply(world: World) -> Arguments:
    return {"number": replied(world), "by": world.supervisor}


@before(services.return_reply, told="wrong_state")
def _return_reply(world: World) -> Arguments:
    return {"number": replied(world), "judgement": "没有说明责任", "by": world.supervisor}


@before(services.revoke_order, told="wrong_state")
def _revoke_order(world: World) -> Arguments:
    return {"number": ordered(world), "reason": "情况有误", "by": world.supervisor}


@before(services.draw, told="already_drawn")
def _draw(world: World) -> Arguments:
    month = f"2023-{Sample.objects.count() + 2:02}"  # each is drawn from once
    number = items.at_window(world.clerk, at=on(f"{month}-14"))
    cases.withdraw(number=number, by=world.citizen, at=on(f"{month}-15"))
    return {"month": month, "by": world.supervisor}


@before(services.check, told="already_checked")
def _check(world: World) -> Arguments:
    sample = services.draw(**_draw(world), at=AT).number
    answers = {check.key: "ok" for check in CHECKS} | {"materials": "fault"}
    drawn = SampledCase.objects.get(sample=sample).pk
    return {"drawn": drawn, "answers": answers, "note": "要求提供无关证明", "by": world.supervisor}


@before(services.call_back, told="already_called")
def _call_back(world: World) -> Arguments:
    number = at_issue(world.cast, world.clerk)
    cases.issue(number=number, channel="window", identity_checked=True, window="9", receiver=SELF, by=world.clerk, at=AT)
    cases.rate(number=number, level=1, comment="等了一上午", by=world.citizen, at=AT)
    services.open_call_backs(at=AT)
    said = {"outcome": "mended", "said": "等候时间长", "measures": "增开一个窗口"}
    return {"number": CallBack.objects.get(rating__case__number=number).number, **said, "by": world.caller}


@before(messages.mark_read)
def _mark_read(world: World) -> Arguments:
    return {"message": told(world).pk, "by": world.citizen}


@before(messages.mark_all_read)
def _mark_all_read(world: World) -> Arguments:
    told(world)
    return {"by": world.citizen}


@before(messages.choose_sms)
def _choose_sms(world: World) -> Arguments:
    return {"wanted": False, "by": items.person(f"demo-quiet-{User.objects.count()}", "演示办事人", "citizen")}


@before(messages.resend, told="wrong_state")
def _resend(world: World) -> Arguments:
    message = told(world)
    messages.send_due(at=AT, moment=(timezone.now() + timedelta(days=1)).replace(hour=4), through=Silent(), limit=100)
    return {"sms": Sms.objects.get(message=message).pk, "reason": "号码已经核实", "by": world.manager}


class Silent:
    """A gateway that sends nothing."""

    def send(self, outgoing: Outgoing) -> str:
        raise Never("演示网关")
