"""第六条: issuers and documents change; publication in two places, clean-up, catalogues, warnings."""

from datetime import date

import pytest

from miluo.normative_documents import daily, services
from miluo.normative_documents.models import CleanUp, IssuerChange
from miluo.normative_documents.public import digests_in_use
from miluo.normative_documents.selectors import catalogue, text_on
from miluo.normative_documents.tests.journey import (
    BUREAU_DRAFTER,
    OFFICE,
    REGISTRAR,
    TITLE,
    at,
    document,
    docx,
    person,
    published,
    registered,
)
from miluo.normative_documents.wording import blocks_of, difference
from onewindow.law.catalogue import catalogue as law_catalogue
from onewindow.law.search.selectors import Filters, search
from onewindow.organisations.models import Issuer
from onewindow.organisations.services import load
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

REMOVED = {"issuer": "commerce-grain", "from_day": date(2024, 3, 1), "decision": "汨政办发〔2024〕1号"}


@pytest.mark.clause("normdoc-6-1")
def test_an_issuer_that_was_taken_off_drafts_nothing_new_and_its_code_is_not_given_again(county: None) -> None:
    services.remove_issuer(**REMOVED, by=OFFICE, at=at(2, 20, 2024))
    assert services.start(issuer="commerce-grain", title=TITLE, by=BUREAU_DRAFTER, at=at(2, 29, 2024)).state == "drafting"
    with pytest.raises(Refused, match="不在制定主体清单中"):
        services.start(issuer="commerce-grain", title=TITLE, by=BUREAU_DRAFTER, at=at(4, 1, 2024))
    with pytest.raises(Refused, match="代号15已经编给商务粮食局"):
        services.add_issuer(
            organisation="supply-marketing",
            name="新",
            prefix="MLDR",
            code="15",
            from_day=date(2024, 3, 1),
            decision="文",
            by=OFFICE,
            at=at(3, 1, 2024),
        )


@pytest.mark.clause("normdoc-6-1")
def test_a_change_by_decision_outlives_another_load_of_the_county(county: None) -> None:
    from miluo.county import DATA  # noqa: PLC0415  # the folder is needed here alone

    services.remove_issuer(**REMOVED, by=OFFICE, at=at(2, 20, 2024))
    services.add_issuer(
        organisation="rural-property-exchange",
        name="农交中心",
        prefix="MLDR",
        code="39",
        from_day=date(2024, 3, 1),
        decision="汨政办发〔2024〕1号",
        by=OFFICE,
        at=at(2, 20, 2024),
    )
    load(DATA, by=SYSTEM, at=at(3, 5, 2024))
    assert Issuer.objects.get(organisation__key="commerce-grain").valid_until == date(2024, 2, 29)
    added = Issuer.objects.get(organisation__key="rural-property-exchange")
    assert (added.row, added.valid_from, added.valid_until) == (55, date(2024, 3, 1), None)
    assert IssuerChange.objects.count() == 2


@pytest.mark.clause("normdoc-6-1")
def test_the_list_changes_only_by_a_decision_of_the_government_office(county: None) -> None:
    with pytest.raises(Refused, match="市政府办公室办理"):
        services.remove_issuer(**REMOVED, by=person("x", "document-officer", "justice"), at=at(2, 20, 2024))
    with pytest.raises(Refused, match="没有写明依据的文件"):
        services.remove_issuer(**REMOVED | {"decision": " "}, by=OFFICE, at=at(2, 20, 2024))


@pytest.mark.clause("normdoc-6-2b", "normdoc-2b")
def test_a_document_is_published_when_the_gazette_and_the_portal_have_it(county: None) -> None:
    number = registered()
    half = services.publish(number=number, portal_address="http://portal.example", portal_on=date(2023, 5, 6), by=OFFICE, at=at(5, 6))
    assert (half.state, "尚待公报刊登" in half.message) == ("registered", True)
    whole = services.publish(number=number, gazette="2023年第2期", gazette_on=date(2023, 5, 8), by=OFFICE, at=at(5, 8))
    assert whole.state == "published"


@pytest.mark.clause("normdoc-2b")
def test_nothing_is_published_before_it_is_registered(county: None) -> None:
    number = registered()
    with pytest.raises(Refused, match="登记之日"):
        services.publish(number=number, gazette="2023年第2期", gazette_on=date(2023, 4, 16), by=OFFICE, at=at(5, 8))
    with pytest.raises(Refused, match="没有写明公布日期"):
        services.publish(number=number, by=OFFICE, at=at(5, 8))


