"""The acts of this room: each one transaction, one event. ``by=`` who, ``at=`` business time; ``moment=`` system time."""

from onewindow.accounts.services.delegating import delegate, end_delegation
from onewindow.accounts.services.granting import authorise, bind_leader, grant, revoke, withdraw
from onewindow.accounts.services.people import activate, create_user, deactivate, initial_password, set_password, unlock
from onewindow.accounts.services.personal import erase, unmask
from onewindow.accounts.services.signing_in import End, end_others, sign_in, sign_in_failed, sign_out, sweep

__all__ = [
    "End",
    "activate",
    "authorise",
    "bind_leader",
    "create_user",
    "deactivate",
    "delegate",
    "end_delegation",
    "end_others",
    "erase",
    "grant",
    "initial_password",
    "revoke",
    "set_password",
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "sweep",
    "unlock",
    "unmask",
    "withdraw",
]
