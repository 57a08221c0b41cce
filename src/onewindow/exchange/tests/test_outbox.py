"""An SMS goes out once, by day, and is tried again; what a gateway refuses is for the hall's manager. Phones are sealed and forgotten."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.db import connection

from onewindow.cases.tests import cast as people
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, Cast
from onewindow.exchange import selectors
from onewindow.exchange.conventions import KEPT_DAYS, TRIES, WAITS
from onewindow.exchange.gateways import FileGateway, HttpGateway, Never, NotNow, Outgoing
from onewindow.exchange.models import FAILED, SENT, WAITING, Sms
from onewindow.exchange.services import forget_phones, read_trail, resend, send_due
from onewindow.trail.models import Event
from onewindow.words.refused import Refused

SMS = Outgoing("7-1", "13800000000", "【汨罗市政务服务】演示短信。")


class Scripted:
    """A gateway that answers as it is told, and keeps what it was given."""

    def __init__(self, *answers: str | Exception) -> None:
        self.answers, self.given = list(answers), list[Outgoing]()

    def send(self, outgoing: Outgoing) -> str:
        self.given.append(outgoing)
        answer = self.answers.pop(0) if self.answers else "ok"
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def waiting(cast: Cast) -> Sms:
    """An SMS of an accepted case."""
    people.accepted(cast)
    while read_trail():
        pass
    return Sms.objects.get()


@pytest.fixture
def manager(cast: Cast) -> people.Actor:
    return items.person("demo-manager", "演示大厅管理员", "hall-manager", people.WINDOW)


def noon(sms: Sms) -> datetime:
    """Noon in the county on the next day: 04:00 UTC."""
    return (sms.next_at + timedelta(days=1)).astimezone(UTC).replace(hour=4, minute=0)


def sent(moment: datetime, *answers: str | Exception) -> Scripted:
    gateway = Scripted(*answers)
    send_due(at=AT, moment=moment, through=gateway)
    return gateway


def test_what_waits_is_sent_once(waiting: Sms) -> None:
    moment = noon(waiting)
    assert [each.phone for each in sent(moment, "receipt-1").given] == ["13800000000"]
    assert sent(moment + timedelta(hours=1)).given == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.receipt, waiting.attempts) == (SENT, "receipt-1", 1)
    assert Event.objects.get(kind="sms.sent").subject == waiting.subject


def test_nobody_is_woken_at_night_but_for_a_number_that_is_called(waiting: Sms) -> None:
    night = noon(waiting).replace(hour=13, minute=1)  # 21:01 in the county
    assert sent(night).given == []
    Sms.objects.update(urgent=True)
    assert len(sent(night).given) == 1


def test_what_did_not_go_out_is_tried_again_later_and_later_and_then_is_for_a_person(waiting: Sms) -> None:
    moment, names = noon(waiting), set()
    for number, wait in enumerate(WAITS, start=1):
        given = sent(moment, NotNow("网关没有答复")).given
        names |= {each.id for each in given}
        assert [each.again for each in given] == [number > 1]
        assert sent(moment + wait - timedelta(seconds=1)).given == []
        moment += wait
    sent(moment, NotNow("网关没有答复"))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.error) == (FAILED, TRIES, "网关没有答复")
    assert len(names) == 1
    assert sent(moment + timedelta(days=1)).given == []


def test_what_the_gateway_refuses_is_not_tried_again(waiting: Sms) -> None:
    sent(noon(waiting), Never("网关答复422"))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.error) == (FAILED, 1, "网关答复422")
    assert Event.objects.get(kind="sms.failed").reason == "网关答复422"


def test_what_is_too_old_to_help_is_not_sent(waiting: Sms) -> None:
    assert sent(waiting.expires_at + timedelta(hours=1)).given == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (FAILED, "超过有效时间，没有发出")


def test_the_manager_sends_again_with_a_reason_and_the_gateway_sees_another_id(waiting: Sms, manager: people.Actor) -> None:
    moment = noon(waiting)
    first = sent(moment, Never("空号")).given[0]
    resend(sms=waiting.pk, reason="申请人更换了手机，号码已恢复", by=manager, at=AT)
    waiting.refresh_from_db()
    again = sent(waiting.next_at.astimezone(UTC).replace(hour=4) + timedelta(days=1)).given[0]
    assert (first.id, again.id) == (waiting.name[:-1] + "1", waiting.name[:-1] + "2")
    assert Event.objects.get(kind="sms.resent").reason == "申请人更换了手机，号码已恢复"


@pytest.mark.parametrize(("reason", "state", "code"), [("", FAILED, "no_reason"), ("没有收到", WAITING, "wrong_state")])
def test_it_is_not_sent_again_without_a_reason_or_while_it_waits(
    waiting: Sms, manager: people.Actor, reason: str, state: str, code: str
) -> None:
    Sms.objects.update(state=state)
    with pytest.raises(Refused) as caught:
        resend(sms=waiting.pk, reason=reason, by=manager, at=AT)
    assert caught.value.first.code == code


def test_nobody_else_sends_again(waiting: Sms, cast: Cast) -> None:
    with pytest.raises(Refused) as caught:
        resend(sms=waiting.pk, reason="没有收到", by=cast.clerk, at=AT)
    assert caught.value.status == 403


def test_a_phone_is_sealed_and_forgotten_after_a_while(waiting: Sms, manager: people.Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM exchange_sms")
        assert "13800000000" not in cursor.fetchone()[0]
    moment = noon(waiting)
    sent(moment)
    assert forget_phones(moment=moment + timedelta(days=KEPT_DAYS - 1)) == 0
    assert forget_phones(moment=moment + timedelta(days=KEPT_DAYS, hours=1)) == 1
    assert selectors.sent_messages(manager).rows[0].masked == "138****0000"
    with pytest.raises(Refused) as caught:
        resend(sms=waiting.pk, reason="没有收到", by=manager, at=AT)
    assert caught.value.first.code == "phone_forgotten"


def test_a_file_has_each_id_once_even_after_a_line_that_was_cut_off(tmp_path: Path) -> None:
    gateway = FileGateway(tmp_path)
    gateway.send(SMS)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-20])  # killed while writing
    gateway.send(Outgoing(SMS.id, SMS.phone, SMS.text, again=True))
    gateway.send(Outgoing(SMS.id, SMS.phone, SMS.text, again=True))
    whole = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    assert [(line["id"], line["phone"], line["text"]) for line in whole] == [(SMS.id, SMS.phone, SMS.text)]


@contextmanager
def served(status: int, answer: bytes) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A gateway on this machine that answers so; what it was asked."""
    asked: list[dict[str, str]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({**body, "key": self.headers["Idempotency-Key"], "token": self.headers.get("Authorization", "")})
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sms", asked
        finally:
            server.shutdown()
            thread.join()


def test_a_gateway_over_http_is_given_the_id_the_token_and_the_text() -> None:
    with served(200, b'{"receipt": "r-1"}') as (address, asked):
        assert HttpGateway(address, "secret").send(SMS) == "r-1"
    assert asked == [{"id": SMS.id, "phone": SMS.phone, "text": SMS.text, "key": SMS.id, "token": "Bearer secret"}]


@pytest.mark.parametrize(("status", "error"), [(503, NotNow), (429, NotNow), (422, Never), (401, Never)])
def test_a_gateway_that_does_not_send_says_whether_later_may_help(status: int, error: type[Exception]) -> None:
    with served(status, b"") as (address, _), pytest.raises(error, match=str(status)):
        HttpGateway(address).send(SMS)


def test_a_gateway_that_is_not_there_is_asked_again_later() -> None:
    with served(200, b"") as (address, _):
        pass
    with pytest.raises(NotNow):
        HttpGateway(address).send(SMS)
    with pytest.raises(ValueError, match="http"):
        HttpGateway("file:///etc/passwd")
