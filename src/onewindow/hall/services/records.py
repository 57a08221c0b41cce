"""What windows write down: 导办, 业务求助 and 群众咨询 with their answers, 办不成事反映."""

from __future__ import annotations

from datetime import datetime

from onewindow.accounts.roles import require
from onewindow.hall.conventions import SEATS, SPECIALISED
from onewindow.hall.models import Enquiry, Guidance, Report, Window
from onewindow.hall.selectors.seats import window_of
from onewindow.hall.services.door import door, require_open_day, words
from onewindow.hall.visitors import checked_phone
from onewindow.organisations.models import Organisation
from onewindow.papers import numbering
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

LONG_TEXT = 1000
REPORT_NUMBER = "BS{year}-{serial:04d}"


@door(Guidance)
def log_guidance(
    *, item: str, channel: str, result: str, by: Actor, at: datetime, case_number: str = "", key: str | None = None
) -> Guidance:
    """导办: somebody was guided to handle an item online, by phone or at a machine, and how that went."""
    window = _window_of(by, at)
    if result not in Guidance.Result.values:
        raise Refused("没有选择导办结果", code="unknown_result", field="result", expected="、".join(Guidance.Result.labels))
    made = Guidance.objects.create(
        window=window,
        item=words(item, "事项", field="item", longest=80),
        channel=words(channel, "渠道", field="channel", longest=20),
        result=result,
        case_number=words(case_number, "办件编号", field="case_number", longest=24, required=False),
        day=require_open_day(at),
        at=at,
        guide=by.id,
    )
    record(subject=f"window:{window.key}", kind="hall.guided", by=by, at=at, body={"item": made.item, "result": result})
    return made


@door(Enquiry)
def ask(*, organisation: str, text: str, by: Actor, at: datetime, item: str = "", key: str | None = None) -> Enquiry:
    """业务求助: the window asks a unit. Raises Refused for a unit that there is not."""
    return _enquire(Enquiry.Kind.QUESTION, _unit(organisation), text, item, by, at)


@door(Enquiry)
def consult(
    *,
    text: str,
    by: Actor,
    at: datetime,
    item: str = "",
    specialised: bool = False,
    organisation: str = "",
    answer: str = "",
    key: str | None = None,
) -> Enquiry:
    """群众咨询: what somebody asked at the window, with the window's answer.

    A consultation on a ``specialised`` item goes to its unit, and the window does not answer it (conv-hall-9): an answer is refused.
    """
    said = words(answer, "答复", field="answer", longest=LONG_TEXT, required=False)
    if specialised and said:
        raise Refused(
            "这个事项的专业咨询由部门答复，窗口不能答复",
            code="specialised",
            field="answer",
            clause=SPECIALISED.id,
            expected="转由主管部门答复",
        )
    unit = _unit(organisation) if specialised or organisation else None
    if unit is None and not said:
        raise Refused("没有写明答复，也没有转给部门", code="no_answer", field="answer", expected="写明答复，或者选择答复的部门")
    made = _enquire(Enquiry.Kind.CONSULTATION, unit, text, item, by, at, specialised=specialised)
    if said:
        _answered(made, said, by=by, at=at)
    return made


@door(Enquiry)
def answer_enquiry(*, enquiry: int, answer: str, by: Actor, at: datetime, key: str | None = None) -> Enquiry:
    """答复: somebody of the unit answers. Raises Refused (403 for another unit, 404, 409 once answered)."""
    require(by, "hall.answer")
    said = words(answer, "答复", field="answer", longest=LONG_TEXT)
    row = Enquiry.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=enquiry).first()
    if row is None or row.organisation is None:
        raise Refused("没有这条咨询", code="unknown_enquiry", status=404)
    if row.organisation.key != by.organisation:
        raise Refused(f"这条咨询由{row.organisation.short_name}答复", code="not_your_unit", field="by", status=403)
    if row.answered_at:
        raise Refused("这条咨询已经答复", code="answered_before", field="answer", status=409)
    _answered(row, said, by=by, at=at)
    return row


