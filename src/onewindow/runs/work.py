"""The worker's side: take the next run, do it, say what came of it. A worker that dies loses nothing and doubles nothing.

Who takes a run signs it (``worker``) and gives signs of life; a run without one for ``LEASE`` is taken by the next worker. Whatever is
written of a run is written only while it bears one's own sign. All moments here are the database's clock, so that machines need not agree.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from secrets import token_hex

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.runs.kinds import Outcome, Work, kind_of
from onewindow.runs.models import DONE, FAILED, RUNNING, WAITING, Run
from onewindow.runs.selectors import params_of
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.canonical import canonical
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

LEASE = timedelta(seconds=60)  # thrice the longest that SQLite lets one wait for the lock
BEAT = 10.0  # seconds between two signs of life
TOLD = 0.4  # seconds between two writes of progress: finer than any page asks
ATTEMPTS = 3  # who has taken three workers with it would take the fourth
_log = logging.getLogger(__name__)


class Lost(Exception):
    """The run is no longer this worker's: it was stopped, or was given to another."""


def work_one() -> int | None:
    """Do the next run that waits, or one whose worker died, to its end; its number, or None when there is none.

    Interrupted (SIGINT, SIGTERM as ``onewindow worker`` handles it) it gives the run back. Never within a transaction, and never in a
    process that others are forked from: the acts use Polars, whose threads do not outlive a fork.
    """
    sign = token_hex(8)
    run = _take(sign)
    if run is None:
        return None
    hold = _Hold(run.number, sign)
    try:
        with _beating(hold):
            outcome = _do(run, hold)
        _end(run, hold, DONE, canonical(asdict(outcome)), files=[*run.files, *outcome.files])
    except Lost:
        pass  # it has been ended or taken by somebody else
    except Refused as refused:
        _end(run, hold, FAILED, _problems(refused))
    except Exception:
        _log.exception("run %s (%s) failed", run.number, run.kind)
        _end(run, hold, FAILED, _problems(_fault(run)))
    except BaseException:
        _mine(hold).update(state=WAITING, worker="", attempts=run.attempts - 1)
        raise
    return run.number


@dataclass(slots=True)
class _Hold:
    """A worker's hold on a run, and when it last wrote how far it was."""

    number: int
    sign: str
    told_at: float = 0.0
    stage: str = ""
    lost: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, of: int, *, stage: str = "") -> None:
        """``kinds.Progress``; the first word on a stage and the last are always written."""
        now = time.monotonic()
        if self.lost.is_set():
            raise Lost(self.number)
        if now - self.told_at < TOLD and stage in ("", self.stage) and done < of:
            return
        self.told_at, self.stage = now, stage or self.stage
        if not _mine(self).update(done=done, of=of, stage=self.stage, beat_at=Now()):
            raise Lost(self.number)


def _take(sign: str) -> Run | None:
    """The oldest run that waits or lost its worker, signed; one that lost too many is ended instead."""
    ready = Run.objects.filter(Q(state=WAITING) | Q(state=RUNNING, beat_at__lt=Now() - LEASE)).order_by("number")
    if not ready.exists():  # asked without the lock, which on SQLite would be everybody's
        return None
    with transaction.atomic():
        run = ready.select_for_update(skip_locked=True).first()
        if run is None:
            return None
        if run.attempts >= ATTEMPTS:
            _ended(run, FAILED, _problems(_worn(run)))
            return None
        before, run.state, run.worker, run.beat_at, run.attempts = run.state, RUNNING, sign, Now(), run.attempts + 1
        run.save(update_fields=["state", "worker", "beat_at", "attempts"])
        record(subject=run.subject, kind="run.taken", by=SYSTEM, at=run.at, from_=before, to=RUNNING, body={"attempt": run.attempts})
    return run


def _do(run: Run, hold: _Hold) -> Outcome:
    kind = kind_of(run.kind)
    if kind is None:
        raise Refused(f"本系统已没有“{run.title}”这类后台工作", code="unknown_kind", expected="重新从原来的页面发起")
    return kind.act(Work(run.number, params_of(run), _actor(run), run.at, hold.progress, run.attempts))


def _actor(run: Run) -> Actor:
    """Who pressed, with the permissions of now: what was withdrawn meanwhile is refused by the door."""
    if run.by == SYSTEM.id:
        return SYSTEM
    return actor_of(User.objects.get(key=run.by), day_of(run.at), organisation=run.organisation or None)


@transaction.atomic
def _end(run: Run, hold: _Hold, state: str, answer: str, files: list[str] | None = None) -> None:
    """Write the end, if the run is still this worker's."""
    locked = _mine(hold).select_for_update().first()
    if locked is not None:
        locked.files = locked.files if files is None else files
        _ended(locked, state, answer)


def _ended(run: Run, state: str, answer: str) -> None:
    before, run.state, run.answer, run.ended_at, run.worker = run.state, state, answer, Now(), ""
    run.done = run.of if state == DONE else run.done
    run.save(update_fields=["state", "answer", "ended_at", "worker", "files", "done"])
    record(subject=run.subject, kind=f"run.{state}", by=SYSTEM, at=run.at, from_=before, to=state)


def _mine(hold: _Hold) -> QuerySet[Run]:
    return Run.objects.filter(number=hold.number, state=RUNNING, worker=hold.sign)


@contextmanager
def _beating(hold: _Hold) -> Iterator[None]:
    """Signs of life beside the act, on a connection of their own: a step that says nothing for minutes keeps its run."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(hold, ended), name=f"run-{hold.number}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(hold: _Hold, ended: threading.Event) -> None:
    try:
        while not ended.wait(BEAT):
            try:
                if not _mine(hold).update(beat_at=Now()):
                    hold.lost.set()
                    return
            except DatabaseError:
                _log.warning("run %s: no sign of life could be given", hold.number)  # the next one may be
    finally:
        connection.close()


def _problems(refused: Refused) -> str:
    return canonical({"problems": [asdict(each) for each in refused.problems], "status": refused.status})


def _fault(run: Run) -> Refused:
    expected = "重新开始；仍不成功的，请把编号告知系统管理员"
    return Refused(Problem(f"系统出错，这项工作没有做完（编号{run.number}）", "fault", expected=expected), status=500)


def _worn(run: Run) -> Refused:
    expected = "请系统管理员查看后台日志和内存后，再重新开始"
    return Refused(Problem(f"后台进程连续{ATTEMPTS}次中断，这项工作没有做完（编号{run.number}）", "worn", expected=expected), status=500)
