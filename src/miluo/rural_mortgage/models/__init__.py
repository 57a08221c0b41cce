"""The registers of 汨政办发〔2023〕7号."""

from miluo.rural_mortgage.models.agreements import Agreement, Consent, LeaseNotice
from miluo.rural_mortgage.models.banks import Bank, Condition
from miluo.rural_mortgage.models.endings import Event, Misconduct, Offer, Realisation
from miluo.rural_mortgage.models.mortgages import Mortgage
from miluo.rural_mortgage.models.rights import CoOwner, Flag, Lease, Right, RightState
from miluo.rural_mortgage.models.searches import Search

__all__ = [
    "Agreement",
    "Bank",
    "CoOwner",
    "Condition",
    "Consent",
    "Event",
    "Flag",
    "Lease",
    "LeaseNotice",
    "Misconduct",
    "Mortgage",
    "Offer",
    "Realisation",
    "Right",
    "RightState",
    "Search",
]
