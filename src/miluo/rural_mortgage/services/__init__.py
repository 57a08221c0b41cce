"""The doors of rights and mortgages; the acts that the procedures name are here by their dotted names."""

from miluo.rural_mortgage.services.agreements import (
    confirm_agreement,
    confirm_legal_basis,
    end_agreement,
    file_agreement,
    give_consent,
    record_vote,
    tell_lessee,
)
from miluo.rural_mortgage.services.banks import admit_bank, bank_leaves, end_condition, set_condition
from miluo.rural_mortgage.services.changing import cancel, change, check_cancellation, check_change, report_event
from miluo.rural_mortgage.services.lending import disburse
from miluo.rural_mortgage.services.misconduct import cancel_for_misconduct, recall_loan, report_misconduct
from miluo.rural_mortgage.services.realising import offer, open_realisation, register_change_of_right, settle
from miluo.rural_mortgage.services.registering import check_arable, check_real_estate, known_facts, register
from miluo.rural_mortgage.services.rights import enter_lease, enter_right, lift_flag, raise_flag, record_change
from miluo.rural_mortgage.services.searching import search

__all__ = [
    "admit_bank",
    "bank_leaves",
    "cancel",
    "cancel_for_misconduct",
    "change",
    "check_arable",
    "check_cancellation",
    "check_change",
    "check_real_estate",
    "confirm_agreement",
    "confirm_legal_basis",
    "disburse",
    "end_agreement",
    "end_condition",
    "enter_lease",
    "enter_right",
    "file_agreement",
    "give_consent",
    "known_facts",
    "lift_flag",
    "offer",
    "open_realisation",
    "raise_flag",
    "recall_loan",
    "record_change",
    "record_vote",
    "register",
    "register_change_of_right",
    "report_event",
    "report_misconduct",
    "search",
    "set_condition",
    "settle",
    "tell_lessee",
]
