"""Registering under load: many processes at once, killed at random and started again. For the test and for the benchmark."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from datetime import date

from django.db import connections

from miluo.normative_documents import services
from miluo.normative_documents.life import State
from miluo.normative_documents.models import Document
from miluo.normative_documents.tests.journey import REGISTRAR, at
from onewindow.organisations.models import Issuer

_FORK = multiprocessing.get_context("fork")  # a child of the warmed process costs nothing to start again
MOMENT = at(9, 15)


def lodge_many(count: int, issuers: int = 5) -> list[str]:
    """So many documents of a few issuers on the desk of the registrar, written without their earlier life."""
    lines = list(Issuer.objects.order_by("row")[:issuers])
    Document.objects.bulk_create(
        Document(
            number=f"LOAD-{place:05d}",
            issuer=lines[place % issuers],
            drafted_by="government-office",
            drafter="u-load",
            title=f"演示文件{place}",
            text=[{"kind": "paragraph", "text": "演示。", "rows": []}],
            state=State.LODGED,
            document_number=f"演示〔2023〕{place}号",
            lodged_on=date(2023, 9, 15),
        )
        for place in range(count)
    )
    return [f"LOAD-{place:05d}" for place in range(count)]


def register_all(numbers: list[str], *, processes: int, kills: int, seed: int = 5) -> int:
    """Register every document by that many processes, each with its share; how many times one was killed and started again."""
    chance = random.Random(seed)  # when to kill is no secret
    connections.close_all()
    shares = [numbers[place::processes] for place in range(processes)]
    workers = [_started(share) for share in shares]
    killed = 0
    while any(worker.is_alive() for worker in workers):
        time.sleep(chance.uniform(0.02, 0.2))
        place = chance.randrange(processes)
        if killed < kills and workers[place].is_alive() and workers[place].pid:
            os.kill(workers[place].pid, signal.SIGKILL)
            workers[place].join()
            workers[place] = _started(shares[place])
            killed += 1
    failed = [worker.exitcode for worker in workers if worker.exitcode]
    if failed:
        raise RuntimeError(f"a process ended with {failed}")
    return killed


def _started(share: list[str]) -> multiprocessing.process.BaseProcess:
    worker = _FORK.Process(target=_register, args=(share,))
    worker.start()
    return worker


def _register(share: list[str]) -> None:
    """What this process still has to register; the key makes a repetition of what was committed the same answer."""
    waiting = set(Document.objects.filter(number__in=share, state=State.LODGED).values_list("number", flat=True))
    for number in share:
        if number in waiting:
            services.register(number=number, by=REGISTRAR, at=MOMENT, key=number)
    connections.close_all()
