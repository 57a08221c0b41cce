"""Two bodies, the people of the catalogue, and an item that is whole."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from onewindow.accounts.roles import ROLES
from onewindow.items import services
from onewindow.items.content import Content
from onewindow.items.models import ItemVersion
from onewindow.items.reading import content
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")
WHOLE: dict[str, Any] = {
    "key": "water-permit",
    "title": "取水许可",
    "code": "ML-SL-0001",
    "kind": "01",
    "summary": "取用水资源的单位和个人申请取水许可证。",
    "organisation": "water",
    "applicants": ["person", "enterprise"],
    "handling": "promise",
    "statutory_days": 20,
    "promised_days": 10,
    "visits": 1,
    "online_depth": "3",
    "presence": "综合窗口",
    "charge": "free",
    "conditions": ["有合法的取水用途", "取水不损害第三人的合法权益"],
    "basis": [{"law": "水法", "article": "第四十八条"}],
    "materials": [
        {"key": "application", "title": "取水许可申请书", "original": 1, "source_channel": "form", "blank_form": "form", "sample": "form"},
        {"key": "licence", "title": "营业执照", "copies": 1, "source_channel": "government", "certificate": "business-licence"},
    ],
    "form": [{"name": "purpose", "title": "取水用途", "example": "农业灌溉"}, {"name": "amount", "title": "年取水量", "kind": "whole"}],
    "steps": [
        {"title": "受理", "by": "window", "days": 1},
        {"title": "审查", "by": "office", "days": 8},
        {"title": "决定", "by": "office", "days": 1},
    ],
    "scenarios": [{"title": "一般情形"}],
    "review_points": ["取水用途与批准的规划一致"],
    "result": {"title": "取水许可证", "kind": "certificate", "validity": "5年"},
    "places": [{"title": "政务服务大厅综合窗口", "hours": "工作日9:00—17:00"}],
}


def at(day: str, clock: str = "10:00") -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), SHANGHAI)


def person(name: str, role: str, organisation: str | None = None) -> Actor:
    return Actor(id=name, name=name, roles=frozenset({role}), organisation=organisation, permissions=ROLES[role].permissions)


DRAFTER = person("drafter", "item-drafter", "water")
KEEPER = person("keeper", "item-keeper", "window")
REVIEWER = person("reviewer", "item-reviewer", "window")
PUBLISHER = person("publisher", "item-publisher", "window")


def bodies() -> None:
    for key, name in (("water", "演示水利局"), ("window", "演示审批局"), ("civil", "演示民政局")):
        Organisation.objects.create(key=key, name=name, short_name=name, kind="department")


def whole(**changes: Any) -> Content:
    return content({**WHOLE, **changes})


def drafted(day: str = "2023-06-01", **changes: Any) -> ItemVersion:
    return services.draft(content=whole(**changes), by=DRAFTER, at=at(day))


def approved(day: str = "2023-06-01", **changes: Any) -> ItemVersion:
    version = drafted(day, **changes)
    named = {"key": version.item.key, "number": version.number}
    services.submit_for_review(**named, by=DRAFTER, at=at(day))
    return services.review(**named, approved=True, by=REVIEWER, at=at(day))


def published(day: str = "2023-06-01", effective_from: str | None = None, **changes: Any) -> ItemVersion:
    version = approved(day, **changes)
    first = date.fromisoformat(effective_from or day)
    return services.publish(key=version.item.key, number=version.number, effective_from=first, by=PUBLISHER, at=at(day))
