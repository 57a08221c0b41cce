"""The names of organisations as pages print them: one query for any number of keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from onewindow import rows
from onewindow.organisations.models import Organisation
from onewindow.queries import written_once


def office_names(keys: Iterable[str]) -> dict[str, str]:
    """Name by key; a key that no organisation has keeps standing for itself."""
    wanted = tuple({key for key in keys if key})
    return {key: key for key in wanted} | dict(_names(keys=wanted))


@written_once
def _names(*, keys: tuple[str, ...]) -> QuerySet[Organisation, Any]:
    return Organisation.objects.filter(key__in=keys).order_by().values_list("key", "name")


def office_name(key: str) -> str:
    """The name of one organisation, or its key if there is none."""
    return next((name for (name,) in office_named(key).rows_once()), key)


def office_named(key: str) -> rows.Some:
    """The question for the name of an organisation."""
    return rows.Some(Organisation, ("name",), key=key)
