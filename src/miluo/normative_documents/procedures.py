"""The life of a normative document, read when the county is loaded: its steps and limits register themselves."""

from miluo.normative_documents.life import ACTS, CHECK, DEPOSIT, FILING, REVIEW

__all__ = ["ACTS", "CHECK", "DEPOSIT", "FILING", "REVIEW"]
