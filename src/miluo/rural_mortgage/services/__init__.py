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
from miluo.rural_mortgage.services.registering import check_arable, check_real_estate, known_facts, register
from miluo.rural_mortgage.services.rights import enter_lease, enter_right, lift_flag, raise_flag, record_change

__all__ = [
    "admit_bank",
    "bank_leaves",
    "cancel",
    "change",
    "check_arable",
    "check_cancellation",
    "check_change",
    "check_real_estate",
    "confirm_agreement",
    "confirm_legal_basis",
    "end_agreement",
    "end_condition",
    "enter_lease",
    "enter_right",
    "file_agreement",
    "give_consent",
    "known_facts",
    "lift_flag",
    "raise_flag",
    "record_change",
    "record_vote",
    "register",
    "report_event",
    "set_condition",
    "tell_lessee",
]
