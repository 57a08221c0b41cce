"""The daily look of supervision, killed on its way and run again: each fact has one finding, one climb, one call-back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from onewindow.cases import services as cases
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import on
from onewindow.supervision import services
from onewindow.supervision.models import CallBack, Escalation, Finding
from onewindow.trail.models import Event
from onewindow.trail.verification import verify
from tests.kill.forks import AFTER_COMMIT, killed_at

LATE = on("2023-10-25")


def test_the_daily_look_survives_kills(live_database: str) -> None:
    cast = people.gather()
    cases.rate(number=people.issued(cast), level=1, by=cast.agent, at=on("2023-09-18"))
    people.accepted(replace(cast, agent=people.agent_of("91430681MA4L00100", "demo-agent-late")), uscc=None)
    look = partial(services.run_daily, at=LATE)
    commits = 0
    while killed_at(AFTER_COMMIT, look) == AFTER_COMMIT:  # each time it gets one thing further, and is cut off in the next
        for point in (1, 2, 3):
            killed_at(point, look)
        commits += 1
    assert commits > 3
    assert set(look().values()) == {0}  # nothing is left for a second one
    assert Finding.objects.exists() and Escalation.objects.exists() and CallBack.objects.count() == 1
    kinds = ("finding.entered", "escalation.climbed", "callback.opened")
    told = Counter(Event.objects.filter(kind__in=kinds).values_list("subject", flat=True))
    assert set(told.values()) == {1}
    assert len(told) == Finding.objects.count() + Escalation.objects.count() + 1
    assert verify().ok
