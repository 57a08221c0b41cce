"""The worker beside the server: started again when it dies, ended with the server, and given time to give back what it does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

WORKER = """
import os, pathlib, signal, sys, time
folder = pathlib.Path({folder!r})
def end(number, frame):
    (folder / "given-back").touch()
    sys.exit()
signal.signal(signal.SIGTERM, end)
(folder / f"worker-{{os.getpid()}}").touch()
time.sleep(600)
"""
KEEPER = """
import sys
from onewindow.cli import keeper
keeper.WORKER, keeper.AGAIN, keeper.LOOK = [sys.executable, "-c", {worker!r}], 0.1, 0.1
keeper.keep()
"""


def workers(folder: Path) -> list[int]:
    return [int(each.name.removeprefix("worker-")) for each in folder.glob("worker-*")]


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that within two minutes")


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_dies_is_started_again_and_ends_with_the_server(tmp_path: Path) -> None:
    code = KEEPER.format(worker=WORKER.format(folder=str(tmp_path)))
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as keeper:
        wait_until(lambda: len(workers(tmp_path)) == 1)
        (first,) = workers(tmp_path)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: len(workers(tmp_path)) == 2)
        (second,) = set(workers(tmp_path)) - {first}
        assert keeper.stdin
        keeper.stdin.close()  # as the end of the server does, however it ends
        assert keeper.wait(timeout=120) == 0
    assert (tmp_path / "given-back").exists()
    assert not lives(second)
