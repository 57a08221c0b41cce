"""The doors of runs: start long work, stop it, start it again.

A view that would take longer than a second does not work in the request. It declares a kind once, in the ``ready`` of its app::

    from onewindow.runs import kinds
    kinds.declare(kinds.Kind("cases.move", "批量转办", "cases.read_organisation", act=bulk.move_all))

    def move_all(work: Work) -> Outcome:                                     # runs in ``onewindow worker``
        cases, refused = work.params["cases"], []
        for done, number in enumerate(cases):
            work.progress(done, len(cases), stage="逐件转办")                # between transactions; Lost passes through
            try:
                forward(number=number, ..., by=work.by, at=work.at, key=work.key(number))
            except Refused as problem:
                refused.append((number, str(problem)))
        return Outcome(f"已转办{len(cases) - len(refused)}件", url=reverse("desk:front"), link="返回待办", items=tuple(refused))

and starts it::

    run = runs.start(
        kind="cases.move", key=digest, title="转办12件", params={"cases": [...]},
        by=actor_on(request), at=clock.now(), press=key_of(request) or "",
    )
    return redirect("desk:run", number=run.number)

The page of the run (``desk:run``) shows the bar, then the outcome or why it failed. The act must bear to be run again from the beginning:
a killed worker's run is taken up by the next one, at the same ``at``. So each item goes through a door that is idempotent, by its
nature or by ``work.key(item)``, in a transaction of its own. A Refused that passes out of the act is what the person reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from onewindow.accounts.roles import require
from onewindow.runs.kinds import Kind, kind_of
from onewindow.runs.models import ALIVE, FAILED, STOPPED, WAITING, Run
from onewindow.runs.selectors import run_for
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical
from onewindow.words.refused import Refused

KEPT = timedelta(days=90)  # what ended longer ago is swept; the trail still tells of it


def start(
    *,
    kind: str,
    title: str,
    by: Actor,
    at: datetime,
    key: str = "",
    params: Mapping[str, Any] | None = None,
    files: Iterable[str] = (),
    press: str = "",
) -> Run:
    """Put long work into the queue and answer at once with its run; the worker takes it up within a second or two.

    ``kind`` is the key of a declared kind. ``title`` is what the page calls it (Chinese, no personal data, at most 120 characters).
    ``key`` names what may run only once at a time (a year, a digest of what was asked), for one account or, of a shared kind, for all:
    while such a run waits or runs it is the answer, and so two presses make one run. ``press`` is the idempotency key of the form: a
    repeated request gets its run even when that has ended. ``params`` is plain JSON, and sealed. ``files`` are digests of the file
    store that the work needs; they are kept while the run is.

    Raises Refused (403) without the kind's permission and (409) for a press that began another run; LookupError for a kind that nobody
    declared.
    """
    found = _kind(kind)
    require(by, found.permission)
    once = key if found.shared else f"{by.id}:{key}"  # another's run would be a page that one may not see
    try:
        with transaction.atomic():
            before = _before(by, press, found, once)
            return before or _queue(found, title, once, params or {}, list(files), press, by=by, at=at)
    except IntegrityError:  # the same press, or another's, at this very moment; theirs stands
        with transaction.atomic():
            run = _before(by, press, found, once) or Run.objects.filter(kind=kind, key=once).order_by("-number").first()
        if run is None:
            raise
        return run


@transaction.atomic
def stop(*, number: int, by: Actor, at: datetime) -> Run:
    """停止: nothing further of it is done; what is done stands. Raises Refused for another's run (404), for one that has ended (409)."""
    run = _locked(number, by)
    if not run.is_alive:
        raise Refused(f"“{run.title}”已经结束，不能停止", code="run_ended", status=409)
    before, run.state, run.ended_at = run.state, STOPPED, Now()
    run.save(update_fields=["state", "ended_at"])
    record(subject=run.subject, kind="run.stopped", by=by, at=at, from_=before, to=STOPPED)
    return run


@transaction.atomic
def again(*, number: int, by: Actor, at: datetime) -> Run:
    """重新开始: a run that failed or was stopped goes back into the queue, for who presses now; what it had done is not done twice.

    While another run of the same waits or runs, that one is the answer. Raises Refused (403, 404, and 409 for one that did not fail).
    """
    run = _locked(number, by)
    found = _kind(run.kind)
    require(by, found.permission)
    if other := _alive(run.kind, run.key):
        return other
    if run.state not in (FAILED, STOPPED):
        raise Refused(f"“{run.title}”已经完成，不必重新开始", code="run_done", status=409)
    before, run.state, run.by, run.organisation, run.at = run.state, WAITING, by.id, by.organisation or "", at
    run.press, run.stage, run.done, run.of, run.attempts, run.worker, run.answer = "", "", 0, 0, 0, "", ""
    run.queued_at, run.beat_at, run.ended_at = Now(), None, None
    run.save()
    record(subject=run.subject, kind="run.queued", by=by, at=at, from_=before, to=WAITING)
    run.refresh_from_db()
    return run


def sweep() -> int:
    """Forget runs that ended more than ``KEPT`` ago, with what they asked and answered; how many."""
    return _ended_before(KEPT).delete()[0]


def _ended_before(age: timedelta) -> QuerySet[Run]:
    return Run.objects.exclude(state__in=ALIVE).filter(ended_at__lt=Now() - age)


def _kind(key: str) -> Kind:
    found = kind_of(key)
    if found is None:
        raise LookupError(f"nobody has declared a run of the kind {key!r}")
    return found


def _alive(kind: str, key: str) -> Run | None:
    return Run.objects.filter(kind=kind, key=key, state__in=ALIVE).first()


def _before(by: Actor, press: str, kind: Kind, key: str) -> Run | None:
    """The run that this press began, or that is alive for the same key. Raises Refused (409) where the press began another one."""
    run = Run.objects.filter(by=by.id, press=press).first() if press else None
    if run is not None and (run.kind, run.key) != (kind.key, key):
        raise Refused(
            "同一个幂等键已用于另一个请求",
            code="idempotency_key_reused",
            field="key",
            expected="每个新请求使用新的幂等键；重复同一请求时内容须完全相同",
            status=409,
        )
    return run or _alive(kind.key, key)


def _queue(kind: Kind, title: str, key: str, params: Mapping[str, Any], files: list[str], press: str, *, by: Actor, at: datetime) -> Run:
    run = Run.objects.create(
        kind=kind.key,
        key=key,
        title=title,
        params=canonical(params),
        files=files,
        by=by.id,
        organisation=by.organisation or "",
        press=press,
        at=at,
        queued_at=Now(),
    )
    run.refresh_from_db()
    record(subject=run.subject, kind="run.queued", by=by, at=at, to=WAITING, body={"kind": kind.key})
    return run


def _locked(number: int, by: Actor) -> Run:
    Run.objects.select_for_update().filter(number=number).first()
    return run_for(number, by)
