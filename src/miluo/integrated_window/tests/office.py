"""The people of these tests, the items that they act on, and the shortest way to an item that is open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from miluo.integrated_window import services
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.accounts.roles import permissions_of
from onewindow.items.models import Item
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM, Actor

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TREE = "ML-LY-0001"  # 林木采伐许可, a 承诺件 of 市林业局
QUARANTINE = "ML-LY-0002"  # 林草植物检疫证书核发, an 即办件 of 市林业局
WATER = "ML-SL-0002"  # 取水许可 of 市水利局
ADOPTION = "ML-MZ-0002"  # 收养登记 of 市民政局
MARRIAGE = "ML-MZ-0001"  # a zone item
LICENCE = "ML-SC-0001"  # 企业设立登记, of the zone 市场监管


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at(6, 1)
TODAY = NOW.date()


def actor(role: str, organisation: str | None, name: str = "") -> Actor:
    """Somebody in a role for an organisation; nobody else by another name."""
    keys = frozenset({role})
    return Actor(f"{role}-{organisation}{name}", "演示人员", keys, organisation, permissions_of(keys))


def unit(organisation: str = "forestry") -> Actor:
    return actor("resident-liaison", organisation)


BUREAU = actor("window-manager", "approval-service")
OFFICE = actor("reform-officer", "approval-reform-office")
SUPERVISOR = actor("supervisor", "government-office")
CLERK = actor("clerk", "approval-service")


def key_of(code: str) -> str:
    return Item.objects.get(code=code).key


def chief(organisation: str = "forestry", **more: Any) -> None:
    given = {"name": "演示首席", "post": "股长", "phone": "", "account": "", "starts_on": date(2023, 5, 10), "document": "演示授权文件"}
    services.appoint_chief(**{**given, **more}, by=unit(organisation), at=NOW)


def letter(codes: tuple[str, ...] = (TREE,), decides: tuple[str, ...] = (), organisation: str = "forestry", **more: Any) -> str:
    """A letter that both parties sealed; its number."""
    lines = [{"code": code, "decides": code in decides} for code in codes]
    given = {"starts_on": date(2023, 6, 1), "item_count": len(codes), "items": lines}
    number = services.draw_up(**{**given, **more}, by=unit(organisation), at=NOW).number
    services.sign(number=number, party="principal", signer="演示局长", sealed_on=date(2023, 5, 30), by=unit(organisation), at=NOW)
    services.sign(number=number, party="agent", signer="演示主任", sealed_on=date(2023, 5, 31), by=BUREAU, at=NOW)
    return number


def opened(codes: tuple[str, ...] = (TREE,), decides: tuple[str, ...] = (), organisation: str = "forestry") -> str:
    """Items of one body that are open at the window; the number of their letter."""
    chief(organisation)
    number = letter(codes, decides, organisation)
    services.propose(codes=codes, by=unit(organisation), at=NOW)
    services.confirm(codes=codes, by=BUREAU, at=NOW)
    services.activate(codes=codes, by=BUREAU, at=NOW)
    return number


def clerk(username: str) -> User:
    """An account that works at the window."""
    body = Organisation.objects.get(key="approval-service")
    user = accounts.create_user(username=username, display_name=f"演示{username}", organisation=body, by=SYSTEM, at=at(5, 9))
    accounts.grant(user=user, role="clerk", organisation=body, valid_from=date(2023, 5, 9), by=SYSTEM, at=at(5, 9))
    return user
