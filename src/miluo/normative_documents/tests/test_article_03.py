"""第三条: the two routes, their materials, the legality review and its time, decision, numbering, registration or return."""

from datetime import date

import pytest

from miluo.normative_documents import document_numbers, services
from miluo.normative_documents.models import LegalReview, Return
from miluo.normative_documents.tests.journey import (
    BUREAU_OFFICE,
    DRAFTER,
    OFFICE,
    PDF,
    REGISTRAR,
    REVIEWER,
    at,
    bureau_lodged,
    document,
    docx,
    drafted,
    in_review,
    lodged,
    numbered,
    person,
    registered,
    reviewed,
)
from onewindow.organisations.models import Issuer
from onewindow.papers.models import Paper
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused
from onewindow.worktime import deadlines
from onewindow.worktime.calendar import national


@pytest.mark.clause("normdoc-3-1a")
def test_a_draft_with_all_six_materials_is_handed_in(county: None) -> None:
    assert services.submit(number=drafted(), by=DRAFTER, at=at(4, 4)).state == "submitted"


@pytest.mark.clause("normdoc-3-1a")
def test_a_draft_without_the_fair_competition_opinion_lacks_one(county: None) -> None:
    number = drafted()
    document(number).materials.filter(key="fair_competition").delete()
    with pytest.raises(Refused) as refused:
        services.submit(number=number, by=DRAFTER, at=at(4, 4))
    assert [(problem.field, problem.clause) for problem in refused.value.problems] == [("fair_competition", "normdoc-3-1a")]


@pytest.mark.clause("normdoc-3-1a")
def test_where_no_market_is_touched_a_reason_stands_for_the_opinion(county: None) -> None:
    number = drafted()
    services.attach(number=number, material="fair_competition", not_applicable="不涉及市场主体经济活动", by=DRAFTER, at=at(4, 4))
    assert services.submit(number=number, by=DRAFTER, at=at(4, 4)).state == "submitted"


def test_no_reason_stands_for_another_material(county: None) -> None:
    with pytest.raises(Refused, match="没有选择"):
        services.attach(number=drafted(), material="basis", not_applicable="没有", by=DRAFTER, at=at(4, 4))


def test_a_draft_without_text_is_not_handed_in(county: None) -> None:
    number = services.start(issuer="1", title="无文", by=DRAFTER, at=at(4, 4)).number
    with pytest.raises(Refused, match="没有正文"):
        services.submit(number=number, by=DRAFTER, at=at(4, 4))


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"hello", PDF])
def test_what_is_no_word_document_is_no_text(county: None, content: bytes) -> None:
    with pytest.raises(Refused):
        services.write(number=drafted(), title="题", content=content, file_name="草案.docx", by=DRAFTER, at=at(4, 4))


@pytest.mark.clause("normdoc-3-1b", "normdoc-3-1c")
def test_the_review_begins_when_the_office_passes_the_draft_on(county: None) -> None:
    review = LegalReview.objects.get(document=document(in_review()))
    assert (review.reviewed_by, review.received_on) == ("justice", date(2023, 4, 4))
    assert (review.earliest_on, review.due_on) == (date(2023, 4, 12), date(2023, 4, 25))


@pytest.mark.clause("normdoc-3-1b")
def test_only_the_office_of_the_issuer_passes_it_on(county: None) -> None:
    number = drafted()
    services.submit(number=number, by=DRAFTER, at=at(4, 4))
    with pytest.raises(Refused, match="办公室办理"):
        services.forward(number=number, by=BUREAU_OFFICE, at=at(4, 4))


@pytest.mark.clause("normdoc-3-1c")
def test_the_limits_are_those_of_the_text() -> None:
    computed = deadlines.compute("normdoc-3-1c", date(2023, 4, 3), national())
    assert computed.as_json() == {
        "clause": "normdoc-3-1c",
        "earliest": date(2023, 4, 11),
        "due": date(2023, 4, 24),
        "unit": "working-days",
        "provisional": False,
    }


