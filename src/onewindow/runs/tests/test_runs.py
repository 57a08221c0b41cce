"""Long work: one press makes one run, its progress is true, its end is told, and what died is taken up by the next worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from onewindow.accounts.models import User
from onewindow.runs import work
from onewindow.runs.kinds import Kind, Outcome, Work
from onewindow.runs.kinds import declare as declare_kind
from onewindow.runs.models import DONE, FAILED, RUNNING, STOPPED, WAITING, Run
from onewindow.runs.selectors import alive, digests_in_use, outcome_of, refusal_of, run_for, runs_for
from onewindow.runs.services import KEPT, again, start, stop, sweep
from onewindow.runs.tests.conftest import AT
from onewindow.runs.work import ATTEMPTS, LEASE, Lost, work_one
from onewindow.trail.models import Event
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused

Declare = Callable[..., None]


def counts(work: Work) -> Outcome:
    """Three items, each told."""
    for done in range(4):
        work.progress(done, 3, stage="逐项处理")
    return Outcome("已处理3项", url="/desk/", items=(("演示甲", "没有办理：已办结"),), files=("0" * 64,))


def begin(by: Actor, key: str = "2023", press: str = "") -> Run:
    return start(kind="demo.count", title="演示工作", key=key, params={"year": 2023}, by=by, at=AT, press=press)


def test_a_run_goes_to_its_end_and_says_what_came_of_it(declare: Declare, officer: Actor) -> None:
    seen: list[Work] = []
    declare(lambda work: (seen.append(work), counts(work))[1])
    run = begin(officer)
    assert run.state == WAITING
    assert work_one() == run.number
    run.refresh_from_db()
    assert (run.state, run.done, run.of, run.stage, run.worker) == (DONE, 3, 3, "逐项处理", "")
    outcome = outcome_of(run)
    assert outcome and (outcome.said, outcome.items) == ("已处理3项", (("演示甲", "没有办理：已办结"),))
    assert (seen[0].params, seen[0].by, seen[0].at) == ({"year": 2023}, officer, AT)
    assert list(digests_in_use()) == ["0" * 64]
    kinds = Event.objects.filter(subject=run.subject).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["run.queued", "run.taken", "run.done"]
    assert work_one() is None


def test_progress_is_in_the_database_while_the_work_goes_on(declare: Declare, officer: Actor) -> None:
    seen: list[tuple[str, int, int, str]] = []

    def act(work: Work) -> Outcome:
        for done in (0, 1000):
            work.progress(done, 5000, stage="读取" if not done else "核对")
            seen.append(Run.objects.values_list("state", "done", "of", "stage").get())
        return Outcome("完成")

    declare(act)
    begin(officer)
    work_one()
    assert seen == [(RUNNING, 0, 5000, "读取"), (RUNNING, 1000, 5000, "核对")]


def test_two_presses_make_one_run(declare: Declare, officer: Actor) -> None:
    declare(counts)
    assert begin(officer).number == begin(officer).number
    assert Run.objects.count() == 1
    work_one()
    assert begin(officer).number != Run.objects.order_by("number").first().number  # type: ignore[union-attr]  # the first has ended


def test_the_same_form_sent_again_gets_its_run_even_when_that_has_ended(declare: Declare, officer: Actor) -> None:
    declare(counts)
    first = begin(officer, press="form-1")
    work_one()
    assert begin(officer, press="form-1").number == first.number
    assert Run.objects.count() == 1


def test_another_key_is_another_run_and_the_older_goes_first(declare: Declare, officer: Actor) -> None:
    declare(counts)
    older, newer = begin(officer, "2022"), begin(officer, "2023")
    assert (work_one(), work_one()) == (older.number, newer.number)


def test_nobody_starts_what_he_may_not(declare: Declare, clerk: Actor) -> None:
    declare(counts)
    with pytest.raises(Refused, match="权限") as refused:
        begin(clerk)
    assert refused.value.status == 403
    assert not Run.objects.exists()


def test_a_kind_or_permission_that_there_is_not_fails_loudly(officer: Actor) -> None:
    with pytest.raises(LookupError):
        start(kind="no.such", title="演示", by=officer, at=AT)
    with pytest.raises(ValueError, match="permission"):
        declare_kind(Kind("demo.wrong", "演示", "no.such", counts))


def test_anothers_run_is_not_there_unless_its_kind_is_shared(declare: Declare, officer: Actor, colleague: Actor, clerk: Actor) -> None:
    declare(counts)
    run = begin(officer)
    with pytest.raises(Refused) as refused:
        run_for(run.number, colleague)
    assert refused.value.status == 404
    assert begin(colleague).number != run.number
    Run.objects.all().delete()
    declare(counts, shared=True)
    shared = begin(officer)
    assert begin(colleague).number == shared.number
    assert alive("demo.count", "2023") == shared
    assert runs_for(colleague).get() == shared
    assert not runs_for(clerk).exists()


def test_a_refusal_ends_the_run_with_its_words_and_it_can_be_started_again(declare: Declare, officer: Actor) -> None:
    def refuse(work: Work) -> Outcome:
        work.progress(2, 5)
        raise Refused("名录中没有企业", code="empty", expected="先导入企业名录")

    declare(refuse)
    run = begin(officer)
    work_one()
    run.refresh_from_db()
    why = refusal_of(run)
    assert run.state == FAILED and why and (why.first.message, why.first.expected) == ("名录中没有企业", "先导入企业名录")
    declare(counts)
    assert again(number=run.number, by=officer, at=AT).state == WAITING
    work_one()
    run.refresh_from_db()
    assert run.state == DONE and refusal_of(run) is None


def test_a_fault_is_told_in_words_and_without_its_innards(declare: Declare, officer: Actor, caplog: pytest.LogCaptureFixture) -> None:
    def fault(work: Work) -> Outcome:
        raise ZeroDivisionError("inside")

    declare(fault)
    run = begin(officer)
    work_one()
    run.refresh_from_db()
    why = refusal_of(run)
    assert run.state == FAILED and why and "系统出错" in str(why) and "inside" not in str(run.answer)
    assert "inside" in caplog.text


def test_what_has_ended_well_is_not_started_again_and_what_has_ended_is_not_stopped(declare: Declare, officer: Actor) -> None:
    declare(counts)
    run = begin(officer)
    work_one()
    for door in (again, stop):
        with pytest.raises(Refused) as refused:
            door(number=run.number, by=officer, at=AT)
        assert refused.value.status == 409


def test_a_run_that_was_stopped_waiting_is_not_done(declare: Declare, officer: Actor) -> None:
    declare(counts)
    run = begin(officer)
    assert stop(number=run.number, by=officer, at=AT).state == STOPPED
    assert work_one() is None
    assert begin(officer).number != run.number


def test_a_run_that_is_stopped_on_the_way_does_nothing_further(declare: Declare, officer: Actor) -> None:
    done: list[int] = []

    def act(work: Work) -> Outcome:
        for item in range(5):
            work.progress(item, 5, stage=f"第{item}项")
            done.append(item)
            if item == 2:
                stop(number=work.number, by=officer, at=AT)
        return Outcome("全部完成")

    declare(act)
    run = begin(officer)
    work_one()
    run.refresh_from_db()
    assert (run.state, done, run.answer) == (STOPPED, [0, 1, 2], None)


def killed(run: Run) -> None:
    """As a worker leaves a run that dies: signed, and silent for longer than the lease."""
    Run.objects.filter(pk=run.pk).update(
        state=RUNNING, worker="dead", attempts=1, done=2, of=3, beat_at=Now() - LEASE - timedelta(seconds=1)
    )


def test_a_run_whose_worker_died_is_taken_up_by_the_next(declare: Declare, officer: Actor) -> None:
    attempts: list[tuple[int, str]] = []
    declare(lambda work: (attempts.append((work.attempt, work.key("x"))), counts(work))[1])
    run = begin(officer)
    killed(run)
    assert begin(officer).number == run.number  # it is alive still: no second one beside it
    assert work_one() == run.number
    run.refresh_from_db()
    assert (run.state, attempts) == (DONE, [(2, f"run:{run.number}:x")])


def test_a_run_that_gives_signs_of_life_is_left_to_its_worker(declare: Declare, officer: Actor) -> None:
    declare(counts)
    run = begin(officer)
    Run.objects.filter(pk=run.pk).update(state=RUNNING, worker="other", attempts=1, beat_at=Now())
    assert work_one() is None


def test_a_worker_that_comes_back_late_writes_nothing_more(declare: Declare, officer: Actor) -> None:
    def act(work: Work) -> Outcome:
        Run.objects.filter(pk=work.number).update(worker="another")  # the lease ran out, and another took it
        with pytest.raises(Lost):
            work.progress(1, 3, stage="逐项处理")
        return Outcome("也做完了")

    declare(act)
    run = begin(officer)
    work_one()
    run.refresh_from_db()
    assert (run.state, run.worker, run.answer) == (RUNNING, "another", None)


def test_a_worker_that_is_told_to_end_gives_its_run_back(declare: Declare, officer: Actor) -> None:
    def act(work: Work) -> Outcome:
        raise KeyboardInterrupt

    declare(act)
    run = begin(officer)
    with pytest.raises(KeyboardInterrupt):
        work_one()
    run.refresh_from_db()
    assert (run.state, run.worker, run.attempts) == (WAITING, "", 0)


def test_what_took_three_workers_with_it_does_not_take_a_fourth(declare: Declare, officer: Actor) -> None:
    declare(counts)
    run = begin(officer)
    killed(run)
    Run.objects.update(attempts=ATTEMPTS)
    assert work_one() is None
    run.refresh_from_db()
    assert run.state == FAILED and "连续3次中断" in str(refusal_of(run))


def test_a_long_silent_step_gives_signs_of_life(declare: Declare, officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    beaten: list[int] = []
    monkeypatch.setattr(work, "_beat", lambda hold, ended: beaten.append(hold.number))
    declare(counts)
    run = begin(officer)
    work_one()
    assert beaten == [run.number]


def test_permissions_are_those_of_now(declare: Declare, officer: Actor) -> None:
    declare(lambda work: Outcome("、".join(sorted(work.by.permissions))))
    run = begin(officer)
    User.objects.filter(key=officer.id).update(is_active=False)
    work_one()
    outcome = outcome_of(run_for(run.number, officer))
    assert outcome and outcome.said == ""


def test_the_system_starts_its_own(declare: Declare, db: None) -> None:
    declare(lambda work: Outcome(work.by.id))
    everything = Actor(id=SYSTEM.id, name=SYSTEM.name, permissions=frozenset({"enterprises.maintain"}))
    run = begin(everything)
    work_one()
    outcome = outcome_of(run_for(run.number, everything))
    assert outcome and outcome.said == "system"


def test_what_ended_long_ago_is_swept_and_the_trail_remembers(declare: Declare, officer: Actor) -> None:
    declare(counts)
    old, young = begin(officer, "old"), begin(officer, "young")
    work_one(), work_one()
    Run.objects.filter(pk=old.pk).update(ended_at=Now() - KEPT - timedelta(days=1))
    assert sweep() == 1
    assert Run.objects.get() == young
    assert Event.objects.filter(subject=old.subject).exists()
