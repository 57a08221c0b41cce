"""送达: handed over at the window, posted, downloaded, left or announced; each way has its proof and its day of service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from onewindow import rows, statements
from onewindow.accounts import masks
from onewindow.cases import gates, notices
from onewindow.cases.conventions import PUBLIC_SERVICE, PUBLIC_SERVICE_DAYS
from onewindow.cases.holders import person_key
from onewindow.cases.life import CHANNELS, State
from onewindow.cases.models import Case, Decision, Delivery, Result, Task
from onewindow.cases.offices import office_name, office_named
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, open_step
from onewindow.cases.services.moves import finish, move, tell
from onewindow.cases.services.opening import gate_of
from onewindow.cases.snapshots import plan_of
from onewindow.papers import files
from onewindow.papers import services as papers
from onewindow.papers.uploads import check_upload
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.identity import check_resident_id
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

PROVED_LATER = frozenset({"post"})  # the day of service is that of the signature on the mail


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes the result: name and 公民身份号码 as read from the card, and whether he is an agent (代领)."""

    name: str = ""
    number: str = ""
    is_agent: bool = False


@door
def issue(
    *,
    number: str,
    channel: str,
    identity_checked: bool = False,
    window: str = "",
    receiver: Mapping[str, Any] | None = None,
    signature: bytes | None = None,
    place: str = "",
    tracking: str = "",
    detail: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """送达 by one of ``CHANNELS``: at the window by a clerk who checked who takes it; by the applicant who downloads (conv-c-8).

    ``receiver`` is ``{"name", "number", "is_agent"}``; of an item it must be given at the window. ``signature`` is a picture. Post needs
    ``tracking``, leaving a ``place`` and a ``detail`` that names two witnesses, announcing a ``place``. Raises Refused for what the
    channel's proof lacks, and where the regulations do not let it be handed out here.
    """
    _require_proof(channel, identity_checked, place, tracking, detail)
    downloads = channel == "download"
    statements.foresee(_decided(number).question, _made(number).question, office_named(by.organisation or "").question)
    case = locked_case(number, "issue", by=by, permission="cases.read_own" if downloads else "cases.issue", at=at, papers=1)
    task = _downloadable(case) if downloads else open_step(case, "issue", by=by)
    taker = _receiver(case, channel, receiver or {})
    if not downloads:
        gates.require(gate_of(case, "issue", by=by, at=at, window=window))
    delivery = _written(case, channel, taker, window=window, place=place, tracking=tracking, detail=detail, by=by, at=at)
    delivery.signature = _kept(signature)
    if plan_of(case.snapshot_id).item and delivery.served_on and not downloads:
        _prove(case, delivery, by=by, at=at)
    rows.add(delivery)
    finish(task, "issued", by=by, at=at)
    body = {"channel": channel, "paper": delivery.paper, "identity_checked": identity_checked, "receipt": delivery.receipt}
    move(case, State.ISSUED, kind="issued", by=by, at=at, body=body, issued_at=at)
    return Answer(case.number, case.state, _message(delivery), delivery.receipt or delivery.paper)


def _written(case: Case, channel: str, taker: Receiver, *, by: Actor, at: datetime, **said: str) -> Delivery:
    """The row of a delivery, not yet stored: where, how and to whom."""
    ((paper,),) = _decided(case.number).rows_once()
    places = {name: text.strip() for name, text in said.items()}
    delivery = Delivery(case=case, channel=channel, paper=paper, served_on=_served_on(channel, at), by=by.id, at=at, **places)
    delivery.recipient_name, delivery.recipient_id, delivery.is_agent = taker.name, taker.number, taker.is_agent
    return delivery


def _decided(number: str) -> rows.Some:
    return rows.Some(Decision, ("paper",), case__number=number)


def _made(number: str) -> rows.Some:
    return rows.Some(Result, ("title", "document_number"), case__number=number)


@door
def confirm_service(
    *, number: str, served_on: date, receiver: Mapping[str, Any], by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记邮寄送达: the day on which the mail was signed for, and by whom; the proof of service is made.

    Raises Refused (409) for a case that was not posted or is proved already, (422) for a day before the posting or still to come.
    """
    case = locked_case(number, "confirm_service", by=by, permission="cases.issue", at=at)
    delivery = Delivery.objects.select_for_update().filter(case=case).first()
    if delivery is None or delivery.channel not in PROVED_LATER or delivery.served_on:
        raise Refused(f"办件{number}没有等待登记的邮寄送达", code="nothing_to_confirm", field="number", status=409)
    if not day_of(delivery.at) <= served_on <= day_of(at):
        expected = f"{said(day_of(delivery.at))}至{said(day_of(at))}之间"
        raise Refused("签收日期不对", code="invalid_day", field="served_on", expected=expected)
    taker = _read(receiver)
    if not taker.name:
        raise Refused("没有填写签收人", code="receiver_missing", field="receiver.name", expected="回执上签收人的姓名")
    delivery.recipient_name, delivery.is_agent, delivery.served_on = taker.name, taker.is_agent, served_on
    _prove(case, delivery, by=by, at=at)
    delivery.save(update_fields=["recipient_name", "is_agent", "served_on", "receipt"])
    body = {"served_on": served_on, "receipt": delivery.receipt}
    tell(case, "served", by=by, at=at, from_=case.state, to=case.state, body=body)
    return Answer(case.number, case.state, f"已登记，送达日期{said(served_on)}", delivery.receipt)


def _downloadable(case: Case) -> Task:
    """The step of handing out, for who downloads. Raises Refused (409) while the result is being made."""
    task = Task.objects.get(case=case, done_at=None)
    if task.step != "issue":
        raise Refused("审批结果正在制作，暂不能下载", code="result_not_ready", field="number", expected="推送出件后再下载", status=409)
    return task


def _receiver(case: Case, channel: str, given: Mapping[str, Any]) -> Receiver:
    """Who takes the result at the window of an item: the person himself, or an agent who says so. Raises Refused (422)."""
    taker = _read(given)
    if channel != "window" or not plan_of(case.snapshot_id).item:
        return taker
    problems = []
    if not taker.name:
        problems.append(Problem("没有填写领取人", "receiver_missing", "receiver.name", None, "身份证件上的姓名"))
    try:
        number = check_resident_id(taker.number, field="receiver.number")
        is_other = bool(case.person_key) and person_key(number) != case.person_key
        if is_other and not taker.is_agent:
            problems.append(Problem("领取人不是申请人本人", "not_the_applicant", "receiver.is_agent", None, "核对授权委托书后选择代领"))
    except Refused as refusal:
        problems += refusal.problems
    if problems:
        raise Refused.of(problems)
    return taker


def _read(given: Mapping[str, Any]) -> Receiver:
    name, number = "".join(str(given.get("name") or "").split()), "".join(str(given.get("number") or "").split()).upper()
    return Receiver(name[:50], number[:18], bool(given.get("is_agent")))


def _require_proof(channel: str, identity_checked: bool, place: str, tracking: str, detail: str) -> None:
    """Raises Refused for an unknown channel, and for what the proof of a channel lacks."""
    if channel not in CHANNELS:
        raise Refused(f"没有“{channel}”这种送达方式", code="unknown_channel", field="channel", expected="、".join(CHANNELS))
    if channel == "window" and not identity_checked:
        raise Refused("没有核对领取人的身份", code="identity_not_checked", field="identity", expected="核对身份证件和授权后勾选")
    if channel == "post" and not tracking.strip():
        raise Refused("没有填写邮件号", code="no_tracking", field="tracking", expected="邮政特快专递的邮件号")
    if channel in {"left", "public"} and not place.strip():
        expected = "留置的地点" if channel == "left" else "公告的网站、报纸或者公告栏"
        raise Refused("没有填写送达地点", code="no_place", field="place", expected=expected)
    if channel == "left" and not detail.strip():
        raise Refused(
            "没有写明留置送达的情形", code="no_detail", field="detail", expected="拒收的情形和两名见证人的身份，或者拍照、录像的编号"
        )


def _served_on(channel: str, at: datetime) -> date | None:
    """The day of service: today; of an announcement the thirtieth day after it; of the post unknown until it is signed for."""
    if channel in PROVED_LATER:
        return None
    return day_of(at) + timedelta(days=PUBLIC_SERVICE_DAYS) if channel == "public" else day_of(at)


def _prove(case: Case, delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Make the 送达回证; its number stands on the delivery, which the caller stores."""
    assert delivery.served_on is not None
    plan = plan_of(case.snapshot_id)
    made = _made(case.number).rows_once()
    document = made[0] if made else ("决定书", delivery.paper)
    content = notices.service(
        case,
        plan,
        (document[0], document[1]),
        channel=CHANNELS[delivery.channel],
        place=delivery.place or (f"{delivery.window}号窗口" if delivery.window else ""),
        served_on=delivery.served_on,
        receiver=delivery.recipient_name or case.person_name or case.enterprise_name,
        is_agent=delivery.is_agent,
        detail=_detail(delivery),
        server=f"{office_name(by.organisation or '')} {masks.name(by.name)}",
    )
    paper = papers.issue(kind="service", case=case.number, content=content, organisation=by.organisation or "", by=by, at=at)
    delivery.receipt = paper.number


def _detail(delivery: Delivery) -> str:
    mail = f"邮件号{delivery.tracking}" if delivery.tracking else ""
    law = f"依照{PUBLIC_SERVICE}，自公告之日起满{PUBLIC_SERVICE_DAYS}日视为送达" if delivery.channel == "public" else ""
    return "；".join(each for each in (delivery.detail, mail, law) if each)


def _kept(signature: bytes | None) -> str:
    """The digest of the picture of a signature, kept; empty without one."""
    if not signature:
        return ""
    return files.keep(signature, media_type=check_upload("signature.png", signature, field="signature", allowed=("png",))).digest


def _message(delivery: Delivery) -> str:
    channel = CHANNELS[delivery.channel]
    if delivery.channel in PROVED_LATER:
        return f"已交邮（{delivery.tracking}），签收后登记送达日期"
    if delivery.channel == "public":
        assert delivery.served_on is not None
        return f"已公告，{said(delivery.served_on)}视为送达"
    return f"已送达（{channel}）"
