"""容缺受理 and 告知承诺: what the applicant undertakes instead of handing in a material, and whether he kept it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onewindow.cases import notices
from onewindow.cases.attachments import held_by
from onewindow.cases.conventions import DEFERRED
from onewindow.cases.life import UNDERTAKINGS
from onewindow.cases.limits import DEFERRAL, VERIFYING
from onewindow.cases.models import Case, Task, Undertaking
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Material
from onewindow.cases.services.checks import Examined
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, no_case
from onewindow.cases.services.moves import tell
from onewindow.cases.snapshots import plan_of
from onewindow.papers import services as papers
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import add

PAPERS = {"deferred": "deferral", "promised": "commitment"}


def undertake(case: Case, plan: Plan, found: Examined, organisation: str, *, by: Actor, at: datetime) -> None:
    """The undertakings of a case that is being accepted, each with its paper, for the applicant to sign."""
    for kind, materials in (("deferred", found.deferred), ("promised", found.promised)):
        if materials:
            _undertake(case, plan, kind, materials, organisation, by=by, at=at)


@door
def settle_undertaking(*, number: str, kind: str, kept: bool, note: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """核验承诺: the materials were brought (容缺), or what was promised is true (告知承诺), or not.

    What was to be brought is settled by the window or the body, when every file is there or the papers were seen at the counter
    (``note``); as not kept only after its day. What was promised is settled by the body, with what was found. Raises Refused for
    another organisation's case, an undertaking that there is not, or one that is settled.
    """
    case = locked_case(number, "settle_undertaking", by=by, permission="cases.read_organisation", at=at)
    if not Task.objects.filter(case=case, organisation=by.organisation).exists():
        raise no_case(number)
    row = Undertaking.objects.filter(case=case, kind=kind, settled_at=None).first()
    if row is None:
        raise Refused(f"办件{number}没有待核验的{UNDERTAKINGS.get(kind, '承诺')}", code="no_undertaking", field="kind", status=409)
    plan = plan_of(case.snapshot_id)
    if kind == "deferred":
        _require_brought(case, plan, row, kept, note, at=at)
    else:
        _require_verified(plan, case, note, by=by)
    settled = {"settled_by": by.id, "settled_at": at, "kept": kept, "note": note.strip()}
    Undertaking.objects.filter(pk=row.pk).update(**settled)
    body = {"kind": kind, "kept": kept, "materials": row.materials}
    tell(case, "undertaking_settled", by=by, at=at, from_=case.state, to=case.state, reason=note.strip(), body=body)
    done = {("deferred", True): "容缺的材料已补齐", ("deferred", False): "已记录容缺的材料逾期未补齐"}
    done |= {("promised", True): "已核实承诺", ("promised", False): "已记录承诺不实"}
    return Answer(case.number, case.state, done[kind, kept])


def _undertake(case: Case, plan: Plan, kind: str, materials: Sequence[Material], organisation: str, *, by: Actor, at: datetime) -> None:
    due = add(day_of(at), DEFERRAL if kind == "deferred" else VERIFYING, current_calendar())
    content = notices.undertaking(case, plan, kind, materials, due)
    paper = papers.issue(kind=PAPERS[kind], case=case.number, content=content, organisation=organisation, by=by, at=at)
    keys = [each.key for each in materials]
    row = Undertaking(case=case, kind=kind, materials=keys, due_on=due.due, paper=paper.number, by=by.id, at=at)
    row.save(force_insert=True)
    body = {"kind": kind, "materials": keys, "paper": paper.number, "due": due.due}
    tell(case, "undertaken", by=by, at=at, from_=case.state, to=case.state, body=body)


def _require_brought(case: Case, plan: Plan, row: Undertaking, kept: bool, note: str, *, at: datetime) -> None:
    lacking = [plan.material(key).title for key in row.materials if key not in held_by(case)]
    if kept and lacking and not note.strip():
        expected = "上传材料；在窗口核对纸质材料的，写明核对情况"
        raise Refused(f"{'、'.join(lacking)}还没有补交", code="still_missing", field="note", clause=DEFERRED.id, expected=expected)
    if not kept and row.due_on and day_of(at) <= row.due_on:
        message = f"补齐期限至{said(row.due_on)}，尚未届满"
        raise Refused(message, code="not_lapsed", field="kept", clause=DEFERRED.id, status=409)


def _require_verified(plan: Plan, case: Case, note: str, *, by: Actor) -> None:
    if not by.may("cases.review"):
        raise Refused("告知承诺由审批单位核查", code="other_organisation", field="number", expected="审批单位的人员", status=403)
    if not note.strip():
        raise Refused("没有写明核查的情况", code="no_reason", field="note", expected="怎样核查、结果如何")
