"""Case lives a second on PostgreSQL with four clients: ours with all that they keep, beside engines that only move a state.

Each life is five transitions, every one its own transaction. The others keep a case, its events, a deadline and a number without gaps,
with every value at hand (``bench.workflow``); ours go through the doors. Engines take turns in rounds; each has a database of its
own. django-fsm-2, viewflow and SpiffWorkflow are installed into an environment of the benchmark's own, never into this one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from bench.cases import SETTINGS, _postgres
from bench.workflow.client import ENGINES

CLIENTS = 4
SECONDS = float(os.environ.get("LIVES_SECONDS", "3"))
ROUNDS = int(os.environ.get("LIVES_ROUNDS", "3"))
ROOT = Path(__file__).parents[1]
OURS = ("item", "declared")
PEERS = {"django-fsm-2": "4.2.4", "viewflow": "2.4.0", "SpiffWorkflow": "3.2.0"}
_PACKAGES = {"viewflow": "django-viewflow"}


def run() -> list[dict[str, object]]:
    """Lives a second, ours beside each other engine's; left out where no PostgreSQL is reachable."""
    python = _peers()
    engines = [name for name in ENGINES if name not in PEERS or python]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in engines}
    with ExitStack() as kept:
        homes = {}
        for name in engines:
            if name in OURS and OURS[0] in homes:  # one county for both kinds of case
                homes[name] = homes[OURS[0]]
                continue
            folder = kept.enter_context(tempfile.TemporaryDirectory(prefix="onewindow-bench-"))
            address = kept.enter_context(_postgres(folder, name=f"lives_{name}"))
            if address is None:
                print("left out: case lives beside other engines, no PostgreSQL reachable", file=sys.stderr)
                return []
            homes[name] = _environment(folder, address)
            subprocess.run(_command(python, name, "prepare"), env=homes[name], cwd=ROOT, check=True)
        for _ in range(ROUNDS):
            for name in engines:
                found[name].append(_round(_command(python, name, str(SECONDS)), homes[name]))
    for name, rounds in found.items():
        speeds, cpu = [round(each["speed"], 1) for each in rounds], median(each["cpu_ms"] for each in rounds)
        print(f"  {name:<16} {median(speeds):8.1f} lives/s {speeds} client processor {cpu:.1f} ms a life", file=sys.stderr)
    return [_row(ours, other, found) for ours in OURS for other in engines if other not in OURS]


def _row(ours: str, other: str, found: dict[str, list[dict[str, float]]]) -> dict[str, object]:
    mine, theirs = (round(median(each["speed"] for each in found[name]), 1) for name in (ours, other))
    title = f"lives of a case, {ours}, {CLIENTS} clients on PostgreSQL, beside {other}"
    return {"name": title, "ours": mine, "other": theirs, "ratio": mine / theirs, "unit": "lives/s"}


def _round(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    """All clients at once: the sum of their speeds, the mean of their processor time."""
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    clients = [subprocess.Popen([*command, _fresh()], env=environment, cwd=ROOT, **pipes) for _ in range(CLIENTS)]
    for client in clients:
        if client.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{command} did not come up")
    for client in clients:
        client.stdin.write("\n")
        client.stdin.flush()
    told = [json.loads(client.communicate()[0]) for client in clients]
    return {"speed": sum(each["speed"] for each in told), "cpu_ms": sum(each["cpu_ms"] for each in told) / CLIENTS}


_count = iter(range(1, 10**6))


def _fresh() -> str:
    return str(next(_count))


def _command(python: Path | None, engine: str, *arguments: str) -> list[str]:
    by = str(python) if engine in PEERS else sys.executable
    return [by, "-W", "ignore", "-m", "bench.workflow.client", engine, *arguments]


def _environment(folder: str, address: str) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**os.environ, **SETTINGS, "ONEWINDOW_VAR": folder, "DATABASE_URL": address, "PYTHONPATH": path}


def _peers() -> Path | None:
    """The interpreter of the environment with the other engines, which stays for the next run; None where they cannot be installed."""
    home = Path(tempfile.gettempdir()) / "onewindow-bench-lives"
    python = home / "bin" / "python"
    if (home / "ready").exists():
        return python
    venv.create(home, with_pip=True, clear=True)
    same = [f"django=={version('django')}", f"psycopg[binary]=={version('psycopg')}"]
    wanted = [*same, *(f"{_PACKAGES.get(name, name)}=={number}" for name, number in PEERS.items())]
    installed = subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], capture_output=True, text=True, check=False)
    if installed.returncode:
        print(f"left out: {', '.join(PEERS)} (not installed: {installed.stderr.strip().splitlines()[-1]})", file=sys.stderr)
        return None
    (home / "ready").touch()
    return python
