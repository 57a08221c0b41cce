"""The doors of the integrated window."""

from miluo.integrated_window.services.imports import import_list
from miluo.integrated_window.services.letters import draw_up, revoke, sign
from miluo.integrated_window.services.lists import (
    activate,
    approve_negative,
    confirm,
    list_negative,
    list_online,
    propose,
    reject,
    remove,
    remove_negative,
    remove_online,
)
from miluo.integrated_window.services.oversight import (
    close_check,
    decide_sanction,
    dismiss_sanction,
    propose_sanction,
    record_check,
    refer_sanction,
)
from miluo.integrated_window.services.people import appoint_chief, appoint_courier, end_chief, end_courier, end_liaison, name_liaison
from miluo.integrated_window.services.registers import enter, strike
from miluo.integrated_window.services.themes import name_owner, put_online, take_offline
from miluo.integrated_window.services.training import hold_training

__all__ = [
    "activate",
    "appoint_chief",
    "appoint_courier",
    "approve_negative",
    "close_check",
    "confirm",
    "decide_sanction",
    "dismiss_sanction",
    "draw_up",
    "end_chief",
    "end_courier",
    "end_liaison",
    "enter",
    "hold_training",
    "import_list",
    "list_negative",
    "list_online",
    "name_liaison",
    "name_owner",
    "propose",
    "propose_sanction",
    "put_online",
    "record_check",
    "refer_sanction",
    "reject",
    "remove",
    "remove_negative",
    "remove_online",
    "revoke",
    "sign",
    "strike",
    "take_offline",
]
