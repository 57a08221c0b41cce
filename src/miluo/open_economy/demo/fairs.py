"""演示数据: the list of 2023, an enterprise approved for a fair on it and one that waits; ceilings, one decided below and one open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import typst

from miluo.demonstration import actor, moment
from miluo.open_economy.models import FairList
from miluo.open_economy.recurrence import UPGRADE
from miluo.open_economy.services.fair_lists import Fair, enter_list
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import Agency
from onewindow.cases import services as cases
from onewindow.cases.procedure import procedure
from onewindow.papers import fonts
from onewindow.words.actor import Actor

MARK = "演示数据"
CANTON = f"第133届中国进出口商品交易会（{MARK}）"
HUNAN = f"湖南出口商品展览会（{MARK}）"
AUTUMN = f"第134届中国进出口商品交易会（{MARK}）"
LIST = (
    Fair(CANTON, "广州", date(2023, 4, 15), date(2023, 5, 5)),
    Fair(HUNAN, "长沙", date(2023, 6, 29), date(2023, 7, 2)),
    Fair(AUTUMN, "广州", date(2023, 10, 15), date(2023, 11, 4)),
)
EXPORTER, OTHER = "91430681MA4DEM0B01", "91430681MA4DEM0C02"
PAPERS = {"founded_on": "2019-05-06", "operator_record": "03412345", "customs_code": "4306960ABC"}

AUGUST = {"year": "2023", "closed_until": "2023-08-31"}
ONLINE = {
    **AUGUST,
    **PAPERS,
    "online_fair_costs_cny": ["25000.00", "18000.00", "30000.00"],
    "fair_logistics_costs_cny": ["3600.00"],
    "online_marketing_cost_cny": "55000.00",
}
MACHINES = {**AUGUST, "is_hightech_or_mechatronic": "true", "trade_usd": "1200000.00", "equipment_cost_cny": "1600000.00"}
WHY_LESS = "其中一台设备尚未到位，按已投用的设备核定"


def load(*, by: Actor, at: datetime) -> None:
    """The list, and the cases that rest on it, unless that was done before."""
    if FairList.objects.exists():
        return
    approver, clerk = actor("shenpi", date(2023, 4, 6)), actor("zongchuang", date(2023, 4, 6))
    enter_list(year=2023, source=f"省级主管部门2023年度重点展会名录（{MARK}）", fairs=LIST, by=approver, at=moment(date(2023, 4, 6)))
    first = _submitted(
        "open-economy-fair-approval", EXPORTER, moment(date(2023, 9, 4)), year="2023", fair=AUTUMN, booths="2", staff="3", **PAPERS
    )
    cases.accept(number=first, by=clerk, at=moment(date(2023, 9, 5)))
    cases.decide(number=first, approve=True, by=approver, at=moment(date(2023, 9, 7)))
    cases.issue(number=first, channel="window", identity_checked=True, by=clerk, at=moment(date(2023, 9, 8)))
    waiting = _submitted(
        "open-economy-fair-approval", OTHER, moment(date(2023, 9, 11)), year="2023", fair=AUTUMN, booths="1", staff="2", **PAPERS
    )
    cases.accept(number=waiting, by=clerk, at=moment(date(2023, 9, 12)))
    online = _submitted("open-economy-online", OTHER, moment(date(2023, 9, 13)), **ONLINE)
    cases.accept(number=online, by=clerk, at=moment(date(2023, 9, 14)))
    machines = _submitted("open-economy-upgrade", EXPORTER, moment(date(2023, 9, 6)), **MACHINES)
    cases.accept(number=machines, by=clerk, at=moment(date(2023, 9, 7)))
    cases.decide(number=machines, amounts={UPGRADE: "120000"}, reasons={UPGRADE: WHY_LESS}, by=approver, at=moment(date(2023, 9, 11)))
    cases.issue(number=machines, channel="window", identity_checked=True, by=clerk, at=moment(date(2023, 9, 12)))


def _submitted(key: str, uscc: str, at: datetime, **facts: Any) -> str:
    """A case of any service, its facts as a form sends them, with a file for each material that is required."""
    agent = actor_of(Agency.objects.get(uscc=uscc, revoked_on=None).user, on=at.date())
    draft = cases.start_draft(procedure_key=key, by=agent, at=at).number
    cases.save_draft(draft=draft, facts=facts, uscc=uscc, contact_name="演示联系人", contact_phone="13800000000", by=agent, at=at)
    for material in procedure(key).materials:
        if material.key != "declaration":
            name = f"{material.title}（{MARK}）.pdf"
            cases.attach(draft=draft, material=material.key, name=name, content=_scan(material.title), by=agent, at=at)
    return cases.submit(draft=draft, by=agent, at=at).number


def _scan(title: str) -> bytes:
    """One page that says what it stands for."""
    faces = ", ".join(f'"{face}"' for face in fonts.WIDE)
    text = f"#set text(font: ({faces},), size: 22pt)\n#align(center + horizon)[{title}\\ （{MARK}）]"
    return typst.compile(text.encode(), font_paths=fonts.font_book(), format="pdf")
