"""The hall at the desk without script: sit, call, finish and transfer; the records with their answers; the manager's day."""

from __future__ import annotations

import pytest
from django.test import Client

from onewindow.hall.models import Call, Enquiry, Report, Seat, Ticket
from onewindow.web.tests.county import signed_in, text_of

PANEL, ACT = "/desk/hall/", "/desk/hall/act/"


@pytest.fixture
def clerk(county: None) -> Client:
    return signed_in("zongchuang")


def press(client: Client, intent: str, **given: str):  # type: ignore[no-untyped-def]
    return client.post(ACT, {"intent": intent, **given})


def at_window(key: str) -> Call:
    return Call.objects.select_related("ticket").get(window__key=key, ended_at=None)


def test_a_clerk_calls_begins_finishes_and_calls_the_next(clerk: Client) -> None:
    assert "A001" in text_of(clerk.get(PANEL))
    assert press(clerk, "call")["Location"] == PANEL
    assert at_window("1").ticket.number == "A001"
    press(clerk, "begin")
    assert "正在办理" in text_of(clerk.get(PANEL))
    press(clerk, "finish_call")
    assert at_window("1").ticket.number != "A001"
    assert Ticket.objects.get(number="A001").state == "finished"


def test_what_was_refused_is_said_on_the_panel_and_nothing_typed_is_lost(clerk: Client) -> None:
    press(clerk, "call")
    page = press(clerk, "skip")
    assert page.status_code == 409 and "只叫过1次" in text_of(page)
    page = press(clerk, "transfer", reason="需要补拍照片", target="")
    assert "没有选择转到哪里" in text_of(page) and "需要补拍照片" in page.content.decode()
    assert press(clerk, "nonsense").status_code == 404


def test_a_number_goes_to_another_window(clerk: Client) -> None:
    press(clerk, "call")
    press(clerk, "transfer", reason="需要2号窗口的设备", target="window:2")
    moved = Ticket.objects.get(number="A001")
    assert moved.wanted and moved.wanted.key == "2"


def test_a_clerk_who_left_chooses_a_window_again(clerk: Client) -> None:
    press(clerk, "leave")
    page = text_of(clerk.get(PANEL))
    assert "选择窗口就座" in page and "3号" in page
    press(clerk, "sit", window="3")
    assert Seat.objects.filter(window__key="3", left_at=None).exists()
    assert press(clerk, "sit", window="10").status_code == 403


def test_a_paused_window_says_so_on_the_screen(clerk: Client) -> None:
    press(clerk, "pause", reason="午间休息")
    assert "暂停服务：午间休息" in text_of(Client().get("/hall/screen/"))
    press(clerk, "resume")
    assert "午间休息" not in text_of(Client().get("/hall/screen/"))


def test_a_number_issued_at_the_window_has_a_slip(clerk: Client) -> None:
    page = clerk.post("/desk/hall/numbers/", {"business": "comprehensive", "priority": "elderly"})
    shown = clerk.get(page["Location"])
    assert "打印号条" in text_of(shown)
    assert Ticket.objects.order_by("-id")[0].priority == "elderly"
    assert clerk.post("/desk/hall/numbers/", {"business": ""}).status_code == 404


def test_the_waiting_list_is_sent_only_when_it_changed(clerk: Client) -> None:
    first = clerk.get(PANEL, headers={"HX-Request": "true"})
    assert clerk.get(PANEL, headers={"HX-Request": "true", "X-Seen": first["X-Seen"]}).status_code == 204


def test_a_question_is_answered_by_its_unit_on_its_page(clerk: Client) -> None:
    clerk.post("/desk/hall/enquiries/", {"kind": "question", "organisation": "commerce-grain", "text": "演示的新问题"})
    asked = Enquiry.objects.order_by("-id")[0]
    unit = signed_in("shenpi")
    assert "演示的新问题" in text_of(unit.get("/desk/hall/enquiries/"))
    unit.post("/desk/hall/enquiries/", {"intent": "answer", "enquiry": str(asked.pk), "answer": "演示的答复"})
    assert "演示的答复" in text_of(clerk.get("/desk/hall/enquiries/"))
    page = clerk.post("/desk/hall/enquiries/", {"kind": "consultation", "text": "专业问题", "specialised": "1", "answer": "窗口自己答"})
    assert "窗口不能答复" in text_of(page) and "窗口自己答" in page.content.decode()


def test_what_could_not_be_done_is_reported_answered_and_closed(county: None) -> None:
    window = signed_in("fanying")
    window.post("/desk/hall/reports/", {"organisation": "commerce-grain", "text": "演示没有办成的事", "person": "演示办事人"})
    number = Report.objects.order_by("-id")[0].number
    unit = signed_in("shenpi")
    assert "演示办事人" not in text_of(unit.get("/desk/hall/reports/"))
    unit.post("/desk/hall/reports/", {"intent": "answer", "number": number, "answer": "已经办好"})
    window.post("/desk/hall/reports/", {"intent": "solved", "number": number})
    assert Report.objects.get(number=number).state == "closed"


def test_a_guided_session_is_logged(clerk: Client) -> None:
    clerk.post("/desk/hall/guidance/", {"item": "社保查询", "channel": "手机", "result": "done"})
    assert "今天4人次" in text_of(clerk.get("/desk/hall/guidance/"))
    page = clerk.post("/desk/hall/guidance/", {"item": "社保查询", "channel": "手机"})
    assert page.status_code == 422 and "没有选择导办结果" in text_of(page)


def test_the_manager_sees_the_day_and_switches_windows(county: None) -> None:
    manager = signed_in("dating")
    page = text_of(manager.get("/desk/hall/today/"))
    assert "平均等候" in page and "本月各窗口办理量" in page
    assert "演示窗口员一" in text_of(manager.get("/desk/hall/windows/"))
    manager.post("/desk/hall/windows/", {"intent": "close", "window": "4"})
    assert "启用 4号" in text_of(manager.get("/desk/hall/windows/"))
    refused = manager.post("/desk/hall/windows/", {"intent": "close", "window": "1"})
    assert refused.status_code == 409 and "还有人值守" in text_of(refused)
    assert manager.post("/desk/hall/windows/", {"intent": "post", "login": "nobody", "zone": "taxation"}).status_code == 404


def test_the_desk_of_the_manager_is_the_hall(county: None) -> None:
    assert signed_in("dating").get("/desk/")["Location"] == "/desk/hall/today/"
