"""An office whose backups are tested: what is asked of it, and how it is emptied."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
import typer
from django.db import connection, connections
from django.utils import timezone
from typer.testing import CliRunner

from onewindow.cli import trail
from onewindow.cli.main import build
from onewindow.trail.models import Event
from onewindow.trail.seals import seal_through
from onewindow.trail.tests.acts import run
from onewindow.trail.verification import verify
from onewindow.words.refused import Refused

SQLITE = connection.vendor == "sqlite"
UPLOAD = b"customs evidence"
built = cache(build)


def seal() -> None:
    today = timezone.localdate()
    seal_through(today, at=timezone.now() + timedelta(days=1))


def empty_database() -> None:
    connections.close_all()
    if SQLITE:
        for path in Path(connection.settings_dict["NAME"]).parent.glob("copy_*.sqlite3*"):
            path.unlink()
    else:
        run("DROP SCHEMA public CASCADE")
        run("CREATE SCHEMA public")


def command(*arguments: str):
    app = typer.Typer()
    trail.register(app)
    return CliRunner().invoke(app, [*arguments])


def refused(code: str, act, *arguments, **options) -> Refused:
    with pytest.raises(Refused) as caught:
        act(*arguments, **options)
    assert caught.value.first.code == code
    assert caught.value.first.message
    return caught.value


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def subjects() -> list[str]:
    connections.close_all()
    return list(Event.objects.order_by("id").values_list("subject", flat=True))


def stands(var: Path) -> bool:
    """Both events are there, and nothing that a restore laid down is left."""
    left = [path.name for folder in (var, var.parent) for path in folder.iterdir() if path.name.startswith((".", "restore"))]
    return "case:after" in subjects() and left == [] and verify().ok
