"""A thread that waits for a lock of the database lets the other threads of its process go on, so that the lock can be given back."""

from __future__ import annotations

import threading

from django.db import connections, transaction

from onewindow.papers import numbering
from onewindow.statements import gathered
from onewindow.worktime.clock import now


def test_a_number_is_waited_for_while_another_thread_of_the_process_has_it(live_database: None) -> None:
    taken, given = threading.Event(), []

    def second() -> None:
        taken.wait(60)
        with transaction.atomic(), gathered():
            given.append(numbering.take("threads", at=now(), pattern="{serial}").serial)
        connections.close_all()

    with transaction.atomic(), gathered():
        first = numbering.take("threads", at=now(), pattern="{serial}").serial
    waiting = threading.Thread(target=second)
    waiting.start()
    with transaction.atomic(), gathered():
        again = numbering.take("threads", at=now(), pattern="{serial}").serial
        taken.set()
        waiting.join(0.5)  # it waits now
        assert waiting.is_alive()
    waiting.join(60)
    assert (first, again, given) == (1, 2, [3])
