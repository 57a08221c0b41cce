"""一件事 on the portal: one form and one set of materials make a case with each body, or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from miluo.integrated_window import services
from miluo.integrated_window.tests.office import BUREAU, NOW, PDF, TODAY, chief, opened
from onewindow.accounts import services as accounts
from onewindow.cases.models import Case
from onewindow.items.models import Item
from onewindow.words.actor import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hall", "june")]
HOME = "/integrated-window/"
ITEMS = ("household-cancellation", "funeral-benefit")
TYPED = {"deceased_relation": "子女", "deceased_day": "2023-05-20", "contact_address": "演示路1号"}
NUMBERS = {"citizen-x": "11010519491231002X", "citizen-y": "440524188001010014"}  # examples that check


@pytest.fixture
def june(settings: Any) -> None:
    settings.FIXED_TODAY = TODAY


@pytest.fixture
def open_theme(hall: None, june: None) -> None:
    code = Item.objects.get(key=ITEMS[0]).code
    opened((code,), (code,), "public-security")
    chief("human-resources")
    services.put_online(theme="after-death", online_from=TODAY, by=BUREAU, at=NOW)


def citizen(username: str = "citizen-x") -> Client:
    user = accounts.create_user(username=username, display_name="演示办事人", resident_id=NUMBERS[username], by=SYSTEM, at=NOW)
    accounts.grant(user=user, role="citizen", organisation=None, valid_from=date(2023, 5, 9), by=SYSTEM, at=NOW)
    client = Client()
    client.force_login(user)
    return client


def begun(client: Client, items: tuple[str, ...] = ITEMS) -> str:
    answer = client.post(f"{HOME}themes/after-death/start/", {"items": items})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).split("/")[-2]


@pytest.mark.clause("onewindow-2-1-themes")
def test_the_ten_themes_stand_under_their_life_cycles(client: Client) -> None:
    page = client.get(f"{HOME}themes/").content.decode()
    assert all(title in page for title in ("个人全生命周期", "企业全生命周期", "项目全生命周期", "尚未上线"))
    assert page.count("/integrated-window/themes/") >= 10
    assert client.get(f"{HOME}themes/after-death/").status_code == 200
    assert client.get(f"{HOME}themes/eleventh/").status_code == 404


@pytest.mark.clause("onewindow-2-1-themes")
@pytest.mark.usefixtures("open_theme")
def test_one_form_makes_a_case_with_each_of_two_bodies() -> None:
    client = citizen()
    number = begun(client)
    form = f"{HOME}forms/{number}/"
    page = client.get(form).content.decode()
    assert page.count('name="deceased_day"') == page.count('name="contact_address"') == 1
    said = {**TYPED, "contact_name": "演示", "contact_phone": "13800000000", "intent": "next"}
    refused = client.post(form, {**said, "deceased_day": "昨天"})
    assert refused.status_code == 422 and "昨天" in refused.content.decode()
    assert client.post(form, said)["Location"] == f"{form}materials/"
    assert client.post(f"{form}materials/", {"intent": "submit"}).status_code == 422
    assert not Case.objects.exists()
    for material in ("application", "identity", "death-certificate", "household-register", "relation-proof"):
        given = {"intent": "upload", "material": material, "file": SimpleUploadedFile("件.pdf", PDF)}
        assert client.post(f"{form}materials/", given).status_code == 302, material
    assert client.post(f"{form}materials/", {"intent": "submit"})["Location"] == f"/my/things/{number}/"
    assert set(Case.objects.values_list("procedure", "organisation")) == {
        ("household-cancellation", "public-security"),
        ("funeral-benefit", "human-resources"),
    }
    page = client.get(f"/my/things/{number}/").content.decode()
    assert all(case.number in page for case in Case.objects.all())
    assert "身后" in page and "现在不需要您办理什么" in page
    assert f"/my/things/{number}/" in client.get("/my/").content.decode()
    assert client.get(form).status_code == 302
    assert citizen("citizen-y").get(f"/my/things/{number}/").status_code == 404


@pytest.mark.usefixtures("open_theme")
def test_a_theme_that_is_not_online_and_an_empty_choice_are_refused() -> None:
    client = citizen()
    assert client.post(f"{HOME}themes/marriage/start/", {"items": ["marriage-registration"]}).status_code == 409
    assert client.post(f"{HOME}themes/after-death/start/", {"items": []}).status_code == 422
    assert Client().post(f"{HOME}themes/after-death/start/", {"items": ITEMS}).status_code == 302  # to the login page


@pytest.mark.usefixtures("open_theme")
def test_a_file_is_taken_out_of_every_item() -> None:
    client = citizen()
    form = f"{HOME}forms/{begun(client)}/"
    client.post(f"{form}materials/", {"intent": "upload", "material": "identity", "file": SimpleUploadedFile("件.pdf", PDF)})
    page = client.get(f"{form}materials/").content.decode()
    key = page.split('name="attachment" value="')[1].split('"')[0]
    client.post(f"{form}materials/", {"intent": "remove", "attachment": key})
    assert 'name="attachment"' not in client.get(f"{form}materials/").content.decode()
