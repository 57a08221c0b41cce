"""The demonstration shows items at every step of their life, by two bodies, and loading it again changes nothing."""

from __future__ import annotations

import pytest

from miluo import demo_cases
from onewindow.cases.models import Case, Delivery, HandOver, Task
from onewindow.trail.models import Event


@pytest.mark.usefixtures("loaded_county")
def test_items_stand_at_every_step_and_a_second_load_changes_nothing() -> None:
    demo_cases.load()
    cases = Case.objects.exclude(procedure__startswith="open-economy")
    assert {"submitted", "correcting", "accepted", "reviewing", "decided", "issued", "closed"} <= set(cases.values_list("state", flat=True))
    open_steps = Task.objects.filter(case__in=cases, done_at=None).values_list("step", flat=True)
    assert {"accept", "prereview", "review", "produce", "issue"} == set(open_steps)
    assert {"city-management", "health", "public-security", "human-resources"} <= set(cases.values_list("organisation", flat=True))
    assert cases.exclude(bundle="").count() == 2 and HandOver.objects.count() == 2
    assert Delivery.objects.filter(case__in=cases, channel="post", served_on=None).count() == 1
    events = Event.objects.count()
    demo_cases.load()
    assert Event.objects.count() == events
