"""The acts of 汨政发〔2023〕2号."""

from miluo.open_economy.services.claims import award, check_claim, check_setup, known, payable
from miluo.open_economy.services.fair_lists import enter_list
from miluo.open_economy.services.fairs import (
    approve_fair,
    check_fair_approval,
    check_listed_fair,
    check_online,
    check_unlisted_fair,
)
from miluo.open_economy.services.platforms import check_dispatch, check_platform
from miluo.open_economy.services.verifying import verified

__all__ = [
    "approve_fair",
    "award",
    "check_claim",
    "check_dispatch",
    "check_fair_approval",
    "check_listed_fair",
    "check_online",
    "check_platform",
    "check_setup",
    "check_unlisted_fair",
    "enter_list",
    "known",
    "payable",
    "verified",
]
