"""Numbers that were given before this platform: those printed in the gazettes that were imported."""

from __future__ import annotations

from django.db.models import F

from miluo.normative_documents.numbers import GOVERNMENT_CODE, RegistrationNumber, parse
from onewindow.law.models import DocumentVersion
from onewindow.organisations.models import Issuer
from onewindow.organisations.selectors import by_name
from onewindow.words.refused import Refused


def printed() -> list[tuple[RegistrationNumber, DocumentVersion]]:
    """Every registration number in the current text of an imported document, with that text; what cannot be read is left out."""
    versions = DocumentVersion.objects.filter(serial=F("document__current")).exclude(registration="").defer("content")
    found = []
    for version in versions.select_related("document"):
        try:
            found.append((parse(version.registration), version))
        except Refused:
            continue
    return found


def last_printed(issuer: Issuer, year: int) -> int:
    """The highest serial of an issuer and year that is printed in an imported gazette, 0 if none is: it is never given again."""
    code = issuer.code or GOVERNMENT_CODE
    return max(
        (
            number.serial
            for number, version in printed()
            if (number.prefix, number.code, number.year) == (issuer.prefix, code, year) and _is_of(version, issuer)
        ),
        default=0,
    )


def _is_of(version: DocumentVersion, issuer: Issuer) -> bool:
    """Whether the document is this issuer's: asked only of those who share their prefix and code with another."""
    sharing = Issuer.objects.filter(prefix=issuer.prefix, code=issuer.code).exclude(pk=issuer.pk)
    if not sharing.exists():
        return True
    try:
        return by_name(version.issuer).pk == issuer.organisation_id
    except Refused:
        return False
