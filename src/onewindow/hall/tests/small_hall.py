"""A small hall: two comprehensive windows, one that issues, a zone with two windows, one for what could not be done; and its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from onewindow.accounts.models import User
from onewindow.accounts.roles import ROLES
from onewindow.hall import services
from onewindow.hall.models import Business, Slot, Ticket, Window, Zone, ZoneItem
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM, Actor

DAY = date(2023, 9, 15)
AT = datetime(2023, 9, 15, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
VISITOR = Actor("anonymous", "访客")
BUSINESSES = (
    {"key": "all", "prefix": "A", "title": "综合受理", "minutes": "15"},
    {"key": "issuing", "prefix": "B", "title": "综合出件", "minutes": "5"},
    {"key": "tax", "prefix": "H", "title": "办税业务", "minutes": "20"},
    {"key": "unresolved", "prefix": "T", "title": "办不成事反映", "minutes": "20"},
)
SLOTS = (
    {"business": "all", "begins": "09:00", "ends": "10:00", "capacity": "2"},
    {"business": "all", "begins": "10:00", "ends": "11:00", "capacity": "1"},
    {"business": "all", "begins": "14:00", "ends": "15:00", "capacity": "1"},
)


def _window(key: str, type_: str, organisation: str, businesses: str, zone: str = "") -> dict[str, str]:
    names = {"zone": zone, "zone_name": "办税专区" if zone else "", "organisation": organisation, "businesses": businesses}
    return {"key": key, "number": key, "name": f"演示窗口{key}", "type": type_, "clause": "onewindow-3-1-mode", **names}


WINDOWS = (
    _window("1", "comprehensive", "hall-bureau", "A"),
    _window("2", "comprehensive", "hall-bureau", "A"),
    _window("5", "issuing", "hall-bureau", "B"),
    _window("12", "zone", "tax-bureau", "H", "tax"),
    _window("13", "zone", "tax-bureau", "H", "tax"),
    _window("21", "retained", "hall-bureau", "T"),
)


@dataclass(frozen=True)
class Cast:
    """The clerks of the bureau, somebody of the tax bureau, and who manages the hall."""

    one: Actor
    two: Actor
    issuer: Actor
    tax: Actor
    manager: Actor


def build() -> Cast:
    """The hall from its rows, in place of the county's where that is loaded, and its people with accounts."""
    for model in (ZoneItem, Slot, Window, Zone, Business):
        model.objects.all().delete()
    for key, name in (("hall-bureau", "演示审批局"), ("tax-bureau", "演示税务局")):
        Organisation.objects.create(key=key, name=name, short_name=name, kind="department")
    services.load_businesses(BUSINESSES, by=SYSTEM, at=AT)
    services.load_windows(WINDOWS, by=SYSTEM, at=AT)
    services.load_slots(SLOTS, by=SYSTEM, at=AT)
    return Cast(
        person("one", "clerk", "hall-bureau"),
        person("two", "clerk", "hall-bureau"),
        person("issuer", "clerk", "hall-bureau"),
        person("tax", "clerk", "tax-bureau"),
        person("manager", "hall-manager", "hall-bureau"),
    )


def person(name: str, role: str, organisation: str) -> Actor:
    """An account and the actor that it is."""
    user = User.objects.create(username=f"hall-{name}", display_name=f"演示人员{name}", key=f"u-{name}", created_at=AT)
    return Actor(user.key, user.display_name, frozenset({role}), organisation, ROLES[role].permissions)


def later(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def take(business: str = "all", minutes: float = 0, **given: str) -> Ticket:
    """A number from the machine."""
    return services.take_number(business=business, channel="machine", by=VISITOR, at=later(minutes), **given)
