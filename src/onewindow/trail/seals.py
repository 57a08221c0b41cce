"""The daily seal: a Merkle root over the day's events, chained to the seal before, and written outside the database too."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import get_default_timezone

from onewindow.trail import roots
from onewindow.trail.chain import SEAL_COLUMNS, day_text, heads_digest, row_hash, time_text
from onewindow.trail.horizon import horizon
from onewindow.trail.merkle import Tree
from onewindow.trail.models import Event, Seal
from onewindow.words.refused import Refused


def seal_day(day: date, *, at: datetime) -> Seal:
    """Seal a day that is over, once; a day that is sealed comes back as it is. ``str(seal)`` is the line to print.

    The seal covers every event that no seal covers yet, up to the last one recorded on the day (system clock, the county's time zone)
    below the horizon. So none is covered twice and none is missed: an event whose transaction commits after the seal of its day stands
    under the seal of the next. Days are sealed without gaps; a day without events has a seal too. The file outside the database is
    written after the commit, so it never claims what the database does not have; a missing one is written again.

    Raises Refused for a day that is not over or not the next, RuntimeError inside another transaction.
    """
    if day >= at.astimezone(get_default_timezone()).date():
        raise Refused(f"{day}尚未结束，不能封印", code="day_not_over", field="day", expected="已经结束的一天")
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE trail_seal IN SHARE ROW EXCLUSIVE MODE")
        seal = Seal.objects.filter(day=day).first() or _seal(day, at)
    if day not in roots.days():
        _, heads = _covered(_before(seal.day), seal.last)
        roots.write(day, roots.text_of(as_row(seal), heads))
    return seal


def seal_through(day: date, *, at: datetime) -> list[Seal]:
    """Seal every day up to and with ``day`` that is not sealed yet, in order, and write again every file that is missing."""
    latest = Seal.objects.order_by("-day").first()
    outside = roots.days()
    unwritten = [sealed for sealed in Seal.objects.values_list("day", flat=True) if sealed not in outside]
    first = latest.day + timedelta(days=1) if latest else (_first_day() or day)
    for sealed in unwritten:
        seal_day(sealed, at=at)
    return [seal_day(first + timedelta(days=n), at=at) for n in range((day - first).days + 1)]


def as_row(seal: Seal) -> dict[str, int | str]:
    """The seal as the values under its hash, and the hash."""
    texts: dict[str, Any] = {"day": day_text(seal.day), "sealed_at": time_text(seal.sealed_at)}
    return {name: texts.get(name, getattr(seal, name)) for name in (*SEAL_COLUMNS, "hash")}


def _seal(day: date, at: datetime) -> Seal:
    latest = Seal.objects.order_by("-day").first()
    _require_next(day, latest)
    after = latest.last if latest else 0
    final = horizon()  # before the events are looked at: what is below it is all there
    end = datetime.combine(day + timedelta(days=1), time(), get_default_timezone())
    covered = Event.objects.filter(id__gt=after, id__lte=final, recorded_at__lt=end)
    last = covered.aggregate(last=Max("id"))["last"] or after
    tree, heads = _covered(after, last)
    seal = Seal(
        day=day,
        last=last,
        count=tree.count,
        root=tree.root(),
        heads=heads_digest(heads),
        sealed_at=at,
        previous=latest.hash if latest else "",
    )
    row = as_row(seal)
    seal.hash = row_hash([row[name] for name in SEAL_COLUMNS])
    seal.save(force_insert=True)
    return seal


def _require_next(day: date, latest: Seal | None) -> None:
    due = latest.day + timedelta(days=1) if latest else _first_day()
    if due and (day > due or (latest and day < due)):
        raise Refused(f"日封须逐日进行，下一个待封日为{due}", code="day_out_of_order", field="day", expected=str(due))


def _first_day() -> date | None:
    first = Event.objects.order_by("id").values_list("recorded_at", flat=True).first()
    return first.astimezone(get_default_timezone()).date() if first else None


def _before(day: date) -> int:
    return Seal.objects.filter(day__lt=day).order_by("-day").values_list("last", flat=True).first() or 0


def _covered(after: int, last: int) -> tuple[Tree, list[roots.Head]]:
    """The tree over the events after ``after`` up to ``last``, and the end of every chain among them."""
    tree, ends = Tree(), {}
    events = Event.objects.filter(id__gt=after, id__lte=last).order_by("id").values_list("subject", "position", "hash")
    for subject, position, digest in events.iterator(chunk_size=2000):
        tree.add(digest)
        ends[subject] = (position, digest)
    return tree, [(subject, *end) for subject, end in ends.items()]
