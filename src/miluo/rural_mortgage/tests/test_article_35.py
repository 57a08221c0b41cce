"""第三十四条、第三十五条: who interprets the measure, and from when until when it holds."""

from __future__ import annotations

from datetime import date

import pytest

from miluo.rural_mortgage.regulation import REGULATION
from onewindow.law import registry
from onewindow.law.validity import require_in_force
from onewindow.words.refused import Refused


@pytest.mark.clause("mortgage-meta")
def test_the_document_is_declared_with_its_head_and_its_registration_number() -> None:
    document = registry.regulation("mortgage")
    assert (document.number, document.signed) == ("汨政办发〔2023〕7号", date(2023, 5, 25))
    assert document.registration == "MLDR-2023-01002"  # the long dash of the gazette is a short one


@pytest.mark.clause("mortgage-34")
def test_the_bureau_of_agriculture_interprets_it() -> None:
    assert (REGULATION.interpreter, REGULATION.interpreted_under) == ("市农业农村局", "mortgage-34")


@pytest.mark.clause("mortgage-35")
@pytest.mark.parametrize("day", [date(2023, 5, 25), date(2025, 5, 24)])
def test_it_holds_from_its_first_day_to_its_last(day: date) -> None:
    require_in_force(REGULATION, day)


@pytest.mark.clause("mortgage-35")
@pytest.mark.parametrize("day", [date(2023, 5, 24), date(2025, 5, 25)])
def test_it_does_not_hold_the_day_before_nor_the_day_after(day: date) -> None:
    with pytest.raises(Refused):
        require_in_force(REGULATION, day)
