"""The people of the tests and the cases they bring: an enterprise of the demonstration, two windows, two approvers.

Everything goes through the doors; no test writes a case by hand. The procedure is the county's, found by its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from onewindow.accounts.models import Agency, RoleGrant, User
from onewindow.accounts.roles import permissions_of
from onewindow.cases import services
from onewindow.organisations.models import Organisation
from onewindow.papers.letterheads import letterhead
from onewindow.words.actor import Actor
from onewindow.words.identity import uscc_check

PROCEDURE = "open-economy-trade"
WINDOW, BUREAU = "approval-service", "commerce-grain"
USCC, OTHER_USCC = "91430681MA4L00001N", "91430681MA4L00002R"
FIRST_TRADE, GROWTH, VOLUME = "first_trade_award_cny", "growth_award_cny", "trade_volume_award_cny"
AT = datetime(2023, 9, 15, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
PDF = b"%PDF-1.7\ncustoms figures of the demonstration\n%%EOF\n"
FACTS: dict[str, Any] = {  # first trade 30,000 + volume 6,000
    "year": 2023,
    "closed_until": "2023-08-31",
    "registered_in_miluo": True,
    "traded_before": False,
    "trade_usd": "200000",
    "trade_usd_previous_year": "0",
    "funded_elsewhere": [],
}


def on(day: str, clock: str = "10:00") -> datetime:
    """A moment in the county's time."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True, slots=True)
class Cast:
    """``agent`` acts for the enterprise of ``USCC`` and for that of ``OTHER_USCC``; ``stranger`` for nobody."""

    agent: Actor
    stranger: Actor
    clerk: Actor
    second_clerk: Actor
    approver: Actor
    second_approver: Actor
    both: Actor  # a clerk who is also an approver, at the bureau
    supervisor: Actor


def gather() -> Cast:
    """The people, with the rows that the doors ask for."""
    for key in (WINDOW, BUREAU):
        name = letterhead(key).name
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "department"})
    agent = _person("demo-agent", "演示经办人", "agent")
    _authorise(agent, USCC, "演示企业甲有限公司")
    _authorise(agent, OTHER_USCC, "演示企业乙有限公司")
    return Cast(
        agent=agent,
        stranger=_person("demo-stranger", "演示旁人", "agent"),
        clerk=_person("demo-clerk", "演示窗口员一", "clerk", WINDOW),
        second_clerk=_person("demo-clerk-2", "演示窗口员二", "clerk", WINDOW),
        approver=_person("demo-approver", "演示审批员一", "approver", BUREAU),
        second_approver=_person("demo-approver-2", "演示审批员二", "approver", BUREAU),
        both=_person("demo-both", "演示兼任", "clerk,approver", BUREAU),
        supervisor=_person("demo-supervisor", "演示监察员", "supervisor", BUREAU),
    )


def agent_of(body: str, username: str) -> Actor:
    """One more agent, of the enterprise whose code has these first 17 characters."""
    agent = _person(username, "演示经办人", "agent")
    _authorise(agent, body + uscc_check(body), "演示企业有限公司")
    return agent


def _authorise(agent: Actor, uscc: str, name: str) -> None:
    user = User.objects.get(key=agent.id)
    Agency.objects.create(user=user, uscc=uscc, enterprise_name=name, evidence="授权委托书", valid_from=date(2023, 1, 1))


def _person(username: str, name: str, roles: str, organisation: str | None = None) -> Actor:
    office = Organisation.objects.get(key=organisation) if organisation else None
    user = User.objects.create(username=username, display_name=name, created_at=AT, key=f"u-{username}"[:32], organisation=office)
    for role in roles.split(","):
        RoleGrant.objects.create(user=user, role=role, organisation=office, valid_from=date(2023, 1, 1))
    held = frozenset(roles.split(","))
    return Actor(id=user.key, name=name, roles=held, organisation=organisation, permissions=permissions_of(held))


def draft(cast: Cast, *, at: datetime = AT, uscc: str | None = USCC, customs: bool = True, **facts: Any) -> str:
    """A form filled in, with its evidence; its key."""
    key = services.start_draft(procedure_key=PROCEDURE, by=cast.agent, at=at).number
    services.save_draft(
        draft=key,
        facts={**FACTS, **facts},
        uscc=uscc,
        contact_name="演示联系人",
        contact_phone="13800000000",
        by=cast.agent,
        at=at,
    )
    if customs:
        services.attach(draft=key, material="customs", name="海关数据.pdf", content=PDF, by=cast.agent, at=at)
    return key


def submitted(cast: Cast, *, at: datetime = AT, **facts: Any) -> str:
    """A case that waits at the window; its number."""
    return services.submit(draft=draft(cast, at=at, **facts), by=cast.agent, at=at).number


def correcting(cast: Cast, *, at: datetime = AT, **facts: Any) -> str:
    """A case whose trade figure and customs evidence have to be corrected."""
    number = submitted(cast, at=at, **facts)
    items = [
        {"kind": "fact", "key": "trade_usd", "reason": "与海关数据不一致"},
        {"kind": "material", "key": "customs", "reason": "证明缺少海关印章"},
    ]
    services.ask_correction(number=number, items=items, by=cast.clerk, at=at + timedelta(hours=1))
    return number


def accepted(cast: Cast, *, at: datetime = AT, **facts: Any) -> str:
    """A case in the queue of the bureau."""
    number = submitted(cast, at=at, **facts)
    services.accept(number=number, by=cast.clerk, at=at + timedelta(hours=1))
    return number


def decided(cast: Cast, *, at: datetime = AT, **facts: Any) -> str:
    """A case that was granted what it came to."""
    number = accepted(cast, at=at, **facts)
    services.decide(number=number, by=cast.approver, at=at + timedelta(hours=2))
    return number


def issued(cast: Cast, *, at: datetime = AT, **facts: Any) -> str:
    """A case whose decision was handed over at the window."""
    number = decided(cast, at=at, **facts)
    services.issue(number=number, channel="window", identity_checked=True, by=cast.clerk, at=at + timedelta(hours=3))
    return number
