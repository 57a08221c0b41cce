"""The doors: every change of a case is one function here, one transaction, and leaves an event."""

from onewindow.cases.services.applying import correct, rate, submit, withdraw
from onewindow.cases.services.archiving import archive
from onewindow.cases.services.at_once import decide_at_once, hand_in
from onewindow.cases.services.bundling import save_bundle, start_bundle, submit_bundle
from onewindow.cases.services.daily import run_daily
from onewindow.cases.services.deciding import close, decide, terminate
from onewindow.cases.services.delivering import confirm_service, issue
from onewindow.cases.services.door import Answer
from onewindow.cases.services.drafts import attach, detach, discard, save_correction, save_draft, start_draft
from onewindow.cases.services.handing_over import count_hand_over, hand_over, mend_hand_over
from onewindow.cases.services.intake import accept, ask_correction, deem_accepted, refuse_acceptance
from onewindow.cases.services.prereviewing import pass_prereview
from onewindow.cases.services.producing import produce, push
from onewindow.cases.services.reviewing import correct_fact, forward, release, return_to_clerk, take

__all__ = [
    "Answer",
    "accept",
    "archive",
    "ask_correction",
    "attach",
    "close",
    "confirm_service",
    "correct",
    "correct_fact",
    "count_hand_over",
    "decide",
    "decide_at_once",
    "deem_accepted",
    "detach",
    "discard",
    "forward",
    "hand_in",
    "hand_over",
    "issue",
    "mend_hand_over",
    "pass_prereview",
    "produce",
    "push",
    "rate",
    "refuse_acceptance",
    "release",
    "return_to_clerk",
    "run_daily",
    "save_bundle",
    "save_correction",
    "save_draft",
    "start_bundle",
    "start_draft",
    "submit",
    "submit_bundle",
    "take",
    "terminate",
    "withdraw",
]
