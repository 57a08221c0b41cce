"""A person applies for an item: filled in from the account, lent to the counter and back, submitted, followed, kept."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.accounts.models import User
from onewindow.cases import gates, services
from onewindow.cases.models import Case, Draft
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, gather
from onewindow.web.tests.county import text_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    people = gather()
    items.publish_item()
    with gates.isolated():
        yield people


@pytest.fixture
def citizen(cast: Cast) -> Actor:
    return items.citizen()


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(key=actor.id))
    return client


def begun(phone: Client) -> str:
    return phone.post(f"/apply/{items.ITEM}/").headers["Location"].split("/")[3]


def filled(phone: Client) -> str:
    key = begun(phone)
    typed = {"intent": "next", "contact_phone": "13800000000", "contact_name": items.PERSON_NAME, **items.TYPED, **items.PERSONS}
    assert phone.post(f"/apply/drafts/{key}/", typed).status_code == 302
    for material in ("application", "premises", "health"):
        posted = {"intent": "upload", "material": material, "file": SimpleUploadedFile(f"{material}.pdf", PDF)}
        phone.post(f"/apply/drafts/{key}/materials/", posted)
    return key


def test_the_form_knows_who_applies_and_says_what_is_wrong(citizen: Actor) -> None:
    phone = signed_in(citizen)
    key = begun(phone)
    page = phone.get(f"/apply/drafts/{key}/")
    assert items.PERSON_NAME in page.content.decode() and items.PERSON_ID in page.content.decode()
    wrong = phone.post(f"/apply/drafts/{key}/", {"intent": "next", "person_name": "", "person_id": "123", "address": "", "area": "大"})
    assert wrong.status_code == 422
    for words in ("没有填写申请人姓名", "公民身份号码应为18位", "没有填写“经营地址”", "“面积（平方米）”填写有误", "大"):
        assert words in text_of(wrong) or words in wrong.content.decode()


def test_a_person_applies_and_keeps_everything(citizen: Actor) -> None:
    phone = signed_in(citizen)
    key = filled(phone)
    check = text_of(phone.get(f"/apply/drafts/{key}/check/"))
    assert "110105********002X" in check and items.PERSON_ID not in check
    number = phone.post(f"/apply/drafts/{key}/check/").headers["Location"].split("/")[2]
    case = Case.objects.get(number=number)
    assert (case.applicant, case.channel, case.masked_name) == (citizen.id, "web", "演***人")
    assert "演***人" in text_of(phone.get(f"/my/{number}/"))
    kept = phone.get(f"/my/{number}/volume.zip")
    names = zipfile.ZipFile(BytesIO(kept.content)).namelist()
    assert any("申请材料接收凭证" in name for name in names) and any("health.pdf" in name for name in names)
    other = signed_in(items.person("demo-other", "演示旁人", "citizen"))
    assert other.get(f"/my/{number}/volume.zip").status_code == 404


@pytest.mark.clause("onewindow-2-3-online")
def test_a_form_goes_to_the_counter_and_back_and_stays_the_persons(cast: Cast, citizen: Actor) -> None:
    phone = signed_in(citizen)
    key = filled(phone)
    phone.post(f"/apply/drafts/{key}/pickup/")
    page = phone.get(f"/apply/drafts/{key}/")
    code = page.context["pickup"]
    assert len(code) == 8 and code in text_of(page)
    assert code not in text_of(phone.get(f"/apply/drafts/{key}/"))  # said once
    with pytest.raises(Refused):
        services.take_over_draft(code="00000000", window="1", by=cast.clerk, at=AT)
    assert services.take_over_draft(code=code, window="1", by=cast.clerk, at=AT).number == key
    services.save_draft(draft=key, facts={"area": "30"}, by=cast.clerk, at=AT)
    services.give_back_draft(draft=key, by=cast.clerk, at=AT)
    assert 'value="30"' in phone.get(f"/apply/drafts/{key}/").content.decode()
    services.take_over_draft(code=code, window="1", by=cast.clerk, at=AT)
    number = services.submit(draft=key, by=cast.clerk, at=AT).number
    assert Case.objects.get(number=number).applicant == citizen.id
    assert phone.get(f"/my/{number}/").status_code == 200


def test_a_code_is_over_after_the_next_day_and_a_form_of_the_counter_is_not_given_back(cast: Cast, citizen: Actor) -> None:
    phone = signed_in(citizen)
    key = begun(phone)
    code = services.lend_draft(draft=key, by=citizen, at=AT).paper
    assert services.take_over_draft(code=code, window="1", by=cast.clerk, at=AT + timedelta(days=1)).number == key
    with pytest.raises(Refused):
        services.take_over_draft(code=code, window="1", by=cast.clerk, at=AT + timedelta(days=2))
    own = services.start_draft(procedure_key=items.ITEM, channel="window", window="1", by=cast.clerk, at=AT).number
    with pytest.raises(Refused):
        services.give_back_draft(draft=own, by=cast.clerk, at=AT)
    assert Draft.objects.get(key=own).channel == "window"
