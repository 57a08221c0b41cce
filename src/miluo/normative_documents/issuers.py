"""Who issues, whose office handles its papers, whose legal body reviews, and which counter numbers it."""

from __future__ import annotations

from datetime import datetime

from miluo.normative_documents.numbers import GOVERNMENT_CODE
from onewindow.organisations import selectors as organisations
from onewindow.organisations.models import Issuer, Organisation
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

JUSTICE = "justice"  # 市司法局: reviews for the government and its office, registers for all (normdoc-2c)
GOVERNMENT_OFFICE = "government-office"
CITY = ("government", GOVERNMENT_OFFICE)  # the issuers of route A (article 三, first paragraph)


def listed(issuer: str, at: datetime) -> Issuer:
    """The line of an issuer that is on the list on that day. Raises Refused, saying why, for a body that is not."""
    line: Issuer | None = None
    try:
        line = organisations.issuer(issuer)
        body: Organisation | None = line.organisation
    except Refused:
        body = _body(issuer)
    on = day_of(at)
    if line and (line.valid_from is None or line.valid_from <= on) and (line.valid_until is None or on <= line.valid_until):
        return line
    vertical = body is not None and body.kind == Organisation.Kind.VERTICAL
    name = body.name if body else f"“{issuer}”"
    if vertical:
        message, clause = f"{name}实行垂直管理，依照本系统的规范性文件管理制度办理", "normdoc-1b"
    else:
        message, clause = f"{name}在{on.year}年{on.month}月{on.day}日不在制定主体清单中，不得以本单位名义制发", "normdoc-1c"
    raise Refused(
        message,
        code="not_an_issuer",
        field="issuer",
        clause=clause,
        expected=_namesakes(issuer) or "清单中的制定主体；确需制定的，提请主管部门或者市政府制发",
    )


def own_line(by: Actor, at: datetime) -> bool:
    """Whether the actor's own organisation is on the list: then it need not ask another to issue."""
    try:
        listed(by.organisation or "", at)
    except Refused:
        return False
    return True


def is_city(issuer: Issuer) -> bool:
    """Whether documents of the issuer go through the city's route (article 三, first paragraph)."""
    return issuer.organisation.key in CITY


def office_of(issuer: Issuer) -> str:
    """The organisation whose officers handle the papers of an issuer: for the government its office."""
    return GOVERNMENT_OFFICE if is_city(issuer) else issuer.organisation.key


def reviewer_of(issuer: Issuer) -> str:
    """The organisation whose legal body reviews for an issuer."""
    return JUSTICE if is_city(issuer) else issuer.organisation.key


def series_of(issuer: Issuer) -> str:
    """The counter of an issuer: by its row, since two towns share a prefix."""
    return f"normdoc:{issuer.row}:{issuer.prefix}{issuer.code or GOVERNMENT_CODE}"


def _namesakes(prefix: str) -> str:
    """The issuers whose numbers begin so: a prefix is not a name, since two towns share one (normdoc-4b)."""
    names = Issuer.objects.filter(prefix=prefix).order_by("row").values_list("organisation__name", flat=True)
    return f"“{prefix}”是登记号的字头，不是单位；写明{'或者'.join(names)}" if 0 < len(names) < 4 else ""


def _body(name: str) -> Organisation | None:
    try:
        return organisations.by_name(name)
    except Refused:
        return Organisation.objects.filter(key=name).first()
