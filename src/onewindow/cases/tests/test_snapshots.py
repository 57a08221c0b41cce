"""A running case keeps the declaration that it began with; a published one is never changed; only declared acts are called."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onewindow.cases import services, snapshots
from onewindow.cases.acts import called
from onewindow.cases.models import Case, Snapshot, Task
from onewindow.cases.procedure import Review, declared, procedure
from onewindow.cases.snapshots import current_plan, frozen, publish
from onewindow.cases.tests.cast import AT, OTHER_USCC, PROCEDURE, Cast, on, submitted
from onewindow.rules.readings import read_questions
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import WorkingDays

TEN_DAYS = WorkingDays(10, "conv-c-1")


@contextmanager
def redeclared(**changes: Any) -> Iterator[None]:
    """The county's procedure with other parts, as after an edit of its declaration."""
    register = declared()
    before = register.pop(PROCEDURE)
    try:
        replace(before, **changes)
        yield
    finally:
        register[PROCEDURE] = before


def quicker() -> dict[str, Any]:
    steps = procedure(PROCEDURE).steps
    return {"steps": tuple(replace(step, within=TEN_DAYS) if isinstance(step, Review) else step for step in steps)}


def review_due(number: str) -> date | None:
    return Task.objects.get(case__number=number, step="review").due_on


def test_a_case_that_began_before_a_change_runs_on_as_it_began(cast: Cast) -> None:
    old = submitted(cast)
    with redeclared(**quicker()):
        new = submitted(cast, uscc=OTHER_USCC)
        for number in (old, new):
            services.accept(number=number, by=cast.clerk, at=AT)

    assert (review_due(old), review_due(new)) == (date(2023, 10, 19), date(2023, 10, 7))
    assert Snapshot.objects.count() == 2
    assert services.decide(number=old, by=cast.approver, at=AT).state == "decided"


def test_the_same_declaration_is_published_once_and_leaves_one_event(cast: Cast) -> None:
    for _ in range(2):
        digest = publish(procedure(PROCEDURE), by=SYSTEM, at=AT)

    assert Snapshot.objects.get().pk == digest == frozen(procedure(PROCEDURE), day_of(AT))[1]
    assert [event.kind for event in events_of(f"procedure:{PROCEDURE}")] == ["procedure.published"]


def test_every_case_says_which_declaration_it_runs_on(cast: Cast) -> None:
    case = Case.objects.get(number=submitted(cast))

    assert events_of(case.subject)[-1].content["snapshot"] == case.snapshot_id


@pytest.mark.parametrize("name", ["os.system", "onewindow.cases.services.decide", "", "miluo"])
def test_a_function_that_no_procedure_declares_is_never_called(name: str) -> None:
    with pytest.raises(LookupError):
        called(name)


def test_due_dates_follow_the_calendar(cast: Cast) -> None:
    number = submitted(cast)
    Task.objects.filter(case__number=number).update(due_on=date(2023, 9, 30))  # as if a notice had come since

    assert services.run_daily(at=on("2023-09-18")).due_dates_changed == [number]
    assert Task.objects.get(case__number=number).due_on == date(2023, 9, 22)
    assert services.run_daily(at=on("2023-09-18")).due_dates_changed == []


def test_a_declaration_has_the_readings_in_force_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    ruling = {"from": date(2023, 10, 1), "reading": "yes", "by": "试验局"}
    asked = {"clause": "x-1", "question": "从宽还是从严", "readings": {"no": "从严", "yes": "从宽"}, "default": "no", "decided": {}}
    monkeypatch.setattr(snapshots, "questions_of", lambda folder: read_questions({"generous": {**asked, "rulings": [ruling]}}))

    before, after = (current_plan(procedure(PROCEDURE), day) for day in (date(2023, 9, 30), date(2023, 10, 1)))
    assert (before.readings, after.readings) == ({"generous": "no"}, {"generous": "yes"})