@pytest.mark.clause("normdoc-6-2a")
def test_a_document_past_its_last_day_is_expired_by_the_daily_job_once(county: None) -> None:
    number = published(ends_on=date(2025, 4, 30))
    assert services.expire_due(at=at(4, 30, 2025)) == []
    assert services.expire_due(at=at(5, 1, 2025)) == [TITLE]
    assert services.expire_due(at=at(5, 2, 2025)) == []
    assert (document(number).standing, document(number).standing_from) == ("expired", date(2025, 5, 1))


@pytest.mark.clause("normdoc-6-2a")
@pytest.mark.parametrize(("outcome", "standing"), [("kept", "kept"), ("repealed", "repealed")])
def test_a_clean_up_keeps_or_repeals(county: None, outcome: str, standing: str) -> None:
    number = published()
    given = {"occasion": "periodic", "outcome": outcome, "effective_on": date(2024, 1, 1), "reason": "上位法已修改"}
    services.clean_up(number=number, **given, decided_in="汨政办发〔2024〕2号", by=REGISTRAR, at=at(1, 2, 2024))
    assert document(number).standing == standing


@pytest.mark.clause("normdoc-6-2a", "normdoc-6-2c")
def test_an_amendment_brings_the_new_text_and_both_can_be_read_on_their_days(county: None) -> None:
    number = published()
    given = {"occasion": "immediate", "outcome": "amended", "effective_on": date(2024, 1, 1), "reason": "上位法已修改"}
    new = docx("一、总则", "本办法适用于演示和试验。", "（一）范围", "各演示单位应当遵守。")
    services.clean_up(
        number=number, **given, decided_in="汨政办发〔2024〕2号", content=new, file_name="新.docx", by=OFFICE, at=at(1, 2, 2024)
    )
    before, after = text_on(document(number), date(2023, 12, 31)), text_on(document(number), date(2024, 1, 1))
    assert (before[1].text, after[1].text) == ("本办法适用于演示。", "本办法适用于演示和试验。")
    change = CleanUp.objects.get()
    (changed,) = [line for line in difference(blocks_of(change.before), blocks_of(change.after)) if line.how != "same"]
    assert [(piece.kind, piece.text) for piece in changed.pieces if piece.kind != "same"] == [("added", "和试验")]


@pytest.mark.clause("normdoc-6-2a")
def test_what_was_repealed_is_not_cleaned_up_again_and_a_repeal_names_its_document(county: None) -> None:
    number = published()
    given = {"number": number, "occasion": "periodic", "outcome": "repealed", "effective_on": date(2024, 1, 1), "reason": "不再适用"}
    with pytest.raises(Refused, match="所依据的文件"):
        services.clean_up(**given, by=REGISTRAR, at=at(1, 2, 2024))
    services.clean_up(**given, decided_in="汨政办发〔2024〕2号", by=REGISTRAR, at=at(1, 2, 2024))
    with pytest.raises(Refused, match="已经废止"):
        services.clean_up(**given, decided_in="汨政办发〔2024〕3号", by=REGISTRAR, at=at(1, 3, 2024))
    with pytest.raises(Refused, match="制定机关或者市司法局"):
        services.clean_up(**given, by=person("x", "document-officer", "finance"), at=at(1, 3, 2024))


@pytest.mark.clause("normdoc-6-2a")
@pytest.mark.parametrize(
    ("on", "warned"),
    [
        (date(2025, 1, 29), []),
        (date(2025, 1, 30), [(90, 90)]),
        (date(2025, 3, 31), [(30, 30)]),
        (date(2025, 4, 1), [(29, 30)]),
        (date(2025, 4, 30), [(0, 0)]),
        (date(2025, 5, 1), []),
    ],
)
def test_warnings_come_90_30_and_0_days_before_the_end(county: None, on: date, warned: list[tuple[int, int]]) -> None:
    published(ends_on=date(2025, 4, 30))
    assert [(left, at_limit) for _, left, at_limit in services.warnings_on(on)] == warned


