"""The hall's public pages without script: a number is taken, followed, printed and given back; a time is booked and kept."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader

from onewindow.hall import services
from onewindow.hall.models import Appointment, Ticket
from onewindow.hall.printed_slip import sheet
from onewindow.hall.selectors import standing_of
from onewindow.hall.tests import small_hall
from onewindow.hall.tests.small_hall import AT, Cast, later
from onewindow.web.tests.county import key_in, text_of


@pytest.fixture
def cast(db: None) -> Cast:
    return small_hall.build()


@pytest.fixture(autouse=True)
def half_past_nine(settings) -> object:  # type: ignore[no-untyped-def]
    settings.FIXED_TODAY = None
    with time_machine.travel(AT, tick=False):
        yield


def take(client: Client, **given: str):  # type: ignore[no-untyped-def]
    return client.post("/hall/take/all/", given)


def test_a_visitor_takes_a_number_follows_it_and_gives_it_back(cast: Cast, client: Client) -> None:
    assert "综合受理" in text_of(client.get("/hall/"))
    page = take(client, priority="", idempotency_key=key_in(client.get("/hall/take/all/")))
    ticket = Ticket.objects.get()
    assert page["Location"] == f"/hall/numbers/{ticket.code}/"
    assert "A001" in text_of(client.get(page["Location"]))
    assert "您的号" in text_of(client.get("/hall/"))
    client.post(f"/hall/numbers/{ticket.code}/cancel/")
    assert "已取消" in text_of(client.get(page["Location"]))
    assert client.post(f"/hall/numbers/{ticket.code}/cancel/").status_code == 409


def test_one_browser_has_one_number_and_another_has_another(cast: Cast, client: Client) -> None:
    take(client), take(client)
    assert Ticket.objects.count() == 1
    take(Client())
    assert Ticket.objects.count() == 2


def test_a_wrong_phone_number_is_said_at_its_field_and_nothing_typed_is_lost(cast: Cast, client: Client) -> None:
    page = take(client, priority="elderly", phone="123")
    assert page.status_code == 422
    assert "手机号码不正确" in text_of(page)
    assert 'value="123"' in page.content.decode() and re.search(r'value="elderly" checked', page.content.decode())
    assert Ticket.objects.count() == 0


def test_the_self_service_machine_prints_and_forgets(cast: Cast, client: Client) -> None:
    page = client.post("/hall/take/all/?machine=1", {})
    client.post("/hall/take/all/?machine=1", {})
    assert [each.number for each in Ticket.objects.all()] == ["A001", "A002"]
    slip = text_of(client.get(page["Location"]))
    assert "A001" in slip and "过号顺延3个号" in slip


def test_the_page_of_a_number_says_who_is_before_it_and_where_it_is_called(cast: Cast, client: Client) -> None:
    small_hall.take(minutes=-1)
    address = take(client)["Location"]
    services.sit(window="1", by=cast.one, at=AT)
    assert "前面还有 1 人" in text_of(client.get(address))
    services.call(by=cast.one, at=later(1))
    assert "下一个就到您" in text_of(client.get(address))
    services.finish(by=cast.one, at=later(2))
    services.call(by=cast.one, at=later(3))
    assert "请到 1号窗口" in text_of(client.get(address))


def test_a_part_that_would_say_the_same_is_not_sent_again(cast: Cast, client: Client) -> None:
    for address in (take(client)["Location"], "/hall/screen/"):
        first = client.get(address, headers={"HX-Request": "true"})
        again = client.get(address, headers={"HX-Request": "true", "X-Seen": first["X-Seen"]})
        assert (first.status_code, again.status_code) == (200, 204)
    small_hall.take()
    services.sit(window="1", by=cast.one, at=AT)
    services.call(by=cast.one, at=later(1))
    changed = client.get("/hall/screen/", headers={"HX-Request": "true", "X-Seen": first["X-Seen"]})
    assert changed.status_code == 200 and "A001" in text_of(changed)


def test_an_unknown_number_is_not_found(cast: Cast, client: Client) -> None:
    for address in ("/hall/numbers/none/", "/hall/take/none/", "/hall/appointments/00000000/", "/hall/appointments/for/none/"):
        assert client.get(address).status_code == 404


def test_a_time_is_booked_shown_cancelled_and_booked_again(cast: Cast, client: Client) -> None:
    assert "综合受理" in text_of(client.get("/hall/appointments/"))
    page = client.post("/hall/appointments/for/all/", {"day": "2023-09-18", "begins": "10:00", "item": "演示"})
    made = Appointment.objects.get()
    assert page["Location"] == f"/hall/appointments/{made.code}/"
    assert "预约成功" in text_of(client.get(page["Location"]))
    full = Client().post("/hall/appointments/for/all/", {"day": "2023-09-18", "begins": "10:00", "item": "演示的事"})
    assert full.status_code == 409 and "名额已满" in text_of(full) and "演示的事" in full.content.decode()
    client.post(f"/hall/appointments/{made.code}/cancel/")
    assert "已取消" in text_of(client.get(page["Location"]))


def test_a_day_or_time_that_was_not_chosen_is_asked_for(cast: Cast, client: Client) -> None:
    assert "没有选择时段" in text_of(client.post("/hall/appointments/for/all/", {"day": "2023-09-18"}))
    assert "没有选择日期" in text_of(client.post("/hall/appointments/for/all/", {"begins": "10:00"}))


def test_who_booked_signs_in_with_the_code_and_gets_a_number(cast: Cast, client: Client) -> None:
    client.post("/hall/appointments/for/all/", {"day": "2023-09-15", "begins": "10:00"})
    code = Appointment.objects.get().code
    page = client.post("/hall/appointments/arrive/", {"code": f"{code[:4]} {code[4:]}"})
    assert "A001" in text_of(client.get(page["Location"]))
    assert client.post("/hall/appointments/arrive/", {"code": "1"}).status_code == 404


def test_the_slip_is_a_file_of_eighty_millimetres_whose_code_leads_to_the_number(cast: Cast, client: Client, settings: Any) -> None:
    take(client, priority="elderly")
    ticket = Ticket.objects.get()
    answer = client.get(f"/hall/numbers/{ticket.code}/slip.pdf")
    page = PdfFileReader(io.BytesIO(answer.content)).root["/Pages"]["/Kids"][0]
    assert answer["Content-Type"] == "application/pdf"
    assert float(page["/MediaBox"][2]) == pytest.approx(80 / 25.4 * 72, abs=0.1)
    said = sheet(ticket, standing_of(ticket, AT), hall="演示大厅", path=f"/hall/numbers/{ticket.code}/")
    assert (said["number"], said["waits"], said["priority"]) == ("A001", "前面没有人", "老年人优先")
    assert said["address"] == f"{settings.PUBLIC_ADDRESS.rstrip('/')}/hall/numbers/{ticket.code}/"
    assert client.get("/hall/numbers/nothing/slip.pdf").status_code == 404
