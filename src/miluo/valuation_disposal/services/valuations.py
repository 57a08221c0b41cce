"""评估: begun for a right, its method agreed by the parties, its value entered where no appraiser is asked (valuation-4)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.figures import reading
from miluo.valuation_disposal.kinds import (
    AGREED,
    DRAWN,
    ENDED,
    HOUSED,
    INTERNAL,
    METHODS,
    NEGOTIATED,
    PARTIES,
    PROFESSIONAL,
    PROPOSED,
    SETTLED,
    STATES,
)
from miluo.valuation_disposal.models import Consent, Valuation
from miluo.valuation_disposal.regulation import REGULATION
from miluo.valuation_disposal.services.opening import (
    NAMES,
    acting_as,
    body,
    is_exchange,
    locked,
    not_later,
    one_of,
    party_of,
    positive,
    words,
)
from onewindow.accounts.roles import require
from onewindow.accounts.selectors import key_of_login
from onewindow.cases.services.door import Answer, door
from onewindow.law.validity import require_in_force
from onewindow.organisations.models import Organisation
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

METHOD, RIGHTS, SECURITY = "valuation-4", "valuation-2", "valuation-3"
LEFT = {SETTLED, ENDED}


@door
def open_valuation(
    *,
    right: str,
    bank: str,
    guarantor: str = "",
    method: str,
    applicant: str = "",
    house_metres: Decimal | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记评估申请 for a right of the register, by the bank or at the counter of 农交中心; ``applicant`` is the login of the holder.

    ``house_metres`` is the floor area of the house that goes with the right. Raises Refused for a right that is not there or not
    covered, a bank that takes no part, a method that there is not, and while another valuation of the right for the same bank is
    under way.
    """
    today = day_of(at)
    require_in_force(REGULATION, today)
    _require_opener(by, bank)
    found = _covered(right, today)
    _require_free(right, bank)
    valuation = Valuation.objects.create(
        number=next_number("rural-valuations", at=at, pattern="PG{year}-{serial:04d}"),
        **_of(found),
        house_metres=_house(house_metres, found),
        applicant=_account(applicant),
        bank=_bank(bank, today),
        guarantor=body(guarantor, "担保机构", "guarantor", SECURITY) if guarantor else None,
        method=one_of(method, METHODS, "评估方式", "method", METHOD),
        opened_on=today,
        opened_by=by.id,
    )
    told = {"right": right, "bank": bank, "guarantor": guarantor, "method": method}
    record(subject=valuation.subject, kind="valuation.opened", by=by, at=at, to=PROPOSED, body=told)
    return Answer(valuation.number, PROPOSED, f"已登记{valuation.number}，请{'、'.join(NAMES[p] for p in valuation.parties)}确认评估方式")


