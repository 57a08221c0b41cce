"""The county's hall from its data: businesses, windows with their zones, slots. A second load changes nothing that is the same."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction

from onewindow.hall.models import Business, Slot, Window, Zone, ZoneItem
from onewindow.hall.models.places import PLACED, WindowType
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused

Row = Mapping[str, str]


@transaction.atomic
def load_hall(folder: Path, *, by: Actor, at: datetime) -> int:
    """Everything of ``hall_businesses.csv``, ``hall_windows.csv`` and ``hall_slots.csv``; how many windows there are now.

    A county without these files has no hall. Raises Refused with every row that is wrong.
    """
    loaders = {"hall_businesses": load_businesses, "hall_windows": load_windows, "hall_slots": load_slots}
    for name, loader in loaders.items():
        if (file := folder / f"{name}.csv").is_file():
            with file.open(encoding="utf-8-sig", newline="") as lines:
                loader(list(csv.DictReader(lines)), by=by, at=at)
    return Window.objects.count()


@transaction.atomic
def load_businesses(rows: Iterable[Row], *, by: Actor, at: datetime) -> int:
    """Rows of key, prefix, title, minutes; how many changed. Whether a business takes numbers is left as the hall set it."""
    changed = 0
    for row in rows:
        found = {"prefix": row["prefix"], "title": row["title"], "minutes": int(row["minutes"])}
        changed += _store(Business, row["key"], found, by=by, at=at)
    return changed


@transaction.atomic
def load_windows(rows: Iterable[Row], *, by: Actor, at: datetime) -> int:
    """Rows of key, number, name, type, zone, zone_name, organisation, businesses (prefixes joined by 、), clause; how many changed.

    Raises Refused with every window that has no type, stands in no zone where its type wants one, or names an unknown body or
    business; a missing type cites the clause of its row.
    """
    listed = list(rows)
    problems = [problem for row in listed for problem in _problems(row)]
    if problems:
        raise Refused.of(problems)
    changed = 0
    for row in listed:
        zone = _zone(row, by=by, at=at) if row["zone"] else None
        found = {"number": row["number"], "name": row["name"], "type": row["type"], "zone": zone, "clause": row.get("clause", "")}
        changed += _store(Window, row["key"], {**found, "organisation": Organisation.objects.get(key=row["organisation"])}, by=by, at=at)
        Window.objects.get(key=row["key"]).businesses.set(Business.objects.filter(prefix__in=_prefixes(row)))
    return changed


@transaction.atomic
def load_slots(rows: Iterable[Row], *, by: Actor, at: datetime) -> int:
    """Rows of business, begins, ends (HH:MM), capacity; how many slots are new or changed."""
    changed = 0
    for row in rows:
        business = Business.objects.get(key=row["business"])
        given = {"ends": time.fromisoformat(row["ends"]), "capacity": int(row["capacity"])}
        slot, new = Slot.objects.get_or_create(business=business, begins=time.fromisoformat(row["begins"]), defaults=given)
        if not new and any(getattr(slot, name) != value for name, value in given.items()):
            Slot.objects.filter(pk=slot.pk).update(**given)
            new = True
        changed += new
    return changed


def load_zones(zones: Mapping[str, Iterable[str]], *, by: Actor, at: datetime) -> None:
    """The items of zones that have none as yet, any window of the zone taking them; what the hall set stays. Raises as below."""
    settled = set(ZoneItem.objects.values_list("zone__key", flat=True))
    for zone, items in zones.items():
        if zone not in settled:
            load_zone_items(zone, dict.fromkeys(items, ""), by=by, at=at)


@transaction.atomic
def load_zone_items(zone: str, items: Mapping[str, str], *, by: Actor, at: datetime) -> int:
    """The items of a zone with the key of the one window that takes each; empty where any window of the zone does. How many there are."""
    place = Zone.objects.filter(key=zone).first()
    if place is None:
        raise Refused("没有这个专区", code="unknown_zone", field="zone", status=404)
    windows = {window.key: window for window in place.windows.all()}
    if unknown := [f"{item}：{window}" for item, window in items.items() if window and window not in windows]:
        raise Refused(f"窗口不在{place}：{'、'.join(unknown)}", code="unknown_window", field="items", expected="、".join(windows))
    held = dict(ZoneItem.objects.filter(zone=place).values_list("item", "window__key"))
    if {item: key or "" for item, key in held.items()} == dict(items):
        return len(items)
    ZoneItem.objects.filter(zone=place).delete()
    ZoneItem.objects.bulk_create(ZoneItem(zone=place, item=item, window=windows.get(window)) for item, window in items.items())
    record(subject=f"zone:{place.key}", kind="hall.zone_items_set", by=by, at=at, body={"items": sorted(items)})
    return len(items)


def _problems(row: Row) -> list[Problem]:
    where = f"{row.get('number') or row['key']}号窗口"
    expected = "、".join(f"{value}（{label}）" for value, label in WindowType.choices)
    found = []
    if row["type"] not in WindowType.values:
        found.append(Problem(f"{where}没有类型", "no_window_type", "type", row.get("clause") or None, expected))
    elif (row["type"] in PLACED) != bool(row["zone"]):
        found.append(Problem(f"{where}的类型与专区不符", "wrong_zone", "zone", None, "专区、服务中心和自助区的窗口写明专区，其他窗口不写"))
    if not Organisation.objects.filter(key=row["organisation"]).exists():
        found.append(Problem(f"{where}没有责任单位", "unknown_organisation", "organisation", None, "已有单位的代号"))
    known = set(Business.objects.values_list("prefix", flat=True))
    if unknown := [prefix for prefix in _prefixes(row) if prefix not in known]:
        found.append(
            Problem(f"{where}的业务“{'、'.join(unknown)}”没有定义", "unknown_business", "businesses", None, "、".join(sorted(known)))
        )
    return found


def _prefixes(row: Row) -> list[str]:
    return [prefix.strip() for prefix in row.get("businesses", "").split("、") if prefix.strip()]


def _zone(row: Row, *, by: Actor, at: datetime) -> Zone:
    _store(Zone, row["zone"], {"name": row["zone_name"], "type": row["type"]}, by=by, at=at)
    return Zone.objects.get(key=row["zone"])


def _store(model: type[Business] | type[Window] | type[Zone], key: str, found: dict[str, Any], *, by: Actor, at: datetime) -> bool:
    """The row of that key as found; whether anything changed. A change leaves an event."""
    row = model._default_manager.filter(key=key).first()
    if row is not None and all(getattr(row, name) == value for name, value in found.items()):
        return False
    model._default_manager.update_or_create(key=key, defaults=found)
    subject = f"{model._meta.model_name}:{key}"
    record(subject=subject, kind="hall.loaded", by=by, at=at, body={name: str(value) for name, value in found.items()})
    return True
