"""One message for one event that concerns the applicant, in words that say what to do and until when, to whom it concerns alone."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from string import Formatter

import pytest
from django.db import IntegrityError, transaction

from onewindow.cases import gates, services
from onewindow.cases.selectors.timeline import _SENTENCES
from onewindow.cases.tests import cast as people
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, USCC, Cast
from onewindow.exchange import selectors
from onewindow.exchange.conventions import ONE_MESSAGE
from onewindow.exchange.models import Message, ReadMark, Sms
from onewindow.exchange.services import choose_sms, mark_all_read, mark_read, read_trail
from onewindow.exchange.wording import kinds, silent
from onewindow.hall.models import Slot
from onewindow.hall.services.appointments import book
from onewindow.hall.tests import small_hall
from onewindow.trail.models import Event
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)
pytestmark = pytest.mark.django_db


def told() -> list[str]:
    """Everything of the trail read; the kinds of the messages in their order."""
    while read_trail():
        pass
    return list(Message.objects.order_by("id").values_list("kind", flat=True))


def last() -> Message:
    told()
    return Message.objects.latest("id")


def test_every_kind_of_event_of_a_case_makes_a_message_or_says_why_not() -> None:
    assert set(_SENTENCES) == {kind for kind in {*kinds(), *silent()} if kind.startswith(("case.", "paper."))}
    assert not set(kinds()) & set(silent())
    assert all(silent().values())


def test_every_wording_says_its_source_and_has_whole_sentences() -> None:
    for kind in kinds().values():
        for wording in kind.each.values():
            assert re.fullmatch(r"《.+》第.+条|conv-[a-z]+-\d+", wording.source)
            assert wording.text.endswith("。")
            assert {name for _, name, _, _ in Formatter().parse(wording.sms) if name} & {"number", "ticket", "code"} or not wording.sms


def test_a_case_from_receipt_to_its_end_tells_each_thing_once(cast: Cast) -> None:
    number = people.issued(cast)
    assert told() == ["case.submitted", "case.accepted", "case.decided", "case.published", "case.issued"]
    assert {message.case_number for message in Message.objects.all()} == {number}
    assert told() == told()
    assert Message.objects.get(kind="case.accepted").text.endswith("前作出决定。")
    assert "36,000.00元" in Message.objects.get(kind="case.decided").text


def test_a_message_is_refused_by_the_database_where_the_event_has_one(cast: Cast) -> None:
    people.submitted(cast)
    first = last()
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)
    assert ONE_MESSAGE.id == "conv-exchange-1"


@pytest.mark.clause("onewindow-3-2-2-notify")
def test_the_one_time_notice_says_how_much_is_to_be_corrected_and_until_when(cast: Cast) -> None:
    people.correcting(cast)
    message = last()
    assert (message.kind, message.due_on) == ("case.correction_asked", date(2023, 10, 12))
    assert "有2项内容需要补正" in message.text
    assert "2023年10月12日前" in message.todo
    assert message.source == "《行政许可法》第三十二条"


def test_who_is_not_accepted_is_told_where_to_go(cast: Cast) -> None:
    number = people.submitted(cast)
    services.refuse_acceptance(number=number, reason="不属于本机关职权", where_to_go="岳阳市商务局", by=cast.clerk, at=AT)
    assert last().text.endswith("不予受理：不属于本机关职权，可以向岳阳市商务局提出。")


def test_a_withdrawal_and_a_termination_are_confirmed(cast: Cast) -> None:
    services.withdraw(number=people.submitted(cast), by=cast.agent, at=AT)
    assert last().kind == "case.withdrawn"
    number = people.correcting(cast)
    services.terminate(number=number, reason="", by=cast.clerk, at=AT + timedelta(days=90))
    assert last().text.endswith("已终止办理：申请人逾期未补正。")


def test_what_happens_between_offices_is_told_to_nobody(cast: Cast) -> None:
    number = people.accepted(cast)
    before = told()
    services.take(number=number, by=cast.approver, at=AT)
    services.return_to_clerk(number=number, reason="缺少签字页", by=cast.approver, at=AT)
    assert told() == before


def test_special_procedures_and_extensions_are_told_with_their_days(cast: Cast) -> None:
    items.publish_item(promised_days=10)
    approver, chief = cast.approver, items.person("demo-chief", "演示首席代表", "chief", items.BODY)
    with gates.isolated():
        number = items.at_window(cast.clerk)
        checks = [{"material": key, "outcome": "ok", "note": ""} for key in ("application", "premises", "health")]
        services.accept(number=number, checks=checks, by=cast.clerk, at=AT)
        services.pass_prereview(number=number, by=approver, at=AT)
        services.begin_special(number=number, kind="hearing", by=approver, at=AT)
        assert "需要进行听证，预计20个工作日，所需时间不计入办理期限" in last().text
        services.end_special(number=number, kind="hearing", result="听证结束", by=approver, at=AT + timedelta(days=20))
        assert "听证已结束" in last().text
        services.prolong(number=number, days=5, reason="案情复杂", by=chief, at=AT + timedelta(days=20))
    assert "延长办理期限5个工作日" in last().text
    assert last().text.endswith("：案情复杂。")
    assert Sms.objects.get(message=last()).text.startswith("【汨罗市政务服务】演**：您申请的")


def test_the_applicant_sees_his_messages_and_nobody_elses(cast: Cast) -> None:
    people.accepted(cast)
    told()
    mine = selectors.my_messages(cast.agent, TODAY).rows
    assert [line.kind for line in mine] == ["case.accepted", "case.submitted"]
    assert selectors.my_messages(cast.stranger, TODAY).rows == []
    with pytest.raises(Refused) as caught:
        mark_read(message=mine[0].id, by=cast.stranger, at=AT)
    assert caught.value.status == 404


def test_a_message_that_was_read_is_counted_no_more_and_each_agent_reads_for_himself(cast: Cast) -> None:
    people.accepted(cast)
    told()
    first, second = selectors.my_messages(cast.agent, TODAY).rows
    assert selectors.unread_count(cast.agent, TODAY) == 2
    for _ in range(2):
        mark_read(message=first.id, by=cast.agent, at=AT)
    assert [line.id for line in selectors.my_messages(cast.agent, TODAY, only_unread=True).rows] == [second.id]
    assert mark_all_read(by=cast.agent, at=AT) == 1
    assert selectors.unread_count(cast.agent, TODAY) == 0
    assert ReadMark.objects.count() == 2
    assert selectors.unread_count(cast.clerk, TODAY) == 0


def test_an_sms_says_who_what_until_when_and_whom_to_ring_but_not_what_was_decided(cast: Cast) -> None:
    number = people.decided(cast)
    told()
    texts = {sms.message.kind: sms.text for sms in Sms.objects.select_related("message")}
    assert set(texts) == {"case.accepted", "case.decided"}
    assert texts["case.accepted"].startswith("【汨罗市政务服务】演示企业甲有限公司：您申请的")
    assert number in texts["case.accepted"]
    assert texts["case.accepted"].endswith("咨询电话12345。")
    assert "36,000" not in texts["case.decided"]
    assert {sms.masked for sms in Sms.objects.all()} == {"138****0000"}


def test_a_landline_gets_no_sms_and_the_message_stays(cast: Cast) -> None:
    draft = people.draft(cast)
    services.save_draft(draft=draft, facts={}, contact_name="演示联系人", contact_phone="0730-5220000", by=cast.agent, at=AT)
    services.accept(number=services.submit(draft=draft, by=cast.agent, at=AT).number, by=cast.clerk, at=AT)
    assert "case.accepted" in told()
    assert not Sms.objects.exists()


def test_who_stopped_sms_still_has_the_message(cast: Cast) -> None:
    choose_sms(wanted=False, by=cast.agent, at=AT)
    people.accepted(cast)
    assert "case.accepted" in told()
    assert not Sms.objects.exists()
    assert not selectors.wants_sms(cast.agent)
    choose_sms(wanted=True, by=cast.agent, at=AT)
    assert selectors.wants_sms(cast.agent)
    assert Event.objects.filter(kind="sms.chosen").count() == 2


def test_nobody_without_cases_of_his_own_chooses(cast: Cast) -> None:
    with pytest.raises(Refused) as caught:
        choose_sms(wanted=False, by=cast.clerk, at=AT)
    assert caught.value.status == 403


def test_an_appointment_with_a_phone_is_confirmed_by_sms_and_without_one_by_nothing(db: None) -> None:
    small_hall.build()
    slot = Slot.objects.select_related("business").order_by("business", "begins")[0]
    told()
    before = Message.objects.count()
    day = date(2023, 9, 18)
    made = book(business=slot.business.key, day=day, begins=slot.begins, phone="13900000000", by=SYSTEM, at=AT)
    book(business=slot.business.key, day=day, begins=slot.begins, visitor="another browser", by=SYSTEM, at=AT)
    told()
    assert Message.objects.count() == before + 1
    assert f"预约码{made.code}" in last().sms.text


def test_an_event_that_cannot_be_put_into_words_holds_up_nobody(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    number = people.submitted(cast)
    with transaction.atomic():
        record(subject=f"case:{number}", kind="case.special_begun", by=SYSTEM, at=AT, body={"stops": True})
    services.withdraw(number=number, by=cast.agent, at=AT)
    assert told() == ["case.submitted", "case.withdrawn"]
    assert "cannot be put into words" in caplog.text


def test_a_message_holds_nothing_personal(cast: Cast) -> None:
    items.publish_item()
    with gates.isolated():
        items.at_window(cast.clerk)
    message = last()
    row = json.dumps({field.attname: str(getattr(message, field.attname)) for field in message._meta.concrete_fields}, ensure_ascii=False)
    assert items.PERSON_NAME not in row
    assert items.PERSON_ID not in row
    assert "13800000000" not in row
    assert message.uscc != USCC
