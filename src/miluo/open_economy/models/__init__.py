"""The registers of 汨政发〔2023〕2号."""

from miluo.open_economy.models.attributions import Attribution
from miluo.open_economy.models.awards import STAGES, TITLES, Award
from miluo.open_economy.models.enterprises import Correction, DataImport, Enterprise, YearData
from miluo.open_economy.models.fairs import FairApproval, FairList, ListedFair
from miluo.open_economy.models.fund import Appropriation, YearClosing
from miluo.open_economy.models.objections import Objection, Withdrawal
from miluo.open_economy.models.payouts import BankAccount, BankReturn, Batch, Payment, Publication
from miluo.open_economy.models.proposals import Proposal, ProposalRun
from miluo.open_economy.models.sanctions import Delivery, FraudCase, Meeting, Repayment
from miluo.open_economy.recurrence import FIRST_TRADE, GROWTH, TRADE_VOLUME

__all__ = [
    "FIRST_TRADE",
    "GROWTH",
    "STAGES",
    "TITLES",
    "TRADE_VOLUME",
    "Appropriation",
    "Attribution",
    "Award",
    "BankAccount",
    "BankReturn",
    "Batch",
    "Correction",
    "DataImport",
    "Delivery",
    "Enterprise",
    "FairApproval",
    "FairList",
    "FraudCase",
    "ListedFair",
    "Meeting",
    "Objection",
    "Payment",
    "Proposal",
    "ProposalRun",
    "Publication",
    "Repayment",
    "Withdrawal",
    "YearClosing",
    "YearData",
]
