"""What other regulations may ask: what a right is worth on a day, what a disposal brought and to whom, the files in use; 元, days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from miluo.valuation_disposal.kinds import PROFESSIONAL
from miluo.valuation_disposal.models import Cost, Disposal, PriceImport, Report
from miluo.valuation_disposal.selectors.values import prevailing


@dataclass(frozen=True, slots=True)
class Value:
    """What a right is worth: ``method`` is ``internal``, ``negotiated`` or ``professional`` (then with the number of the report that
    prevails); ``valued_on`` the day that the value is of; ``settled`` once nobody can contest it any more.
    """

    valuation: str
    right: str
    bank: str
    value_cny: Decimal
    valued_on: date
    method: str
    report: str
    settled: bool


@dataclass(frozen=True, slots=True)
class DisposalOutcome:
    """What the disposal of a mortgage brought (``gross_cny``), and how it was paid out: the parts add up to it to the fen.

    ``to_creditor_cny`` is interest and principal of the bank together, ``unpaid_cny`` what is still owed after it; ``handler`` is
    ``bank`` or ``guarantor``, the shares are of the loss in per cent.
    """

    number: str
    mortgage: str
    handler: str
    bank_share: Decimal
    guarantor_share: Decimal
    gross_cny: Decimal
    costs_cny: Decimal
    interest_cny: Decimal
    principal_cny: Decimal
    to_creditor_cny: Decimal
    surplus_cny: Decimal
    unpaid_cny: Decimal
    received_on: date
    distributed_on: date


def value_of(right: str, on: date) -> Value | None:
    """What a right is worth on a day (valuation-4, valuation-10); None where nothing stands, or a second report is awaited."""
    found = prevailing(right, on)
    if found is None or found.value_cny is None or found.valued_on is None:
        return None
    return Value(
        valuation=found.number,
        right=right,
        bank=found.bank.key,
        value_cny=found.value_cny,
        valued_on=found.valued_on,
        method=found.method,
        report=found.document if found.method == PROFESSIONAL else "",
        settled=found.state == "settled",
    )


def disposal_of(mortgage: str) -> DisposalOutcome | None:
    """What the disposal of a mortgage brought, by its number; None until its price is paid out (valuation-14)."""
    found = Disposal.objects.select_related("distribution").filter(mortgage=mortgage, distribution__isnull=False).first()
    if found is None or found.received_on is None:
        return None
    paid = found.distribution
    return DisposalOutcome(
        number=found.number,
        mortgage=mortgage,
        handler=found.handler,
        bank_share=found.bank_share,
        guarantor_share=found.guarantor_share,
        gross_cny=paid.gross_cny,
        costs_cny=paid.costs_cny,
        interest_cny=paid.interest_cny,
        principal_cny=paid.principal_cny,
        to_creditor_cny=paid.interest_cny + paid.principal_cny,
        surplus_cny=paid.surplus_cny,
        unpaid_cny=paid.unpaid_cny,
        received_on=found.received_on,
        distributed_on=paid.distributed_on,
    )


def digests_in_use() -> set[str]:
    """The digests of reports, proofs of costs and files of prices: what the sweep of the store leaves alone."""
    columns = (
        Report.objects.values_list("digest", flat=True),
        Cost.objects.values_list("digest", flat=True),
        PriceImport.objects.values_list("digest", flat=True),
        PriceImport.objects.values_list("marked", flat=True),
    )
    return {digest for column in columns for digest in column if digest}
