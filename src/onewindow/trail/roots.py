"""The seals outside the database: one file a day in ``settings.ROOTS``, since a tail that was cut off shows only there.

A file is JSON lines: the seal first, then the end of every chain that moved under it, by subject. It can be computed again from the
database, byte by byte; whoever keeps a copy elsewhere (another office, paper) can hold it against the one here.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from django.conf import settings

from onewindow.words.canonical import canonical

Head = tuple[str, int, str]


def text_of(seal: Mapping[str, int | str], heads: Iterable[Head]) -> str:
    """The whole text of a day's file."""
    ends = ({"subject": subject, "count": count, "hash": digest} for subject, count, digest in sorted(heads))
    return "".join(f"{canonical(line)}\n" for line in (seal, *ends))


def write(day: date, text: str) -> Path:
    """Write a day's file and force it to the disk; it is whole or not there."""
    folder = Path(settings.ROOTS)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{day}.jsonl"
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=f".{day}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).chmod(0o644)  # an evidence, not a secret: the backup account reads it
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return path


def days() -> dict[date, Path]:
    """The days that have a file, in order."""
    found: dict[date, Path] = {}
    for path in sorted(Path(settings.ROOTS).glob("*.jsonl")):
        with suppress(ValueError):
            found[date.fromisoformat(path.stem)] = path
    return found


def heads_in(path: Path) -> list[Head]:
    """The heads that a file names; of a file that cannot be read as far as it can."""
    heads: list[Head] = []
    with suppress(ValueError, KeyError, TypeError):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[1:]:
            head = json.loads(line)
            heads.append((str(head["subject"]), int(head["count"]), str(head["hash"])))
    return heads
