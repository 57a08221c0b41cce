"""物料交接: papers go with a courier from the window to the body, are counted there, and what does not agree stops the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from onewindow import rows
from onewindow.accounts.selectors import names_of
from onewindow.cases import gates, notices
from onewindow.cases.law import source_of
from onewindow.cases.models import Case, HandOver
from onewindow.cases.offices import office_name
from onewindow.cases.plan import Plan
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, open_task
from onewindow.cases.services.moves import tell
from onewindow.cases.services.opening import gate_of
from onewindow.cases.snapshots import plan_of
from onewindow.papers import services as papers
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused

MOST_COPIES = 99


@door
def hand_over(*, number: str, lines: Sequence[Mapping[str, Any]], carrier: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移交: the list of papers (``material``, ``copies``) that a courier takes to the body; the sheet is made at once.

    Raises Refused (422) for an empty list, a material that the version does not ask or a wrong count, (409) while another one is open,
    and where the regulations do not let this person carry.
    """
    case = locked_case(number, "hand_over", by=by, permission="cases.accept", at=at)
    plan = plan_of(case.snapshot_id)
    gates.require(gate_of(case, "hand_over", by=by, at=at, carrier=carrier), status=422)
    if HandOver.objects.filter(case=case, confirmed_at=None).exists():
        raise Refused("上一次移交还没有清点确认", code="open_hand_over", field="number", expected="接收单位清点确认后再移交", status=409)
    listed = _lines(plan, lines)
    body = plan.review.organisation
    places = (f"{case.window}号窗口" if case.window else office_name(by.organisation or ""), office_name(body))
    moment = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    content = notices.hand_over(case, plan, listed, places, names_of({carrier}).get(carrier, carrier), moment)
    paper = papers.issue(kind="hand-over", case=case.number, content=content, organisation=by.organisation or "", by=by, at=at)
    HandOver.objects.create(
        case=case,
        lines=listed,
        carrier=carrier,
        from_window=case.window,
        organisation=body,
        paper=paper.number,
        handed_by=by.id,
        handed_at=at,
    )
    body_of_event = {"paper": paper.number, "carrier": carrier, "channel": "物料流转", "lines": listed}
    tell(case, "handed_over", by=by, at=at, from_=case.state, to=case.state, body=body_of_event)
    return Answer(case.number, case.state, f"已移交{len(listed)}项材料，等待接收单位清点", paper.number)


@door
def count_hand_over(*, number: str, counted: Mapping[str, int | str], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """清点: what the body counted of each material. Equal confirms the hand-over; a difference stops the case and names what lacks."""
    case = locked_case(number, "count_hand_over", by=by, permission="cases.review", at=at)
    sheet = _open_sheet(case)
    if sheet.organisation != by.organisation:
        office = office_name(sheet.organisation)
        raise Refused(f"这批材料移交给{office}", code="other_organisation", field="number", expected=f"{office}的人员清点", status=403)
    found = {line["material"]: _count(counted.get(line["material"], 0), line["material"]) for line in sheet.lines}
    differing = [line for line in sheet.lines if found[line["material"]] != line["copies"]]
    sheet.counted, sheet.received_by, sheet.received_at = found, by.id, at
    sheet.confirmed_at = None if differing else at
    sheet.save(update_fields=["counted", "received_by", "received_at", "confirmed_at"])
    said = "、".join(f"{line['title']}应为{line['copies']}份，清点{found[line['material']]}份" for line in differing)
    kind = "hand_over_differs" if differing else "hand_over_confirmed"
    tell(case, kind, by=by, at=at, from_=case.state, to=case.state, reason=said, body={"paper": sheet.paper, "counted": found})
    message = f"份数不符，办件停止流转：{said}" if differing else "清点无误，已移交"
    return Answer(case.number, case.state, message, sheet.paper)


@door
def mend_hand_over(
    *, number: str, lines: Sequence[Mapping[str, Any]], reason: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """补齐: the window brings what lacked or puts the list right, with the reason; the body then counts again."""
    case = locked_case(number, "mend_hand_over", by=by, permission="cases.accept", at=at)
    sheet = _open_sheet(case)
    if sheet.counted is None:
        raise Refused("接收单位还没有清点", code="not_counted", field="number", expected="清点后份数不符的，再补齐", status=409)
    if not reason.strip():
        raise Refused("没有写明补齐或者更正的情况", code="no_reason", field="reason", expected="补送了什么，或者清单哪里写错")
    sheet.lines, sheet.counted = _lines(plan_of(case.snapshot_id), lines), None
    sheet.save(update_fields=["lines", "counted"])
    body = {"paper": sheet.paper, "lines": sheet.lines}
    tell(case, "hand_over_mended", by=by, at=at, from_=case.state, to=case.state, reason=reason.strip(), body=body)
    return Answer(case.number, case.state, "已补齐，等待重新清点", sheet.paper)


def require_handed_over(case: Case, *, by: Actor) -> None:
    """Raises Refused (409) while papers of a case are on their way or do not agree with their list."""
    sheets = on_their_way(case.number).rows_once()
    if not sheets:
        return
    open_task(case, by=by)
    ((counted,), *_) = sheets
    state = "清点与清单不符，窗口补齐前不能办理" if counted is not None else "纸质材料还没有清点确认"
    clause, expected = source_of("handed_over").id, "先在物料交接页面清点确认"
    raise Refused(state, code="open_hand_over", field="number", clause=clause, expected=expected, status=409)


def on_their_way(number: str) -> rows.Some:
    """The question for the papers of a case that were handed to a courier and not yet confirmed: what the body counted."""
    return rows.Some(HandOver, ("counted",), case__number=number, confirmed_at=None)


def _open_sheet(case: Case) -> HandOver:
    sheet = HandOver.objects.filter(case=case, confirmed_at=None).first()
    if sheet is None:
        raise Refused(f"办件{case.number}没有待清点的物料", code="no_hand_over", field="number", status=409)
    return sheet


def _lines(plan: Plan, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The list with titles. Raises Refused with every problem found."""
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for place, line in enumerate(lines):
        try:
            material = plan.material(str(line.get("material", "")))
            copies = _count(line.get("copies", 0), f"lines.{place}")
            if not copies:
                raise Refused(f"{material.title}的份数应不小于1", code="invalid_number", expected=f"1至{MOST_COPIES}")
            found.append({"material": material.key, "title": material.title, "copies": copies})
        except Refused as refusal:
            problems += [Problem(each.message, each.code, f"lines.{place}", each.clause, each.expected) for each in refusal.problems]
    if not lines:
        problems.append(Problem("移交清单是空的", "nothing_listed", "lines", None, "至少一项材料；没有纸质材料的不用移交，电子推送即可"))
    if problems:
        raise Refused.of(problems)
    return found


def _count(value: int | str, field: str) -> int:
    text = str(value).strip() or "0"
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_COPIES):
        raise Refused(f"份数填写有误：{text[:20]}", code="invalid_number", field=field, expected=f"0至{MOST_COPIES}的整数")
    return int(text)
