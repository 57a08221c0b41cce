"""The daily look at every fact, and findings that an officer enters or takes back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from onewindow.accounts.roles import require
from onewindow.cases.models import Case
from onewindow.cases.services.door import Answer, door
from onewindow.supervision.facts import Fact, Look, every_fact
from onewindow.supervision.grounds import RED, ground
from onewindow.supervision.models import Finding
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.words.sources import as_source
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

LOOK_BACK = timedelta(days=40)  # what ended earlier was found on a day before
LOOK_AGAIN = timedelta(days=400)  # a stop may be entered as late as this; older findings rest


@dataclass(slots=True)
class Found:
    """How many findings are new, and how many were withdrawn since their fact no longer holds."""

    new: int = 0
    withdrawn: int = 0


def look(*, at: datetime) -> Found:
    """Bring the findings in line with the facts of the day, one transaction each; a second run changes nothing."""
    today = day_of(at)
    standing = {each.key: each for each in Finding.objects.filter(found_by=SYSTEM.id, found_on__gte=today - LOOK_AGAIN)}
    by_ground: dict[str, set[int]] = defaultdict(set)
    for key, row in standing.items():
        if row.withdrawn_on is None:
            by_ground[row.ground].add(int(key.rsplit(":", 1)[1]))
    view = Look(today, today - LOOK_BACK, current_calendar(), {name: frozenset(keys) for name, keys in by_ground.items()})
    found, seen = Found(), set()
    for fact in every_fact(view):
        seen.add(fact.key)
        if (old := standing.get(fact.key)) is None:
            found.new += _enter(fact, at=at)
        elif old.withdrawn_on is not None or (old.days, old.level, old.person, old.detail) != _figures(fact):
            _renew(old, fact, at=at)
    for key, row in standing.items():
        if row.withdrawn_on is None and key not in seen:
            _withdraw(row, _why(row), by=SYSTEM, at=at)
            found.withdrawn += 1
    return found


@door
def enter(*, case: str, ground_key: str, detail: str, happened_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记监察问题: what no fact in the database shows (a charge, an online application turned away), with what was seen."""
    require(by, "supervision.order")
    kind = ground(ground_key)
    if not kind.by_hand:
        raise Refused(f"“{kind.title}”由系统根据办件数据发现", code="found_by_itself", field="ground", expected="选择由人员登记的情形")
    said = words(detail, "发现的情况", "detail", 300)
    row = Case.objects.filter(number=case.strip()).first()
    if row is None:
        raise Refused(f"没有编号为{case}的办件", code="unknown_case", field="case", status=404)
    if not day_of(row.submitted_at) <= happened_on <= day_of(at):
        expected = f"{day_of(row.submitted_at)}至{day_of(at)}"
        raise Refused("发生日期不在办件提交以后、今天以前", code="wrong_day", field="happened_on", expected=expected)
    if Finding.objects.filter(key=f"{kind.key}:{row.pk}").exists():
        raise Refused(f"办件{row.number}的“{kind.title}”已经登记", code="already_entered", field="ground", status=409)
    finding = _kept(Fact(f"{kind.key}:{row.pk}", kind.key, RED, row, row.organisation, happened_on, row.window, detail=said), by, at)
    return Answer(str(finding.pk), "", f"已登记“{kind.title}”")


@door
def withdraw(*, finding: int, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤销监察问题: it stands no more, for a reason that is kept; what the system found it withdraws itself, from the facts."""
    require(by, "supervision.order")
    row = Finding.objects.select_for_update().filter(pk=finding).first()
    if row is None:
        raise Refused("没有这条监察问题", code="unknown_finding", status=404)
    if row.found_by == SYSTEM.id:
        raise Refused(
            "系统发现的问题随办件的期限重新计算，不能由人员撤销", code="recounted", expected="补录停止计时后，次日自动撤销", status=409
        )
    if row.withdrawn_on is not None:
        raise Refused("这条监察问题已经撤销", code="already_withdrawn", status=409)
    _withdrawn(row, words(reason, "撤销的理由", "reason", 300), by=by, at=at)
    return Answer(str(row.pk), "", f"已撤销“{row.title}”")


def words(text: str, what: str, field: str, longest: int = 2000) -> str:
    """What somebody wrote. Raises Refused for nothing and for too much."""
    said = text.strip()
    if not said or len(said) > longest:
        raise Refused(
            f"没有写明{what}" if not said else f"{what}太长", code="missing_words", field=field, expected=f"{what}，不超过{longest}字"
        )
    return said


def _enter(fact: Fact, *, at: datetime) -> int:
    with transaction.atomic():
        if Finding.objects.filter(key=fact.key).exists():
            return 0
        _kept(fact, SYSTEM, at)
    return 1


def _kept(fact: Fact, by: Actor, at: datetime) -> Finding:
    row = Finding.objects.create(
        key=fact.key,
        ground=fact.ground,
        source=as_source(ground(fact.ground).source).id,
        level=fact.level,
        case=fact.case,
        procedure=fact.case.procedure,
        organisation=fact.organisation,
        window=fact.window,
        person=fact.person,
        step=fact.step,
        due_on=fact.due_on,
        happened_on=fact.happened_on,
        days=fact.days,
        detail=fact.detail,
        found_on=day_of(at),
        found_by=by.id,
    )
    body = {"ground": row.ground, "case": fact.case.number, "organisation": row.organisation, "days": row.days}
    record(subject=row.subject, kind="finding.entered", by=by, at=at, to=row.level, body=body)
    return row


def _figures(fact: Fact) -> tuple[int, str, str, str]:
    return fact.days, fact.level, fact.person, fact.detail


@transaction.atomic
def _renew(row: Finding, fact: Fact, *, at: datetime) -> None:
    """A finding that grew, or that holds again. Only what changes its level or its standing is an event."""
    if row.withdrawn_on is not None or row.level != fact.level:
        record(subject=row.subject, kind="finding.renewed", by=SYSTEM, at=at, from_=row.level, to=fact.level, body={"days": fact.days})
    row.days, row.level, row.person, row.detail = _figures(fact)
    row.due_on, row.withdrawn_on, row.withdrawn_because = fact.due_on, None, ""
    row.save(update_fields=["days", "level", "person", "detail", "due_on", "withdrawn_on", "withdrawn_because"])


@transaction.atomic
def _withdraw(row: Finding, reason: str, *, by: Actor, at: datetime) -> None:
    _withdrawn(row, reason, by=by, at=at)


def _withdrawn(row: Finding, reason: str, *, by: Actor, at: datetime) -> None:
    row.withdrawn_on, row.withdrawn_because = day_of(at), reason
    row.save(update_fields=["withdrawn_on", "withdrawn_because"])
    record(subject=row.subject, kind="finding.withdrawn", by=by, at=at, from_=row.level, reason=reason)


def _why(row: Finding) -> str:
    stops = row.case.intervals.values_list("reason", flat=True) if row.case else ()
    if stops:
        return f"补录停止计时（{'、'.join(dict.fromkeys(stops))}）后重新计算，没有超期"[:300]
    return "按现行期限和放假安排重新计算，情形不再存在"
