"""Papers carried and counted, results printed and handed out, each on its page, by the people who do it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.accounts.models import User
from onewindow.cases import gates, services
from onewindow.cases.models import Case, Delivery, HandOver, Result
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, gather
from onewindow.web.tests.county import text_of
from onewindow.worktime.clock import day_of

PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    people = gather()
    items.publish_item()
    with gates.isolated():
        yield people


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(key=key))
    return client


def accepted(cast: Cast) -> str:
    number = items.at_window(cast.clerk)
    services.accept(number=number, by=cast.clerk, at=AT)
    return number


def test_papers_are_listed_at_the_window_and_counted_at_the_body(cast: Cast) -> None:
    number = accepted(cast)
    window, body = signed_in(cast.clerk.id), signed_in(cast.approver.id)
    address = f"/desk/cases/{number}/hand-over/"
    assert "移交并打印交接单" in text_of(window.get(address))
    typed = {"intent": "send", "carrier": "nobody", "copies-application": "1", "copies-premises": "2"}
    refused = window.post(address, typed)
    assert refused.status_code == 422
    assert "没有登录名为“nobody”的人员" in text_of(refused)
    assert 'name="copies-premises" inputmode="numeric" maxlength="2" autocomplete="off" value="2"' in refused.content.decode()
    window.post(address, {**typed, "carrier": "demo-clerk-2"})
    assert number in text_of(body.get("/desk/hand-overs/"))
    body.post(address, {"intent": "count", "copies-application": "1", "copies-premises": "1"})
    assert "清点不符" in text_of(window.get("/desk/hand-overs/"))
    window.post(address, {"intent": "mend", "copies-application": "1", "copies-premises": "2", "reason": "补送一份"})
    body.post(address, {"intent": "count", "copies-application": "1", "copies-premises": "2"})
    assert HandOver.objects.get().confirmed_at
    assert number not in text_of(window.get("/desk/hand-overs/"))


def test_a_result_is_uploaded_pushed_and_handed_out_with_a_signature(cast: Cast) -> None:
    number = accepted(cast)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.decide(number=number, approve=True, by=cast.approver, at=AT)
    body, window = signed_in(cast.approver.id), signed_in(cast.clerk.id)
    address = f"/desk/cases/{number}/result/"
    assert "没有选择文件" in text_of(body.post(address, {"intent": "produce", "document_number": "演示字1号"}))
    scan = SimpleUploadedFile("证.pdf", PDF)
    wrong = {"intent": "produce", "document_number": "演示字1号", "valid_until": "明年", "file": scan}
    assert "有效期至填写有误" in text_of(body.post(address, wrong))
    body.post(
        address,
        {"intent": "produce", "document_number": "演示字1号", "valid_until": "2028-09-14", "file": SimpleUploadedFile("证.pdf", PDF)},
    )
    assert Result.objects.get().document_number == "演示字1号"
    assert number not in text_of(window.get("/desk/issuing/"))
    body.post(address, {"intent": "push"})
    assert number in text_of(window.get(f"/desk/issuing/?q={items.PERSON_NAME}"))
    assert "没有找到" in text_of(window.get("/desk/issuing/?q=演示办"))  # only a whole name finds a person
    form = f"/desk/cases/{number}/hand-out/"
    said = {"channel": "window", "receiver_name": items.PERSON_NAME, "receiver_number": items.PERSON_ID, "signature": PNG}
    refused = window.post(form, said)
    assert "没有核对领取人的身份" in text_of(refused)
    assert items.PERSON_ID in refused.content.decode()
    assert "签名没有保存成功" in text_of(window.post(form, {**said, "identity": "1", "signature": "x"}))
    window.post(form, {**said, "identity": "1"})
    assert Delivery.objects.get().signature
    assert "已送达" in text_of(window.get(form))


def test_mail_is_proved_from_the_list(cast: Cast) -> None:
    number = accepted(cast)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.decide(number=number, approve=False, reason="场所不符", by=cast.approver, at=AT)
    window = signed_in(cast.clerk.id)
    window.post(f"/desk/cases/{number}/hand-out/", {"channel": "post", "tracking": "EMS0000001CN"})
    assert "EMS0000001CN" in text_of(window.get("/desk/issuing/"))
    proved = f"/desk/cases/{number}/served/"
    assert "签收日期填写有误" in text_of(window.post(proved, {"served_on": "x", "receiver_name": "演示"}))
    back = window.post(proved, {"served_on": "2020-01-01", "receiver_name": "演示收件人", "is_agent": "1"})
    assert (back.status_code, "签收日期不对" in text_of(back)) == (422, True)
    for typed in (
        'value="2020-01-01"',
        'value="演示收件人"',
        'name="is_agent" value="1" checked',
        'href="#field-served_on"',
        'id="field-served_on"',
    ):
        assert typed in back.content.decode()
    assert Delivery.objects.get().served_on is None
    window.post(proved, {"served_on": day_of(Delivery.objects.get().at).isoformat(), "receiver_name": "演示签收人"})
    assert Delivery.objects.get().receipt
    assert Case.objects.get().state == "issued"
