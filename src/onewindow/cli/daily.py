"""The work that nobody waits for, and the jobs of every day. All of it is idempotent: what is done is not done again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from onewindow.accounts import services as accounts
from onewindow.cases import procedure, snapshots
from onewindow.cases import services as cases
from onewindow.exchange import services as exchange
from onewindow.hall import services as hall
from onewindow.items import services as items
from onewindow.items.findable import KIND as ITEMS
from onewindow.law.search import services as search
from onewindow.papers import files
from onewindow.papers import services as papers
from onewindow.runs import services as runs
from onewindow.runs.work import work_one
from onewindow.supervision import services as supervision
from onewindow.trail import seals
from onewindow.words.actor import Actor
from onewindow.worktime import clock


def run(*, by: Actor, at: datetime) -> dict[str, Any]:
    """Every job of the day, in order; what each did, for people and for programs. ``at`` is the business time.

    Days are sealed by the system clock up to yesterday, whatever day the county works on.
    """
    moment = timezone.localtime()
    sealed = seals.seal_through(moment.date() - timedelta(days=1), at=moment)
    report = cases.run_daily(at=at)
    search.refresh(ITEMS)  # a version may begin or end today
    finished, failed = papers.render_pending(limit=1000)
    accounts.sweep(at=at, moment=moment)
    return {
        "sealed": [str(seal) for seal in sealed],
        "deemed_accepted": report.deemed_accepted,
        "decided_at_once": report.decided_at_once,
        "closed": report.closed,
        "due_dates_changed": report.due_dates_changed,
        "items_differing": items.compare_with_upstream(at=at)["open"],
        "papers_made": finished,
        "papers_failed": failed,
        "runs_swept": runs.sweep(),
        "files_swept": len(files.sweep()),
        **hall.end_days(by=by, at=at),
        "sms_phones_forgotten": exchange.forget_phones(moment=moment),
        "procedures": publish_procedures(by=by, at=at),
        **supervision.run_daily(at=at),
        **_of_regulations(at),
    }


def _of_regulations(at: datetime) -> dict[str, int]:
    """What a regulation does every day by itself (``daily.run`` of its folder)."""
    report: dict[str, int] = {}
    for each in _regulations():
        report |= each.run(at=at)
    return report


def titles() -> dict[str, str]:
    """What the counts of the regulations are called (``daily.TITLES`` of each folder), in their order."""
    found: dict[str, str] = {}
    for each in _regulations():
        found |= each.TITLES
    return found


def _regulations() -> Iterator[Any]:
    for name in settings.REGULATIONS:
        package = import_module(f"{settings.COUNTY}.{name}")
        if module_has_submodule(package, "daily"):
            yield import_module(f"{package.__name__}.daily")


def work() -> int:
    """One round of the background worker: messages are made and sent, the next run is done, papers without a file are made.

    Returns how many pieces of work.
    """
    told = exchange.read_trail() + exchange.send_due(at=clock.now(), moment=timezone.now())
    return told + int(work_one() is not None) + papers.render_pending(limit=20)[0]


def publish_procedures(*, by: Actor, at: datetime) -> int:
    """Freeze every declared procedure that is not published as it stands; how many procedures there are."""
    declared = procedure.procedures()
    with transaction.atomic():
        for each in declared:
            snapshots.publish(each, by=by, at=at)
    return len(declared)
