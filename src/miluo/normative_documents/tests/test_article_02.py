"""第二条: registered, numbered and published by one office; what is not is a warning, or by the strict reading a stop."""

from datetime import date

import pytest

from miluo.normative_documents import reliance
from miluo.normative_documents.models import Document
from miluo.normative_documents.tests.journey import registered
from onewindow.law import registry
from onewindow.law.reliance import doubts, require_reliable
from onewindow.words.refused import Refused

ON = date(2023, 9, 15)


@pytest.mark.clause("normdoc-2b")
def test_work_under_a_document_without_a_registration_number_is_warned_of_and_goes_on(county: None) -> None:
    (doubt,) = doubts(registry.regulation("open2023"), ON)
    assert (doubt.clause, doubt.blocks) == ("normdoc-2b", False)
    assert "没有登记号" in doubt.message
    require_reliable(registry.regulation("open2023"), ON)


@pytest.mark.clause("normdoc-2b")
def test_by_the_strict_reading_nothing_new_rests_on_it(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliance, "reading", lambda name, on: {"unregistered_basis": "block"}[name])
    with pytest.raises(Refused) as refused:
        require_reliable(registry.regulation("open2023"), ON)
    assert refused.value.first.clause == "normdoc-2b"


@pytest.mark.clause("normdoc-2b")
def test_once_it_is_registered_there_is_no_doubt(county: None) -> None:
    Document.objects.filter(number=registered()).update(document_number="汨政发〔2023〕2号")
    assert doubts(registry.regulation("open2023"), ON) == ()
    assert doubts(registry.regulation("open2023"), date(2023, 4, 16))


@pytest.mark.clause("normdoc-2b")
def test_a_notice_on_the_work_of_offices_needs_no_number(county: None) -> None:
    assert doubts(registry.regulation("normdoc"), ON) == ()
