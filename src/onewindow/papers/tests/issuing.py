"""A process that issues papers as fast as it can in two threads, until it is done or killed: for the test of numbers."""

from __future__ import annotations

import os
import sys
import threading

import django


def main(papers: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    django.setup()
    threads = [threading.Thread(target=_issue, args=(papers,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _issue(papers: int) -> None:
    from django.db import transaction  # noqa: PLC0415  # only once the environment is read

    from onewindow.papers import services  # noqa: PLC0415  # only once the environment is read
    from onewindow.papers.tests import samples  # noqa: PLC0415  # only once the environment is read

    samples.declare_letterheads()
    for place in range(papers):
        with transaction.atomic():
            paper = services.issue(
                kind="acceptance", case="", content=samples.acceptance(), organisation="test-hall", by=samples.CLERK, at=samples.NOW
            )
            if place % 5 == 4:
                transaction.set_rollback(True)  # every fifth act fails after its number was taken
                continue
        sys.stdout.write(f"{paper.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
