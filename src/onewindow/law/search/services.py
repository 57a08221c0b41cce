"""The doors of the index: bring it up to date with what the rooms provide. Called by the doors that change a text, never by a signal.

Entries are derived from what is recorded elsewhere: they leave no event, and the same again changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from onewindow.law.search import index
from onewindow.law.search.findable import Entry, kind, kinds
from onewindow.law.search.folding import fold
from onewindow.law.search.models import SearchEntry
from onewindow.words.canonical import canonical

_BATCH = 500  # rows a statement
_DAY = 1 << 24  # numbers for the entries of one day
_FORM = 1  # of folded text and pairs: another number has the next rebuild write every entry anew


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Bring every kind up to date and drop what no room provides any more; kind → entries changed."""
    left = [each.key for each in kinds()]
    _remove(SearchEntry.objects.exclude(kind__in=left).values_list("id", flat=True))
    changed = {key: refresh(key) for key in left}
    if any(changed.values()):
        index.settle()
    return changed


@transaction.atomic
def refresh(key: str) -> int:
    """Bring one kind up to date: how many entries came, went or changed. Raises Refused for an unknown kind."""
    return _keep(key, list(kind(key).entries()), whole=True)


@transaction.atomic
def put(key: str, entries: Iterable[Entry]) -> int:
    """Enter or replace these entries of a kind and leave its others: how many came or changed."""
    return _keep(key, list(entries), whole=False)


@transaction.atomic
def remove(key: str, names: Collection[str]) -> int:
    """Take entries of a kind out by their keys: how many there were."""
    return _remove(SearchEntry.objects.filter(kind=key, key__in=list(names)).values_list("id", flat=True))


def _keep(key: str, entries: Sequence[Entry], *, whole: bool) -> int:
    wanted = {entry.key: (entry, _digest(entry)) for entry in entries}
    rows = SearchEntry.objects.filter(kind=key)
    kept = {row[0]: row[1:] for row in (rows if whole else rows.filter(key__in=list(wanted))).values_list("key", "digest", "id")}
    new = {name: pair for name, pair in wanted.items() if name not in kept or kept[name][0] != pair[1]}
    gone = [number for name, (_, number) in kept.items() if name in new or name not in wanted]
    _remove(gone)
    _add(key, new)
    return len(new) + sum(name not in wanted for name in kept)


def _add(key: str, entries: Mapping[str, tuple[Entry, str]]) -> None:
    numbers = _Numbers()
    rows = [_row(key, entry, digest, numbers.next(entry)) for entry, digest in entries.values()]
    SearchEntry.objects.bulk_create(rows, batch_size=_BATCH)
    for start in range(0, len(rows), _BATCH):
        index.add([_words(row.id, row.folded) for row in rows[start : start + _BATCH]])


def _remove(numbers: Iterable[int]) -> int:
    found = list(numbers)
    for start in range(0, len(found), _BATCH):
        rows = SearchEntry.objects.filter(pk__in=found[start : start + _BATCH])
        index.remove([_words(*row) for row in rows.values_list("id", "folded")])
        rows.delete()
    return len(found)


class _Numbers:
    """Numbers for new entries: above those of earlier days, and above those of the same day."""

    def __init__(self) -> None:
        self.last: dict[int, int] = {}

    def next(self, entry: Entry) -> int:
        first = (entry.day.toordinal() if entry.day else 0) * _DAY
        if first not in self.last:
            highest = SearchEntry.objects.filter(id__gte=first, id__lt=first + _DAY).aggregate(Max("id"))["id__max"]
            self.last[first] = first if highest is None else highest
        self.last[first] += 1
        return self.last[first]


def _row(key: str, entry: Entry, digest: str, number: int) -> SearchEntry:
    values = {**asdict(entry), "url_args": list(entry.url_args), "folded": f"{fold(entry.title)}\n{fold(entry.text)}"}
    day = values.pop("day")
    return SearchEntry(id=number, kind=key, year=day.year if day else None, digest=digest, **values)


def _words(number: int, folded: str) -> index.Row:
    title, _, body = folded.partition("\n")
    return number, title, body


def _digest(entry: Entry) -> str:
    return hashlib.sha256(canonical([_FORM, asdict(entry)]).encode()).hexdigest()
