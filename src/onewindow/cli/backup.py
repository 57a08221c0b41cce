"""One file that holds the whole office: the database, the uploads and papers, the daily roots; and the way back.

A backup is a zip with a manifest of digests. The secrets of ``keys_apart`` are not in it, so that a stolen backup opens no sealed personal
data and makes no seal. Keep them apart, on another medium: without ``seal.key`` no sealed field can be opened after a restore on a new
machine. The manifest holds only marks by which a restore sees whether the right keys are there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from onewindow.cli import backup_postgresql, backup_sqlite
from onewindow.cli.backup_archive import DATABASE, is_backup, opened, other_keys, pack, summary, sync_folder, unpack
from onewindow.trail.verification import Progress, Verification, verify
from onewindow.words.refused import Refused

# Written by every migration, so there before anything was recorded.
_ALWAYS_FILLED: Final = frozenset({"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"})
_DRAFTS: Final = ".onewindow-backup-"
_STAGES: Final = ".onewindow-restore-"


class Engine(Protocol):
    """What a database can do here; see ``backup_sqlite`` and ``backup_postgresql``."""

    def dump(self, target: Path) -> date | None:
        """Write the database as of one moment; the last sealed day in it."""

    def load(self, source: Path) -> None:
        """Put the dump in the database's place, whole or not at all."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and what the trail says of it."""

    manifest: dict[str, Any]
    other_keys: list[str]
    roots_before: Path | None
    verification: Verification

    def as_json(self) -> dict[str, Any]:
        return {
            **summary(self.manifest),
            "other_keys": self.other_keys,
            "roots_before": str(self.roots_before) if self.roots_before else None,
            "trail": self.verification.as_json(),
        }


def keys_apart() -> list[dict[str, str]]:
    """The secrets that are in no backup: the file of each (or the variable that stands for it), and what is lost without it."""
    kept = (
        ("seal.key", "ONEWINDOW_SEAL_KEY", "没有它，已加密的个人信息永远无法打开"),
        ("digest.key", "ONEWINDOW_DIGEST_KEY", "没有它，按身份证号等查找旧记录将找不到"),
        ("secret.key", "ONEWINDOW_SECRET_KEY", "没有它，所有人须重新登录"),
        ("keys/*.pem", "", "各单位签章密钥；没有它，新文书的签章与原来的不同"),
    )
    return [{"file": str(settings.VAR / name), "variable": variable, "without": loss} for name, variable, loss in kept]


def backup(target: Path, *, force: bool = False) -> dict[str, Any]:
    """Write everything but ``keys_apart`` into ``target``, whole or not at all, while the site is in use; what is in it.

    It is written beside and takes the name when it is on the disk. Raises Refused where the folder is missing or full, where
    ``target`` is a backup already (unless ``force``) or some other file, where there is nothing to back up, and
    where PostgreSQL's own programs are missing.
    """
    target = target.resolve()
    _require_target(target, force)
    require_finished()
    if "trail_seal" not in connection.introspection.table_names():
        raise Refused(
            "数据库还没有建表，没有可备份的内容", code="nothing_to_back_up", expected="先执行 onewindow load，或检查 DATABASE_URL"
        )
    try:
        with _workplace(target.parent, _DRAFTS) as folder:
            dump, draft = folder / DATABASE, folder / "backup.zip"
            manifest = pack(draft, dump, _engine().dump(dump))
            draft.chmod(0o600)
            draft.replace(target)
            sync_folder(target.parent)
    except OSError as error:
        raise Refused(
            f"无法写入{target}：{error.strerror}", code="cannot_write", field="file", expected="可写且有足够空间的文件夹"
        ) from error
    return {"file": str(target), "size": target.stat().st_size, **summary(manifest), "keep_apart": keys_apart()}


def restore(source: Path, *, force: bool = False, progress: Progress | None = None) -> Restored:
    """Put a backup in place of what is here, bring it to this version, and let the trail prove it. The keys stay as they are.

    Everything is unpacked and checked before anything is replaced. The roots that were here are kept beside, since they may know of events
    that the backup does not; files that the backup does not know stay. The database changes whole or not at all; a restore that is killed
    leaves a mark (see ``require_finished``), and the next one begins anew. Raises Refused for a file that is no backup or a damaged
    one, one of another database or a newer version, a database that holds something (unless ``force``), and one that is in use.
    """
    with opened(source) as (archive, manifest):
        _require_fit(manifest, force)
        settings.VAR.mkdir(parents=True, exist_ok=True)
        with _workplace(settings.VAR, _STAGES, alone=True) as staged:
            unpack(archive, manifest, staged)
            _place_files(staged / "files")  # first: a file that nothing names does no harm
            with _marked():
                _engine().load(staged / DATABASE)
                kept = _place_roots(staged / "roots")
                call_command("migrate", verbosity=0, interactive=False)
    return Restored(manifest, other_keys(manifest["keys"]), kept, verify(progress=progress))