@door(Report)
def report(
    *, organisation: str, text: str, by: Actor, at: datetime, item: str = "", person: str = "", phone: str = "", key: str | None = None
) -> Report:
    """办不成事反映: a record in the state 待核查, with the unit that answers. Name and phone are sealed and may be left out."""
    window, unit = _window_of(by, at), _unit(organisation)
    made = Report.objects.create(
        number=numbering.next_number("hall-report", at=at, pattern=REPORT_NUMBER),
        window=window,
        organisation=unit,
        item=words(item, "事项", field="item", longest=80, required=False),
        text=words(text, "反映的问题", field="text", longest=LONG_TEXT),
        person=words(person, "反映人", field="person", longest=40, required=False),
        phone=checked_phone(phone),
        reported_at=at,
        reported_by=by.id,
    )
    record(subject=f"report:{made.number}", kind="hall.reported", by=by, at=at, to="to_check", body={"organisation": unit.key})
    return made


@door(Report)
def answer_report(*, number: str, answer: str, by: Actor, at: datetime, key: str | None = None) -> Report:
    """核查答复: what the unit found and did. Raises Refused (403, 404, 409)."""
    require(by, "hall.answer")
    row = _report(number, Report.State.TO_CHECK)
    if row.organisation.key != by.organisation:
        raise Refused(f"这件反映由{row.organisation.short_name}核查答复", code="not_your_unit", field="by", status=403)
    row.answer, row.answered_at, row.answered_by = words(answer, "核查答复", field="answer", longest=LONG_TEXT), at, by.id
    return _moved(row, Report.State.ANSWERED, "report_answered", by=by, at=at)


@door(Report)
def close_report(*, number: str, solved: bool, by: Actor, at: datetime, key: str | None = None) -> Report:
    """办结: the window told the person, and whether it is solved. Raises Refused (403, 404, 409)."""
    if not by.may("hall.manage"):
        require(by, "hall.serve")
    row = _report(number, Report.State.ANSWERED)
    row.solved, row.closed_at, row.closed_by = solved, at, by.id
    return _moved(row, Report.State.CLOSED, "report_closed", by=by, at=at)


def _window_of(by: Actor, at: datetime) -> Window:
    require(by, "hall.serve")
    window = window_of(by, require_open_day(at))
    if window is None:
        raise Refused("您还没有在窗口就座", code="not_seated", field="window", clause=SEATS.id, expected="先选择窗口就座", status=409)
    return window


def _unit(key: str) -> Organisation:
    unit = Organisation.objects.filter(key=key).first()
    if unit is None:
        raise Refused("没有选择答复的单位", code="unknown_organisation", field="organisation", expected="一个单位")
    return unit


def _enquire(
    kind: Enquiry.Kind, unit: Organisation | None, text: str, item: str, by: Actor, at: datetime, *, specialised: bool = False
) -> Enquiry:
    window = _window_of(by, at)
    made = Enquiry.objects.create(
        kind=kind,
        window=window,
        organisation=unit,
        specialised=specialised,
        item=words(item, "事项", field="item", longest=80, required=False),
        text=words(text, "问题", field="text", longest=LONG_TEXT),
        day=require_open_day(at),
        asked_by=by.id,
        asked_at=at,
    )
    body = {"organisation": unit.key if unit else "", "item": made.item}
    record(subject=f"enquiry:{made.pk}", kind=f"hall.{kind.value}", by=by, at=at, body=body)
    return made


def _answered(row: Enquiry, said: str, *, by: Actor, at: datetime) -> None:
    row.answer, row.answered_at, row.answered_by = said, at, by.id
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    record(subject=f"enquiry:{row.pk}", kind="hall.answered", by=by, at=at)


def _report(number: str, state: Report.State) -> Report:
    row = Report.objects.select_for_update(of=("self",)).select_related("organisation").filter(number=number).first()
    if row is None:
        raise Refused("没有这件反映", code="unknown_report", field="number", status=404)
    if row.state != state:
        raise Refused(f"这件反映{row.get_state_display()}", code="wrong_state", field="state", expected=str(state.label), status=409)
    return row


def _moved(row: Report, to: Report.State, act: str, *, by: Actor, at: datetime) -> Report:
    before, row.state = row.state, to
    row.save()
    record(subject=f"report:{row.number}", kind=f"hall.{act}", by=by, at=at, from_=before, to=to.value)
    return row
