from datetime import date
from decimal import Decimal

import pytest

from onewindow.words.canonical import canonical, sm3
from onewindow.words.refused import Problem, Refused
from onewindow.words.sources import Clause, Convention, OutsideLaw, as_source


def test_a_source_is_a_clause_or_a_convention_by_its_id() -> None:
    assert as_source("open2023-2-1") == Clause("open2023-2-1")
    assert as_source("conv-a-8") == Convention("conv-a-8")
    law = OutsideLaw("行政许可法", "第三十二条")
    assert as_source(law) is law
    assert str(law) == "《行政许可法》第三十二条"


@pytest.mark.parametrize("word", ["", "第二条", "open2023", "Open2023-1", "a b-1"])
def test_what_is_no_source_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="no clause id"):
        as_source(word)


def test_a_refusal_carries_every_problem_the_first_one_leading() -> None:
    refusal = Refused.of([Problem("甲", "a", "x", "open2023-2-1", "应为乙"), Problem("丙", "c")])
    assert str(refusal) == "甲"
    error = refusal.as_error()
    assert (error["code"], error["field"], error["clause"]) == ("a", "x", "open2023-2-1")
    assert len(error["problems"]) == 2  # type: ignore[arg-type]


def test_one_value_has_one_text() -> None:
    assert canonical({"b": Decimal("1.50"), "a": [date(2023, 4, 1), None, True]}) == '{"a":["2023-04-01",null,true],"b":"1.50"}'
    assert canonical({"一": {3, 1, 2}}) == '{"一":[1,2,3]}'


@pytest.mark.parametrize("value", [1.5, object(), b"x"])
def test_what_has_no_exact_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"value": value})


def test_the_digest_is_sm3() -> None:
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