@pytest.mark.clause("normdoc-3-1c")
def test_an_emergency_lifts_both_limits(county: None) -> None:
    computed = deadlines.compute("normdoc-3-1c", date(2023, 4, 3), national(), emergency=True)
    assert (computed.earliest, computed.due) == (None, None)
    number = in_review(emergency="防汛应急响应")
    assert services.give_opinion(number=number, opinion="approved", words_given="合法。", by=REVIEWER, at=at(4, 4)).state == "reviewed"


@pytest.mark.clause("normdoc-3-1c")
def test_an_opinion_before_the_fifth_working_day_needs_a_reason(county: None) -> None:
    number = in_review()
    with pytest.raises(Refused, match="一般不少于5个工作日"):
        services.give_opinion(number=number, opinion="approved", words_given="合法。", by=REVIEWER, at=at(4, 10))
    given = {"opinion": "approved", "words_given": "合法。", "early_reason": "条款简单"}
    assert services.give_opinion(number=number, **given, by=REVIEWER, at=at(4, 10)).state == "reviewed"


@pytest.mark.clause("normdoc-3-1c")
@pytest.mark.parametrize(("day", "late"), [(25, False), (26, True)])
def test_after_the_fifteenth_working_day_it_is_late(county: None, day: int, late: bool) -> None:
    number = in_review()
    services.give_opinion(number=number, opinion="approved", words_given="合法。", by=REVIEWER, at=at(4, day))
    assert f'"late":{str(late).lower()}' in events_of(document(number).subject)[-1].body


def test_who_drafted_it_does_not_review_it(county: None) -> None:
    number = in_review()
    both = person("qicao", "legal-reviewer", "justice")
    with pytest.raises(Refused, match="不能审核自己起草的文件"):
        services.give_opinion(number=number, opinion="approved", words_given="合法。", by=both, at=at(4, 12))


def test_another_body_does_not_review_for_the_city(county: None) -> None:
    by = person("ju", "legal-reviewer", "agriculture-rural")
    with pytest.raises(Refused, match="负责合法性审核的机构"):
        services.give_opinion(number=in_review(), opinion="approved", words_given="合法。", by=by, at=at(4, 12))


@pytest.mark.clause("normdoc-2a")
@pytest.mark.parametrize(("opinion", "state"), [("revise", "drafting"), ("rejected", "declined")])
def test_without_a_good_opinion_nothing_is_decided(county: None, opinion: str, state: str) -> None:
    number = in_review()
    services.give_opinion(number=number, opinion=opinion, words_given="与上位法不一致。", by=REVIEWER, at=at(4, 12))
    assert document(number).state == state
    with pytest.raises(Refused, match="不能决定印发"):
        services.decide(number=number, by=OFFICE, at=at(4, 13))


@pytest.mark.clause("normdoc-2a")
def test_a_draft_that_was_never_reviewed_is_not_decided(county: None) -> None:
    with pytest.raises(Refused) as refused:
        services.decide(number=drafted(), by=OFFICE, at=at(4, 13))
    assert (refused.value.first.clause, refused.value.status) == ("normdoc-2a", 409)


@pytest.mark.clause("normdoc-3-1d")
def test_the_number_of_the_document_comes_before_its_registration(county: None) -> None:
    number = reviewed()
    services.decide(number=number, by=OFFICE, at=at(4, 13))
    with pytest.raises(Refused, match="不能登记编号"):
        services.register(number=number, by=REGISTRAR, at=at(4, 13))
    services.assign_number(number=number, by=OFFICE, at=at(4, 13))
    services.lodge(number=number, by=OFFICE, at=at(4, 13))
    assert services.register(number=number, by=REGISTRAR, at=at(4, 14)).state == "registered"


def test_one_document_number_is_given_once(county: None) -> None:
    numbered()
    with pytest.raises(Refused, match="已经编给"):
        numbered()


