"""The same few tables for every engine that is compared: cases, events, deadlines and a counter without gaps."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import django
from django.conf import settings

STEPS = ("submitted", "accepted", "reviewing", "decided", "issued")


def set_up(*apps: str) -> None:
    """Django on the database of the environment, with these apps beside the one of the benchmark."""
    address = urlsplit(os.environ["DATABASE_URL"])
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.path.lstrip("/"),
        "USER": address.username or "",
        "PASSWORD": address.password or "",
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
    }
    installed = ["django.contrib.contenttypes", "django.contrib.auth", *apps, "bench.workflow"]
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=installed,
        MIGRATION_MODULES=_Without(),
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SILENCED_SYSTEM_CHECKS=["models.W042"],
    )
    django.setup()


class _Without:
    """No app has migrations: tables are made as the models are."""

    def __contains__(self, label: object) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None
