"""The document as the platform knows it: its head, its closed lists and the figures that the text gives."""

from __future__ import annotations

from datetime import date

import pytest

from miluo.integrated_window import figures
from onewindow.law import registry
from onewindow.words.refused import Refused

ON = date(2023, 9, 15)


@pytest.mark.clause("onewindow-0-issue")
def test_the_document_is_declared_with_its_head() -> None:
    document = registry.regulation("onewindow")
    assert (document.number, document.issuer, document.signed) == ("汨政办函〔2023〕32号", "汨罗市人民政府办公室", date(2023, 5, 9))
    assert document.last_day is None


@pytest.mark.clause("onewindow-0-issue")
def test_two_documents_of_one_day_have_two_numbers() -> None:
    with pytest.raises(Refused, match="没有收录"):
        registry.regulation("xiangyiban")  # 31号 is another document
    assert registry.regulation("onewindow").number.endswith("32号")


@pytest.mark.clause("onewindow-3-1-1-1-scope", "onewindow-2-1-themes", "onewindow-3-1-1-1-retained", "onewindow-5-2-equipment")
@pytest.mark.parametrize(("name", "how_many"), [("zones", 10), ("themes", 10), ("retained_windows", 6), ("equipment", 7)])
def test_the_closed_lists_have_as_many_names_as_the_text(name: str, how_many: int) -> None:
    assert len(figures.listed(name, ON)) == how_many


@pytest.mark.clause("onewindow-3-1-1-1-count", "onewindow-3-1-1-2-count", "onewindow-3-1-1-1-couriers")
@pytest.mark.parametrize(("name", "value"), [("comprehensive_windows", 4), ("issuing_windows", 2), ("couriers", 2)])
def test_the_numbers_are_those_of_the_text(name: str, value: int) -> None:
    assert figures.count(name, ON) == value


@pytest.mark.clause("onewindow-3-1-1-1-count")
def test_before_the_document_there_is_no_number() -> None:
    with pytest.raises(Refused, match="没有有效的数值"):
        figures.count("comprehensive_windows", date(2023, 5, 8))


@pytest.mark.clause("onewindow-1-343")
def test_a_reading_has_its_default_until_an_office_decides() -> None:
    assert figures.reading("three_concentrations", ON) == "label"
    with pytest.raises(KeyError):
        figures.reading("no_such_question", ON)
