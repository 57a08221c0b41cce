"""The store of files: each lies under the SHA-256 of its content, is on disk before the row that names it, and never changes."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import time
from typing import BinaryIO

from django.conf import settings

_CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_YOUNGEST = timedelta(hours=1)  # a file younger than this may be waiting for the commit that names it


class Damaged(Exception):
    """A kept file whose content is no longer what its name says."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A kept file: SHA-256 (64 hex digits), size in bytes, media type."""

    digest: str
    size: int
    media_type: str


Referrer = Callable[[], Iterable[str]]
_referrers: dict[str, Referrer] = {}


def refer(name: str, in_use: Referrer) -> None:
    """Register who names files: a function that returns the digests in use. Every room with a digest column has one."""
    _referrers[name] = in_use


def keep(content: bytes | BinaryIO, *, media_type: str = "application/octet-stream") -> Stored:
    """Put a content into the store, durably: file synced, renamed, folder synced. The same content is kept once.

    Call it before the commit that names the digest; a file that no commit names is swept later.
    """
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    _make(settings.FILES)
    with _lock(fcntl.LOCK_SH):
        descriptor, name = tempfile.mkstemp(prefix="incoming-", dir=settings.FILES)
        try:
            digest, size = _copy(stream, descriptor)
            target = _path(digest)
            _make(target.parent)
            if target.exists():
                os.utime(target)  # young again: a sweep that runs now leaves it alone
                Path(name).unlink()
            else:
                Path(name).replace(target)
            _sync(target.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return Stored(digest, size, media_type)


def open_file(digest: str) -> BinaryIO:
    """A kept file, open for reading. Raises FileNotFoundError."""
    return _path(digest).open("rb")


def content_of(digest: str) -> bytes:
    """A kept content, proven against its digest. Raises FileNotFoundError, Damaged."""
    content = _path(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(digest)
    return content


def exists(digest: str) -> bool:
    """Whether a file of this digest is kept."""
    return bool(_DIGEST.fullmatch(digest)) and _path(digest).is_file()


def sweep(older_than: timedelta = timedelta(days=1)) -> list[str]:
    """Remove files that nobody names, and leftovers of interrupted writes; the digests removed.

    Raises ValueError for an age under an hour (the commit that names a file may still be coming), RuntimeError when nobody
    has registered as a referrer, since then everything would look unused.
    """
    if older_than < _YOUNGEST:
        raise ValueError(f"a file that is younger than {_YOUNGEST} may be waiting for its commit")
    if not _referrers:
        raise RuntimeError("nobody has said which files are in use")
    limit = time() - older_than.total_seconds()
    old = [path for path in settings.FILES.glob("*/*") if _is_older(path, limit)]
    named = _named() | _named()  # twice: a name that moves from one row to another is seen in one of them
    removed = [path.name for path in old if path.name not in named and _remove(path, limit)]
    for leftover in settings.FILES.glob("incoming-*"):
        _remove(leftover, limit)
    return removed


def _named() -> set[str]:
    return {digest for in_use in _referrers.values() for digest in in_use()}


def _remove(path: Path, limit: float) -> bool:
    with _lock(fcntl.LOCK_EX):  # nobody is keeping the same content at this moment
        if _is_older(path, limit):
            path.unlink()
            return True
        return False


def _is_older(path: Path, limit: float) -> bool:
    try:
        return path.stat().st_mtime < limit
    except FileNotFoundError:
        return False


def _path(digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"no SHA-256 digest: {digest!r}")
    folder: Path = settings.FILES
    return folder / digest[:2] / digest


def _copy(stream: BinaryIO, descriptor: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(descriptor, "wb") as target:
        while chunk := stream.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), size


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _lock(kind: int) -> Iterator[None]:
    """Shared by those who keep, exclusive for the one who removes; between threads too, since each opens the file anew."""
    with (settings.FILES / ".lock").open("a") as lock:
        fcntl.flock(lock, kind)
        yield
