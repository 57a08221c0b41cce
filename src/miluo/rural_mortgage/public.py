"""What other regulations may ask of rights and mortgages; figures in 元 and 亩, days as dates. 汨政办发〔2023〕8号 and 9号 rest on it.

Everything is asked by number and of a day: what is not there on that day is None, or left out of a list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from miluo.rural_mortgage.kinds import FLAGS, RIGHT_KINDS
from miluo.rural_mortgage.related import Related as Related  # what another regulation has on record
from miluo.rural_mortgage.related import refer as refer
from miluo.rural_mortgage.selectors import mortgages as found
from miluo.rural_mortgage.selectors import rights
from miluo.rural_mortgage.selectors.banks import banks_on
from miluo.rural_mortgage.selectors.mortgages import REGISTRATIONS as REGISTRATIONS  # the procedures that an agreement is registered by
from miluo.rural_mortgage.services.realising import sold as sold  # a right that was sold under 9号: an act, in the caller's transaction


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank that takes part: ``key`` of the organisation, its name, from when until when (None: without an end)."""

    key: str
    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Right:
    """A right on a day. ``holder`` is as any page may show it, ``holder_key`` the digest by which the same person is found again.

    ``holder_uscc`` is the code of a business or a collective, empty for a natural person. ``ends_on`` is the last day of contract or
    transfer; ``flags`` the keys of what stands against mortgaging it that day; ``mortgage`` the number of the standing one, or "".
    """

    number: str
    kind: str
    kind_title: str
    land: str
    town: str
    village: str
    place: str
    area_mu: Decimal
    holder: str
    holder_kind: str
    holder_key: str
    holder_uscc: str
    co_owners: int
    collective: bool
    ends_on: date | None
    fees_paid_until: date | None
    flags: tuple[str, ...]
    leased: bool
    mortgage: str


