"""What one writes with Django's models: ``atomic``, ``select_for_update().get()``, ``save(update_fields=…)``, ``create``. No checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from bench.workflow.plain_sql import BODY, FACTS
from bench.workflow.tables import STEPS, set_up

COLUMNS = {"decided": "decided_at", "issued": "issued_at"}


def prepare() -> None:
    set_up()
    make_tables()


def make_tables() -> None:
    """The tables of all apps, and a counter that has begun."""
    from django.core.management import call_command  # noqa: PLC0415  # Django is set up only now

    from bench.workflow.models import Counter  # noqa: PLC0415  # models need Django set up

    call_command("migrate", run_syncdb=True, verbosity=0)
    Counter.objects.create(series="2023")


def orm(client: int, seconds: float) -> Callable[[], None]:
    set_up()
    from bench.workflow.models import Case  # noqa: PLC0415  # models need Django set up

    def into(case: Any, state: str) -> None:
        case.state = state

    return lives(Case, into)


def lives(model: Any, into: Callable[[Any, str], None], also: Callable[[Any], dict[str, str]] = lambda case: {}) -> Callable[[], None]:
    """Lives of a model whose rows ``into`` brings into a state; ``also`` gives further columns to be saved."""
    from django.db import transaction  # noqa: PLC0415  # Django is set up only now

    from bench.workflow.models import Deadline, Event  # noqa: PLC0415  # models need Django set up

    def move(pk: int, k: int) -> None:
        at, state = datetime.now(UTC), STEPS[k]
        with transaction.atomic():
            case = model.objects.select_for_update().get(pk=pk)
            if case.state != STEPS[k - 1]:
                raise RuntimeError("the case is in another state")
            changed = ["state"]
            into(case, state)
            if state == "accepted":
                case.number = f"2023-{next_number()}"
                changed.append("number")
                Deadline.objects.create(case=pk, due_on=date(2023, 9, 22))
            elif state in COLUMNS:
                setattr(case, COLUMNS[state], at)
                changed.append(COLUMNS[state])
            further = also(case)
            for name, value in further.items():
                setattr(case, name, value)
            case.save(update_fields=[*changed, *further])
            Event.objects.create(case=pk, from_state=STEPS[k - 1], to_state=state, actor="u-clerk", at=at, body=BODY)
            if state == "issued":
                Deadline.objects.filter(case=pk).update(met_at=at)

    def lead() -> None:
        with transaction.atomic():
            case = model(applicant="applicant", facts=FACTS, state="submitted")
            for name, value in also(case).items():
                setattr(case, name, value)
            case.save(force_insert=True)
            Event.objects.create(case=case.pk, from_state="", to_state="submitted", actor="u-clerk", at=datetime.now(UTC), body=BODY)
        for k in range(1, len(STEPS)):
            move(case.pk, k)

    return lead


def next_number() -> int:
    """The next number of the counter, inside the caller's transaction."""
    from bench.workflow.models import Counter  # noqa: PLC0415  # models need Django set up

    counter = Counter.objects.select_for_update().get(series="2023")
    counter.last += 1
    counter.save(update_fields=["last"])
    return int(counter.last)
