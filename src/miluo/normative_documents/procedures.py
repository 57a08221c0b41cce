"""The life of a normative document, read when the county is loaded: its steps and limits register themselves, and its check."""

from miluo.normative_documents.life import ACTS, CHECK, DEPOSIT, FILING, REVIEW
from miluo.normative_documents.reliance import registered
from onewindow.law import reliance

__all__ = ["ACTS", "CHECK", "DEPOSIT", "FILING", "REVIEW"]

reliance.check_with("normdoc-2b", registered)
