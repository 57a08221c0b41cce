"""Typed readers of the environment, which fail loudly; the only place that knows its names."""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

os.umask(0o077)  # what this program writes (database, uploads, papers, drafts of a backup) is for its own user alone


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ValueError(f"{name} is 0 or 1, not {value!r}")
    return value == "1"


def one_of(name: str, values: tuple[str, ...]) -> str:
    """One of these words; the first where the variable says nothing."""
    value = os.environ.get(name, values[0])
    if value not in values:
        raise ValueError(f"{name} is one of {', '.join(values)}, not {value!r}")
    return value


def day(name: str) -> date | None:
    value = os.environ.get(name, "")
    return date.fromisoformat(value) if value else None


def kept_secret(name: str, file: Path, size: int = 32) -> bytes:
    """The secret in the variable (hex), or the one kept in ``file``, made once and readable by its owner alone."""
    if value := os.environ.get(name):
        return bytes.fromhex(value)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(file.read_text())
    secret = secrets.token_bytes(size)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secret.hex())
        stream.flush()
        os.fsync(stream.fileno())
    return secret


def database(url: str, var: Path) -> dict[str, object]:
    """Django's settings for ``postgresql://user@host:port/name`` or ``sqlite:///path``; empty is SQLite in ``var``."""
    parts = urlsplit(url or f"sqlite:///{var / 'onewindow.sqlite3'}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # the write lock is taken at BEGIN: it is the lock of every act
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"prepare_threshold": 2},  # for the cursor of onewindow.statements; Django's own prepares nothing
        }
    raise ValueError(f"DATABASE_URL begins with sqlite:// or postgresql://, not {parts.scheme}://")
