"""Who stands before the doors of the integrated window, the items that they bring, and the table into which the rooms enter their doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, Cast, gather
from onewindow.cases.tests.test_versions import NEXT
from onewindow.items import services as catalogue
from onewindow.items.reading import content
from onewindow.words.actor import Actor
from tests.kill.tables import Table

INSTANT, SECOND, MOVING, GROWING = "instant-permit", "second-permit", "moving-permit", "growing-permit"


@dataclass(frozen=True, slots=True)
class World:
    """The people of the window, and four items: a 承诺件, a 即办件, and two of which a second version is in force."""

    cast: Cast
    citizen: Actor
    chief: Actor
    justice: Actor
    justice_too: Actor
    keeper: Actor
    reviewer: Actor
    publisher: Actor
    supervisor: Actor
    caller: Actor
    manager: Actor

    @property
    def clerk(self) -> Actor:
        return self.cast.clerk

    @property
    def approver(self) -> Actor:
        return self.cast.approver


def build() -> World:
    """The items and the people; no case yet."""
    cast = gather()
    for body in ("justice", "natural-resources"):
        items.office(body)
    items.publish_item()
    items.publish_item(key=INSTANT, code="ML-SL-0019", title="示例即办", handling="instant", promised_days=1)
    items.publish_item(key=SECOND, code="ML-SL-0010", title="示例登记")
    world = World(
        cast,
        items.citizen(),
        items.person("demo-chief", "演示首席代表", "chief", items.BODY),
        items.person("demo-justice", "演示司法审批员", "approver", "justice"),
        items.person("demo-justice-2", "演示司法审批员二", "approver", "justice"),
        items.person("demo-drafter", "演示目录员", "item-keeper", items.WINDOW),
        items.person("demo-checker", "演示审核员", "item-reviewer", items.WINDOW),
        items.person("demo-publisher", "演示发布员", "item-publisher", items.WINDOW),
        items.person("demo-watch", "演示监察员", "supervisor", items.WINDOW),
        items.person("demo-caller", "演示回访员", "caller", items.WINDOW),
        items.person("demo-manager", "演示大厅管理员", "hall-manager", items.WINDOW),
    )
    for key, code, change in ((MOVING, "ML-SL-0011", {"promised_days": 3}), (GROWING, "ML-SL-0012", {"promised_days": 10})):
        items.publish_item(key=key, code=code)
        catalogue.publish(**version(world, {"key": key, "code": code, **change}, "approved", NEXT), by=world.publisher)
    return world


def version(world: World, changes: dict[str, Any], upto: str, at: datetime = AT) -> dict[str, Any]:
    """A version of an item, drafted, submitted or approved; what names it."""
    drafted = catalogue.draft(content=content({**items.CONTENT, **changes}), by=world.keeper, at=at)
    named: dict[str, Any] = {"key": drafted.item.key, "number": drafted.number, "at": at}
    if upto != "drafted":
        catalogue.submit_for_review(**named, by=world.keeper)
    if upto == "approved":
        catalogue.review(**named, approved=True, by=world.reviewer)
    return named


DOORS = Table[World]()
before = DOORS.before
