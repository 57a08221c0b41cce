"""Many processes issue at once, some are killed in the middle: the numbers stay 1, 2, 3 … with a paper and an event each."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from django.db import connection

from onewindow.papers import selectors
from onewindow.papers.models import Counter, Paper
from onewindow.trail.models import Event

PROCESSES, PAPERS = 4, 60  # two threads each: eight who want the next number
NEVER_DONE = 1_000_000


def test_numbers_have_no_gap_and_no_double_when_processes_are_killed(committed: str) -> None:
    environment = {**os.environ, "DATABASE_URL": committed, "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "onewindow.papers.tests.issuing"]
    asked = [NEVER_DONE] * 2 + [PAPERS] * (PROCESSES - 2)  # those that are killed must not end by themselves before
    running = [subprocess.Popen([*command, str(papers)], env=environment, stdout=subprocess.PIPE, text=True) for papers in asked]
    for process in running[:2]:
        for _ in range(3):  # it has issued a few and is in the middle of the next
            assert process.stdout is not None and process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    told = []
    for process in running:
        with process:  # read on where the lines above ended: ``communicate`` would begin amid a character
            assert process.stdout is not None
            told.append(process.stdout.read().split())
    connection.close()

    assert [process.returncode for process in running] == [-9, -9, 0, 0]
    serials = sorted(Paper.objects.values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert len(serials) >= 2 * 2 * PAPERS * 4 // 5
    assert Counter.objects.get().last == serials[-1]
    assert selectors.gaps() == []
    assert {number for numbers in told for number in numbers} <= set(Paper.objects.values_list("number", flat=True))
    assert Event.objects.filter(kind="paper.issued").count() == len(serials)


def test_a_paper_that_was_written_past_the_door_shows_as_a_gap(committed: str) -> None:
    Counter.objects.create(series="青行审受", year=2023, last=3)
    Paper.objects.create(
        number="青行审受〔2023〕3号", code="A" * 12, series="青行审受", year=2023, serial=3, issued_at="2023-09-15T00:00:00Z", content="{}"
    )
    assert selectors.gaps() == ["青行审受〔2023〕：末号3，实有1件，最大号3"]
