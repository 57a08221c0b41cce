"""JSON is read as it was meant, or refused."""

from decimal import Decimal

import pytest

from onewindow.words.exact_json import loaded
from onewindow.words.refused import Refused


def test_numbers_are_exact_where_asked_and_storable_otherwise() -> None:
    assert loaded('{"a": [0.1]}', field=None, decimals=True) == {"a": [Decimal("0.1")]}
    assert loaded(b'{"a": 0.1, "b": 1.50, "c": 1e5, "d": 7}', field=None) == {"a": "0.1", "b": "1.50", "c": "100000", "d": 7}


@pytest.mark.parametrize("text", ["", "{", "NaN", "-Infinity", "1e999", "[" * 100_000, "1" * 5000, b"\xff", '{"a": 1,}'])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(Refused) as refused:
        loaded(text, field="facts")
    assert (refused.value.first.code, refused.value.first.field, refused.value.status) == ("not_json", "facts", 400)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '[{"b": {"a": 1, "a": 2}}]'])
def test_a_name_that_stands_twice_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        loaded(text, field="facts")
    assert (refused.value.first.code, refused.value.first.field) == ("duplicate_name", "a")
