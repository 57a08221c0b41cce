"""三统一: what is not registered, numbered and published is not to be relied on; a warning, or by the strict reading a stop."""

from __future__ import annotations

from datetime import date

from miluo.normative_documents.models import Registration
from miluo.normative_documents.readings import reading
from miluo.normative_documents.regulation import REGULATION
from onewindow.law.regulation import Regulation
from onewindow.law.reliance import Doubt

CLAUSE = "normdoc-2b"


def registered(regulation: Regulation, on: date) -> Doubt | None:
    """What is wanting where a document prints no registration number and has none in the register by that day.

    This notice itself is no normative document: it binds offices in their own work.
    """
    if regulation.registration or regulation is REGULATION:
        return None
    if Registration.objects.filter(document__document_number=regulation.number, registered_on__lte=on).exists():
        return None
    return Doubt(
        f"{regulation.number}没有登记号：规范性文件应当统一登记、统一编号、统一公布",
        CLAUSE,
        "由制定机关向市司法局补办登记",
        blocks=reading("unregistered_basis", on) == "block",
    )
