"""The doors of supervision: findings, orders, samples, call-backs, and the work of the day. None of them moves a case."""

from onewindow.supervision.services.callbacks import call_back, contact_of, open_call_backs
from onewindow.supervision.services.daily import run_daily
from onewindow.supervision.services.escalating import climb
from onewindow.supervision.services.findings import enter, look, withdraw
from onewindow.supervision.services.orders import accept_reply, issue_order, reply, return_reply, revoke_order
from onewindow.supervision.services.sampling import check, draw

__all__ = [
    "accept_reply",
    "call_back",
    "check",
    "climb",
    "contact_of",
    "draw",
    "enter",
    "issue_order",
    "look",
    "open_call_backs",
    "reply",
    "return_reply",
    "revoke_order",
    "run_daily",
    "withdraw",
]
