"""The doors: every change of a normative document, its registration, and the list of issuers."""

from miluo.normative_documents.services.cleaning import clean_up, expire_due, warn_due, warnings_on
from miluo.normative_documents.services.deciding import assign_number, decide, lodge, sign
from miluo.normative_documents.services.drafting import attach, missing, start, submit, write
from miluo.normative_documents.services.issuers import add_issuer, remove_issuer
from miluo.normative_documents.services.publishing import publish, report_for_record
from miluo.normative_documents.services.registering import deposit, gaps, next_number, register, reopen, send_back
from miluo.normative_documents.services.reviewing import decline, forward, give_opinion

__all__ = [
    "add_issuer",
    "assign_number",
    "attach",
    "clean_up",
    "decide",
    "decline",
    "deposit",
    "expire_due",
    "forward",
    "gaps",
    "give_opinion",
    "lodge",
    "missing",
    "next_number",
    "publish",
    "register",
    "remove_issuer",
    "reopen",
    "report_for_record",
    "send_back",
    "sign",
    "start",
    "submit",
    "warn_due",
    "warnings_on",
    "write",
]
