"""登记 (mortgage-15 to mortgage-18): what is looked at before a case is begun, and the act in the transaction of the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from miluo.rural_mortgage.kinds import REGISTRARS, registrar_of
from miluo.rural_mortgage.models import Agreement, Mortgage, Right
from miluo.rural_mortgage.models.agreements import CONFIRMED, REGISTERED, STATES
from miluo.rural_mortgage.papers import CERTIFICATE, certificate_words
from miluo.rural_mortgage.selectors.mortgages import standing_on
from miluo.rural_mortgage.selectors.registering import facts_on, problems_on
from miluo.rural_mortgage.selectors.rights import state_on
from miluo.rural_mortgage.services.asking import agreement_of, organisation
from onewindow.cases.claims import Claim
from onewindow.cases.models import Case
from onewindow.papers import services as papers
from onewindow.papers.numbering import next_number, take
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

NUMBERS = "汨农抵{year}-{serial:06d}"


def known_facts(claim: Claim) -> dict[str, Any]:
    """The facts that the registers hold of an application: all but the number of its agreement."""
    row = _agreement(claim)
    return facts_on(row, claim.submitted_on) if row else {}


def check_arable(claim: Claim) -> list[Problem]:
    """What is wrong with an application at the window of agriculture, before it is submitted."""
    return _checked(claim, "agriculture-rural")


def check_real_estate(claim: Claim) -> list[Problem]:
    """What is wrong with an application at the window of natural resources, before it is submitted."""
    return _checked(claim, "natural-resources")


def register(*, claim: Claim, granted: Mapping[str, Decimal], by: Actor, at: datetime) -> None:
    """登记: one more line of the register, and the 他项权利证明. Whatever stands in the way on this day refuses it.

    The right is locked: of two registrars at once the second finds the first one's mortgage; and the database holds one to a right.
    """
    row, today = agreement_of(claim.matter), day_of(at)
    right = Right.objects.select_for_update(of=("self",)).get(pk=row.right_id)
    row.right = right
    problems = [*_of_the_state(row), *problems_on(row, today, claim.submitted_on, claim.readings)]
    if problems:
        raise Refused.of(problems, status=409)
    mortgage = _entered(row, right, claim.number, today, by=by, at=at)
    paper = papers.issue(
        kind=CERTIFICATE,
        case=claim.number,
        content=certificate_words(mortgage),
        organisation=mortgage.registrar.key,
        by=by,
        at=at,
    )
    mortgage.certificate = paper.number
    mortgage.save(update_fields=["certificate"])
    row.state, row.case_number = REGISTERED, claim.number
    row.save(update_fields=["state", "case_number"])
    body = {
        "right": right.number,
        "place": mortgage.place,
        "loan_cny": mortgage.loan_cny,
        "certificate": paper.number,
        "case": claim.number,
    }
    record(subject=mortgage.subject, kind="mortgage.registered", by=by, at=at, to=mortgage.state, body=body)
    record(subject=right.subject, kind="right.mortgaged", by=by, at=at, body={"mortgage": mortgage.number})


def is_party(claim: Claim, row: Agreement) -> bool:
    """Whether an application is that of the mortgagor or of the borrower."""
    return (claim.uscc or claim.person_key) in {row.mortgagor_key, row.borrower_key} - {""}


def _entered(row: Agreement, right: Right, case: str, today: date, *, by: Actor, at: datetime) -> Mortgage:
    state = state_on(right.number, today)
    assert state is not None  # problems_on looked
    accepted_on = Case.objects.values_list("accepted_on", flat=True).get(number=case) or today
    try:
        with transaction.atomic():
            return Mortgage.objects.create(
                number=next_number("mortgage", at=at, pattern=NUMBERS),
                place=take("mortgage-place", at=at, pattern="{serial}").serial,
                agreement=row,
                right=right,
                right_state=state,
                bank=row.bank,
                loan_cny=row.loan_cny,
                value_cny=row.value_cny,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                registrar=organisation(REGISTRARS[registrar_of(right.kind)], "kind", "mortgage-16"),
                accepted_on=accepted_on,
                registered_on=today,
                registered_by=by.id,
                case_number=case,
            )
    except IntegrityError:
        standing = standing_on(right, today)
        message = f"该产权已有抵押登记（{standing}），不得重复抵押"
        raise Refused(message, code="mortgaged_before", field="agreement", clause="mortgage-33", status=409) from None


def _checked(claim: Claim, window: str) -> list[Problem]:
    if claim.number:
        return []  # once submitted it is answered by a decision, which looks again at the day on which it is made
    row = _agreement(claim)
    if row is None:
        return [Problem(f"没有编号为“{claim.matter}”的抵押约定", "unknown_agreement", "agreement", "mortgage-17a", "银行填报后取得的编号")]
    found = _of_the_state(row)
    if not is_party(claim, row):
        found.append(Problem("申请人不是抵押人", "not_the_mortgagor", "agreement", "mortgage-17a", "抵押人和抵押权人共同申请"))
    if (body := REGISTRARS[registrar_of(row.right.kind)]) != window:
        where = "农业农村登记窗口" if body == "agriculture-rural" else "自然资源登记窗口"
        message = f"{row.right.kind_title}由农交中心{where}办理"
        found.append(Problem(message, "other_window", "agreement", "mortgage-16", f"改办{where}的抵押登记"))
    return [*found, *problems_on(row, claim.submitted_on, claim.submitted_on, claim.readings, confirmed=False)]


def _of_the_state(row: Agreement) -> list[Problem]:
    if row.state == CONFIRMED:
        return []
    message = f"抵押约定{row.number}现为“{STATES[row.state]}”，应由抵押人和抵押权人双方确认后共同申请"
    return [Problem(message, "not_confirmed", "agreement", "mortgage-17a", "抵押人先在平台或者窗口核对确认")]


def _agreement(claim: Claim) -> Agreement | None:
    return Agreement.objects.select_related("right", "bank").filter(number=claim.matter).first() if claim.matter else None
