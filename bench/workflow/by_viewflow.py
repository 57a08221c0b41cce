"""Five view nodes and an end of viewflow's Flow, driven through activations; its tasks are the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from bench.workflow.bare_orm import make_tables, next_number
from bench.workflow.plain_sql import FACTS
from bench.workflow.tables import set_up

APPS = ("viewflow", "viewflow.workflow")
NODES = ("submit", "accept", "take", "decide", "issue")


def prepare() -> None:
    set_up(*APPS)
    _flow()
    make_tables()
    from django.contrib.auth.models import User  # noqa: PLC0415  # models need Django set up

    User.objects.create(username="clerk")


def flow(client: int, seconds: float) -> Callable[[], None]:
    set_up(*APPS)
    made = _flow()
    from django.contrib.auth.models import User  # noqa: PLC0415  # models need Django set up
    from django.db import transaction  # noqa: PLC0415  # Django is set up only now

    from bench.workflow.models import Deadline  # noqa: PLC0415  # models need Django set up

    request: Any = SimpleNamespace(user=User.objects.get(username="clerk"))

    def move(pk: int, name: str) -> None:
        node = getattr(made, name)
        with transaction.atomic(), made.lock(pk):
            task = made.task_class.objects.get(process_id=pk, flow_task=node)
            step = node.activation_class(task)
            step.assign(request.user)
            step.start(request)
            if name == "accept":
                step.process.number = f"2023-{next_number()}"
                step.process.save()
                Deadline.objects.create(case=pk, due_on=date(2023, 9, 22))
            step.execute()
            if name == "issue":
                Deadline.objects.filter(case=pk).update(met_at=datetime.now(UTC))

    def lead() -> None:
        with transaction.atomic():
            first = made.submit.activation_class.create(made.submit, None, None)
            first.process.applicant, first.process.facts = "applicant", FACTS
            first.start(request)
            first.execute()
        for name in NODES[1:]:
            move(first.process.pk, name)

    return lead


def _flow() -> Any:
    from django.db import models  # noqa: PLC0415  # Django is set up only now
    from viewflow import this  # noqa: PLC0415  # of the benchmark's own environment
    from viewflow.workflow import flow, lock  # noqa: PLC0415  # of the benchmark's own environment
    from viewflow.workflow.models import Process  # noqa: PLC0415  # of the benchmark's own environment

    class FlowCase(Process):
        number = models.CharField(max_length=24, unique=True, null=True)
        applicant = models.CharField(max_length=64)
        facts = models.TextField()

        class Meta:
            app_label = "workflow_bench"

    def view(request: Any) -> None:
        """No page is asked for."""

    class Life(flow.Flow):
        process_class = FlowCase
        lock_impl = lock.SelectForUpdateLock(nowait=False)
        submit = flow.Start(view).Next(this.accept)
        accept = flow.View(view).Next(this.take)
        take = flow.View(view).Next(this.decide)
        decide = flow.View(view).Next(this.issue)
        issue = flow.View(view).Next(this.end)
        end = flow.End()

    globals()["Life"] = Life  # viewflow finds a flow again by the path of its class
    return Life