@pytest.mark.clause("normdoc-6-2e", "normdoc-6-2f")
def test_a_document_moves_from_the_one_catalogue_to_the_other(county: None) -> None:
    published(ends_on=date(2025, 4, 30))
    registered_now, ended_now = catalogue(date(2025, 4, 30))
    assert ([line.number for line in registered_now], ended_now) == (["MLDR-2023-01001"], [])
    registered_later, ended_later = catalogue(date(2025, 5, 1))
    assert (registered_later, [(line.number, line.status) for line in ended_later]) == ([], [("MLDR-2023-01001", "已失效")])


def test_what_is_registered_and_not_yet_published_says_so(county: None) -> None:
    registered()
    registered_now, _ = catalogue(date(2023, 5, 1))
    assert registered_now[0].status == "已登记，待公布"


@pytest.mark.clause("normdoc-6-2e")
def test_the_catalogue_of_the_law_has_what_is_registered_here(county: None) -> None:
    published(ends_on=date(2025, 4, 30))
    rows = [row for row in law_catalogue(date(2023, 6, 1)).standing if row.registration == "MLDR-2023-01001"]
    assert [(row.title, row.validity_title) for row in rows] == [(TITLE, "有效")]
    assert [row.validity_title for row in law_catalogue(date(2025, 5, 1)).ended if row.registration] == ["已失效"]


def test_the_sweep_leaves_every_material_alone(county: None) -> None:
    number = registered()
    held = set(document(number).materials.values_list("digest", flat=True))
    assert held and held <= digests_in_use()


def test_the_daily_work_expires_and_counts_what_is_about_to_end(county: None) -> None:
    published(ends_on=date(2025, 4, 30))
    assert daily.run(at=at(4, 1, 2025)) == {"documents_expired": 0, "documents_warned": 1, "documents_ending": 1}
    assert daily.run(at=at(5, 1, 2025)) == {"documents_expired": 1, "documents_warned": 0, "documents_ending": 0}


@pytest.mark.clause("normdoc-6-2a")
def test_each_warning_is_given_once_to_the_drafting_unit_and_the_issuer(county: None) -> None:
    number = published(ends_on=date(2025, 4, 30))
    given = [services.warn_due(at=at(month, day, 2025)) for month, day in ((1, 29), (1, 30), (1, 31), (3, 31), (4, 30), (5, 1))]
    assert given == [[], [TITLE], [], [TITLE], [TITLE], []]
    warned = [event for event in events_of(document(number).subject) if event.kind == "normdoc.ending"]
    assert len(warned) == 3
    assert all("agriculture-rural" in event.body and "government-office" in event.body for event in warned)


@pytest.mark.clause("normdoc-6-2a", "normdoc-6-2b")
def test_the_search_finds_what_was_published_and_says_when_it_was_repealed(county: None) -> None:
    waiting = registered()
    assert search("演示物业", date(2023, 5, 7)).count == 0
    services.publish(
        number=waiting,
        gazette="2023年第2期",
        gazette_on=date(2023, 5, 8),
        portal_address="/1",
        portal_on=date(2023, 5, 8),
        by=OFFICE,
        at=at(5, 8),
    )
    (found,) = search("演示物业", date(2023, 5, 9)).hits
    assert (found.kind, found.validity, found.url_args) == ("normative", "in_force", (waiting,))
    given = {"occasion": "periodic", "outcome": "repealed", "effective_on": date(2024, 1, 1), "reason": "不再适用"}
    services.clean_up(number=waiting, **given, decided_in="汨政办发〔2024〕2号", by=REGISTRAR, at=at(1, 2, 2024))
    assert search("演示物业", date(2024, 1, 2)).hits[0].validity == "repealed"
    assert search("演示物业", date(2024, 1, 2), filters=Filters(status="in_force")).count == 0
    assert search("演示物业", date(2024, 1, 2), filters=Filters(status="repealed")).count == 1


@pytest.mark.clause("normdoc-6-2a")
def test_after_an_amendment_the_search_finds_the_new_words_and_not_the_old(county: None) -> None:
    number = published()
    assert search("各演示单位应当遵守", date(2023, 9, 1)).count == 1
    given = {"occasion": "immediate", "outcome": "amended", "effective_on": date(2023, 8, 1), "reason": "上位法已修改"}
    new = docx("一、总则", "本办法适用于试验。")
    services.clean_up(number=number, **given, decided_in="汨政办发〔2023〕100号", content=new, file_name="新.docx", by=OFFICE, at=at(8, 2))
    assert search("各演示单位应当遵守", date(2023, 9, 1)).count == 0
    assert search("适用于试验", date(2023, 9, 1)).count == 1
