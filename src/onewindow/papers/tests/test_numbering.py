"""Numbers without gap and without double."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from onewindow.papers.numbering import next_number, preview, take
from onewindow.papers.tests.samples import NOW, SHANGHAI

PATTERN = "青行审受〔{year}〕{serial}号"


@pytest.mark.django_db
def test_a_number_has_hexagonal_brackets_and_no_leading_zero() -> None:
    assert next_number("青行审受", at=NOW, pattern=PATTERN) == "青行审受〔2023〕1号"
    assert next_number("青行审受", at=NOW, pattern=PATTERN) == "青行审受〔2023〕2号"


@pytest.mark.django_db
def test_a_pattern_may_pad_the_serial() -> None:
    assert next_number("case", at=NOW, pattern="{year}-{serial:06d}") == "2023-000001"


@pytest.mark.django_db
def test_each_series_counts_for_itself() -> None:
    next_number("a", at=NOW, pattern=PATTERN)
    assert take("b", at=NOW, pattern=PATTERN).serial == 1


@pytest.mark.django_db
def test_a_series_begins_anew_with_the_business_year_of_the_county() -> None:
    last_minute = datetime(2023, 12, 31, 23, 59, tzinfo=SHANGHAI)
    first_minute = datetime(2023, 12, 31, 16, 1, tzinfo=UTC)
    assert next_number("case", at=NOW, pattern="{year}-{serial:06d}") == "2023-000001"
    assert next_number("case", at=last_minute, pattern="{year}-{serial:06d}") == "2023-000002"
    assert next_number("case", at=first_minute, pattern="{year}-{serial:06d}") == "2024-000001"
    assert next_number("case", at=last_minute, pattern="{year}-{serial:06d}") == "2023-000003"


@pytest.mark.django_db
def test_a_series_without_year_runs_on() -> None:
    assert next_number("register", at=NOW, pattern="第{serial}册") == "第1册"
    assert next_number("register", at=NOW.replace(year=2024), pattern="第{serial}册") == "第2册"


@pytest.mark.django_db
def test_a_number_that_was_rolled_back_was_never_taken() -> None:
    next_number("case", at=NOW, pattern=PATTERN)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert take("case", at=NOW, pattern=PATTERN).serial == 2
        raise ZeroDivisionError
    assert take("case", at=NOW, pattern=PATTERN).serial == 2


@pytest.mark.django_db
def test_the_first_number_of_a_series_can_be_rolled_back_too() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take("case", at=NOW, pattern=PATTERN)
        raise ZeroDivisionError
    assert take("case", at=NOW, pattern=PATTERN).serial == 1


@pytest.mark.django_db
def test_a_preview_takes_nothing() -> None:
    assert preview("case", at=NOW, pattern=PATTERN) == "青行审受〔2023〕1号"
    assert preview("case", at=NOW, pattern=PATTERN) == "青行审受〔2023〕1号"
    next_number("case", at=NOW, pattern=PATTERN)
    assert preview("case", at=NOW, pattern=PATTERN) == "青行审受〔2023〕2号"


def test_a_number_outside_a_transaction_is_refused(committed: str) -> None:
    with pytest.raises(TransactionManagementError):
        next_number("case", at=NOW, pattern=PATTERN)


@pytest.mark.parametrize("pattern", ["青行审受号", "{year}", "{serial}-{month}", "{serial}{}", ""])
def test_a_pattern_that_could_not_be_unbroken_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="serial"):
        next_number("case", at=NOW, pattern=pattern)


@pytest.mark.django_db
def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_number("case", at=datetime(2023, 9, 15), pattern=PATTERN)
