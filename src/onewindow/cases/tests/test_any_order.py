"""Doors knocked at in any order by anybody: each either opens or refuses, and what it leaves holds together."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from onewindow.cases import services
from onewindow.cases.life import ACTS, State
from onewindow.cases.models import Attachment, Case, ClockInterval, Task
from onewindow.cases.tests.cast import AT, PDF, Cast, submitted
from onewindow.papers.selectors import gaps
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

STEPS = 25
ENDED = {State.ISSUED, State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN, State.TERMINATED}
FAULT = [{"kind": "fact", "key": "trade_usd", "reason": "不符"}]
Act = Callable[..., Any]

DOORS: dict[str, Callable[[random.Random, str], tuple[Act, dict[str, Any]]]] = {
    "accept": lambda draw, number: (services.accept, {}),
    "ask_correction": lambda draw, number: (services.ask_correction, {"items": FAULT}),
    "correct": lambda draw, number: (services.correct, {"facts": {"trade_usd": str(draw.randint(1, 10**6))}}),
    "refuse_acceptance": lambda draw, number: (services.refuse_acceptance, {"reason": "不属于受理范围"}),
    "terminate": lambda draw, number: (services.terminate, {"reason": ""}),
    "take": lambda draw, number: (services.take, {}),
    "release": lambda draw, number: (services.release, {}),
    "return_to_clerk": lambda draw, number: (services.return_to_clerk, {"reason": "缺页"}),
    "forward": lambda draw, number: (services.forward, {}),
    "correct_fact": lambda draw, number: (
        services.correct_fact,
        {"fact": "trade_usd", "value": str(draw.randint(1, 10**6)), "reason": "核对", "attachment": Attachment.objects.get().key},
    ),
    "attach": lambda draw, number: (services.attach, {"material": "customs", "name": "a.pdf", "content": PDF}),
    "decide": lambda draw, number: (services.decide, {"reason": "经审核"}),
    "issue": lambda draw, number: (services.issue, {"channel": draw.choice(["window", "download"]), "identity_checked": True}),
    "rate": lambda draw, number: (services.rate, {"level": draw.randint(1, 5)}),
    "close": lambda draw, number: (services.close, {}),
    "withdraw": lambda draw, number: (services.withdraw, {}),
}
SELDOM = {"withdraw": 0.1, "refuse_acceptance": 0.2, "attach": 0.0}  # or no case would get far


@pytest.mark.parametrize("seed", range(40))
def test_a_case_holds_together_whoever_knocks_at_whichever_door(cast: Cast, seed: int) -> None:
    draw = random.Random(seed)
    people = [cast.agent, cast.clerk, cast.second_clerk, cast.approver, cast.second_approver, cast.both, cast.stranger, SYSTEM]
    number, at = submitted(cast), AT
    for _ in range(STEPS):
        at += timedelta(days=draw.choice([0, 0, 1, 30]))
        name = draw.choices(list(DOORS), [SELDOM.get(name, 1.0) for name in DOORS])[0]
        act, arguments = DOORS[name](draw, number)
        before = Case.objects.get(number=number).standing
        for by in draw.sample(people, len(people)):
            try:
                answer = act(number=number, **arguments, by=by, at=at)
            except Refused as refused:
                assert refused.first.message and refused.status in {403, 404, 409, 422}
                continue
            assert before in ACTS[name][1]
            assert answer.number == number
            break
        holds_together(number)


def holds_together(number: str) -> None:
    case = Case.objects.get(number=number)
    open_tasks = Task.objects.filter(case=case, done_at=None).count()
    assert open_tasks == (0 if case.standing in ENDED else 1)
    stopped = ClockInterval.objects.filter(case=case, ends_on=None).exists()
    assert stopped == (case.standing is State.CORRECTING)
    assert hasattr(case, "decision") == (case.standing in {State.DECIDED, State.ISSUED, State.CLOSED})
    moves = [event for event in events_of(case.subject) if event.to_state]
    assert [event.from_state for event in moves[1:]] == [event.to_state for event in moves[:-1]]
    assert moves[-1].to_state == case.state
    assert gaps() == []
