from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class TrailConfig(AppConfig):
    name = "onewindow.trail"
    label = "trail"

    def ready(self) -> None:
        pre_migrate.connect(_lift, sender=self)
        post_migrate.connect(_restore, sender=self)


def _lift(using: str, plan: list[Any], **_: Any) -> None:
    """SQLite rebuilds a table to change it, and refuses to while triggers elsewhere name the table."""
    from onewindow.trail import guards  # noqa: PLC0415  # Django forbids it until the apps are loaded

    if connections[using].vendor == "sqlite" and any(migration.app_label == "trail" for migration, _ in plan):
        guards.lift(connections[using])


def _restore(using: str, **_: Any) -> None:
    """After every migration: SQLite drops a table's triggers when it rebuilds the table."""
    from onewindow.trail import guards  # noqa: PLC0415  # Django forbids it until the apps are loaded

    if "trail_event" in connections[using].introspection.table_names():
        guards.restore(connections[using])
