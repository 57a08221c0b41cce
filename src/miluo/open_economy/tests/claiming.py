"""How the tests bring a claim of any service: the facts of its form, and a file for each material named."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from miluo.open_economy.services.fair_lists import Fair, enter_list
from onewindow.cases import services
from onewindow.cases.procedure import procedure
from onewindow.cases.tests.cast import PDF, USCC, Cast, on
from onewindow.words.refused import Problem, Refused

AUTUMN = "第133届中国进出口商品交易会（演示）"
SPRING = "中国（湖南）开放型经济博览会（演示）"
PAPERS = {"founded_on": "2019-05-06", "operator_record": "03412345", "customs_code": "4306960ABC"}
LATER = on("2023-09-20")


def listed_fairs(cast: Cast, *names: str, year: int = 2023) -> None:
    """The list of a year, as the bureau enters it."""
    fairs = [Fair(name, "广州", date(year, 4, 15), date(year, 5, 5)) for name in names or (AUTUMN, SPRING)]
    enter_list(year=year, source="湘商贸〔2023〕1号（演示数据）", fairs=fairs, by=cast.approver, at=on("2023-09-01"))


def draft(cast: Cast, key: str, *, at: datetime = LATER, uscc: str = USCC, materials: tuple[str, ...] | None = None, **facts: Any) -> str:
    """A form filled in; with every material that its procedure names, unless others are given."""
    number = services.start_draft(procedure_key=key, by=cast.agent, at=at).number
    services.save_draft(draft=number, facts=facts, uscc=uscc, contact_name="演示联系人", contact_phone="13800000000", by=cast.agent, at=at)
    known = {each.key: each for each in procedure(key).materials}
    for material in known if materials is None else materials:
        name = f"{material}.{'pdf' if 'pdf' in known[material].formats else known[material].formats[0]}"
        services.attach(draft=number, material=material, name=name, content=PDF, by=cast.agent, at=at)
    return number


def submitted(cast: Cast, key: str, *, at: datetime = LATER, **more: Any) -> str:
    return services.submit(draft=draft(cast, key, at=at, **more), by=cast.agent, at=at).number


def accepted(cast: Cast, key: str, *, at: datetime = LATER, **more: Any) -> str:
    number = submitted(cast, key, at=at, **more)
    services.accept(number=number, by=cast.clerk, at=at)
    return number


def problems(cast: Cast, key: str, *, at: datetime = LATER, **more: Any) -> dict[str, Problem]:
    """What the submission of a form is refused with, by code."""
    number = draft(cast, key, at=at, **more)
    try:
        services.submit(draft=number, by=cast.agent, at=at)
    except Refused as refused:
        return {problem.code: problem for problem in refused.problems}
    return {}


def approved(cast: Cast, fair: str = AUTUMN, *, at: datetime = LATER, **more: Any) -> str:
    """A case that approved an enterprise for a fair of the list."""
    facts = {"year": 2023, "fair": fair, "booths": 2, "staff": 2, **PAPERS, **more}
    number = accepted(cast, "open-economy-fair-approval", at=at, **facts)
    services.decide(number=number, approve=True, by=cast.approver, at=at)
    return number
