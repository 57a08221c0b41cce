"""Apply: each step saves, what is wrong is said in its place, and one form becomes one case."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from onewindow.cases.models import Attachment, Case, Draft
from onewindow.cases.procedure import procedure
from onewindow.cases.tests.cast import PROCEDURE
from onewindow.web.tests.county import PDF, key_in, signed_in, text_of

FACTS = {
    "contact_name": "演示联系人",
    "contact_phone": "13800000000",
    "year": "2023",
    "closed_until": "2023-08-31",
    "registered_in_miluo": "true",
    "traded_before": "false",
    "trade_usd": "120000.50",
    "trade_usd_previous_year": "0",
    "funded_elsewhere-asked": "1",
}


@pytest.fixture
def agent(county: None) -> Client:
    return signed_in("qiye")


def begun(agent: Client) -> str:
    """The address of a new draft."""
    address: str = agent.post(reverse("portal:start", args=[PROCEDURE]))["Location"]
    return address


def fill(agent: Client, draft: str, intent: str = "next", **changes: Any) -> Any:
    uscc = Draft.objects.get(key=draft.strip("/").split("/")[-1]).uscc
    return agent.post(draft, {**FACTS, "uscc": uscc, "intent": intent, **changes})


def upload(agent: Client, draft: str, content: bytes = PDF, name: str = "海关证明.pdf", material: str | None = None) -> Any:
    wanted = material or next(each.key for each in procedure(PROCEDURE).materials if each.required)
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return agent.post(f"{draft}materials/", {"material": wanted, "file": file, "intent": "upload"})


def test_a_form_becomes_a_case_with_a_receipt(agent: Client) -> None:
    draft = begun(agent)
    assert fill(agent, draft).status_code == 302
    assert upload(agent, draft).status_code == 302
    overview = text_of(agent.get(f"{draft}check/"))
    assert "33,600.02元" in overview
    assert "120,000.50美元" in overview
    receipt = agent.post(f"{draft}check/", follow=True)
    number = re.search(r"2023-\d{6}", text_of(receipt))
    assert number
    assert "申请材料接收凭证" in text_of(receipt)
    pdf = agent.get(re.search(rf'href="(/my/{number[0]}/papers/\w+/)"', receipt.content.decode())[1])  # type: ignore[index]
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]


def test_pressing_twice_gives_the_same_receipt_and_one_case(agent: Client) -> None:
    draft = begun(agent)
    fill(agent, draft)
    upload(agent, draft)
    key = key_in(agent.get(f"{draft}check/"))
    before = Case.objects.count()
    first = agent.post(f"{draft}check/", {"idempotency_key": key})
    second = agent.post(f"{draft}check/", {"idempotency_key": key})
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == before + 1


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("trade_usd", "-5", "不能为负数"),
        ("trade_usd", "1.234", "最多两位小数"),
        ("trade_usd", "很多", "不是金额"),
        ("year", "今年", "业绩年度"),
        ("closed_until", "8月底", "数据截至日"),
    ],
)
def test_what_is_wrong_is_said_in_its_place_and_stays_typed(agent: Client, name: str, typed: str, message: str) -> None:
    draft = begun(agent)
    response = fill(agent, draft, **{name: typed})
    assert response.status_code == 422
    assert message in text_of(response)
    assert f'href="#field-{name}"' in response.content.decode()
    for page in (response, agent.get(draft)):  # on the page, and still in the draft
        assert f'value="{typed}"' in page.content.decode()
        assert 'value="演示联系人"' in page.content.decode()


def test_several_mistakes_are_told_together(agent: Client) -> None:
    said = text_of(fill(agent, begun(agent), trade_usd="-5", year="今年"))
    assert "有2处需要改正" in said


def test_a_draft_is_thrown_away_when_it_was_asked_once_more(agent: Client) -> None:
    draft = begun(agent)
    fill(agent, draft, intent="save")
    upload(agent, draft)
    start = agent.get(reverse("portal:start", args=[PROCEDURE])).content.decode()
    assert f'<a class="btn btn-primary" href="{draft}">继续填写' in start
    assert '<button class="btn btn-outline-primary" type="submit">另填一份' in start
    assert f'href="{draft}discard/"' in start
    asked = text_of(agent.get(f"{draft}discard/"))
    assert "不能恢复" in asked
    assert "海关证明.pdf" in asked
    assert Draft.objects.filter(key=draft.split("/")[3]).exists()
    assert "草稿已删除" in text_of(agent.post(f"{draft}discard/", follow=True))
    assert agent.get(draft).status_code == 404


def test_what_was_submitted_or_is_somebody_elses_is_not_thrown_away(agent: Client) -> None:
    draft = begun(agent)
    assert signed_in("qiye2").post(f"{draft}discard/").status_code == 404
    fill(agent, draft)
    upload(agent, draft)
    agent.post(f"{draft}check/")
    assert agent.post(f"{draft}discard/").status_code == 409
    assert Case.objects.filter(number=Draft.objects.get(key=draft.split("/")[3]).case_number).exists()


def test_what_the_regulation_refuses_is_said_on_the_page_where_it_is_typed_with_everything_else(agent: Client) -> None:
    draft = begun(agent)
    wrong = {"closed_until": "2023-12-31", "trade_usd_previous_year": "100", "trade_usd": "-5", "contact_name": " ", "contact_phone": "abc"}
    response = fill(agent, draft, **wrong)
    assert response.status_code == 422
    said, html = text_of(response), response.content.decode()
    assert "有5处需要改正" in said
    for name in ("closed_until", "traded_before", "trade_usd", "contact_name", "contact_phone"):
        assert f'href="#field-{name}"' in html
        assert f'id="{name}-wrong"' in html
    assert "没有上传" not in said


def test_saving_for_later_asks_for_nothing_yet(agent: Client) -> None:
    assert fill(agent, begun(agent), intent="save", closed_until="2023-12-31", contact_phone="abc").status_code == 302


def test_the_check_page_names_every_problem_once_and_leads_to_where_it_is_mended(agent: Client) -> None:
    draft = begun(agent)
    fill(agent, draft, closed_until="2023-12-31", trade_usd_previous_year="100")
    for page in (agent.get(f"{draft}check/"), agent.post(f"{draft}check/")):
        html = page.content.decode()
        for link in (
            f"{draft}?check=1#field-closed_until",
            f"{draft}?check=1#field-traded_before",
            f"{draft}materials/#field-materials.customs",
        ):
            assert html.count(f'href="{link}"') == 1
    led = agent.get(f"{draft}?check=1")
    assert led.status_code == 200
    assert 'id="closed_until-wrong"' in led.content.decode()
    assert 'id="closed_until-wrong"' not in agent.get(draft).content.decode()


def test_a_date_in_the_future_is_refused_before_anything_is_written(agent: Client) -> None:
    draft = begun(agent)
    fill(agent, draft, closed_until="2023-12-31")
    upload(agent, draft)
    before = Case.objects.count()
    response = agent.post(f"{draft}check/")
    assert response.status_code == 422
    assert "尚未过去" in text_of(response)
    assert Case.objects.count() == before


def test_leaving_and_coming_back_finds_the_form_as_it_was(agent: Client) -> None:
    draft = begun(agent)
    assert fill(agent, draft, intent="autosave", trade_usd="7.777").status_code == 204
    assert 'value="7.777"' in agent.get(draft).content.decode()
    assert draft in agent.get("/my/").content.decode()


def test_markup_that_was_typed_is_shown_as_text(agent: Client) -> None:
    draft = begun(agent)
    page = fill(agent, draft, contact_name="<script>alert(1)</script>", trade_usd='"><img src=x>')
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x>" not in page.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"MZ this is a program", "海关证明.pdf", "的内容不是"),
        (b"", "空.pdf", "空文件"),
        (PDF, "海关证明.exe", "不"),
    ],
)
def test_an_upload_that_is_not_what_it_says_is_refused_at_its_material(agent: Client, content: bytes, name: str, message: str) -> None:
    draft = begun(agent)
    response = upload(agent, draft, content, name)
    assert response.status_code == 422
    assert message in text_of(response)
    assert "应为" in text_of(response)
    assert not Attachment.objects.filter(name=name).exists()


def test_uploading_nothing_and_for_an_unknown_material_is_refused(agent: Client) -> None:
    draft = begun(agent)
    assert agent.post(f"{draft}materials/", {"material": "customs", "intent": "upload"}).status_code == 422
    assert upload(agent, draft, material="nothing").status_code == 422


def test_a_file_can_be_taken_out_again(agent: Client) -> None:
    draft = begun(agent)
    upload(agent, draft)
    key = Attachment.objects.latest("pk").key
    agent.post(f"{draft}materials/", {"attachment": key, "intent": "remove"})
    assert "海关证明.pdf" not in text_of(agent.get(f"{draft}materials/"))


def test_without_the_evidence_nothing_is_submitted(agent: Client) -> None:
    draft = begun(agent)
    fill(agent, draft)
    response = agent.post(f"{draft}check/")
    assert response.status_code == 422
    assert "没有上传" in text_of(response)
    assert not Draft.objects.get(key=draft.strip("/").split("/")[-1]).case_number


def test_an_enterprise_that_one_may_not_act_for_is_refused(agent: Client) -> None:
    draft = begun(agent)
    other = Case.objects.first()
    assert other
    fill(agent, draft, uscc=other.uscc)
    upload(agent, draft)
    response = agent.post(f"{draft}check/")
    assert response.status_code == 422
    assert "授权" in text_of(response)


def test_a_draft_of_somebody_else_is_not_there(agent: Client) -> None:
    draft = begun(agent)
    stranger = signed_in("qiye2")
    for address in (draft, f"{draft}materials/", f"{draft}check/"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, FACTS).status_code == 404


def test_who_is_not_signed_in_is_led_to_the_door_and_back(county: None, client: Client) -> None:
    response = client.get(reverse("portal:start", args=[PROCEDURE]))
    assert response.status_code == 302
    assert "/accounts/login/?next=" in response["Location"]


def test_an_officer_does_not_apply(county: None) -> None:
    assert signed_in("zongchuang").get(reverse("portal:start", args=[PROCEDURE])).status_code == 403


def test_under_a_document_that_has_ended_nothing_is_begun(county: None, settings: Any) -> None:
    settings.FIXED_TODAY = date(2029, 1, 1)
    agent = signed_in("qiye")
    guide = agent.get(reverse("portal:procedure", args=[PROCEDURE]))
    assert "目前不能申请" in text_of(guide)
    before = Draft.objects.count()
    response = agent.post(reverse("portal:start", args=[PROCEDURE]))
    assert response.status_code == 422
    assert "已经失效" in text_of(response)
    assert "依据" in text_of(response)
    assert Draft.objects.count() == before


def test_a_file_above_the_limit_is_refused_before_it_is_read(agent: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    response = upload(agent, begun(agent), PDF + b"0" * 1024 * 1024)
    assert response.status_code == 422
    assert "超过大小上限" in text_of(response)
    assert "1 MB" in text_of(response)


def test_a_form_that_was_submitted_leads_to_its_case(agent: Client) -> None:
    draft = begun(agent)
    fill(agent, draft)
    upload(agent, draft)
    agent.post(f"{draft}check/")
    assert agent.get(draft)["Location"].startswith("/my/")
    assert fill(agent, draft).status_code == 409
