"""送达 (conv-open-11): that the notice of a decision reached the enterprise, once; from that day it may ask for a review or sue."""

from __future__ import annotations

from datetime import date, datetime

from miluo.open_economy.conventions import SERVED
from miluo.open_economy.models.sanctions import BY_HAND, CHANNELS, PLATFORM, Delivery, FraudCase
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.services.fund import require
from onewindow.accounts import roles
from onewindow.accounts.selectors import may_act_for
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = SERVED.id


@door
def sign_for(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """签收: an agent of the enterprise takes the notice on the platform, on this day. Raises Refused (404) for anybody else."""
    roles.require(by, "cases.apply")
    case = FraudCase.objects.select_for_update().filter(number=number).exclude(paper="").first()
    if case is None or not may_act_for(by, case.uscc, day_of(at)):
        raise unknown(number)
    return _delivered(case, PLATFORM, day_of(at), "", by=by, at=at)


@door
def deliver(*, number: str, channel: str, evidence: str, delivered_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记送达: by hand or by post, with its receipt, by the bureau.

    Raises Refused for another body (403), a case without a notice or one delivered before (409), no receipt, and a day before the
    decision or to come.
    """
    require(by, "funds.order", BUREAU)
    case = FraudCase.objects.select_for_update().filter(number=number).first()
    if case is None:
        raise Refused(f"没有编号为{number}的案件", code="unknown_case", status=404)
    if not case.paper or case.decided_on is None:
        raise Refused(f"案件{number}没有需要送达的文书", code="no_paper", clause=CLAUSE, status=409)
    if channel not in BY_HAND:
        expected = "、".join(CHANNELS[each] for each in BY_HAND)
        raise Refused("没有选择送达方式", code="unknown_channel", field="channel", clause=CLAUSE, expected=expected)
    said = evidence.strip()
    if not said or len(said) > 60:
        expected = "送达回证编号或者邮件号，60字以内"
        raise Refused("没有写明送达凭证", code="missing_words", field="evidence", clause=CLAUSE, expected=expected)
    if not case.decided_on <= delivered_on <= day_of(at):
        expected = f"{case.decided_on}至{day_of(at)}"
        raise Refused("送达日期不在处理决定之后、今天以前", code="wrong_day", field="delivered_on", clause=CLAUSE, expected=expected)
    return _delivered(case, channel, delivered_on, said, by=by, at=at)


def unknown(number: str) -> Refused:
    """What is said of a notice that is not there, or is another enterprise's."""
    return Refused(f"没有编号为{number}的告知书", code="unknown_notice", field="number", status=404)


def _delivered(case: FraudCase, channel: str, on: date, evidence: str, *, by: Actor, at: datetime) -> Answer:
    if earlier := Delivery.objects.filter(case=case).first():
        message = f"告知书已于{earlier.delivered_on:%Y-%m-%d}送达（{CHANNELS[earlier.channel]}）"
        raise Refused(message, code="already_delivered", clause=CLAUSE, expected="查看已送达的告知书", status=409)
    made = {"channel": channel, "delivered_on": on, "evidence": evidence}
    Delivery.objects.create(case=case, paper=case.paper, **made, by=by.id, at=at)
    record(subject=case.subject, kind="fraud.delivered", by=by, at=at, body={"paper": case.paper, **made})
    return Answer(case.number, "delivered", f"告知书{case.paper}已送达（{CHANNELS[channel]}）", paper=case.paper)
