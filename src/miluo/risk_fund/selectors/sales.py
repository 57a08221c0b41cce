"""What the disposal of a mortgaged right under 9号 brought for a claim of the fund (riskfund-21, valuation-11)."""

from __future__ import annotations

from collections.abc import Iterable

from miluo.risk_fund.claiming import PAID
from miluo.risk_fund.models.claims import Claim
from miluo.risk_fund.models.recoveries import Recovery
from miluo.valuation_disposal import public as disposals
from miluo.valuation_disposal.public import DisposalOutcome


def sale_of(claim: Claim) -> DisposalOutcome | None:
    """The disposal of the right that secures the loan, once its price was paid out."""
    return disposals.disposal_of(claim.loan.mortgage)


def unreturned_sale(claim: Claim) -> DisposalOutcome | None:
    """The same, until its share was returned to the fund; a creditor who got nothing of it has nothing to return."""
    found = sale_of(claim)
    if found is None or not found.to_creditor_cny or Recovery.objects.filter(sale=found.number).exists():
        return None
    return found


def unreturned(claims: Iterable[Claim]) -> list[tuple[Claim, DisposalOutcome]]:
    """Of these claims the compensated ones whose disposal has not been returned on."""
    return [(claim, sale) for claim in claims if claim.state == PAID and (sale := unreturned_sale(claim)) is not None]
