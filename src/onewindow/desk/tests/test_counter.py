"""The counter: from the person before the window to the acceptance, the one notice, or the refusal, on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.accounts.models import User
from onewindow.cases import gates, services
from onewindow.cases.models import Case, Correction, Draft, IntakeCheck
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import PDF, WINDOW, Cast, gather
from onewindow.hall import services as hall
from onewindow.hall.models import Binding, Enquiry
from onewindow.hall.tests.small_hall import BUSINESSES, VISITOR
from onewindow.web.tests.county import text_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Problem
from onewindow.worktime import clock

PLACE = {"key": "1", "number": "1", "name": "综合受理窗口1", "type": "comprehensive", "clause": "onewindow-3-1-mode"}
PERSON = {"person_id": items.PERSON_ID, "person_name": items.PERSON_NAME, "contact_phone": "13800000000"}
WHOLE = {"mark-application": "ok", "mark-premises": "ok", "mark-health": "ok"}


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    people = gather()
    items.publish_item()
    at = clock.now()
    hall.load_businesses(BUSINESSES, by=SYSTEM, at=at)
    place = {**PLACE, "zone": "", "zone_name": "", "organisation": WINDOW, "businesses": "A"}
    hall.load_windows([place], by=SYSTEM, at=at)
    with gates.isolated():
        yield people


@pytest.fixture
def clerk(cast: Cast) -> Client:
    hall.sit(window="1", by=cast.clerk, at=clock.now())
    client = Client()
    client.force_login(User.objects.get(key=cast.clerk.id))
    return client


def begun(clerk: Client, **typed: str) -> str:
    answer = clerk.post("/desk/intake/", {"intent": "begin", "item": items.ITEM, **PERSON, **typed})
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"].split("/")[3]


def pressed(clerk: Client, key: str, intent: str, **typed: object):  # type: ignore[no-untyped-def]
    said = {"intent": intent, **PERSON, "contact_name": items.PERSON_NAME, **items.TYPED, **typed}
    return clerk.post(f"/desk/intake/{key}/", said, follow=True)


@pytest.mark.clause("onewindow-3-2-2-role")
def test_nobody_takes_in_without_a_seat_at_a_window(cast: Cast) -> None:
    standing = Client()
    standing.force_login(User.objects.get(key=cast.second_clerk.id))
    assert "还没有登记窗口座席" in text_of(standing.get("/desk/intake/"))
    assert standing.post("/desk/intake/", {"intent": "begin", "item": items.ITEM, **PERSON}).status_code == 409
    approver = Client()
    approver.force_login(User.objects.get(key=cast.approver.id))
    assert approver.get("/desk/intake/").status_code == 403


def test_what_is_missing_before_the_form_is_said_and_what_was_typed_stays(clerk: Client) -> None:
    assert "拼音首字母（如“spjy”）查找事项" in text_of(clerk.get("/desk/intake/"))
    assert "没有选择事项" in text_of(clerk.post("/desk/intake/", {"intent": "begin", **PERSON}))
    page = clerk.post("/desk/intake/", {"intent": "begin", "item": items.ITEM, "person_name": "演示甲"})
    assert "没有录入申请人" in text_of(page) and "演示甲" in page.content.decode()
    assert "示例经营许可" in text_of(clerk.get("/desk/intake/?q=经营"))
    assert "没有找到" in text_of(clerk.get("/desk/intake/?q=飞行"))
    searched = clerk.post("/desk/intake/", {"intent": "find", "q": "经营", "person_name": "演示乙"})
    assert searched.status_code == 200 and "演示乙" in searched.content.decode()


@pytest.mark.parametrize("query", ["经营", "sljy", "示例jy", "SLJY许可", "swlsj", "商务 jyxk", "ml-sl-0009"])
def test_an_item_is_found_by_name_body_or_code_in_characters_or_first_letters(clerk: Client, query: str) -> None:
    assert "示例经营许可" in text_of(clerk.get("/desk/intake/", {"q": query})).split("二、事项")[1]


@pytest.mark.parametrize("query", ["jysl", "swlsj slyj", "商务飞行", "《》"])
def test_letters_in_another_order_find_nothing(clerk: Client, query: str) -> None:
    assert "没有找到" in text_of(clerk.get("/desk/intake/", {"q": query}))


def test_what_a_name_begins_with_comes_before_what_it_contains(clerk: Client) -> None:
    items.publish_item(key="second-permit", code="ML-SL-0010", title="经营场所登记")
    said = text_of(clerk.get("/desk/intake/?q=jy"))
    assert said.index("经营场所登记") < said.index("示例经营许可")


@pytest.mark.clause("onewindow-3-1-1-1-accept", "onewindow-a4-2-2")
def test_one_press_takes_a_whole_case_in_and_binds_its_number(cast: Cast, clerk: Client) -> None:
    taken = hall.take_number(business="all", channel="machine", by=VISITOR, at=clock.now())
    hall.call(by=cast.clerk, at=clock.now())
    key = begun(clerk, ticket=taken.number)
    page = pressed(clerk, key, "accept", **WHOLE)
    case = Case.objects.get()
    assert (case.state, case.window, case.ticket, case.channel) == ("accepted", "1", taken.number, "window")
    assert [each["outcome"] for each in IntakeCheck.objects.get().lines] == ["ok", "ok", "ok"]
    assert Binding.objects.get().case_number == case.number
    assert "受理通知书" in text_of(page) and "下一位" in text_of(page)


def test_a_case_with_something_lacking_is_not_taken_in_by_the_press_that_accepts(clerk: Client) -> None:
    key = begun(clerk)
    page = pressed(clerk, key, "accept", **{**WHOLE, "mark-premises": "missing", "note-premises": "没有带租赁合同"})
    assert page.status_code == 422
    assert "经营场所证明缺少，不能受理" in text_of(page)
    assert "没有带租赁合同" in page.content.decode()
    assert "没有审查健康承诺" in text_of(pressed(clerk, key, "accept", **{**WHOLE, "mark-health": ""}))
    assert "允许容缺或者承诺的" in text_of(page)
    assert not Case.objects.exists()
    assert Draft.objects.get().raw["area"] == "25.5"


@pytest.mark.clause("onewindow-3-2-2-notify")
def test_everything_lacking_is_told_in_one_notice(clerk: Client) -> None:
    key = begun(clerk)
    assert "没有标明缺少" in text_of(pressed(clerk, key, "notice", **WHOLE))
    lacking = {**WHOLE, "mark-premises": "missing", "mark-health": "nonconforming", "note-premises": "缺租赁合同"}
    assert "没有写明健康承诺要补正什么" in text_of(pressed(clerk, key, "notice", **lacking))
    assert not Case.objects.exists()
    page = pressed(clerk, key, "notice", **lacking, **{"note-health": "没有签名"})
    assert {item["key"] for item in Correction.objects.get().items} == {"premises", "health"}
    assert "一次性补正告知书" in text_of(page)


def test_a_material_may_come_later_or_be_promised_where_the_item_allows_it(clerk: Client) -> None:
    key = begun(clerk)
    pressed(clerk, key, "accept", **{**WHOLE, "mark-premises": "deferred", "mark-health": "promised"})
    case = Case.objects.get()
    assert case.state == "accepted"
    assert {each.kind for each in case.undertakings.all()} == {"deferred", "promised"}


def test_what_the_form_misses_and_what_the_list_misses_is_told_together(clerk: Client) -> None:
    key = begun(clerk)
    page = pressed(clerk, key, "accept", **{**WHOLE, "mark-premises": "missing"}, area="多", contact_phone="1")
    said = text_of(page)
    assert page.status_code == 422
    for words in ("面积", "联系电话", "经营场所证明缺少，不能受理"):
        assert words in said.split("申请表")[0], words
    assert not Case.objects.exists()
    refused = text_of(pressed(clerk, key, "refuse", area="多"))
    assert "没有写明不予受理的理由" in refused and "面积" in refused.split("申请表")[0]


def test_what_was_marked_stays_while_a_paper_is_scanned_and_the_scanned_one_is_looked_at(clerk: Client) -> None:
    key = begun(clerk)
    scanned = {"mark-premises": "missing", "note-premises": "没有带租赁合同", "file-health": SimpleUploadedFile("承诺.pdf", PDF)}
    html = pressed(clerk, key, "upload:health", **scanned).content.decode()
    assert "承诺.pdf" in html and "没有带租赁合同" in html
    for marked in ("mark-premises-missing", "mark-health-ok"):
        assert re.search(f'id="{marked}" value="[a-z]+" checked', html), marked
    assert html.count(" checked") == 2


def test_nothing_is_decided_on_the_spot_while_something_may_come_later(clerk: Client) -> None:
    key = begun(clerk)
    page = pressed(clerk, key, "decide", **{**WHOLE, "mark-premises": "deferred"})
    assert "经营场所证明补齐以前不能当场办结" in text_of(page)
    assert not Case.objects.exists()


def test_a_refusal_says_why_and_where_to_go(clerk: Client) -> None:
    key = begun(clerk)
    assert "没有写明不予受理的理由" in text_of(pressed(clerk, key, "refuse"))
    assert not Case.objects.exists()
    pressed(clerk, key, "refuse", refusal_reason="不属于本机关职权", where_to_go="上级主管部门")
    assert Case.objects.get().state == "not_accepted"


def test_a_form_of_the_phone_is_taken_over_and_given_back(cast: Cast, clerk: Client) -> None:
    citizen = items.citizen()
    key = services.start_draft(procedure_key=items.ITEM, by=citizen, at=clock.now()).number
    services.attach(draft=key, material="premises", name="租赁合同.pdf", content=PDF, by=citizen, at=clock.now())
    code = services.lend_draft(draft=key, by=citizen, at=clock.now()).paper
    assert "没有这个续办码" in text_of(clerk.post("/desk/intake/", {"intent": "take_over", "code": "1234"}))
    page = clerk.post("/desk/intake/", {"intent": "take_over", "code": code}, follow=True)
    assert "租赁合同.pdf" in text_of(page) and items.PERSON_NAME in page.content.decode()
    assert "退回申请人手机" in text_of(page)
    pressed(clerk, key, "give_back")
    assert Draft.objects.get().channel == "web"
    assert "退回申请人手机" not in text_of(clerk.get(f"/desk/intake/{begun(clerk)}/"))  # it never was on a phone


def test_what_the_person_brought_before_is_shown(cast: Cast, clerk: Client) -> None:
    pressed(clerk, begun(clerk), "accept", **WHOLE)
    earlier = items.at_window(cast.second_clerk, at=clock.now())
    services.accept(number=earlier, by=cast.second_clerk, at=clock.now())
    page = text_of(clerk.get(f"/desk/intake/{begun(clerk)}/"))
    assert "该申请人已有的证照和材料" in page and f"办件{earlier}" in page


@pytest.mark.clause("onewindow-a4-2-1", "onewindow-a4-1-5")
def test_a_question_on_a_specialised_item_goes_to_its_body(clerk: Client) -> None:
    key = begun(clerk)
    assert "专业咨询由" not in text_of(clerk.get(f"/desk/intake/{key}/"))
    pressed(clerk, key, "ask", question="能不能延期")
    assert (Enquiry.objects.get().kind, Enquiry.objects.get().organisation.key) == ("question", items.BODY)
    Enquiry.objects.all().delete()
    items.publish_item(key="second-permit", code="ML-SL-0010", title="示例登记", specialised=True)
    other = clerk.post("/desk/intake/", {"intent": "begin", "item": "second-permit", **PERSON}).headers["Location"].split("/")[3]
    assert "窗口不作答复" in text_of(clerk.get(f"/desk/intake/{other}/"))
    assert pressed(clerk, other, "ask", question=" ").status_code == 422
    pressed(clerk, other, "ask", question="场所能不能在地下")
    asked = Enquiry.objects.get()
    assert (asked.kind, asked.specialised, asked.organisation.key, asked.answer) == ("consultation", True, items.BODY, "")


@pytest.mark.clause("onewindow-4-4-train")
def test_what_the_regulations_advise_is_shown_and_stops_nothing(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    advice = Problem("还没有参加培训", "untrained", "item", "onewindow-4-4-train", "参加培训")
    monkeypatch.setattr(gates, "warnings", lambda gate: [advice])
    key = begun(clerk)
    assert "还没有参加培训" in text_of(clerk.get(f"/desk/intake/{key}/"))
    pressed(clerk, key, "accept", **WHOLE)
    assert Case.objects.get().state == "accepted"