@pytest.mark.clause("normdoc-3-1d")
def test_numbers_of_documents_are_counted_without_a_gap_and_a_passed_or_skipped_one_is_refused(county: None) -> None:
    first, second, third = (reviewed() for _ in range(3))
    for number in (first, second, third):
        services.decide(number=number, by=OFFICE, at=at(4, 13))
    services.assign_number(number=first, by=OFFICE, at=at(4, 13))
    with pytest.raises(Refused, match="已经编给另一个文件"):
        services.assign_number(number=second, document_number="汨政办发[2023]1号", by=OFFICE, at=at(4, 13))
    with pytest.raises(Refused, match="没有写明用在哪里"):
        services.assign_number(number=second, document_number="汨政办发〔2023〕5号", by=OFFICE, at=at(4, 13))
    with pytest.raises(Refused, match="不是2023年的发文字号"):
        services.assign_number(number=second, document_number="汨政办发〔2022〕2号", reason="补编", by=OFFICE, at=at(4, 13))
    with pytest.raises(Refused, match="不是发文字号"):
        services.assign_number(number=second, document_number="第二号", by=OFFICE, at=at(4, 13))
    services.assign_number(number=second, document_number="汨政办发〔2023〕5号", reason="2至4号为函件", by=OFFICE, at=at(4, 13))
    services.assign_number(number=third, by=OFFICE, at=at(4, 13))
    assert [document(each).document_number for each in (first, second, third)] == [f"汨政办发〔2023〕{place}号" for place in (1, 5, 6)]


@pytest.mark.clause("normdoc-3-2a")
def test_a_bureau_names_its_word_once(county: None) -> None:
    number = bureau_lodged("汨商发〔2023〕1号")
    assert document_numbers.word_of(document(number).issuer) == "汨商发"
    with pytest.raises(Refused, match="没有写明财政局的发文机关代字"):
        document_numbers.word_of(Issuer.objects.get(organisation__key="finance"))


@pytest.mark.clause("normdoc-3-3e")
def test_a_document_that_is_redrafted_keeps_its_number(county: None) -> None:
    number = lodged("汨政办发〔2023〕1号")
    services.send_back(number=number, reason="制定依据不全", by=REGISTRAR, at=at(4, 17))
    services.reopen(number=number, by=OFFICE, at=at(4, 18))
    services.submit(number=number, by=DRAFTER, at=at(4, 18))
    services.forward(number=number, by=OFFICE, at=at(4, 18))
    services.give_opinion(number=number, opinion="approved", words_given="合法。", early_reason="小改", by=REVIEWER, at=at(4, 19))
    services.decide(number=number, by=OFFICE, at=at(4, 19))
    services.assign_number(number=number, by=OFFICE, at=at(4, 19))
    assert document(number).document_number == "汨政办发〔2023〕1号"


@pytest.mark.clause("normdoc-3-2a", "normdoc-3-2b")
@pytest.mark.parametrize("issuer", ["commerce-grain", "town-guiyi"])
def test_a_town_and_a_bureau_go_five_steps_one_after_the_other(county: None, issuer: str) -> None:
    number = bureau_lodged("汨演发〔2023〕1号", issuer=issuer)
    states = [event.to_state for event in events_of(document(number).subject) if event.to_state]
    assert list(dict.fromkeys(states)) == ["drafting", "submitted", "reviewing", "reviewed", "decided", "signed", "numbered", "lodged"]


@pytest.mark.clause("normdoc-3-2a", "normdoc-3-2b")
def test_nothing_is_signed_before_the_meeting_and_nothing_numbered_before_it_is_signed(county: None) -> None:
    officer = person("zhen", "document-officer", "town-guiyi")
    number = drafted("town-guiyi", by=person("zhen-q", "drafter", "town-guiyi"), emergency="演示")
    services.submit(number=number, by=person("zhen-q", "drafter", "town-guiyi"), at=at(4, 4))
    services.forward(number=number, by=officer, at=at(4, 4))
    legal = person("zhen-f", "legal-reviewer", "town-guiyi")
    services.give_opinion(number=number, opinion="approved", words_given="合法。", by=legal, at=at(4, 4))
    with pytest.raises(Refused, match="不能主要负责人签署"):
        services.sign(number=number, signed_by="演示镇长", by=officer, at=at(4, 4))
    with pytest.raises(Refused, match="集体审议"):
        services.decide(number=number, by=officer, at=at(4, 4))
    services.decide(number=number, meeting="镇长办公会议", by=officer, at=at(4, 4))
    with pytest.raises(Refused, match="签署以后"):
        services.assign_number(number=number, document_number="归政发〔2023〕1号", by=officer, at=at(4, 4))


