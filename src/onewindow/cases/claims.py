"""What passes between a case and the regulation that it is about: a claim, what is payable, what is public. No Django.

A regulation offers functions of these shapes and its procedure names them:

    known(claim) -> Mapping[str, Any]                   facts that the registers hold, so that nobody is asked for them
    verified(claim) -> Mapping[str, str]                facts as claimed that data on hand vouch for, each with where they come from
    check(claim) -> list[Problem]                       before the claim is submitted, and again before it is decided
    payable(claim, computed) -> dict[str, Payable]      what of the computed amounts is still to be paid
    act(claim, granted, by, at) -> None                 writes the register, in the transaction of the decision
    words(claim) -> Mapping[str, Any]                   ``figures`` and ``notes`` of the paper that approves, instead of the form's
    public(year) -> PublicList                          the list that is published (公示)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims what: the facts as their types, the day on which the claim was (or would be) submitted, the readings that hold.

    ``uscc`` and ``enterprise_name`` are empty where a person applies; ``person_key`` is then the keyed digest of his number, by which a
    register finds him again without knowing it.

    ``awards`` are the results that it is for; ``matter`` is what it is about within its year, where one year holds several (a
    fair); ``number`` is empty before submission.
    """

    uscc: str
    enterprise_name: str
    facts: Mapping[str, Any]
    submitted_on: date
    readings: Mapping[str, str]
    number: str = ""
    matter: str = ""
    awards: tuple[str, ...] = ()
    person_key: str = ""


@dataclass(frozen=True, slots=True)
class Payable:
    """What is to be paid of a computed amount, what was paid before for the same matter, and a sentence why, if they differ.

    ``advice`` is for the applicant, before submitting: what a decision now would cost later.
    """

    amount: Decimal
    paid_before: Decimal = Decimal("0.00")
    note: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One award of a case: computed by the rule book, paid before, payable, and (once decided) granted. Money in 元.

    ``computed`` is None while facts are missing; of a ``ceiling`` it is the most that may be granted. ``evidence`` are the
    material keys it rests on, ``unproven`` those not handed in.
    """

    key: str
    title: str
    clauses: tuple[str, ...]
    computed: Decimal | None
    payable: Decimal
    paid_before: Decimal
    note: str
    evidence: tuple[str, ...]
    unproven: tuple[str, ...]
    granted: Decimal | None = None
    reason: str = ""
    advice: str = ""
    ceiling: bool = False


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A page that a published list leads to, and the last day on which it is of use."""

    title: str
    url_name: str
    url_args: tuple[int | str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One line of a published list; nothing in it is personal. ``link`` is what a reader may do about it.

    ``amount_cny`` is what counts today; ``note`` says what was decided where that is another figure.
    """

    enterprise_name: str
    uscc: str
    award: str
    year: int
    stage: str
    amount_cny: Decimal
    case_number: str
    published_on: date
    link: PublicLink | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicList:
    """What is published: title, the clause that wants it, the lines (newest first) and their total in 元; ``more`` leads on."""

    title: str
    clause: str
    rows: tuple[PublicRow, ...]
    total_cny: Decimal
    years: tuple[int, ...]
    more: tuple[PublicLink, ...] = ()
