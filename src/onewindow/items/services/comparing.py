"""每日比对: the catalogue in force beside the list of the upper platform that was imported last; what differs is to be settled by a day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from onewindow.items import comparison
from onewindow.items.law import settle_within, source_of
from onewindow.items.models import Discrepancy, UpstreamList
from onewindow.items.selectors import contents_on
from onewindow.items.services.importing import SUBJECT
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import add


@transaction.atomic
def compare_with_upstream(*, at: datetime) -> dict[str, int]:
    """Idempotent: how many differences there are, how many are new, and how many were settled since. Nothing without a list."""
    upstream = UpstreamList.objects.order_by("-number").first()
    if upstream is None:
        return {"open": 0, "found": 0, "settled": 0}
    on = day_of(at)
    found = comparison.compare([content for _, content in contents_on(on)], {each.code: each.values for each in upstream.items.all()})
    now = {(each.code, each.element): each for each in found}
    known = {(each.code, each.element): each for each in Discrepancy.objects.select_for_update(of=("self",)).filter(settled_on=None)}
    gone = [each for key, each in known.items() if key not in now]
    for each in gone:
        each.settled_on = on
        each.save(update_fields=["settled_on"])
    new = [each for key, each in now.items() if key not in known]
    _open(new, on)
    _refresh(known, now)
    counts = {"open": len(now), "found": len(new), "settled": len(gone)}
    if new or gone:
        body = {"list": upstream.number, "clause": source_of("settling").id, **counts}
        record(subject=SUBJECT, kind="items.compared", by=SYSTEM, at=at, body=body)
    return counts


def _open(new: list[comparison.Difference], on: date) -> None:
    settle_by = add(on, settle_within(), current_calendar()).due
    bodies = {each.key: each for each in Organisation.objects.all()}
    Discrepancy.objects.bulk_create(
        Discrepancy(
            code=each.code,
            title=each.title,
            organisation=bodies.get(each.organisation),
            kind=each.kind,
            element=each.element,
            ours=each.ours,
            theirs=each.theirs,
            found_on=on,
            settle_by=settle_by,
        )
        for each in new
    )


def _refresh(known: dict[tuple[str, str], Discrepancy], now: dict[tuple[str, str], comparison.Difference]) -> None:
    """What still differs but says something else by now is told as it is; its day stays."""
    for key, row in known.items():
        each = now.get(key)
        if each and (row.ours, row.theirs, row.kind) != (each.ours, each.theirs, each.kind):
            row.ours, row.theirs, row.kind = each.ours, each.theirs, each.kind
            row.save(update_fields=["ours", "theirs", "kind"])
