"""The doors: every change of a case is one function here, one transaction, and leaves an event."""

from onewindow.cases.services.applying import correct, rate, submit, withdraw
from onewindow.cases.services.at_once import decide_at_once, hand_in
from onewindow.cases.services.daily import run_daily
from onewindow.cases.services.deciding import close, decide, issue, terminate
from onewindow.cases.services.door import Answer
from onewindow.cases.services.drafts import attach, detach, discard, save_correction, save_draft, start_draft
from onewindow.cases.services.intake import accept, ask_correction, deem_accepted, refuse_acceptance
from onewindow.cases.services.prereviewing import pass_prereview
from onewindow.cases.services.producing import produce, push
from onewindow.cases.services.reviewing import correct_fact, forward, release, return_to_clerk, take

__all__ = [
    "Answer",
    "accept",
    "ask_correction",
    "attach",
    "close",
    "correct",
    "correct_fact",
    "decide",
    "decide_at_once",
    "deem_accepted",
    "detach",
    "discard",
    "forward",
    "hand_in",
    "issue",
    "pass_prereview",
    "produce",
    "push",
    "rate",
    "refuse_acceptance",
    "release",
    "return_to_clerk",
    "run_daily",
    "save_correction",
    "save_draft",
    "start_draft",
    "submit",
    "take",
    "terminate",
    "withdraw",
]
