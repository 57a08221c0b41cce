"""我的消息 and 短信发送记录 as their readers press through them."""

from __future__ import annotations

import pytest
from django.test import Client

from onewindow.exchange.models import Choice, ReadMark, Sms
from onewindow.trail.models import Event
from onewindow.web.tests.county import signed_in, text_of

pytestmark = pytest.mark.usefixtures("loaded_county")


@pytest.fixture
def agent() -> Client:
    return signed_in("qiye2")


def test_the_header_counts_what_is_unread_and_the_page_lists_it(agent: Client) -> None:
    page = agent.get("/my/messages/")
    unread = page.context["unread"]
    assert unread > 0
    assert f"，未读{unread}" in text_of(page).replace(" ", "").replace("\n", "")
    assert "申请已受理" in text_of(page)
    assert page.content.decode().count("标为已读<span") == len([each for each in page.context["page"].rows if not each.read])


def test_opening_a_message_marks_it_and_leads_to_its_case(agent: Client) -> None:
    message = next(each for each in agent.get("/my/messages/").context["page"].rows if each.case_number)
    assert agent.post(f"/my/messages/{message.id}/", {"intent": "open"})["Location"] == f"/my/{message.case_number}/"
    assert ReadMark.objects.get().message_id == message.id
    assert message.id not in [each.id for each in agent.get("/my/messages/?unread=1").context["page"].rows]
    agent.post("/my/messages/read/")
    assert agent.get("/my/messages/").context["unread"] == 0


def test_a_message_of_another_is_not_there(agent: Client) -> None:
    number = agent.get("/my/messages/").context["page"].rows[0].id
    assert signed_in("geren").post(f"/my/messages/{number}/", {"intent": "open"}).status_code == 404


def test_sms_are_stopped_and_had_again_by_the_account_alone(agent: Client) -> None:
    agent.post("/my/messages/sms/", {"intent": "stop"})
    assert not Choice.objects.get().sms
    assert "您已停用短信" in text_of(agent.get("/my/messages/"))
    agent.post("/my/messages/sms/", {"intent": "start"})
    assert Choice.objects.get().sms
    assert agent.post("/my/messages/sms/", {"intent": "?"}).status_code == 422


def test_the_manager_sees_masked_numbers_and_sends_again_with_a_reason() -> None:
    Sms.objects.filter(pk=Sms.objects.latest("id").pk).update(state="failed", error="网关答复：空号")
    failed = Sms.objects.latest("id")
    manager = signed_in("dating")
    page = manager.get("/desk/hall/messages/?state=failed")
    assert "网关答复：空号" in text_of(page)
    assert failed.phone not in page.content.decode()
    assert manager.post("/desk/hall/messages/", {"sms": failed.pk, "reason": ""}).status_code == 422
    assert manager.post("/desk/hall/messages/", {"sms": failed.pk, "reason": "申请人来电，号码已恢复"}).status_code == 302
    assert Event.objects.filter(kind="sms.resent", subject=failed.subject).exists()
    assert manager.post("/desk/hall/messages/", {"sms": failed.pk, "reason": "再发"}).status_code == 409
    assert signed_in("zongchuang").get("/desk/hall/messages/").status_code == 403


def test_messages_by_calls(agent: Client) -> None:
    rows = agent.get("/api/v1/messages?unread=true").json()
    assert {"id", "title", "text", "todo", "due_on", "case_number", "read"} <= set(rows[0])
    headers = {"HTTP_IDEMPOTENCY_KEY": "messages-0001"}
    assert agent.post(f"/api/v1/messages/{rows[0]['id']}/read", **headers).json() == {"id": rows[0]["id"], "read": True}
    assert rows[0]["id"] not in [each["id"] for each in agent.get("/api/v1/messages?unread=true").json()]
    assert signed_in("geren").post(f"/api/v1/messages/{rows[0]['id']}/read", **headers).status_code == 404
    assert signed_in("zongchuang").get("/api/v1/messages").status_code == 403


@pytest.mark.clause("onewindow-2-1-resources")
def test_the_managers_day_shows_depth_and_linked_items() -> None:
    page = text_of(signed_in("dating").get("/desk/hall/today/"))
    assert "三级（网上申请、预审）" in page
    assert "关联事项（一件事）" in page


@pytest.mark.clause("onewindow-2-1-themes")
def test_a_thing_of_nobody_and_of_another_is_not_there(agent: Client) -> None:
    assert agent.get("/my/things/T2023-009999/").status_code == 404
    assert signed_in("zongchuang").get("/my/things/T2023-000001/").status_code == 403
