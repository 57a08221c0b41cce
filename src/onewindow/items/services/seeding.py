"""首次装载: the items that a county brings, published as version 1; and the YAML files that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from onewindow.items import reading
from onewindow.items.completeness import require_complete
from onewindow.items.content import Content
from onewindow.items.law import SEEDED
from onewindow.items.models import Item, ItemVersion
from onewindow.items.services.drafting import body_of, require_free_code
from onewindow.items.services.opening import put, told
from onewindow.items.services.publishing import enter
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused


@dataclass(frozen=True, slots=True)
class Seed:
    """One item of a file: its content and the first day on which it holds."""

    content: Content
    effective_from: date
    file: str


def seeds(folder: Path) -> list[Seed]:
    """Every item of the YAML files of a folder, by file name.

    A file names ``effective_from`` (a day), may have ``defaults`` (elements that each of its items takes over where it says nothing
    itself) and lists ``items``. Raises Refused, naming the file and the item, for one that is wrong.
    """
    return [seed for file in sorted(folder.glob("*.yaml")) for seed in _seeds_of(file)]


@transaction.atomic
def load(found: Iterable[Seed], *, by: Actor, at: datetime) -> list[ItemVersion]:
    """Publish as version 1 what is not in the catalogue yet; an item that is there stays as it is. Only the system does this.

    Raises Refused for an incomplete item, and (403) for anybody else.
    """
    if by.id != SYSTEM.id:
        raise Refused("首次装载只由系统进行", code="permission_denied", field="by", clause=SEEDED.id, status=403)
    known = set(Item.objects.values_list("key", flat=True))
    return [_enter(seed, by=by, at=at) for seed in found if seed.content.key not in known]


def _enter(seed: Seed, *, by: Actor, at: datetime) -> ItemVersion:
    content = seed.content
    with _named(f"{seed.file}：{content.key}"):
        require_complete(content)
        body = body_of(content)
        require_free_code(None, content.code)
    item = Item.objects.create(key=content.key, code=content.code, organisation=body)
    version = ItemVersion(item=item, number=1, origin="seed", note="首次装载", drafters=[by.id], drafted_by=by.id, drafted_at=at)
    put(version, content)
    enter(version, content, first=seed.effective_from, last=None, by=by, at=at)
    return told(version, "seeded", by=by, at=at, effective_from=seed.effective_from)


def _seeds_of(file: Path) -> Iterator[Seed]:
    raw: Any = yaml.safe_load(file.read_text("utf-8"))
    if (
        not isinstance(raw, Mapping)
        or set(raw) - {"effective_from", "defaults", "items"}
        or not isinstance(raw.get("effective_from"), date)
    ):
        raise Refused(f"{file.name}的写法不对", code="wrong_file", field="file", expected="effective_from、defaults、items")
    for entry in raw.get("items") or ():
        with _named(f"{file.name}：{entry.get('key', '?')}"):
            yield Seed(reading.content({**(raw.get("defaults") or {}), **entry}), raw["effective_from"], file.name)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say in a refusal of which item of which file it is."""
    try:
        yield
    except Refused as refused:
        said = "；".join(f"{problem.message}（{problem.field}）" for problem in refused.problems)
        raise Refused(f"{name}：{said}", code=refused.first.code, field="file", clause=refused.first.clause) from None
