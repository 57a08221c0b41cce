"""The first lines of every door of this regulation: who acts for whom, in which state, and what must be written how."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.draw import PARTIES
from miluo.valuation_disposal.kinds import EXCHANGE, STATES
from miluo.valuation_disposal.models import Valuation
from onewindow.accounts.roles import require
from onewindow.accounts.selectors import enterprises_of
from onewindow.cases.holders import person_key_of
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused

LONGEST = 400
NAMES = {"applicant": "产权经营主体", "bank": "合作银行", "guarantor": "担保机构", "exchange": PARTIES["exchange"]}


def require_exchange(by: Actor, clause: str) -> None:
    """Raises Refused (403) for anybody but 市农村产权交易中心."""
    require(by, "appraisal.organise")
    if by.organisation != EXCHANGE:
        raise Refused("这一步由市农村产权交易中心办理", code="not_the_exchange", field="by", clause=clause, status=403)


def is_exchange(by: Actor) -> bool:
    return by.organisation == EXCHANGE and by.may("appraisal.organise")


def party_of(by: Actor, valuation: Valuation, on: date) -> str:
    """As which party of a valuation somebody acts: ``bank``, ``guarantor``, ``exchange``, ``applicant``, or "" for none.

    The applicant is who held the right when the valuation was opened: who has it since has no part in it.
    """
    if is_exchange(by):
        return "exchange"
    if by.may("appraisal.agree"):
        if by.organisation == valuation.bank.key:
            return "bank"
        return "guarantor" if valuation.guarantor and by.organisation == valuation.guarantor.key else ""
    if by.id == valuation.applicant:
        return "applicant"
    right = mortgages.right(valuation.right, valuation.opened_on)
    return "applicant" if right and {right.holder_key, right.holder_uscc} & own_keys(by, on) else ""


def own_keys(by: Actor, on: date) -> frozenset[str]:
    """The keys under which the rights of an account stand: of the person behind it, and of the bodies for which it acts that day."""
    return frozenset({person_key_of(by), *(agency.uscc for agency in enterprises_of(by, on))} - {""})


def acting_as(wanted: str, by: Actor, valuation: Valuation, on: date, clause: str) -> bool:
    """Whether the act is recorded at the counter for the applicant who is present. Raises Refused (403) for who is not that party."""
    party = party_of(by, valuation, on)
    if party == wanted:
        return False
    if wanted == "applicant" and party == "exchange":
        return True
    raise Refused(f"这一步由{NAMES[wanted]}办理", code="other_party", field="by", clause=clause, expected=NAMES[wanted], status=403)


def locked(number: str, clause: str, *states: str) -> Valuation:
    """The valuation, its row held. Raises Refused (404, 409) for none, and for one that is in none of these states."""
    found = Valuation.objects.select_for_update(of=("self",)).select_related("bank", "guarantor").filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的评估", code="unknown_valuation", field="number", status=404)
    if states and found.state not in states:
        expected = "、".join(STATES[state] for state in states)
        message = f"{number}{found.get_state_display()}，不能办理这一步"
        raise Refused(message, code="wrong_state", field="number", clause=clause, expected=expected, status=409)
    return found


def body(key: str, what: str, field: str, clause: str) -> Organisation:
    """The organisation of that key. Raises Refused for none."""
    found = Organisation.objects.filter(key=key).first()
    if found is None:
        raise Refused(f"没有选择{what}", code="unknown_organisation", field=field, clause=clause, expected=what)
    return found


def words(text: str, what: str, field: str, clause: str, longest: int = LONGEST) -> str:
    """What must be written. Raises Refused for nothing but blanks, and for too much."""
    plain = text.strip()
    if not plain or len(plain) > longest:
        wrong = f"没有写明{what}" if not plain else f"{what}超过{longest}字"
        raise Refused(wrong, code="missing_words", field=field, clause=clause, expected=f"写明{what}，不超过{longest}字")
    return plain


def one_of(value: str, choices: dict[str, str], what: str, field: str, clause: str) -> str:
    """A key of a closed list. Raises Refused naming what may be chosen."""
    if value not in choices:
        raise Refused(f"没有选择{what}", code="unknown_choice", field=field, clause=clause, expected="、".join(choices.values()))
    return value


def positive(amount: Decimal, what: str, field: str, clause: str) -> Decimal:
    """An amount above zero. Raises Refused."""
    if amount <= 0:
        raise Refused(f"{what}应大于零", code="not_positive", field=field, clause=clause, expected="大于零的金额")
    return amount


def not_later(day: date, today: date, what: str, field: str, clause: str) -> date:
    """A day that has come. Raises Refused for one that has not."""
    if day > today:
        raise Refused(f"{what}不能晚于今天", code="day_to_come", field=field, clause=clause, expected=f"{said(today)}以前的日期")
    return day


def hour(moment: datetime) -> str:
    """An hour as the published files write it: to the second, with its zone."""
    return timezone.localtime(moment).replace(microsecond=0).isoformat()
