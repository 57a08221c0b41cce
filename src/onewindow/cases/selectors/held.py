"""免证办: what is on hand of the same applicant, so that nobody brings it twice: results given before, and materials handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from onewindow.accounts import roles
from onewindow.cases.models import Attachment, Case, Result
from onewindow.cases.snapshots import plan_of
from onewindow.words.actor import Actor

MOST = 50


@dataclass(frozen=True, slots=True)
class Held:
    """A result or a material on hand: ``key`` of the file, from which case and day. ``material`` is its key in that case's procedure."""

    key: str
    title: str
    material: str
    case: str
    procedure: str
    on: date
    document_number: str = ""
    valid_until: date | None = None


def held_results(actor: Actor, *, uscc: str = "", person_key: str = "", on: date) -> tuple[Held, ...]:
    """The results given to a holder that are valid on a day, the latest first. Raises Refused (403) for who may not receive cases."""
    roles.require(actor, "cases.receive")
    rows = Result.objects.filter(_theirs(uscc, person_key, "case__"), scan__isnull=False, case__issued_at__isnull=False)
    valid = rows.filter(Q(valid_until=None) | Q(valid_until__gte=on)).select_related("case", "scan").order_by("-printed_at")[:MOST]
    return tuple(
        Held(
            row.scan.key,
            row.title,
            row.scan.material,
            row.case.number,
            row.case.procedure,
            row.printed_at.date(),
            row.document_number,
            row.valid_until,
        )
        for row in valid
        if row.scan is not None
    )


def held_materials(actor: Actor, *, uscc: str = "", person_key: str = "") -> tuple[Held, ...]:
    """The materials that a holder handed in for cases that were accepted, the latest of each title first."""
    roles.require(actor, "cases.receive")
    kept = Attachment.objects.filter(_theirs(uscc, person_key, "case__"), pending=False, replaced_at=None, case__accepted_on__isnull=False)
    found: dict[str, Held] = {}
    for row in kept.exclude(material="result").select_related("case").order_by("-attached_at")[:MOST]:
        case = row.case
        assert case is not None  # by the filter
        title = next((each.title for each in plan_of(case.snapshot_id).materials if each.key == row.material), row.material)
        found.setdefault(title, Held(row.key, title, row.material, case.number, case.procedure, row.attached_at.date()))
    return tuple(found.values())


def _theirs(uscc: str, person_key: str, prefix: str) -> Q:
    """The cases of one holder; of nobody, none."""
    if uscc:
        return Q(**{f"{prefix}uscc": uscc})
    return Q(**{f"{prefix}person_key": person_key}) if person_key else Q(pk__in=Case.objects.none())
