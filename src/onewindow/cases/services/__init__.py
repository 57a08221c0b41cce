"""The doors: every change of a case is one function here, one transaction, and leaves an event."""

from onewindow.cases.services.applying import correct, rate, submit, withdraw
from onewindow.cases.services.archiving import archive
from onewindow.cases.services.at_once import decide_at_once, hand_in
from onewindow.cases.services.at_window import decide_at_window
from onewindow.cases.services.bundling import attach_to_bundle, detach_from_bundle, save_bundle, start_bundle, submit_bundle
from onewindow.cases.services.consulting import answer_consultation, consult, cosign, withdraw_consultation
from onewindow.cases.services.corrections import ask_correction, ask_correction_in_review, correct_at_window
from onewindow.cases.services.daily import run_daily
from onewindow.cases.services.deciding import close, decide, terminate
from onewindow.cases.services.delivering import confirm_service, issue
from onewindow.cases.services.door import Answer
from onewindow.cases.services.drafts import attach, detach, discard, save_correction, save_draft, start_draft
from onewindow.cases.services.handing_over import count_hand_over, hand_over, mend_hand_over
from onewindow.cases.services.holidays import confirm_notice, propose_notice, reject_notice
from onewindow.cases.services.intake import accept, deem_accepted, refuse_acceptance
from onewindow.cases.services.lending import give_back_draft, lend_draft, take_over_draft
from onewindow.cases.services.passing import hand_over_tasks, return_to_prereview, take_back, transfer
from onewindow.cases.services.prereviewing import pass_prereview
from onewindow.cases.services.producing import produce, push
from onewindow.cases.services.reviewing import correct_fact, forward, release, return_to_clerk, take
from onewindow.cases.services.specials import begin_special, end_special, prolong
from onewindow.cases.services.undertakings import settle_undertaking
from onewindow.cases.services.urging import urge
from onewindow.cases.services.versions import answer_version, move_to_version, undo_version

__all__ = [
    "Answer",
    "accept",
    "answer_consultation",
    "answer_version",
    "archive",
    "ask_correction",
    "ask_correction_in_review",
    "attach",
    "attach_to_bundle",
    "begin_special",
    "close",
    "confirm_notice",
    "confirm_service",
    "consult",
    "correct",
    "correct_at_window",
    "correct_fact",
    "cosign",
    "count_hand_over",
    "decide",
    "decide_at_once",
    "decide_at_window",
    "deem_accepted",
    "detach",
    "detach_from_bundle",
    "discard",
    "end_special",
    "forward",
    "give_back_draft",
    "hand_in",
    "hand_over",
    "hand_over_tasks",
    "issue",
    "lend_draft",
    "mend_hand_over",
    "move_to_version",
    "pass_prereview",
    "produce",
    "prolong",
    "propose_notice",
    "push",
    "rate",
    "refuse_acceptance",
    "reject_notice",
    "release",
    "return_to_clerk",
    "return_to_prereview",
    "run_daily",
    "save_bundle",
    "save_correction",
    "save_draft",
    "settle_undertaking",
    "start_bundle",
    "start_draft",
    "submit",
    "submit_bundle",
    "take",
    "take_back",
    "take_over_draft",
    "terminate",
    "transfer",
    "undo_version",
    "urge",
    "withdraw",
    "withdraw_consultation",
]
