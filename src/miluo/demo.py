"""演示数据: one account for each role, and cases at every step of their life. Everything goes through the doors."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.conf import settings
from django.contrib.auth.hashers import make_password

from miluo import demo_cases, demo_hall, demo_items, demo_messages
from miluo import demo_supervision as supervised
from miluo.demonstration import actor, moment
from miluo.integrated_window import demo as integrated_window
from miluo.normative_documents import demo as normative_documents
from miluo.open_economy import demo as open_economy
from miluo.risk_fund import demo as risk_fund
from miluo.rural_mortgage import demo as rural_mortgage
from miluo.rural_mortgage import demo_realised as realised
from miluo.valuation_disposal import demo as valuation_disposal
from onewindow.accounts import roles
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases import services as cases
from onewindow.cases.models import Case
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor

MARK = "演示数据"
SINCE = date(2023, 4, 1)
PEOPLE = (  # username, name, role, organisation
    ("qiye", "演示经办人甲", "agent", None),
    ("qiye2", "演示经办人乙", "agent", None),
    ("geren", "演示办事人", "citizen", None),
    ("zongchuang", "演示窗口员一", "clerk", "approval-service"),
    ("zongchuang2", "演示窗口员二", "clerk", "approval-service"),
    ("chujian", "演示出件员", "clerk", "approval-service"),
    ("fanying", "演示窗口员三", "clerk", "approval-service"),
    ("renshe", "演示派驻人员", "clerk", "human-resources"),
    ("dating", "演示大厅管理员", "hall-manager", "approval-service"),
    ("shenpi", "演示审批员一", "approver", "commerce-grain"),
    ("shenpi2", "演示审批员二", "approver", "commerce-grain"),
    ("shouxi", "演示首席代表", "chief", "commerce-grain"),
    ("jiancha", "演示监察员", "supervisor", "government-office"),
    ("fenguan", "演示分管领导", "leader", "government"),
    ("huifang", "演示回访员", "caller", "approval-service"),
    ("dengji", "演示登记员", "registrar", "justice"),
    ("qicao", "演示起草员", "drafter", "agriculture-rural"),
    ("fazhi", "演示法制审核员", "legal-reviewer", "justice"),
    ("wendian", "演示文电员", "document-officer", "government-office"),
    ("caizheng", "演示财政员", "finance", "finance"),
    *demo_cases.PEOPLE,
    *demo_items.PEOPLE,
    ("xitong", "演示系统管理员", "system-admin", None),
    ("anquan", "演示安全管理员", "security-admin", None),
    ("shenji", "演示审计管理员", "audit-admin", None),
    *integrated_window.PEOPLE,
    *risk_fund.PEOPLE,
    *rural_mortgage.PEOPLE,
    *valuation_disposal.PEOPLE,
)
ENTERPRISES = {  # whom the agents act for; the codes hold, and say DEMO
    "91430681MA4DEM0A00": ("演示企业甲有限公司", "qiye"),
    "91430681MA4DEM0B01": ("演示企业乙有限公司", "qiye2"),
    "91430681MA4DEM0C02": ("演示企业丙有限公司", "qiye2"),
    "91430681MA4DEM0D03": ("演示企业丁有限公司", "qiye2"),
    "91430681MA4DEM0E04": ("演示企业戊有限公司", "qiye2"),
    "91430681MA4DEM0F05": ("演示企业己有限公司", "qiye2"),
    "N2430681MF4DEM0A0R": ("演示村集体经济合作社", "qiye2"),
}
CASES = (  # uscc, submitted, trade of this year and of the last, and how far the case has come
    ("91430681MA4DEM0B01", date(2023, 7, 10), "1200000.00", "500000.00", ("accept", "take", "decide", "issue")),
    ("91430681MA4DEM0C02", date(2023, 8, 14), "356800.50", None, ("accept", "take")),
    ("91430681MA4DEM0D03", date(2023, 8, 28), "88000.00", None, ("accept",)),
    ("91430681MA4DEM0E04", date(2023, 9, 6), "260000.00", "120000.00", ("ask_correction",)),
    ("91430681MA4DEM0F05", date(2023, 9, 8), "640000.00", None, ()),
    ("N2430681MF4DEM0A0R", date(2023, 9, 14), "15200.00", None, ()),
)


def load(*, by: Actor, at: datetime) -> list[dict[str, str]]:
    """Make the accounts and the cases that are not there yet; the accounts, to be printed."""
    risk_fund.bodies()
    rural_mortgage.bodies()
    known = set(User.objects.values_list("username", flat=True))
    for person in PEOPLE:
        if person[0] not in known:
            _person(*person, by=by)
    shared = make_password(settings.DEMO_PASSWORD)  # everybody's and no secret, so hashed once: a hash is slow by design
    User.objects.filter(username__in={username for username, *_ in PEOPLE} - known).update(password=shared)
    for uscc, (name, username) in ENTERPRISES.items():
        _agency(uscc, name, User.objects.get(username=username), by=by)
    begun = set(Case.objects.values_list("uscc", flat=True))
    for case in CASES:
        if case[0] not in begun:
            _case(*case)
    demo_items.load()
    open_economy.load(by=by, at=at)
    normative_documents.load(by=by, at=at)
    integrated_window.load(by=by, at=at)
    demo_cases.load()
    demo_hall.load(at=at)
    supervised.load(by=by, at=at)
    rural_mortgage.load(by=by, at=at)
    risk_fund.load(by=by, at=at)  # a loan on every standing mortgage
    realised.load()
    valuation_disposal.load(by=by, at=at)
    demo_messages.load(at=at)
    return [
        {"role": roles.role(role).title, "username": username, "password": settings.DEMO_PASSWORD, "name": name}
        for username, name, role, _ in PEOPLE
    ]


def _agency(uscc: str, name: str, user: User, *, by: Actor) -> None:
    if not user.agencies.filter(uscc=uscc).exists():
        evidence = f"授权委托书（{MARK}）"
        accounts.authorise(user=user, uscc=uscc, enterprise_name=name, evidence=evidence, valid_from=SINCE, by=by, at=moment(SINCE, 9))


def _person(username: str, name: str, role: str, organisation: str | None, *, by: Actor) -> None:
    at = moment(SINCE, 9)
    body = Organisation.objects.get(key=organisation) if organisation else None
    user = accounts.create_user(
        username=username,
        display_name=name,
        phone=None if organisation else "13800000000",
        resident_id={**demo_cases.RESIDENT_IDS, **rural_mortgage.RESIDENT_IDS}.get(username),
        organisation=body,
        demo=True,
        by=by,
        at=at,
    )
    accounts.grant(user=user, role=role, organisation=body, valid_from=SINCE, by=by, at=at)


def _case(uscc: str, submitted: date, trade: str, before: str | None, acts: tuple[str, ...]) -> None:
    agent = actor(ENTERPRISES[uscc][1], submitted)
    at = moment(submitted, 9)
    draft = cases.start_draft(procedure_key="open-economy-trade", by=agent, at=at).number
    months_end = date(submitted.year, submitted.month, 1).toordinal() - 1
    facts = {
        "year": str(submitted.year),
        "closed_until": date.fromordinal(months_end).isoformat(),
        "registered_in_miluo": "true",
        "traded_before": "true" if before else "false",
        "trade_usd": trade,
        "trade_usd_previous_year": before or "0",
    }
    cases.save_draft(draft=draft, facts=facts, uscc=uscc, contact_name="演示联系人", contact_phone="13800000000", by=agent, at=at)
    sheet = _customs_sheet(uscc, facts)
    cases.attach(draft=draft, material="customs", name=f"海关进出口统计（{MARK}）.xlsx", content=sheet, by=agent, at=at)
    number = cases.submit(draft=draft, by=agent, at=at).number
    for days, act in enumerate(acts, start=1):
        _act(act, number, moment(date.fromordinal(submitted.toordinal() + days), 10))


def _act(act: str, number: str, at: datetime) -> None:
    clerk, approver = actor("zongchuang", at.date()), actor("shenpi", at.date())
    if act == "accept":
        cases.accept(number=number, by=clerk, at=at)
    elif act == "ask_correction":
        items = [{"kind": "fact", "key": "trade_usd_previous_year", "reason": "与所附海关统计不一致，请核对上年度进出口额"}]
        cases.ask_correction(number=number, items=items, by=clerk, at=at)
    elif act == "take":
        cases.take(number=number, by=approver, at=at)
    elif act == "decide":
        cases.decide(number=number, by=approver, at=at)
    elif act == "issue":
        cases.issue(number=number, channel="window", identity_checked=True, by=clerk, at=at)


def _customs_sheet(uscc: str, facts: dict[str, Any]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("进出口统计")
        sheet.set_column(0, 1, 30)
        sheet.write_column(
            0, 0, [f"海关进出口统计（{MARK}）", "统一社会信用代码", "年度", "本年度进出口额（美元）", "上年度进出口额（美元）"]
        )
        sheet.write_column(1, 1, [uscc, facts["year"], facts["trade_usd"], facts["trade_usd_previous_year"]])
    return file.getvalue()