@door
def agree(*, number: str, party: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """确认评估方式 by one party; with the last of them the method stands, and the commission to an appraiser with it (conv-valuation-8)."""
    one_of(party, PARTIES, "一方", "party", METHOD)
    valuation = locked(number, METHOD, PROPOSED)
    if party not in valuation.parties:
        raise Refused("这笔贷款没有担保机构", code="no_guarantor", field="party", clause=METHOD, expected="合作银行、产权经营主体")
    counter = acting_as(party, by, valuation, day_of(at), METHOD)
    if valuation.consents.filter(party=party).exists():
        raise Refused(f"{PARTIES[party]}已经确认", code="agreed_before", field="party", clause=METHOD, status=409)
    Consent.objects.create(valuation=valuation, party=party, agreed_on=day_of(at), agreed_by=by.id, at_counter=counter)
    told = {"party": party, "method": valuation.method, "at_counter": counter}
    given = set(valuation.consents.values_list("party", flat=True))
    to = AGREED if given == set(valuation.parties) else PROPOSED
    _move(valuation, to)
    record(subject=valuation.subject, kind="valuation.agreed", by=by, at=at, from_=PROPOSED, to=to, body=told)
    return Answer(number, to, f"{PARTIES[party]}已确认“{valuation.get_method_display()}”")


@door
def change_method(*, number: str, method: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """改变评估方式 before anything was valued: every party confirms anew."""
    valuation = locked(number, METHOD, PROPOSED, AGREED)
    if not party_of(by, valuation, day_of(at)):
        raise Refused("只有参加评估的各方可以改变评估方式", code="other_party", field="by", clause=METHOD, status=403)
    before, valuation.method = valuation.method, one_of(method, METHODS, "评估方式", "method", METHOD)
    valuation.consents.all().delete()
    _move(valuation, PROPOSED, "method")
    told = {"from": before, "to": method}
    record(subject=valuation.subject, kind="valuation.method-changed", by=by, at=at, to=PROPOSED, body=told)
    return Answer(number, PROPOSED, f"评估方式改为“{valuation.get_method_display()}”，请各方重新确认")


@door
def enter_value(
    *, number: str, value_cny: Decimal, valued_on: date, document: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记价值 that the bank or the guarantor found itself, or that the parties agreed on, with the document that all signed.

    Raises Refused where a professional appraiser was agreed on: then only a report says the value.
    """
    valuation = locked(number, METHOD, AGREED)
    if valuation.method == PROFESSIONAL:
        raise Refused(
            "已约定由专业评估机构评估，价值以评估报告为准",
            code="report_required",
            field="value_cny",
            clause="valuation-5",
            expected="由市农村产权交易中心摇号确定评估机构",
            status=409,
        )
    party = party_of(by, valuation, day_of(at))
    allowed = {INTERNAL: ("bank", "guarantor"), NEGOTIATED: ("bank", "guarantor", "exchange", "applicant")}[valuation.method]
    if party not in allowed:
        expected = "、".join(NAMES[each] for each in allowed)
        raise Refused("这一方不能登记价值", code="other_party", field="by", clause=METHOD, expected=expected, status=403)
    valuation.value_cny = positive(value_cny, "评估价值", "value_cny", METHOD)
    valuation.valued_on = not_later(valued_on, day_of(at), "估价日期", "valued_on", METHOD)
    valuation.document = words(document, "价值确认资料", "document", METHOD, 120)
    _move(valuation, SETTLED, "value_cny", "valued_on", "document")
    told = {"value_cny": value_cny, "valued_on": valued_on, "document": valuation.document, "party": party}
    record(subject=valuation.subject, kind="valuation.valued", by=by, at=at, from_=AGREED, to=SETTLED, body=told)
    return Answer(number, SETTLED, f"{number}的价值已确定")


@door
def end_valuation(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """终止评估, for a reason, before a report was delivered: the loan is not wanted any more."""
    valuation = locked(number, METHOD, PROPOSED, AGREED, DRAWN)
    if not party_of(by, valuation, day_of(at)):
        raise Refused("只有参加评估的各方可以终止", code="other_party", field="by", clause=METHOD, status=403)
    before, valuation.ended_for = valuation.state, words(reason, "终止的原因", "reason", METHOD, 200)
    _move(valuation, ENDED, "ended_for")
    record(subject=valuation.subject, kind="valuation.ended", by=by, at=at, from_=before, to=ENDED, reason=valuation.ended_for)
    return Answer(number, ENDED, f"{number}已终止")


def _require_opener(by: Actor, bank: str) -> None:
    if is_exchange(by):
        return
    require(by, "appraisal.agree")
    if by.organisation != bank:
        raise Refused("银行只能登记本行贷款的评估", code="other_bank", field="bank", clause=METHOD, expected="本行", status=403)


def _covered(number: str, on: date) -> mortgages.Right:
    found = mortgages.right(number.strip(), on)
    if found is None:
        raise Refused(
            f"农村产权登记簿中没有权证号“{number}”", code="unknown_right", field="right", clause=RIGHTS, expected="登记簿中的权证号"
        )
    if found.kind in {"forest", "other"} and reading("covered_rights", on) == "four_only":
        raise Refused(
            f"{found.kind_title}不在本办法所列的产权之内", code="not_covered", field="right", clause=RIGHTS, expected="所列四类产权"
        )
    return found


def _of(found: mortgages.Right) -> dict[str, Any]:
    """What a valuation keeps of the right as it is on its day."""
    return {
        "right": found.number,
        "right_kind": found.kind,
        "right_title": found.kind_title,
        "town": found.town,
        "place": f"{found.town}{found.village}{found.place}",
        "area_mu": found.area_mu,
        "right_ends_on": found.ends_on,
        "holder": found.holder,
    }


def _house(metres: Decimal | None, found: mortgages.Right) -> Decimal | None:
    if metres is None:
        return None
    if found.kind not in HOUSED:
        said, right = f"{found.kind_title}不含房屋", "留空"
        raise Refused(said, code="no_house", field="house_metres", clause=RIGHTS, expected=right)
    return positive(metres, "房屋建筑面积", "house_metres", RIGHTS)


def _require_free(right: str, bank: str) -> None:
    other = Valuation.objects.filter(right=right, bank__key=bank).exclude(state__in=LEFT).first()
    if other:
        message = f"这项产权在本行的评估{other.number}还没有办结（{STATES[other.state]}）"
        raise Refused(message, code="valuation_open", field="right", clause=METHOD, expected="办结或者终止以后再申请", status=409)


def _bank(key: str, on: date) -> Organisation:
    if key not in {bank.key for bank in mortgages.banks(on)}:
        expected = "、".join(bank.name for bank in mortgages.banks(on)) or "参与试点的银行"
        raise Refused("这家银行没有参与试点", code="no_pilot_bank", field="bank", clause=SECURITY, expected=expected)
    return body(key, "合作银行", "bank", SECURITY)


def _account(login: str) -> str:
    if not login.strip():
        return ""
    key = key_of_login(login.strip())
    if not key:
        raise Refused(
            f"没有登录名“{login}”",
            code="unknown_account",
            field="applicant",
            clause=METHOD,
            expected="经营主体在本平台的登录名，没有的留空",
        )
    return key


def _move(valuation: Valuation, state: str, *fields: str) -> None:
    valuation.state = state
    valuation.save(update_fields=["state", *fields])