@pytest.mark.clause("normdoc-3-3a", "normdoc-3-3b")
def test_a_bureau_lodges_with_three_materials_and_a_whole_report(county: None) -> None:
    number = bureau_lodged("汨商发〔2023〕1号")
    services.send_back(number=number, reason="制定依据不全", by=REGISTRAR, at=at(4, 5))
    document(number).materials.filter(key="confirmation").delete()
    officer = person("ju", "document-officer", "commerce-grain")
    whole = {"purpose": "目的", "content": "内容", "process": "过程"}
    with pytest.raises(Refused) as refused:
        services.lodge(number=number, **whole, by=officer, at=at(4, 6))
    assert [problem.field for problem in refused.value.problems] == ["confirmation"]
    with pytest.raises(Refused, match="没有说明起草审核过程"):
        services.lodge(number=number, **whole | {"process": " "}, by=officer, at=at(4, 6))
    services.attach(number=number, material="confirmation", content=PDF, file_name="确认书.pdf", by=officer, at=at(4, 6))
    assert services.lodge(number=number, **whole, by=officer, at=at(4, 6)).state == "lodged"


@pytest.mark.clause("normdoc-3-3c")
def test_the_first_document_of_a_bureau_is_registered_and_the_bureau_told_in_writing(county: None) -> None:
    number = bureau_lodged("汨商发〔2023〕1号")
    answer = services.register(number=number, by=REGISTRAR, at=at(4, 6))
    assert document(number).registration.number == "MLDR-2023-15001"
    notice = Paper.objects.get(number=answer.paper)
    assert (notice.title, notice.organisation) == ("行政规范性文件登记通知书", "justice")


@pytest.mark.clause("normdoc-2c")
def test_nobody_but_the_bureau_of_justice_registers(county: None) -> None:
    number = bureau_lodged("汨商发〔2023〕1号")
    with pytest.raises(Refused) as refused:
        services.register(number=number, by=person("zhen", "registrar", "town-guiyi"), at=at(4, 6))
    assert (refused.value.first.clause, refused.value.status) == ("normdoc-2c", 403)
    with pytest.raises(Refused, match="权限"):
        services.register(number=number, by=OFFICE, at=at(4, 6))


@pytest.mark.clause("normdoc-3-3d")
def test_the_file_stays_open_until_the_paper_and_the_electronic_copy_are_there(county: None) -> None:
    number = registered()
    assert "尚待电子文本" in services.deposit(number=number, paper=True, by=REGISTRAR, at=at(4, 18)).message
    assert "都已收到" in services.deposit(number=number, content=docx(), file_name="印发.docx", by=REGISTRAR, at=at(4, 19)).message
    with pytest.raises(Refused, match="没有收到文本"):
        services.deposit(number=number, by=REGISTRAR, at=at(4, 19))


@pytest.mark.clause("normdoc-3-3e")
def test_what_is_returned_has_its_reason_and_takes_no_number(county: None) -> None:
    number = bureau_lodged("汨商发〔2023〕1号")
    with pytest.raises(Refused, match="退回的理由"):
        services.send_back(number=number, reason="  ", by=REGISTRAR, at=at(4, 5))
    answer = services.send_back(number=number, reason="超越法定权限", by=REGISTRAR, at=at(4, 5))
    assert Paper.objects.get(number=answer.paper).title == "行政规范性文件退回通知书"
    assert Return.objects.get().reason == "超越法定权限"
    services.register(number=bureau_lodged("汨商发〔2023〕2号"), by=REGISTRAR, at=at(4, 6))
    officer = person("ju", "document-officer", "commerce-grain")
    services.lodge(number=number, purpose="目的", content="内容", process="过程", by=officer, at=at(4, 7))
    services.register(number=number, by=REGISTRAR, at=at(4, 8))
    assert document(number).registration.number == "MLDR-2023-15002"
    assert services.gaps() == []


def test_the_same_key_registers_once(county: None) -> None:
    number = lodged()
    first = services.register(number=number, by=REGISTRAR, at=at(4, 17), key="k1")
    assert services.register(number=number, by=REGISTRAR, at=at(4, 17), key="k1") == first
    with pytest.raises(Refused, match="不能登记编号"):
        services.register(number=number, by=REGISTRAR, at=at(4, 17), key="k2")
