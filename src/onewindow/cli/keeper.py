"""Keep the background worker alive beside the server: a small process that starts it again when it dies, and ends with the server.

It is not the server's own child that works, since the server's workers are forked, nor a thread of it. Run as a module it reads from
nothing but the standard library, and its end is the end of its standard input: the server holds the other side, however it ends.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

KEEPER = [sys.executable, "-m", "onewindow.cli.keeper"]
WORKER = [sys.executable, "-W", "ignore", "-m", "onewindow.cli", "worker"]
AGAIN = 2.0  # seconds before a worker that died is started again
LOOK = 0.5  # seconds between two looks whether it lives
NICE = 10  # of the worker beside the server on the same machine
PATIENCE = 10.0  # seconds for a worker to give back what it was doing


@contextmanager
def kept_working() -> Iterator[None]:
    """A worker for as long as the block runs."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", "onewindow.cli.keeper"], stdin=subprocess.PIPE, start_new_session=True
    )  # our own module
    assert keeper.stdin
    try:
        yield
    finally:
        keeper.stdin.close()
        keeper.wait(timeout=2 * PATIENCE)


def keep() -> None:
    """Start the worker, and again whenever it ended, until standard input ends. Pages go before what nobody waits for at a counter."""
    os.nice(NICE)
    worker: subprocess.Popen[bytes] | None = None
    wait = 0.0
    try:
        while not _ended(wait):
            if worker is None:
                worker, wait = _started(), LOOK
            elif worker.poll() is not None:
                worker, wait = None, AGAIN
    finally:
        if worker is not None:
            _end(worker)


def _ended(seconds: float) -> bool:
    """Whether standard input has ended, waiting for it that long."""
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(WORKER, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # our own command


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


if __name__ == "__main__":
    keep()
