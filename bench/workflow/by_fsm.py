"""The bare ORM with a protected state of django-fsm-2: the transitions are declared, the rest is the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from bench.workflow.bare_orm import lives, make_tables
from bench.workflow.tables import STEPS, set_up


def prepare() -> None:
    set_up()
    _model()
    make_tables()


def fsm(client: int, seconds: float) -> Callable[[], None]:
    set_up()

    def into(case: Any, state: str) -> None:
        getattr(case, f"to_{state}")()

    return lives(_model(), into)


def _model() -> Any:
    from django_fsm import FSMField, transition  # noqa: PLC0415  # of the benchmark's own environment

    from bench.workflow.models import CaseColumns  # noqa: PLC0415  # models need Django set up

    def moved(source: str, target: str) -> Any:
        return transition(field="state", source=source, target=target)(_named(f"to_{target}"))

    steps = {f"to_{target}": moved(source, target) for source, target in itertools.pairwise(STEPS)}
    columns = {"state": FSMField(default="submitted", protected=True), "__module__": "bench.workflow.models", **steps}
    return type("FsmCase", (CaseColumns,), columns)


def _named(name: str) -> Callable[[Any], None]:
    def step(case: Any) -> None:
        """Nothing beside the change of state."""

    step.__name__ = name
    return step
