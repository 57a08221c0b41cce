"""The store: under its digest, whole or not at all, swept only when nobody names it."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import time

import pytest

from onewindow.papers import files

CONTENT = b"%PDF-1.7 a paper"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
DAY = timedelta(days=1)


@pytest.fixture
def named() -> Iterator[set[str]]:
    """The digests that somebody names: what a test puts in."""
    digests: set[str] = set()
    before = dict(files._referrers)
    files._referrers.clear()
    files.refer("test", lambda: digests)
    yield digests
    files._referrers.clear()
    files._referrers.update(before)


def age(store: Path, days: int) -> None:
    for path in store.rglob("*"):
        if path.is_file():
            os.utime(path, (time() - days * 86400,) * 2)


def test_a_content_is_kept_under_its_digest() -> None:
    stored = files.keep(CONTENT, media_type="application/pdf")
    assert stored == files.Stored(DIGEST, len(CONTENT), "application/pdf")
    assert files.exists(DIGEST)
    assert files.content_of(DIGEST) == CONTENT
    with files.open_file(DIGEST) as stream:
        assert stream.read() == CONTENT


def test_a_stream_is_kept_like_bytes() -> None:
    assert files.keep(io.BytesIO(CONTENT * 100_000)).digest == hashlib.sha256(CONTENT * 100_000).hexdigest()


def test_the_same_content_is_kept_once(store: Path) -> None:
    files.keep(CONTENT)
    files.keep(CONTENT)
    assert [path.name for path in store.glob("*/*")] == [DIGEST]
    assert not list(store.glob("incoming-*"))


def test_only_the_owner_may_read_a_kept_file(store: Path) -> None:
    files.keep(CONTENT)
    assert (store / DIGEST[:2] / DIGEST).stat().st_mode & 0o077 == 0


def test_a_file_is_synced_before_it_has_its_name_and_its_folder_after(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.keep(b"another")
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: (steps.append("sync"), sync(descriptor))[1])
    monkeypatch.setattr(Path, "replace", lambda path, target: (steps.append("name"), rename(path, target))[1])
    files.keep(CONTENT)
    assert steps[0] == "sync"
    assert steps[-2:] == ["name", "sync"]


def test_a_stream_that_breaks_leaves_nothing_behind(store: Path) -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(4)

    with pytest.raises(ConnectionResetError):
        files.keep(Torn(CONTENT))
    assert [path.name for path in store.rglob("*") if path.is_file()] == [".lock"]


def test_a_changed_file_is_found_out(store: Path) -> None:
    files.keep(CONTENT)
    (store / DIGEST[:2] / DIGEST).write_bytes(CONTENT[:-1] + b"!")
    with pytest.raises(files.Damaged):
        files.content_of(DIGEST)


def test_a_lost_file_is_no_file() -> None:
    assert not files.exists(DIGEST)
    with pytest.raises(FileNotFoundError):
        files.content_of(DIGEST)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", DIGEST.upper(), DIGEST + "0", "/" + DIGEST[1:]])
def test_what_is_no_digest_opens_nothing(name: str) -> None:
    assert not files.exists(name)
    with pytest.raises(ValueError, match="no SHA-256 digest"):
        files.open_file(name)


def test_the_sweep_takes_old_files_that_nobody_names(store: Path, named: set[str]) -> None:
    files.keep(CONTENT)
    (store / "incoming-torn").write_bytes(b"half")
    age(store, days=2)
    assert files.sweep(DAY) == [DIGEST]
    assert not files.exists(DIGEST)
    assert not list(store.glob("incoming-*"))


def test_the_sweep_leaves_what_somebody_names(store: Path, named: set[str]) -> None:
    named.add(files.keep(CONTENT).digest)
    age(store, days=2)
    assert files.sweep(DAY) == []
    assert files.exists(DIGEST)


def test_the_sweep_leaves_what_is_young(named: set[str]) -> None:
    files.keep(CONTENT)
    assert files.sweep(DAY) == []


def test_a_file_that_is_kept_again_is_young_again(store: Path, named: set[str]) -> None:
    files.keep(CONTENT)
    age(store, days=2)
    files.keep(CONTENT)
    assert files.sweep(DAY) == []


def test_a_file_that_comes_back_while_the_sweep_looks_stays(store: Path, named: set[str]) -> None:
    files.keep(CONTENT)
    age(store, days=2)
    files.refer("late", lambda: [files.keep(CONTENT).digest][1:])  # kept while the sweep asks, named by a row not yet committed
    assert files.sweep(DAY) == []
    assert files.exists(DIGEST)


def test_a_sweep_of_files_that_may_wait_for_their_commit_is_refused(named: set[str]) -> None:
    with pytest.raises(ValueError, match="commit"):
        files.sweep(timedelta(minutes=59))


def test_a_sweep_when_nobody_said_what_is_in_use_is_refused(named: set[str]) -> None:
    files._referrers.clear()
    with pytest.raises(RuntimeError, match="in use"):
        files.sweep(DAY)
