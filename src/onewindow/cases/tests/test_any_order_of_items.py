"""The doors of an item's case knocked at in any order by anybody: each either opens or refuses, and what it leaves holds together."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from onewindow.cases import gates, services
from onewindow.cases.clocks import case_clock
from onewindow.cases.life import ACTS, State
from onewindow.cases.models import Case, ClockInterval, Consultation, Prolongation, Task
from onewindow.cases.snapshots import plan_of
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast
from onewindow.papers.selectors import gaps
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar

STEPS = 40
ENDED = {State.ISSUED, State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN, State.TERMINATED}
MATERIALS = ("application", "premises", "health")
Prepared = tuple[Callable[..., Any], dict[str, Any]]


@pytest.fixture
def people(cast: Cast) -> Iterator[list[Actor]]:
    items.publish_item()
    items.office("justice")
    chief = items.person("demo-chief", "演示首席代表", "chief", items.BODY)
    other = items.person("demo-other", "演示审批员三", "approver", "justice")
    with gates.isolated():
        yield [cast.clerk, cast.second_clerk, cast.approver, cast.second_approver, chief, other, items.citizen(), cast.supervisor]


def asked(draw: random.Random) -> list[dict[str, str]]:
    return [{"kind": "material", "key": key, "reason": "不清楚"} for key in draw.sample(MATERIALS, draw.randint(1, 2))]


def question(number: str) -> int:
    return Consultation.objects.filter(case__number=number).order_by("-id").values_list("id", flat=True).first() or 0


def doors(draw: random.Random, number: str, people: list[Actor]) -> dict[str, Prepared]:
    special = {"kind": draw.choice(["hearing", "survey"])}
    person = draw.choice(people).id
    file = {"material": draw.choice(MATERIALS), "name": "a.pdf", "content": PDF}
    return {
        "accept": (services.accept, {"deferred": draw.choice([[], ["premises"]])}),
        "ask_correction": (services.ask_correction, {"items": asked(draw)}),
        "correct_at_window": (services.correct_at_window, {"facts": {"area": str(draw.randint(1, 99))}}),
        "attach": (services.attach, file),
        "correct": (services.correct, {"facts": {}}),
        "pass_prereview": (services.pass_prereview, {}),
        "ask_correction_in_review": (services.ask_correction_in_review, {"items": asked(draw)}),
        "return_to_clerk": (services.return_to_clerk, {"reason": "缺页"}),
        "forward": (services.forward, {}),
        "return_to_prereview": (services.return_to_prereview, {"reason": "再看"}),
        "take": (services.take, {}),
        "release": (services.release, {}),
        "take_back": (services.take_back, {"reason": "看漏了"}),
        "transfer": (services.transfer, {"reason": "分工", "person": person}),
        "transfer ": (services.transfer, {"reason": "分工", "organisation": "justice"}),
        "begin_special": (services.begin_special, special),
        "end_special": (services.end_special, {**special, "result": "完成"}),
        "prolong": (services.prolong, {"days": draw.randint(1, 10), "reason": "复杂"}),
        "consult": (services.consult, {"organisations": ["justice"], "question": "意见"}),
        "cosign": (services.cosign, {"person": person, "question": "复核"}),
        "answer_consultation": (
            services.answer_consultation,
            {"consultation": question(number), "agrees": draw.random() < 0.8, "opinion": "同意"},
        ),
        "withdraw_consultation": (services.withdraw_consultation, {"consultation": question(number), "reason": "不需要"}),
        "settle_undertaking": (services.settle_undertaking, {"kind": "deferred", "kept": True, "note": "已核对"}),
        "urge": (services.urge, {"reason": "催"}),
        "decide": (services.decide, {"approve": draw.random() < 0.7, "reason": "经审核"}),
        "terminate": (services.terminate, {"reason": ""}),
        "withdraw": (services.withdraw, {}),
    }


SELDOM = {"decide": 0.3, "withdraw": 0.05, "terminate": 0.3, "ask_correction": 0.4}


@pytest.mark.parametrize("seed", range(12))
def test_any_order_leaves_a_case_that_holds_together(cast: Cast, people: list[Actor], seed: int) -> None:
    draw = random.Random(seed)
    number, at = items.at_window(cast.clerk), AT
    for _ in range(STEPS):
        at += timedelta(days=draw.choice([0, 0, 0, 1, 3]))
        prepared = doors(draw, number, people)
        name = draw.choices(list(prepared), [SELDOM.get(each, 1.0) for each in prepared])[0]
        door, arguments = prepared[name]
        before = Case.objects.get(number=number).standing
        for by in draw.sample(people, len(people)):
            try:
                answer = door(number=number, **arguments, by=by, at=at)
            except Refused as refused:
                assert refused.first.message and refused.status in {403, 404, 409, 422}
                continue
            assert name == "attach" or before in ACTS[name.strip()][1]
            assert answer.number == number
            break
        holds_together(number)


def holds_together(number: str) -> None:
    case = Case.objects.get(number=number)
    tasks = Task.objects.filter(case=case, done_at=None)
    assert tasks.count() == (0 if case.standing in ENDED else 1)
    stops = ClockInterval.objects.filter(case=case, ends_on=None)
    assert not (stops and case.standing in ENDED)
    assert stops.exists() or case.standing is not State.CORRECTING
    if case.standing in {State.ACCEPTED, State.REVIEWING, State.CORRECTING}:
        plan = plan_of(case.snapshot_id)
        due = case_clock(case, plan, case.intervals.all(), Prolongation.objects.filter(case=case)).due(current_calendar())
        assert case.due_on == (due.due if due else None)
    assert hasattr(case, "decision") == (case.standing in {State.DECIDED, State.ISSUED, State.CLOSED})
    moves = [event for event in events_of(case.subject) if event.to_state]
    assert [event.from_state for event in moves[1:]] == [event.to_state for event in moves[:-1]]
    assert moves[-1].to_state == case.state
    assert gaps() == []
