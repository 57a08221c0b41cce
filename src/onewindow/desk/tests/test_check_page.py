"""受理审查 of what came from the phone: the same list of materials as at the counter, and the page of the case after it."""

from __future__ import annotations

import pytest
from django.test import Client

from onewindow.accounts.models import User
from onewindow.cases import gates, services
from onewindow.cases.models import Attachment, Case, Correction, IntakeCheck
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import PDF, Cast, gather
from onewindow.web.tests.county import text_of
from onewindow.words.actor import Actor
from onewindow.worktime import clock

MATERIALS = ("application", "premises", "health")
WHOLE = {f"mark-{key}": "ok" for key in MATERIALS}


@pytest.fixture
def cast(db: None):  # type: ignore[no-untyped-def]
    people = gather()
    items.publish_item()
    with gates.isolated():
        yield people


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(key=actor.id))
    return client


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return browser_of(cast.clerk)


def typed_on_the_phone(citizen: Actor) -> str:
    """A draft with everything in it; its key."""
    at = clock.now()
    key = services.start_draft(procedure_key=items.ITEM, by=citizen, at=at).number
    services.save_draft(draft=key, facts=items.TYPED, contact_name=items.PERSON_NAME, contact_phone="13800000000", by=citizen, at=at)
    for material in MATERIALS:
        services.attach(draft=key, material=material, name=f"{material}.pdf", content=PDF, by=citizen, at=at)
    return key


@pytest.fixture
def page(cast: Cast) -> str:
    """The address of a case that was submitted on the phone."""
    citizen = items.citizen()
    number = services.submit(draft=typed_on_the_phone(citizen), by=citizen, at=clock.now()).number
    return f"/desk/cases/{number}/"


@pytest.mark.clause("onewindow-3-1-1-1-accept")
def test_what_is_marked_is_kept_with_the_case_and_said_beside_each_material(clerk: Client, page: str) -> None:
    answer = clerk.post(f"{page}check/", {"intent": "accept", **WHOLE, "mark-premises": "corrected", "note-premises": "当场补了签名"})
    assert answer.status_code == 302, text_of(answer)
    assert [each["outcome"] for each in IntakeCheck.objects.get().lines] == ["ok", "corrected", "ok"]
    said = text_of(clerk.get(page))
    assert "窗口审查：当场更正（当场补了签名）" in said
    assert said.count("窗口审查：齐全合规") == 2


def test_what_was_not_looked_at_is_refused_at_its_place_and_what_was_marked_stays(clerk: Client, page: str) -> None:
    answer = clerk.post(f"{page}check/", {"intent": "accept", "mark-application": "ok", "note-premises": "再看一遍"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "没有审查经营场所证明" in html and "没有审查健康承诺" in html and "没有审查申请书" not in html
    assert 'id="mark-application-ok" value="ok" checked' in html and "再看一遍" in html
    assert Case.objects.get().state == "submitted"


@pytest.mark.clause("onewindow-3-2-2-notify")
def test_only_what_is_marked_as_lacking_is_asked_for_and_what_is_wrong_must_be_said(clerk: Client, page: str) -> None:
    assert "没有标明缺少" in text_of(clerk.post(f"{page}check/", {"intent": "notify", **WHOLE}))
    lacking = {**WHOLE, "mark-premises": "missing", "mark-health": "nonconforming"}
    assert "没有写明健康承诺要补正什么" in text_of(clerk.post(f"{page}check/", {"intent": "notify", **lacking}))
    assert not Correction.objects.exists()
    clerk.post(f"{page}check/", {"intent": "notify", **lacking, "note-health": "没有签名"})
    assert {each["key"]: each["reason"] for each in Correction.objects.get().items} == {
        "premises": "没有提交经营场所证明",
        "health": "没有签名",
    }


def test_the_page_of_a_case_opens_after_its_form_was_corrected_at_the_window(clerk: Client, page: str) -> None:
    answer = clerk.post(f"{page}check/", {"intent": "correct", "address": "演示路2号", "area": "25.5"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{page}check/"
    said = text_of(clerk.get(page))
    assert "演示路2号" in said and "当场更正了“经营地址”" in said
    assert "窗口审查" not in said  # nobody looked at the materials yet
    clerk.post(f"{page}check/", {"intent": "accept", **WHOLE})
    assert text_of(clerk.get(page)).count("窗口审查：齐全合规") == len(MATERIALS)


def test_a_clerk_opens_the_files_of_a_form_that_was_brought_to_the_counter_and_of_no_other(cast: Cast, clerk: Client) -> None:
    citizen = items.citizen()
    key = typed_on_the_phone(citizen)
    file = f"/desk/intake/{key}/files/{Attachment.objects.get(material='premises').key}/"
    assert clerk.get(file).status_code == 404
    code = services.lend_draft(draft=key, by=citizen, at=clock.now()).paper
    services.take_over_draft(code=code, window="1", by=cast.clerk, at=clock.now())
    assert file in clerk.get(f"/desk/intake/{key}/").content.decode()
    assert clerk.get(file).content == PDF
    assert browser_of(cast.approver).get(file).status_code == 403
    services.give_back_draft(draft=key, by=cast.clerk, at=clock.now())
    assert clerk.get(file).status_code == 404
