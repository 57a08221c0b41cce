"""评估报告: filed for the drawn appraiser, contested once at most, paid for by whom the text names (valuation-9, valuation-10)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.valuation_disposal.figures import reading
from miluo.valuation_disposal.kinds import CONTESTED, DRAWN, PROFESSIONAL, REPORTED, SETTLED
from miluo.valuation_disposal.law import CONTEST
from miluo.valuation_disposal.models import Draw, Objection, Report, Valuation
from miluo.valuation_disposal.models.draws import DONE
from miluo.valuation_disposal.models.valuations import BANK, FIRST, OBJECTOR, PAYERS, SECOND
from miluo.valuation_disposal.services.opening import (
    acting_as,
    is_exchange,
    locked,
    not_later,
    one_of,
    party_of,
    positive,
    require_exchange,
    words,
)
from onewindow.cases.services.door import Answer, door
from onewindow.papers import files
from onewindow.papers.uploads import check_upload, file_name
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime import deadlines
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

REPORT, FEE = "valuation-10", "valuation-9"


@door
def file_report(
    *,
    number: str,
    report_number: str,
    value_cny: Decimal,
    valued_on: date,
    issued_on: date,
    delivered_on: date,
    standard_fee_cny: Decimal,
    fee_cny: Decimal,
    name: str,
    content: bytes,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记评估报告 of the drawn appraiser, as PDF. The first may be contested until the day that is told; the second settles it."""
    require_exchange(by, REPORT)
    valuation = locked(number, REPORT, DRAWN)
    draw = valuation.draws.filter(state=DONE).latest("round")
    _require_days(valued_on, issued_on, delivered_on, day_of(at))
    _require_fee(fee_cny, standard_fee_cny)
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("pdf",)))
    until = _contest_until(delivered_on)
    days = {"valued_on": valued_on, "issued_on": issued_on, "delivered_on": delivered_on, "contest_until": until}
    report = Report.objects.create(
        **_of(draw, by),
        **days,
        number=_new_number(report_number),
        value_cny=positive(value_cny, "评估价值", "value_cny", REPORT),
        digest=kept.digest,
        file_name=file_name(name),
        standard_fee_cny=standard_fee_cny,
        fee_cny=fee_cny,
    )
    _settle(valuation, report, to := REPORTED if draw.round == FIRST else SETTLED)
    told = {"report": report.number, "round": draw.round, "value_cny": value_cny, "sha256": kept.digest, "fee_cny": fee_cny}
    record(subject=valuation.subject, kind="valuation.reported", by=by, at=at, from_=DRAWN, to=to, body=told)
    more = f"，对结果有异议的，{said(until)}以前提出" if draw.round == FIRST else "，以重新评估确定价值"
    return Answer(number, to, f"已登记报告{report.number}{more}")


def _of(draw: Draw, by: Actor) -> dict[str, Any]:
    """Whose report it is, and who pays for it: the first the bank, the second the objector."""
    payer = BANK if draw.round == FIRST else OBJECTOR
    return {"valuation": draw.valuation, "round": draw.round, "appraiser": draw.drawn, "payer": payer, "entered_by": by.id}


def _new_number(written: str) -> str:
    number = words(written, "报告编号", "report_number", REPORT, 60)
    if Report.objects.filter(number=number).exists():
        raise Refused(f"报告编号“{number}”已经登记", code="report_number_used", field="report_number", clause=REPORT, status=409)
    return number


def _contest_until(delivered_on: date) -> date:
    """The last day to object: the tenth working day after delivery."""
    until = deadlines.compute(CONTEST.clause, delivered_on, current_calendar()).due
    assert until  # the limit is declared
    return until.due


