"""第五条: the city's documents are reported to two bodies within fifteen days of publication."""

from datetime import date
from typing import Any

import pytest

from miluo.normative_documents import services
from miluo.normative_documents.life import FILING_MATERIALS
from miluo.normative_documents.models import Filing
from miluo.normative_documents.services import publishing
from miluo.normative_documents.tests.journey import OFFICE, REGISTRAR, at, bureau_lodged, document, person, published, registered
from onewindow.words.refused import Refused
from onewindow.worktime import deadlines
from onewindow.worktime.calendar import national

WHOLE = tuple(FILING_MATERIALS)


@pytest.mark.clause("normdoc-5a")
@pytest.mark.parametrize(("from_day", "due"), [(date(2023, 5, 6), date(2023, 5, 22)), (date(2023, 5, 25), date(2023, 6, 9))])
def test_fifteen_days_are_calendar_days_and_the_last_rolls_off_a_rest_day(from_day: date, due: date) -> None:
    computed = deadlines.compute("normdoc-5a", from_day, national())
    assert computed.due and computed.due.due == due


@pytest.mark.clause("normdoc-5a")
def test_there_is_no_emergency_for_the_filing() -> None:
    with pytest.raises(Refused, match="没有规定紧急情形"):
        deadlines.compute("normdoc-5a", date(2023, 5, 6), national(), emergency=True)


@pytest.mark.clause("normdoc-5a", "normdoc-6-2b")
def test_publication_opens_a_filing_for_each_of_the_two_bodies_from_the_earlier_day(county: None) -> None:
    number = published()
    filings = {filing.recipient: filing.due_on for filing in Filing.objects.filter(document__number=number)}
    assert filings == {"岳阳市人民政府": date(2023, 5, 22), "汨罗市人大常委会": date(2023, 5, 22)}


@pytest.mark.clause("normdoc-5b")
def test_a_dossier_without_the_making_explanation_is_not_sent(county: None) -> None:
    dossier = tuple(name for name in WHOLE if name != "making_explanation")
    with pytest.raises(Refused, match="缺少制定说明"):
        services.report_for_record(
            number=published(), recipient="岳阳市人民政府", dossier=dossier, sent_on=date(2023, 5, 15), by=OFFICE, at=at(5, 15)
        )


@pytest.mark.clause("normdoc-5a")
@pytest.mark.parametrize(("day", "late"), [(22, False), (23, True)])
def test_a_dossier_that_is_late_is_sent_and_marked(county: None, day: int, late: bool) -> None:
    sent = {"dossier": WHOLE, "sent_on": date(2023, 5, day), "by": OFFICE, "at": at(5, day)}
    answer = services.report_for_record(number=published(), recipient="汨罗市人大常委会", **sent)
    assert ("超过15日" in answer.message) is late


@pytest.mark.clause("normdoc-5a")
def test_a_bureau_has_no_filing(county: None) -> None:
    number = bureau_lodged("汨商发〔2023〕1号")
    services.register(number=number, by=REGISTRAR, at=at(4, 6))
    officer = person("ju", "document-officer", "commerce-grain")
    services.publish(number=number, portal_address="http://portal.example", portal_on=date(2023, 4, 7), by=officer, at=at(4, 7))
    assert not document(number).filings.exists()
    with pytest.raises(Refused, match="没有备案要求"):
        services.report_for_record(
            number=number, recipient="岳阳市人民政府", dossier=WHOLE, sent_on=date(2023, 4, 8), by=officer, at=at(4, 8)
        )


@pytest.mark.parametrize("day", [date(2023, 5, 5), date(2023, 5, 16)])
def test_a_dossier_is_not_sent_before_publication_or_in_the_future(county: None, day: date) -> None:
    with pytest.raises(Refused, match="报送日期"):
        services.report_for_record(number=published(), recipient="岳阳市人民政府", dossier=WHOLE, sent_on=day, by=OFFICE, at=at(5, 15))


@pytest.mark.clause("normdoc-5b")
@pytest.mark.parametrize(("answer", "accepted"), [("each", False), ("total", True)])
def test_by_the_other_reading_one_copy_serves_both_bodies(county: None, monkeypatch: Any, answer: str, accepted: bool) -> None:
    number = published()
    monkeypatch.setattr(publishing, "reading", lambda name, on: {"publication_day": "earlier", "filing_copies": answer}[name])
    whole = tuple(FILING_MATERIALS)
    given = {"number": number, "sent_on": date(2023, 5, 8), "by": OFFICE, "at": at(5, 8)}
    services.report_for_record(recipient=publishing.RECIPIENTS[0], dossier=whole, **given)
    without = tuple(name for name in whole if name not in publishing.COPIES)
    if accepted:
        assert services.report_for_record(recipient=publishing.RECIPIENTS[1], dossier=without, **given).message
    else:
        with pytest.raises(Refused, match="纸质文本1件"):
            services.report_for_record(recipient=publishing.RECIPIENTS[1], dossier=without, **given)


@pytest.mark.clause("normdoc-5a", "normdoc-6-2b")
@pytest.mark.parametrize(("answer", "due"), [("earlier", date(2023, 5, 22)), ("later", date(2023, 5, 23))])
def test_the_fifteen_days_begin_with_the_day_that_the_reading_says(county: None, monkeypatch: Any, answer: str, due: date) -> None:
    monkeypatch.setattr(publishing, "reading", lambda name, on: {"publication_day": answer, "filing_copies": "each"}[name])
    number = registered()
    services.publish(number=number, gazette="2023年第2期", gazette_on=date(2023, 5, 6), by=OFFICE, at=at(5, 8))
    assert Filing.objects.exists() is (answer == "earlier")
    services.publish(number=number, portal_address="/1", portal_on=date(2023, 5, 8), by=OFFICE, at=at(5, 8))
    assert {filing.due_on for filing in Filing.objects.all()} == {due}
