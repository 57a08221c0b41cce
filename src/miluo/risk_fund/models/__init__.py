"""The registers of 汨政办发〔2023〕8号. Amounts are whole fen."""

from miluo.risk_fund.models.balances import Balance, BalanceFiling
from miluo.risk_fund.models.claims import Claim, ClaimMaterial
from miluo.risk_fund.models.loans import FundLoan, LoanEvent
from miluo.risk_fund.models.money import Contribution, DayFlow, Position
from miluo.risk_fund.models.rates import MonthRates, Suspension
from miluo.risk_fund.models.recoveries import Disposal, Recovery, WriteOff
from miluo.risk_fund.models.reporting import QuarterFiling, Report
from miluo.risk_fund.models.subjects import Guarantor, Listing, ListTransfer, Payee, Subject

__all__ = [
    "Balance",
    "BalanceFiling",
    "Claim",
    "ClaimMaterial",
    "Contribution",
    "DayFlow",
    "Disposal",
    "FundLoan",
    "Guarantor",
    "ListTransfer",
    "Listing",
    "LoanEvent",
    "MonthRates",
    "Payee",
    "Position",
    "QuarterFiling",
    "Recovery",
    "Report",
    "Subject",
    "Suspension",
    "WriteOff",
]
