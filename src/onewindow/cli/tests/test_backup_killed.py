"""A backup or restore killed at any step leaves all of the old or all of the new, or says that it is not finished."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections

from onewindow.cli import backup as backups
from onewindow.cli.tests.office import SQLITE, command, refused, subjects
from onewindow.trail.verification import verify
from onewindow.words.refused import Refused

# Where a restore is killed: on entering each of its steps, in their order.
STEPS = [
    "backup.unpack",
    "backup._place_files",
    f"backup_{connection.vendor}.load",
    "backup._place_roots",
    "backup.call_command",
    "backup.verify",
]
STEPS += ["backup_sqlite._replace"] if SQLITE else []

KILLED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from onewindow.cli import backup, backup_postgresql, backup_sqlite
module, name = sys.argv[1].split(".")
setattr(locals()[module], name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
getattr(backup, sys.argv[2])(Path(sys.argv[3]), force=True)
"""


def kill(address: str, var: Path, step: str, act: str, file: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "ONEWINDOW_VAR": str(var), "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
    connections.close_all()
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", KILLED, step, act, str(file)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", STEPS)
def test_a_restore_killed_at_any_step_leaves_the_database_before_or_after_and_says_so(live_database, var, kept, step):
    before, after = subjects(), [subject for subject in subjects() if subject != "case:after"]
    kill(live_database, var, step, "restore", kept)
    assert subjects() in (before, after)
    marked = (var / "restore.unfinished").exists()
    assert marked or (verify().ok and step in {"backup.unpack", "backup._place_files", "backup.verify"})
    if marked:
        refused("restore_unfinished", backups.backup, kept.with_name("half.backup"))
        assert isinstance(command("trail", "verify").exception, Refused)
    assert backups.restore(kept, force=True).verification.ok
    assert subjects() == after
    assert command("trail", "verify").exit_code == 0
    assert not [path.name for path in var.iterdir() if path.name.startswith((".", "restore"))]


@pytest.mark.parametrize("step", [f"backup_{connection.vendor}.dump", "backup.pack", "backup.sync_folder"])
def test_a_backup_killed_at_any_step_leaves_the_old_file_or_the_new_one(live_database, var, kept, step):
    kill(live_database, var, step, "backup", kept)
    assert backups.restore(kept, force=True).verification.ok
    assert ("case:after" in subjects()) == (step == "backup.sync_folder")
    backups.backup(kept, force=True)
    assert not [path for path in kept.parent.iterdir() if path.name.startswith(".")]