@dataclass(frozen=True, slots=True)
class Land:
    """Where a right lies, how large it is and its last day, as of a day; nothing of who holds it."""

    town: str
    village: str
    area_mu: Decimal
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What both parties agreed on before registration, by its own number or that of its case.

    ``case_number`` is that of the application to register it, "" before there is one. ``value_basis`` is ``agreed`` or
    ``appraised`` (then with ``report_number``); ``mortgagor_uscc`` is empty for a natural person, ``borrower_uscc`` is the code of the
    body that borrows where that is not the mortgagor.
    """

    number: str
    case_number: str
    right: str
    right_kind: str
    bank: str
    mortgagor: str
    mortgagor_key: str
    mortgagor_uscc: str
    loan_cny: Decimal
    value_cny: Decimal
    value_basis: str
    report_number: str
    term_months: int
    starts_on: date
    ends_on: date
    loan_contract: str
    fund_supported: bool
    recommended_cny: Decimal | None
    borrower_uscc: str = ""


@dataclass(frozen=True, slots=True)
class Mortgage:
    """A registered mortgage as it stood on a day: ``state`` is ``standing``, ``cancelled`` or ``realised``; ``ended_for`` its ground.

    ``place`` orders mortgages by the time of their registration; ``certificate`` is the number of the 他项权利证明.
    ``borrower_uscc`` is that of the agreement.
    """

    number: str
    right: str
    right_kind: str
    bank: str
    agreement: str
    loan_contract: str
    mortgagor: str
    mortgagor_key: str
    mortgagor_uscc: str
    loan_cny: Decimal
    value_cny: Decimal
    starts_on: date
    ends_on: date
    place: int
    registered_on: date
    certificate: str
    disbursed_on: date | None
    disbursed_cny: Decimal | None
    state: str
    ended_on: date | None
    ended_for: str
    borrower_uscc: str = ""


@dataclass(frozen=True, slots=True)
class Realisation:
    """实现抵押权 of a mortgage: ground ``1`` to ``4``; way, price and last day as far as they are known."""

    mortgage: str
    ground: str
    opened_on: date
    way: str
    price_cny: Decimal | None
    settled_on: date | None


def kinds() -> dict[str, str]:
    """The kinds of right, key and title, in the order of the text (mortgage-2)."""
    return dict(RIGHT_KINDS)


def flags() -> dict[str, str]:
    """What stands against mortgaging a right, key and title (mortgage-21)."""
    return dict(FLAGS)


def banks(on: date) -> tuple[Bank, ...]:
    """The banks that take part on a day (mortgage-6)."""
    return tuple(Bank(bank.organisation.key, bank.organisation.name, bank.starts_on, bank.ends_on) for bank in banks_on(on))


def right(number: str, on: date) -> Right | None:
    """The right with that number as it was on a day; None before it was registered."""
    state = rights.state_on(number, on)
    if state is None:
        return None
    of = state.right
    return Right(
        number=of.number,
        kind=of.kind,
        kind_title=of.kind_title,
        land=of.land,
        town=of.town,
        village=of.village,
        place=of.place,
        area_mu=state.area_mu,
        holder=state.shown_holder,
        holder_kind=state.holder_kind,
        holder_key=state.holder_key,
        holder_uscc=rights.uscc_of(state.holder_kind, state.holder_number),
        co_owners=state.co_owners.count(),
        collective=of.collective,
        ends_on=state.ends_on,
        fees_paid_until=state.fees_paid_until,
        flags=tuple(flag.kind for flag in rights.flags_on(of, on)),
        leased=bool(rights.leases_on(of, on)),
        mortgage=found.standing_on(of, on),
    )


def lands(numbers: Iterable[str], on: date) -> dict[str, Land]:
    """The land of several rights on a day, by their numbers; one statement, however many they are."""
    return {
        state.right.number: Land(state.right.town, state.right.village, state.area_mu, state.ends_on)
        for state in rights.states_on(numbers, on)
    }


def rights_held(keys: Iterable[str]) -> tuple[str, ...]:
    """The numbers of the rights that somebody holds or once held; ``keys`` are of a person and of bodies, as ``Right.holder_key``."""
    return rights.ever_held(keys)


def mortgages_of(keys: Iterable[str], on: date) -> tuple[str, ...]:
    """The numbers of the mortgages of these mortgagors that were registered by a day, ended ones among them."""
    return tuple(found.mortgages_on(on).filter(agreement__mortgagor_key__in=list(keys)).values_list("number", flat=True))


def agreement(number: str = "", *, case: str = "") -> Agreement | None:
    """What was agreed, by the number of the agreement or of the case that asks for its registration."""
    of = found.agreement(number=number, case=case)
    if of is None:
        return None
    asked = found.case_of(of)
    return Agreement(
        number=of.number,
        case_number=asked.number if asked else "",
        right=of.right.number,
        right_kind=of.right.kind,
        bank=of.bank.key,
        mortgagor=of.shown_mortgagor,
        mortgagor_key=of.mortgagor_key,
        mortgagor_uscc=rights.uscc_of(of.applicant_kind, of.mortgagor_number),
        loan_cny=of.loan_cny,
        value_cny=of.value_cny,
        value_basis=of.value_basis,
        report_number=of.report_number,
        term_months=of.term_months,
        starts_on=of.starts_on,
        ends_on=of.ends_on,
        loan_contract=of.loan_contract,
        fund_supported=of.fund_supported,
        recommended_cny=of.recommended_cny,
        borrower_uscc=rights.code_in(of.borrower_key),
    )


def mortgage(number: str, on: date) -> Mortgage | None:
    """The mortgage with that number as it stood on a day; None before it was registered."""
    row = found.mortgages_on(on).filter(number=number).first()
    return _mortgage(row, on) if row else None


def mortgages(on: date, *, right: str = "", bank: str = "") -> tuple[Mortgage, ...]:
    """The mortgages that were registered by a day, in the order of their registration; of one right or one bank where named."""
    rows = found.mortgages_on(on)
    if right:
        rows = rows.filter(right__number=right)
    if bank:
        rows = rows.filter(bank__key=bank)
    return tuple(_mortgage(row, on) for row in rows)


def realisation(mortgage: str) -> Realisation | None:
    """实现抵押权 of a mortgage, if it was opened."""
    row = found.realisation_of(mortgage)
    return Realisation(mortgage, row.ground, row.opened_on, row.way, row.price_cny, row.settled_on) if row else None


def realisations(on: date) -> tuple[Realisation, ...]:
    """Those that were opened by a day and not settled before it."""
    return tuple(
        Realisation(row.mortgage.number, row.ground, row.opened_on, row.way, row.price_cny, row.settled_on)
        for row in found.realisations_on(on)
    )


def _mortgage(row: found.Row, on: date) -> Mortgage:
    ended = row.ended_on is not None and row.ended_on <= on
    of = row.agreement
    return Mortgage(
        number=row.number,
        right=row.right.number,
        right_kind=row.right.kind,
        bank=row.bank.key,
        agreement=of.number,
        loan_contract=of.loan_contract,
        mortgagor=of.shown_mortgagor,
        mortgagor_key=of.mortgagor_key,
        mortgagor_uscc=rights.uscc_of(of.applicant_kind, of.mortgagor_number),
        loan_cny=row.loan_cny,
        value_cny=row.value_cny,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        registered_on=row.registered_on,
        certificate=row.certificate,
        disbursed_on=row.disbursed_on,
        disbursed_cny=row.disbursed_cny,
        state=row.state if ended else "standing",
        ended_on=row.ended_on if ended else None,
        ended_for=row.ended_for if ended else "",
        borrower_uscc=rights.code_in(of.borrower_key),
    )
