"""The document itself: its number, and the two years in which it holds."""

from datetime import date

import pytest

from onewindow.law import registry, validity
from onewindow.words.refused import Refused


@pytest.mark.clause("valuation-meta")
def test_the_measure_is_declared_with_its_head() -> None:
    regulation = registry.regulation("valuation")
    assert (regulation.number, regulation.registration) == ("汨政办发〔2023〕9号", "MLDR-2023-01004")
    assert (regulation.issuer, regulation.signed) == ("汨罗市人民政府办公室", date(2023, 5, 25))


@pytest.mark.clause("valuation-15")
@pytest.mark.parametrize("on", [date(2023, 5, 25), date(2025, 5, 24)])
def test_the_measure_holds_from_its_release_for_two_years(on: date) -> None:
    assert validity.require_in_force(registry.regulation("valuation"), on).holds


@pytest.mark.clause("valuation-15")
@pytest.mark.parametrize(("on", "words"), [(date(2023, 5, 24), "尚未生效"), (date(2025, 5, 25), "已经失效")])
def test_before_and_after_it_nothing_begins_under_the_measure(on: date, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        validity.require_in_force(registry.regulation("valuation"), on)
    assert refusal.value.first.clause == "valuation-15"
