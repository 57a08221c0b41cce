"""随机抽查: a draw that nobody can foresee, choose or repeat, and the check form of each case that was drawn."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from onewindow.accounts.roles import require
from onewindow.cases.models import Case
from onewindow.cases.services.door import Answer, door
from onewindow.supervision.checks import ANSWERS, CHECKS, FAULT
from onewindow.supervision.conventions import SAMPLE_LEAST, SAMPLE_SHARE, SAMPLING
from onewindow.supervision.grounds import RED, ground
from onewindow.supervision.models import FAULTY, SOUND, Finding, Sample, SampledCase
from onewindow.supervision.services.findings import words
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.words.sources import as_source
from onewindow.worktime.clock import day_of


@door
def draw(*, month: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """抽取: of the cases that ended in a whole month that is over (“2023-08”), once; who drew, when and out of how many is kept."""
    require(by, "supervision.order")
    first, last = month_of(month)
    if last >= day_of(at):
        raise Refused("这个月还没有结束", code="month_not_over", field="month", clause=SAMPLING.id, expected="已经结束的月份，如 2023-08")
    if Sample.objects.filter(from_on__lte=last, until_on__gte=first).exists():
        raise Refused(f"{month}已经抽取过，不能重抽", code="already_drawn", field="month", clause=SAMPLING.id, status=409)
    population = list(_ended(first, last).order_by("pk").values_list("pk", flat=True))
    if not population:
        raise Refused(f"{month}没有办结的办件", code="nothing_to_draw", field="month", expected="有办结办件的月份")
    size = size_of(len(population))
    sample = Sample.objects.create(from_on=first, until_on=last, population=len(population), size=size, drawn_by=by.id, drawn_at=at)
    chosen = sorted(secrets.SystemRandom().sample(population, size))
    SampledCase.objects.bulk_create([SampledCase(sample=sample, case_id=each) for each in chosen])
    numbers = list(Case.objects.filter(pk__in=chosen).order_by("pk").values_list("number", flat=True))
    body = {"from": first, "until": last, "population": len(population), "size": size, "cases": numbers}
    record(subject=sample.subject, kind="sample.drawn", by=by, at=at, body=body)
    return Answer(str(sample.pk), "", f"从{len(population)}件中抽取了{size}件")


def size_of(population: int) -> int:
    """How many cases are drawn out of so many (conv-super-3), the share rounded up."""
    return min(population, max(SAMPLE_LEAST, -(-population * SAMPLE_SHARE // 100)))


def month_of(text: str) -> tuple[date, date]:
    """The first and the last day of a month written 2023-08. Raises Refused."""
    try:
        first = date.fromisoformat(f"{text.strip()}-01")
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    except (ValueError, OverflowError):
        raise Refused("月份不对", code="invalid_month", field="month", expected="年-月，如 2023-08") from None
    return first, following - timedelta(days=1)


def _ended(first: date, last: date) -> QuerySet[Case]:
    """The cases that ended within these days, both included."""
    zone = get_default_timezone()
    begin, end = datetime.combine(first, time(0), zone), datetime.combine(last + timedelta(days=1), time(0), zone)
    return Case.objects.filter(ended_at__gte=begin, ended_at__lt=end)


@door
def check(*, drawn: int, answers: Mapping[str, str], note: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """填写抽查表: every line answered; a fault makes a finding under its ground. Once, and not by who handled the case."""
    require(by, "supervision.order")
    row = SampledCase.objects.select_for_update(of=("self",)).select_related("case", "sample").filter(pk=drawn).first()
    if row is None:
        raise Refused("没有抽取这个办件", code="unknown_case", status=404)
    if row.verdict:
        raise Refused(f"办件{row.case.number}已经检查", code="already_checked", status=409)
    if row.case.tasks.filter(done_by=by.id).exists():
        raise Refused("不能检查本人办理过的办件", code="own_case", status=403)
    given = {each.key: answers.get(each.key, "") for each in CHECKS}
    if missing := next((each for each in CHECKS if given[each.key] not in ANSWERS), None):
        raise Refused(f"没有填写“{missing.title}”", code="unanswered", field=f"answer-{missing.key}", expected="、".join(ANSWERS.values()))
    faults = [each for each in CHECKS if given[each.key] == FAULT]
    row.note = words(note, "问题的情况", "note", 300) if faults else note.strip()
    row.answers, row.verdict, row.checked_by, row.checked_at = given, FAULTY if faults else SOUND, by.id, at
    row.save()
    for each in faults:
        if each.ground:
            _find(row, each.ground, by=by, at=at)
    body = {"case": row.case.number, "faults": [each.key for each in faults]}
    record(subject=row.sample.subject, kind="sample.checked", by=by, at=at, to=row.verdict, body=body)
    return Answer(str(row.sample_id), row.verdict, f"已登记{row.case.number}的检查结果：{row.get_verdict_display()}")


def _find(row: SampledCase, kind: str, *, by: Actor, at: datetime) -> None:
    case = row.case
    task = case.tasks.filter(step="review").first() or case.tasks.first()
    finding, new = Finding.objects.get_or_create(
        key=f"{kind}:sample-{row.pk}",
        defaults={
            "ground": kind,
            "source": as_source(ground(kind).source).id,
            "level": RED,
            "case": case,
            "procedure": case.procedure,
            "organisation": case.organisation or (task.organisation if task else ""),
            "window": case.window,
            "happened_on": day_of(case.ended_at or case.decided_at or at),
            "detail": f"抽查发现：{row.note}"[:300],
            "found_on": day_of(at),
            "found_by": by.id,
        },
    )
    if new:
        record(subject=finding.subject, kind="finding.entered", by=by, at=at, to=RED, body={"ground": kind, "case": case.number})
