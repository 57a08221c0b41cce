"""效力: what the database says of all documents is what the rule says of each; asking it costs the same for one and for many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from miluo.normative_documents import services
from miluo.normative_documents.models import Document
from miluo.normative_documents.selectors import standing_on
from miluo.normative_documents.selectors.standing import standings
from miluo.normative_documents.tests.journey import OFFICE, REGISTRAR, TITLE, at, document, docx, published, registered
from onewindow.law.search import selectors as search
from onewindow.law.search import services as search_services
from onewindow.law.search.selectors import Filters
from onewindow.law.validity import Validity

pytestmark = pytest.mark.django_db
END = date(2025, 4, 30)
KEPT = {"occasion": "periodic", "outcome": "kept", "reason": "不变", "decided_in": ""}


def changed(number: str, outcome: str, on: date) -> None:
    given = {
        "occasion": "periodic",
        "outcome": outcome,
        "effective_on": on,
        "reason": "上位法已修改",
        "by": REGISTRAR if outcome != "amended" else OFFICE,
    }
    text = {"content": docx("一、总则", "本办法已经修改。"), "file_name": "新.docx"} if outcome == "amended" else {}
    services.clean_up(number=number, **given, **text, decided_in="汨政办发〔2024〕2号", at=at(1, 2, 2024))


@pytest.mark.clause("normdoc-6-2a")
@pytest.mark.parametrize(
    ("outcome", "later", "seen"),
    [
        (None, None, {Validity.NOT_YET, Validity.IN_FORCE, Validity.EXPIRING, Validity.EXPIRED}),
        ("kept", None, {Validity.NOT_YET, Validity.IN_FORCE, Validity.EXPIRING, Validity.EXPIRED}),
        ("amended", None, {Validity.NOT_YET, Validity.IN_FORCE, Validity.AMENDED, Validity.EXPIRING, Validity.EXPIRED}),
        ("amended", "repealed", {Validity.NOT_YET, Validity.IN_FORCE, Validity.AMENDED, Validity.REPEALED}),
        ("expired", None, {Validity.NOT_YET, Validity.IN_FORCE, Validity.EXPIRED}),
    ],
)
def test_the_database_and_the_rule_say_the_same_on_every_day(
    county: None, outcome: str | None, later: str | None, seen: set[Validity]
) -> None:
    number = published(ends_on=END)
    for change, on in ((outcome, date(2024, 1, 2)), (later, date(2024, 9, 1))):
        if change:
            changed(number, change, on)
    found = set()
    for on in (date(2023, 4, 20) + timedelta(days=7 * week) for week in range(120)):
        said = standings(on)["汨政办发〔2023〕99号"]
        assert said is standing_on(document(number), on).validity, on
        found.add(said)
    assert found == seen


@pytest.mark.clause("normdoc-6-2a")
def test_what_is_registered_and_not_published_or_has_no_end_is_said_the_same(county: None) -> None:
    registered()
    published("汨政办发〔2023〕100号", ends_on=None)
    for on in (date(2023, 4, 20), date(2023, 6, 1), date(2030, 1, 1)):
        assert standings(on) == {each.document_number: standing_on(each, on).validity for each in Document.objects.all()}
    assert standings(date(2023, 6, 1)) == {"汨政办发〔2023〕99号": Validity.NOT_YET, "汨政办发〔2023〕100号": Validity.IN_FORCE}


def test_a_search_by_status_asks_as_many_queries_for_many_documents_as_for_one(county: None) -> None:
    published(ends_on=END)
    alone = queries_of_a_search(1)
    for place in range(3):
        number = published(f"汨政办发〔2023〕{100 + place}号", ends_on=END)
        services.clean_up(number=number, **KEPT, effective_on=date(2024, 1, 2), by=REGISTRAR, at=at(1, 2, 2024))
    assert queries_of_a_search(4) == alone
    with CaptureQueriesContext(connection) as asked:
        assert len(standings(date(2023, 6, 1))) == 4
    assert len(asked) == 1
    assert "text" not in asked[0]["sql"]  # the texts of thousands of documents stay where they are


def queries_of_a_search(documents: int) -> int:
    search_services.refresh("normative")
    with CaptureQueriesContext(connection) as asked:
        found = search.search(TITLE, date(2023, 6, 1), filters=Filters(status="in_force", kind="normative"))
    assert found.count == documents
    return len(asked)
