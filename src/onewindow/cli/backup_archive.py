"""The file of a backup: a zip of the database's dump, the files and the roots, with a manifest of their digests."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from onewindow.trail import roots
from onewindow.words.canonical import sm3
from onewindow.words.refused import Refused

FORMAT: Final = "onewindow-backup"
VERSION: Final = 1
DATABASE: Final = "database"
_MANIFEST: Final = "manifest.json"
_CHUNK: Final = 1 << 20
# What reading a zip raises when some bit of it is wrong.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
)


def pack(draft: Path, dump: Path, last_day: date | None) -> dict[str, Any]:
    """Write the whole file and force it to the disk; its manifest. Of the roots, those up to the last sealed day of the dump."""
    entries: dict[str, dict[str, Any]] = {}
    with draft.open("wb") as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            for name, path in _sources(dump, last_day):
                try:
                    entries[name] = _add(archive, name, path)
                except FileNotFoundError:
                    continue  # an orphan that was swept meanwhile: nothing names it
            manifest = {
                "format": FORMAT,
                "version": VERSION,
                "engine": connection.vendor,
                "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "migrations": sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()),
                "keys": {"seal.key": _key_mark(settings.SEAL_KEY), "digest.key": _key_mark(settings.DIGEST_KEY)},
                "entries": entries,
            }
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _sources(dump: Path, last_day: date | None) -> Iterator[tuple[str, Path]]:
    """The database first: what it names was on the disk before it was committed. Roots of days sealed since are left out."""
    yield DATABASE, dump
    files = Path(settings.FILES)
    for path in sorted(files.glob("*/**/*")):
        if path.is_file():
            yield f"files/{path.relative_to(files).as_posix()}", path
    for day, path in roots.days().items():
        if last_day and day <= last_day:
            yield f"roots/{path.name}", path


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, Any]:
    with path.open("rb") as source:
        entry = zipfile.ZipInfo(name, date_time=datetime.now(UTC).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if name == DATABASE else zipfile.ZIP_STORED
        with archive.open(entry, "w", force_zip64=True) as target:
            return _copy(source, target)


def _copy(source: IO[bytes], target: IO[bytes]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


@contextmanager
def opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """The zip and its manifest. Raises Refused for what is no backup, or one of a newer format."""
    if not source.is_file():
        raise Refused(f"找不到文件：{source}", code="no_file", field="file", expected="onewindow backup 生成的文件")
    try:
        archive = zipfile.ZipFile(source)
    except _UNREADABLE:
        raise _no_backup(source) from None
    except OSError as error:
        raise Refused(f"无法读取{source}：{error.strerror}", code="cannot_read", field="file", expected="可读的备份文件") from error
    with archive:
        yield archive, _manifest(archive, source)


def _manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
        right = manifest["format"] == FORMAT and {"version", "engine", "made_at", "migrations"} <= manifest.keys()
        right = right and {"seal.key", "digest.key"} <= manifest["keys"].keys()
        right = right and all(_is_safe(name) and {"size", "sha256"} <= entry.keys() for name, entry in manifest["entries"].items())
    except (*_UNREADABLE, OSError):
        right = False
    if not right:
        raise _no_backup(source)
    if manifest["version"] != VERSION:
        raise Refused("备份的格式比本系统新", code="newer_backup", field="file", expected=f"格式版本{VERSION}")
    return manifest


def is_backup(path: Path) -> bool:
    """Whether the file is a backup, as far as its manifest says."""
    try:
        with opened(path):
            return True
    except Refused:
        return False


def _is_safe(name: str) -> bool:
    """A name that unpacks below the folder that it is unpacked to."""
    parts = PurePosixPath(name).parts
    return name == DATABASE or (len(parts) > 1 and parts[0] in {"files", "roots"} and ".." not in parts)


def _no_backup(source: Path) -> Refused:
    return Refused(f"{source}不是备份文件，或已残缺", code="not_a_backup", field="file", expected="onewindow backup 生成的文件")


def unpack(archive: zipfile.ZipFile, manifest: dict[str, Any], folder: Path) -> None:
    """Unpack every entry and hold it against the manifest. Raises Refused for the first that differs, or where the disk is full."""
    for name, expected in manifest["entries"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        found: dict[str, Any] = {}
        try:
            with archive.open(name) as source, os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                found = _copy(source, target)
                target.flush()
                os.fsync(target.fileno())
        except _UNREADABLE:
            pass
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise Refused(f"{folder.parent}空间不足", code="no_space", expected="腾出空间后再恢复") from error
        if found != {"size": expected["size"], "sha256": expected["sha256"]}:
            raise Refused(f"备份已损坏：{name}与清单不符", code="damaged_backup", field="file", expected="未损坏的备份")
    if DATABASE not in manifest["entries"]:
        raise Refused("备份已损坏：缺少数据库", code="damaged_backup", field="file", expected="未损坏的备份")


def summary(manifest: dict[str, Any]) -> dict[str, Any]:
    """Where and when the backup was made, and how many files and roots it holds."""
    entries = list(manifest["entries"])
    counts = {kind: sum(name.startswith(f"{kind}/") for name in entries) for kind in ("files", "roots")}
    return {"engine": manifest["engine"], "made_at": manifest["made_at"], **counts}


def _key_mark(key: bytes) -> str:
    """Tells one key from another and says nothing of it."""
    return sm3(b"onewindow-backup:" + key)[:16]


def other_keys(marks: dict[str, str]) -> list[str]:
    """The keys that are not here as they were where the backup was made."""
    here = {"seal.key": [settings.SEAL_KEY, *settings.SEAL_KEYS_RETIRED], "digest.key": [settings.DIGEST_KEY]}
    return [name for name, keys in here.items() if marks[name] not in map(_key_mark, keys)]


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
