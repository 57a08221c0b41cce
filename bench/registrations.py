"""Two thousand documents registered by processes that are killed at random and started again, then checked number by number.

Eight processes on PostgreSQL, one on SQLite; beside them one process that nobody kills. A gap, a double or a document without
its number ends the benchmark with an error.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from time import perf_counter

import django

from bench.cases import SETTINGS, _postgres, _sqlite

COUNT, ISSUERS = 2000, 5


def run() -> list[dict[str, object]]:
    """Registrations a second, with kills and without; PostgreSQL is left out where none is reachable."""
    rows: list[dict[str, object]] = []
    for store, database, processes, kills in (("SQLite", _sqlite, 1, 10), ("PostgreSQL", _postgres, 8, 40)):
        speeds = []
        for arguments in ((processes, kills), (1, 0)):
            with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder, database(folder) as address:
                if address is None:
                    break
                environment = {**os.environ, **SETTINGS, "ONEWINDOW_VAR": folder, "DATABASE_URL": address}
                call = f"from bench import registrations; registrations.main(*{arguments})"
                command = [sys.executable, "-W", "ignore", "-c", call]
                speeds.append(json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout))
        if len(speeds) < 2:
            print(f"left out: registrations on {store}, none reachable", file=sys.stderr)
            continue
        name = f"{COUNT} registrations on {store}, {processes} at once, {kills} kills"
        rows.append({"name": name, "ours": speeds[0], "other": speeds[1], "ratio": speeds[0] / speeds[1], "unit": "reg/s"})
    return rows


def main(processes: int, kills: int) -> None:
    """The child: a fresh county, the documents, the registrations, the check; prints registrations a second."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # Django is set up only now

    from miluo.county import DATA  # noqa: PLC0415  # Django is set up only now
    from miluo.normative_documents import services  # noqa: PLC0415  # models need Django set up
    from miluo.normative_documents.models import Registration  # noqa: PLC0415  # models need Django set up
    from miluo.normative_documents.tests.load import MOMENT, lodge_many, register_all  # noqa: PLC0415  # models need Django set up
    from onewindow.organisations.services import load  # noqa: PLC0415  # models need Django set up
    from onewindow.papers import selectors as papers  # noqa: PLC0415  # models need Django set up
    from onewindow.words.actor import SYSTEM  # noqa: PLC0415  # beside the others

    call_command("migrate", verbosity=0)
    load(DATA, by=SYSTEM, at=MOMENT)
    numbers = lodge_many(COUNT, ISSUERS)
    began = perf_counter()
    killed = register_all(numbers, processes=processes, kills=kills)
    speed = COUNT / (perf_counter() - began)
    serials = list(Registration.objects.order_by("issuer__row", "serial").values_list("serial", flat=True))
    expected = [serial for _ in range(ISSUERS) for serial in range(1, COUNT // ISSUERS + 1)]
    if serials != expected or services.gaps() or papers.gaps() or (kills and not killed):
        raise RuntimeError(f"not gapless: {services.gaps()} {papers.gaps()}, killed {killed}")
    json.dump(round(speed, 1), sys.stdout)
