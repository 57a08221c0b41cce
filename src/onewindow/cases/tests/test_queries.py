"""A query that is written once answers as the ORM's own, for other values too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from onewindow.organisations.models import Organisation
from onewindow.queries import counted_once, written_once
from onewindow.worktime.models import HolidayNotice


def _bodies(*, since: date, keys: tuple[str, ...], begins: str, least: int) -> QuerySet[Organisation, Any]:
    return (
        Organisation.objects.filter(Q(valid_from=None) | Q(valid_from__lte=since), key__in=keys, name__startswith=begins, pk__gte=least)
        .order_by("key")
        .values_list("key", "valid_from")
    )


@pytest.fixture
def bodies(db: None) -> None:
    for key, name in (("a", "一%局"), ("b", "一二局"), ("c", "一_局")):
        Organisation.objects.create(key=key, name=name, short_name=name, kind="department", valid_from=date(2023, 5, 1))


ASKED: list[dict[str, Any]] = [
    {"since": date(2023, 5, 1), "keys": ("a", "b", "c"), "begins": "一", "least": 0},
    {"since": date(2023, 5, 1), "keys": ("a", "b", "c"), "begins": "一%", "least": 0},
    {"since": date(2023, 5, 1), "keys": ("c", "b", "d"), "begins": "一_", "least": 0},
    {"since": date(2023, 4, 30), "keys": ("a", "b", "c"), "begins": "", "least": 0},
    {"since": date(2023, 5, 1), "keys": (), "begins": "一", "least": 0},
]


def test_each_answers_as_the_orm_does(bodies: None) -> None:
    rows, count = written_once(_bodies), counted_once(_bodies)
    for asked in ASKED:
        wanted = list(_bodies(**asked))
        assert (rows(**asked), count(**asked)) == (wanted, len(wanted))
    assert [len(rows(**asked)) for asked in ASKED] == [3, 1, 1, 0, 0]
    assert len(rows.queries) == 2  # type: ignore[attr-defined]  # three keys and none


def test_a_value_that_the_query_changes_is_refused(db: None) -> None:
    @written_once
    def within(*, text: str) -> QuerySet[Organisation, Any]:
        return Organisation.objects.filter(name__contains=text).values_list("key")

    @written_once
    def unused(*, text: str) -> QuerySet[HolidayNotice, Any]:
        return HolidayNotice.objects.values_list("pk")

    for asked in (within, unused):
        with pytest.raises(LookupError, match="do not reach"):
            asked(text="局")
