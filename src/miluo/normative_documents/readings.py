"""The answers that hold where 汨政办发〔2023〕5号 can be read in two ways (``readings.yaml``)."""

from __future__ import annotations

from datetime import date

from miluo.normative_documents.regulation import REGULATION
from onewindow.rules.readings import questions_of


def reading(name: str, on: date) -> str:
    """The key of the answer that holds on a day. Raises KeyError for a question that is not asked."""
    return questions_of(REGULATION.folder)[name].on(on)