@door
def object_to(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提出异议, once, by the operator: another appraiser is drawn, and the objector pays.

    Raises Refused for a second one, after the last day, and for anybody else (reading who_objects).
    """
    valuation = locked(number, REPORT, REPORTED, SETTLED, CONTESTED)
    party = "bank" if party_of(by, valuation, day_of(at)) == "bank" and reading("who_objects", day_of(at)) == "either" else "applicant"
    counter = acting_as(party, by, valuation, day_of(at), REPORT)
    if valuation.method != PROFESSIONAL or not valuation.reports.exists():
        raise Refused("这项评估没有评估报告", code="no_report", field="number", clause=REPORT, expected="对评估报告提出异议", status=409)
    if Objection.objects.filter(valuation=valuation).exists():
        raise Refused(
            "重新评估只能申请一次", code="contested_before", field="number", clause=REPORT, expected="以重新评估的结果为准", status=409
        )
    first = valuation.reports.get(round=FIRST)
    if day_of(at) > first.contest_until:
        expected = f"报告送达后10个工作日内，即{said(first.contest_until)}以前"
        raise Refused("提出异议的时间已过", code="too_late", field="number", clause=REPORT, expected=expected, status=409)
    Objection.objects.create(
        valuation=valuation,
        reason=words(reason, "异议的理由", "reason", REPORT),
        lodged_on=day_of(at),
        lodged_by=by.id,
        at_counter=counter,
    )
    before = valuation.state
    _state(valuation, CONTESTED)
    record(subject=valuation.subject, kind="valuation.contested", by=by, at=at, from_=before, to=CONTESTED, body={"at_counter": counter})
    return Answer(number, CONTESTED, "已受理异议，将另行摇号确定评估机构，重新评估的费用由异议方负责")


@door
def withdraw_objection(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤回异议, before the second draw is announced: the first report stands, and there is no second objection."""
    valuation = locked(number, REPORT, CONTESTED)
    acting_as("applicant", by, valuation, day_of(at), REPORT)
    objection = valuation.objection
    objection.withdrawn_on = day_of(at)
    objection.save(update_fields=["withdrawn_on"])
    _settle(valuation, valuation.reports.get(round=FIRST), SETTLED)
    record(subject=valuation.subject, kind="valuation.objection-withdrawn", by=by, at=at, from_=CONTESTED, to=SETTLED)
    return Answer(number, SETTLED, "已撤回异议，以首次评估报告为准")


@door
def accept_value(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """确认没有异议: by the operator, or by 农交中心 once the time to object is over; the value is settled."""
    valuation = locked(number, REPORT, REPORTED)
    report = valuation.reports.get(round=FIRST)
    over = day_of(at) > report.contest_until
    if not (over and is_exchange(by)):
        acting_as("applicant", by, valuation, day_of(at), REPORT)
    _settle(valuation, report, SETTLED)
    told = {"report": report.number, "time_over": over}
    record(subject=valuation.subject, kind="valuation.settled", by=by, at=at, from_=REPORTED, to=SETTLED, body=told)
    return Answer(number, SETTLED, f"{number}的价值确定为{format_money(report.value_cny)}元")


@door
def pay_fee(*, report_number: str, payer: str, proof: str, paid_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记评估费支付: of the first report by the bank, of the second by the objector.

    Raises Refused for the other one, and for a second payment.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("valuation").filter(number=report_number).first()
    if report is None:
        raise Refused(f"没有编号为“{report_number}”的报告", code="unknown_report", field="report_number", clause=FEE, status=404)
    valuation = locked(report.valuation.number, FEE)
    if not is_exchange(by):
        acting_as("bank" if report.payer == BANK else "applicant", by, valuation, day_of(at), FEE)
    if one_of(payer, PAYERS, "付费方", "payer", FEE) != report.payer:
        clause = FEE if report.payer == BANK else REPORT
        expected = PAYERS[report.payer]
        message = f"{report.get_round_display()}的费用由{expected}负责，不由{PAYERS[payer]}支付"
        raise Refused(message, code="wrong_payer", field="payer", clause=clause, expected=expected)
    if report.paid_on:
        raise Refused("这份报告的评估费已经支付", code="paid_before", field="report_number", clause=FEE, status=409)
    report.paid_on, report.paid_by = not_later(paid_on, day_of(at), "付费日期", "paid_on", FEE), by.id
    report.proof = words(proof, "付费凭证", "proof", FEE, 120)
    report.save(update_fields=["paid_on", "paid_by", "proof"])
    told = {"report": report.number, "payer": payer, "fee_cny": report.fee_cny, "proof": report.proof}
    record(subject=valuation.subject, kind="valuation.fee-paid", by=by, at=at, body=told)
    return Answer(report.number, "paid", f"已登记评估费{format_money(report.fee_cny)}元，由{PAYERS[payer]}支付")


def _settle(valuation: Valuation, report: Report, state: str) -> None:
    """The value is that of the report that prevails (reading second_value)."""
    prevailing = report
    if report.round == SECOND and reading("second_value", report.delivered_on) == "lower":
        prevailing = min(valuation.reports.all(), key=lambda each: each.value_cny)
    valuation.value_cny, valuation.valued_on, valuation.document = prevailing.value_cny, prevailing.valued_on, prevailing.number
    _state(valuation, state, "value_cny", "valued_on", "document")


def _state(valuation: Valuation, state: str, *fields: str) -> None:
    valuation.state = state
    valuation.save(update_fields=["state", *fields])


def _require_days(valued_on: date, issued_on: date, delivered_on: date, today: date) -> None:
    not_later(delivered_on, today, "送达日期", "delivered_on", REPORT)
    if not valued_on <= issued_on <= delivered_on:
        said, right = "评估基准日、出具日期、送达日期先后不对", "基准日不晚于出具日期，出具日期不晚于送达日期"
        raise Refused(said, code="wrong_order", field="issued_on", clause=REPORT, expected=right)


def _require_fee(fee: Decimal, standard: Decimal) -> None:
    if fee > standard:
        raise Refused(
            f"评估费{format_money(fee)}元超过行业收费标准{format_money(standard)}元",
            code="above_standard",
            field="fee_cny",
            clause=FEE,
            expected=f"不超过{format_money(standard)}元，鼓励降费减费",
        )