def require_finished() -> None:
    """Refuse where a restore was interrupted: database and roots may be of different days."""
    if _mark().exists():
        raise Refused(
            f"上一次恢复没有做完（标记：{_mark()}），数据库与日封文件可能不一致",
            code="restore_unfinished",
            expected="重新执行 onewindow restore FILE --force",
        )


def _engine() -> Engine:
    return {"sqlite": backup_sqlite, "postgresql": backup_postgresql}[connection.vendor]


@contextmanager
def _workplace(parent: Path, prefix: str, *, alone: bool = False) -> Iterator[Path]:
    """A folder that is gone afterwards. What a killed run left goes first; a folder still in use is locked by whoever uses it."""
    door = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(door, fcntl.LOCK_EX)  # between making a folder and locking it nobody else looks
        for left in parent.glob(f"{prefix}*/"):
            if (lock := _locked(left)) is not None:
                shutil.rmtree(left)
                os.close(lock)
            elif alone:
                raise Refused("另一个恢复正在进行", code="restore_running", expected="等它结束后再执行")
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=prefix))
        lock = _locked(folder)
    finally:
        os.close(door)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        if lock is not None:
            os.close(lock)


def _locked(folder: Path) -> int | None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def _marked() -> Iterator[None]:
    """While database and roots change together a mark stands; where the database refused, nothing has changed."""
    before = _mark().exists()
    _mark().touch()
    sync_folder(settings.VAR)
    try:
        yield
    except Refused:
        if not before:
            _mark().unlink()
        raise
    _mark().unlink()
    sync_folder(settings.VAR)


def _mark() -> Path:
    return Path(settings.VAR) / "restore.unfinished"


def _require_target(target: Path, force: bool) -> None:
    if not target.parent.is_dir():
        raise Refused(f"文件夹不存在：{target.parent}", code="no_folder", field="file", expected="已有文件夹中的文件名")
    if target.exists() and not (target.is_file() and (not target.stat().st_size or is_backup(target))):
        raise Refused(f"{target}已存在且不是备份，不予覆盖", code="file_exists", field="file", expected="新的文件名")
    if not force and target.exists() and target.stat().st_size:
        raise Refused(f"{target}已是一个备份", code="backup_exists", field="force", expected="新的文件名；确要以新备份替换它，加 --force")


def _require_fit(manifest: dict[str, Any], force: bool) -> None:
    if manifest["engine"] != connection.vendor:
        raise Refused(
            f"备份取自{manifest['engine']}数据库，当前配置的是{connection.vendor}",
            code="other_engine",
            field="file",
            expected="把 DATABASE_URL 设为同一种数据库",
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if set(manifest["migrations"]) - known:
        raise Refused("备份来自更新的或另一县的版本", code="newer_backup", field="file", expected="先升级本系统")
    if not force and (full := _held()):
        raise Refused(
            f"数据库不是空的（{full}）",
            code="database_not_empty",
            field="force",
            expected="空的数据库；确要以备份替换现有数据，加 --force",
        )


def _held() -> str | None:
    """What the database holds already, in words."""
    try:
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                if table not in _ALWAYS_FILLED:
                    cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
                    if cursor.fetchone():
                        return f"{table}已有数据"
    except OperationalError:
        raise  # no database to speak with, which is something else than a damaged one
    except DatabaseError as error:
        return f"无法读取：{error}"
    return None


# Putting in place -------------------------------------------------------------------------------


def _place_files(staged: Path) -> None:
    files = Path(settings.FILES)
    files.mkdir(parents=True, exist_ok=True)
    folders = {files, files.parent}
    for path in sorted(staged.glob("**/*")):
        if path.is_file():
            target = files / path.relative_to(staged)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            folders.add(target.parent)
    for folder in folders:
        sync_folder(folder)


def _place_roots(staged: Path) -> Path | None:
    """The backup's roots in place of those here, which are kept beside; where those are now."""
    here, kept = Path(settings.ROOTS), None
    if here.is_dir() and any(here.iterdir()):
        kept = here.with_name(f"{here.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        here.rename(kept)
    if staged.is_dir():
        here.mkdir(parents=True, exist_ok=True)
        for path in staged.iterdir():
            path.chmod(0o644)  # as ``trail.roots`` writes them
            path.replace(here / path.name)
        sync_folder(here)
    return kept
