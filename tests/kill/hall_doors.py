"""The doors of the hall, each with a window, a queue and people of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, on
from onewindow.cases.tests.test_outcome import accepted
from onewindow.hall import services
from onewindow.hall.models import Business, Ticket
from onewindow.hall.tests.small_hall import VISITOR
from onewindow.words.actor import SYSTEM, Actor
from tests.kill.tables import Arguments
from tests.kill.world import World, before

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Place:
    """A window that calls from one queue, another queue that another window calls from, and who may sit there."""

    window: str
    business: str
    elsewhere: str
    clerk: Actor
    other: Actor


def place() -> Place:
    """Nobody sits there as yet."""
    first, second = _opened(), _opened()
    clerk, other = (items.person(f"demo-seat-{first}-{n}", "演示窗口员", "clerk", items.WINDOW) for n in range(2))
    return Place(f"w-{first}", first, second, clerk, other)


def _opened() -> str:
    number = Business.objects.count()
    prefix = f"{LETTERS[number // 26]}{LETTERS[number % 26]}"
    key = f"demo-{prefix.lower()}"
    services.load_businesses([{"key": key, "prefix": prefix, "title": f"演示业务{prefix}", "minutes": "10"}], by=SYSTEM, at=AT)
    names = {"zone": "", "zone_name": "", "organisation": items.WINDOW, "businesses": prefix, "clause": "onewindow-3-1-mode"}
    window = {"key": f"w-{key}", "number": prefix, "name": f"演示窗口{prefix}", "type": "comprehensive", **names}
    services.load_windows([window], by=SYSTEM, at=AT)
    services.load_slots([{"business": key, "begins": "10:00", "ends": "11:00", "capacity": "1"}], by=SYSTEM, at=AT)
    return key


def seated() -> Place:
    found = place()
    services.sit(window=found.window, by=found.clerk, at=AT)
    return found


def waiting(found: Place) -> Ticket:
    return services.take_number(business=found.business, channel="machine", by=VISITOR, at=AT)


def called() -> Place:
    found = seated()
    waiting(found)
    services.call(by=found.clerk, at=AT)
    return found


def booked() -> str:
    """The code of an appointment of the day."""
    return services.book(business=place().business, day=AT.date(), begins=time(10), by=VISITOR, at=AT).code


@before(services.take_number)
def _take_number(world: World) -> Arguments:
    return {"business": place().business, "channel": "machine", "by": VISITOR}


@before(services.cancel_number, told="wrong_state")
def _cancel_number(world: World) -> Arguments:
    return {"code": waiting(place()).code, "by": VISITOR}


@before(services.book, told="slot_full")
def _book(world: World) -> Arguments:
    return {"business": place().business, "day": AT.date(), "begins": time(10), "by": VISITOR}


@before(services.cancel_appointment, told="wrong_state")
def _cancel_appointment(world: World) -> Arguments:
    return {"code": booked(), "by": VISITOR}


@before(services.arrive)
def _arrive(world: World) -> Arguments:
    return {"code": booked(), "by": VISITOR, "at": on("2023-09-15", "09:50")}


@before(services.sit)
def _sit(world: World) -> Arguments:
    found = place()
    return {"window": found.window, "by": found.clerk}


@before(services.leave, told="not_seated")
def _leave(world: World) -> Arguments:
    return {"by": seated().clerk}


@before(services.pause)
def _pause(world: World) -> Arguments:
    return {"reason": "取材料", "by": seated().clerk}


@before(services.resume)
def _resume(world: World) -> Arguments:
    clerk = seated().clerk
    services.pause(reason="取材料", by=clerk, at=AT)
    return {"by": clerk}


@before(services.switch_window)
def _switch_window(world: World) -> Arguments:
    return {"window": place().window, "open": False, "by": world.manager}


@before(services.post, told="posted_before")
def _post(world: World) -> Arguments:
    zone = {"zone": "demo", "zone_name": "演示专区", "organisation": items.WINDOW, "businesses": "", "clause": "onewindow-3-1-mode"}
    services.load_windows([{"key": "w-zone", "number": "99", "name": "演示专窗", "type": "zone", **zone}], by=SYSTEM, at=AT)
    posted = {"clerk": place().clerk.id, "zone": "demo", "organisation": items.WINDOW}
    return {**posted, "valid_from": AT.date(), "by": world.manager}


@before(services.end_posting)
def _end_posting(world: World) -> Arguments:
    made = services.post(**_post(world), at=AT)
    return {"posting": made.pk, "valid_until": date(2023, 9, 20), "by": world.manager}


@before(services.call, told="window_busy")
def _call(world: World) -> Arguments:
    found = seated()
    waiting(found)
    return {"by": found.clerk}


@before(services.recall)
def _recall(world: World) -> Arguments:
    return {"by": called().clerk}


@before(services.begin, told="wrong_state")
def _begin(world: World) -> Arguments:
    return {"by": called().clerk}


@before(services.finish, told="nobody_called")
def _finish(world: World) -> Arguments:
    return {"by": called().clerk}


@before(services.skip, told="nobody_called")
def _skip(world: World) -> Arguments:
    clerk = called().clerk
    services.recall(by=clerk, at=AT)
    return {"by": clerk}


@before(services.transfer, told="nobody_called")
def _transfer(world: World) -> Arguments:
    found = called()
    return {"reason": "需要出件", "to_business": found.elsewhere, "by": found.clerk}


@before(services.bind)
def _bind(world: World) -> Arguments:
    found = seated()
    ticket = waiting(found)
    services.call(by=found.clerk, at=AT)
    return {"ticket": ticket.number, "case_number": accepted(world.clerk), "by": found.clerk}


@before(services.end_days)
def _end_days(world: World) -> Arguments:
    services.end_days(by=SYSTEM, at=on("2023-09-18"))  # what the others left
    waiting(seated())
    return {"by": SYSTEM, "at": on("2023-09-18")}


@before(services.log_guidance)
def _log_guidance(world: World) -> Arguments:
    return {"item": "演示事项", "channel": "自助机", "result": "done", "by": seated().clerk}


@before(services.ask)
def _ask(world: World) -> Arguments:
    return {"organisation": items.BODY, "text": "材料是否需要原件", "by": seated().clerk}


@before(services.consult)
def _consult(world: World) -> Arguments:
    return {"text": "在哪里办理", "answer": "本窗口可以办理", "by": seated().clerk}


@before(services.answer_enquiry, told="answered_before")
def _answer_enquiry(world: World) -> Arguments:
    return {"enquiry": services.ask(**_ask(world), at=AT).pk, "answer": "复印件即可", "by": world.approver}


@before(services.report)
def _report(world: World) -> Arguments:
    return {"organisation": items.BODY, "text": "跑了三次没有办成", "by": seated().clerk}


@before(services.answer_report, told="wrong_state")
def _answer_report(world: World) -> Arguments:
    return {"number": services.report(**_report(world), at=AT).number, "answer": "已经联系办理", "by": world.approver}


@before(services.close_report, told="wrong_state")
def _close_report(world: World) -> Arguments:
    answered = _answer_report(world)
    services.answer_report(**answered, at=AT)
    return {"number": answered["number"], "solved": True, "by": world.manager}
