"""A worker that dies by SIGKILL in the middle of the yearly run: the next one ends it, and nothing is proposed twice or left out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from miluo.open_economy.long_work import PROPOSE
from miluo.open_economy.models import Proposal, ProposalRun
from miluo.open_economy.services import proposing
from miluo.open_economy.tests.filing import registered, taken
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT
from onewindow.runs.models import DONE, RUNNING, Run
from onewindow.runs.selectors import outcome_of
from onewindow.runs.services import start
from onewindow.runs.work import LEASE, work_one
from onewindow.trail.verification import verify
from onewindow.words.identity import uscc_check

MANY, BATCH, DIES_AT = 7, 2, 4
WORKER = f"""
import os, signal
import django; django.setup()
from miluo.open_economy.services import proposing
from onewindow.runs import work
proposing.A_BATCH, work.TOLD = {BATCH}, 0
told = work._Hold.progress
def progress(hold, done, of, *, stage=""):
    told(hold, done, of, stage=stage)
    if done >= {DIES_AT}:
        os.kill(os.getpid(), signal.SIGKILL)
work._Hold.progress = progress
work.work_one()
"""


@pytest.mark.clause("open2023-10-2a")
def test_a_killed_run_is_ended_by_the_next_worker_and_proposes_each_once(live_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = people.gather()
    codes = [body + uscc_check(body) for body in (f"91430681MA4K{number:05d}" for number in range(MANY))]
    registered(cast, *((code, f"演示企业{code[-3:]}有限公司") for code in codes))
    taken(cast, *((code, f"演示企业{code[-3:]}有限公司", "否", 200000, 0) for code in codes))
    run = start(kind=PROPOSE, title="2023年度免申即享核对", key="2023", params={"year": 2023}, by=cast.approver, at=AT)
    environment = {**os.environ, "DATABASE_URL": live_database, "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
    died = subprocess.run([sys.executable, "-W", "ignore", "-c", WORKER], env=environment, check=False)
    assert died.returncode == -signal.SIGKILL
    run.refresh_from_db()
    assert (run.state, run.done, run.of) == (RUNNING, DIES_AT, MANY)
    assert Proposal.objects.count() == DIES_AT
    assert work_one() is None  # its lease has not run out: it may be alive

    Run.objects.filter(pk=run.pk).update(beat_at=Now() - LEASE - timedelta(seconds=1))
    monkeypatch.setattr(proposing, "A_BATCH", BATCH)
    assert work_one() == run.number
    run.refresh_from_db()
    outcome = outcome_of(run)
    assert run.state == DONE and outcome and outcome.said == f"已核对名录企业{MANY}户：新提出{MANY}项，更新0项，未变0项，失效0项"
    assert Counter(Proposal.objects.values_list("uscc", flat=True)) == Counter(codes)
    assert ProposalRun.objects.get().ended_at
    assert verify().ok
