"""An item of the catalogue and the people who bring a case of it to its end: the window, a body, a person who applies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from onewindow.accounts.models import RoleGrant, User
from onewindow.accounts.roles import permissions_of
from onewindow.cases import services
from onewindow.cases.tests.cast import AT, PDF, WINDOW
from onewindow.items.reading import content
from onewindow.items.services.seeding import Seed, load
from onewindow.organisations.models import Organisation
from onewindow.papers.letterheads import letterhead
from onewindow.words.actor import SYSTEM, Actor

ITEM, BODY = "sample-permit", "commerce-grain"
PERSON_ID = "11010519491231002X"  # the example of GB 11643
PERSON_NAME = "演示办事人"
CONTENT: dict[str, Any] = {
    "key": ITEM,
    "title": "示例经营许可",
    "code": "ML-SL-0009",
    "kind": "01",
    "summary": "从事示例经营活动的申请许可。",
    "organisation": BODY,
    "applicants": ["person", "enterprise"],
    "handling": "promise",
    "statutory_days": 20,
    "promised_days": 5,
    "visits": 1,
    "online_depth": "4",
    "presence": "综合窗口",
    "charge": "free",
    "conditions": ["有固定的经营场所"],
    "basis": [{"law": "行政许可法", "article": "第三十四条"}],
    "materials": [
        {"key": "application", "title": "申请书", "original": 1, "source_channel": "form", "blank_form": "form", "sample": "form"},
        {"key": "premises", "title": "经营场所证明", "copies": 1, "source_channel": "applicant", "deferrable": True},
        {"key": "health", "title": "健康承诺", "copies": 1, "source_channel": "applicant", "promisable": True},
    ],
    "form": [
        {"name": "address", "title": "经营地址", "example": "演示路1号"},
        {"name": "area", "title": "面积", "kind": "number", "unit": "平方米"},
    ],
    "special": [
        {"kind": "hearing", "title": "听证", "days": 20, "stops_clock": True, "basis": "行政许可法第四十五条"},
        {"kind": "survey", "title": "现场踏勘", "days": 3, "stops_clock": False},
    ],
    "extension_days": 10,
    "extension_basis": "行政许可法第四十二条",
    "steps": [{"title": "受理", "by": "window", "days": 1}, {"title": "审查", "by": "office", "days": 4}],
    "scenarios": [{"title": "一般情形"}],
    "review_points": ["场所与申请一致"],
    "result": {"title": "示例经营许可证", "kind": "certificate", "validity": "5年"},
    "delivery": ["window", "post", "download"],
    "places": [{"title": "政务服务大厅综合窗口", "hours": "工作日9:00—17:00"}],
}
TYPED = {"address": "演示路1号", "area": "25.5"}
PERSONS = {"person_name": PERSON_NAME, "person_id": PERSON_ID}


def publish_item(**changes: Any) -> None:
    """The item in force from 2023-01-01."""
    load([Seed(content({**CONTENT, **changes}), date(2023, 1, 1), "test")], by=SYSTEM, at=AT)


def office(key: str) -> None:
    name = letterhead(key).name
    Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "department"})


def person(username: str, name: str, role: str, organisation: str | None = None, **columns: Any) -> Actor:
    """An account with one role, as the actor that it is."""
    body = Organisation.objects.get(key=organisation) if organisation else None
    user = User.objects.create(username=username, display_name=name, created_at=AT, key=f"u-{username}", organisation=body, **columns)
    RoleGrant.objects.create(user=user, role=role, organisation=body, valid_from=date(2023, 1, 1))
    held = frozenset({role})
    return Actor(id=user.key, name=name, roles=held, organisation=organisation, permissions=permissions_of(held))


def citizen() -> Actor:
    return person("demo-citizen", PERSON_NAME, "citizen", resident_id=PERSON_ID)


def at_window(
    clerk: Actor, *, at: datetime = AT, item: str = ITEM, materials: tuple[str, ...] = ("application", "premises", "health")
) -> str:
    """A walk-in case as the clerk enters it, submitted; its number."""
    draft = services.start_draft(procedure_key=item, channel="window", window="1", by=clerk, at=at).number
    services.save_draft(draft=draft, facts=TYPED, persons=PERSONS, contact_name=PERSON_NAME, contact_phone="13800000000", by=clerk, at=at)
    for material in materials:
        services.attach(draft=draft, material=material, name=f"{material}.pdf", content=PDF, by=clerk, at=at)
    return services.submit(draft=draft, by=clerk, at=at).number


__all__ = [
    "BODY",
    "CONTENT",
    "ITEM",
    "PERSONS",
    "PERSON_ID",
    "PERSON_NAME",
    "TYPED",
    "WINDOW",
    "at_window",
    "citizen",
    "office",
    "person",
    "publish_item",
]
