"""How the proceeds of a disposal are paid out: proven costs, interest and principal, the surplus. Pure: no database, no clock."""

from miluo.valuation_disposal.conventions import REPAYMENT_LAW
from miluo.valuation_disposal.facts import ProceedsFacts
from miluo.valuation_disposal.regulation import REGULATION
from onewindow.rules.book import RuleBook
from onewindow.rules.vocabulary import least, sum_of, when

disposal_proceeds = RuleBook("disposal-proceeds", REGULATION, ProceedsFacts, title="处置所得的分配")


@disposal_proceeds.amount("valuation-14", title="从所得中扣除的处置费用")
def costs_paid_cny(gross_cny, costs_cny, disposal_costs):
    """Only what is proven, and never more than there is."""
    return when(disposal_costs == "proven_first", least(gross_cny, sum_of(costs_cny)), 0)


@disposal_proceeds.amount("valuation-14", REPAYMENT_LAW, title="偿还贷款利息")
def interest_paid_cny(gross_cny, costs_paid_cny, interest_cny):
    """The text names principal and interest together; within them interest goes first."""
    return least(gross_cny - costs_paid_cny, interest_cny)


@disposal_proceeds.amount("valuation-14", title="偿还贷款本金")
def principal_paid_cny(gross_cny, costs_paid_cny, interest_paid_cny, principal_cny):
    return least(gross_cny - costs_paid_cny - interest_paid_cny, principal_cny)


@disposal_proceeds.amount("valuation-14", title="偿还合作银行")
def to_creditor_cny(interest_paid_cny, principal_paid_cny):
    return interest_paid_cny + principal_paid_cny


@disposal_proceeds.amount("valuation-14", title="返还抵（质）押人")
def surplus_cny(gross_cny, costs_paid_cny, to_creditor_cny):
    """The remainder, so that the parts add up to the price."""
    return gross_cny - costs_paid_cny - to_creditor_cny


@disposal_proceeds.amount("valuation-14", "valuation-11", title="仍未偿还的本息")
def unpaid_cny(principal_cny, interest_cny, to_creditor_cny):
    """What the bank or the guarantor goes on to recover."""
    return principal_cny + interest_cny - to_creditor_cny
