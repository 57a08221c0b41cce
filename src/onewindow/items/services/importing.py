"""导入上级平台清单: the file is kept as the list to compare with, its good rows become drafts, its wrong rows come back marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from onewindow.accounts.roles import require
from onewindow.items import reading, sheet
from onewindow.items.content import ELEMENTS, Content
from onewindow.items.elements import Element
from onewindow.items.models import Item, ItemVersion, UpstreamItem, UpstreamList
from onewindow.items.selectors import all_on, content_of, open_version, version_on
from onewindow.items.services.drafting import draft
from onewindow.organisations.models import Organisation
from onewindow.papers import files
from onewindow.papers.uploads import check_upload
from onewindow.rules import sheets
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

SUBJECT = "items:upstream"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: drafts made, rows that say what is in force already, and the problems by row."""

    upstream: UpstreamList
    drafted: tuple[ItemVersion, ...]
    unchanged: int
    problems: Mapping[int, tuple[Problem, ...]]


@transaction.atomic
def import_list(*, content: bytes, file_name: str, by: Actor, at: datetime) -> Imported:
    """Take a list of the upper platform. A row becomes a draft where it says something else than what is in force; nothing is published.

    Raises Refused without the permission, for what is no Excel file, and for a header that names no or a renamed column.
    """
    require(by, "items.import")
    check_upload(file_name, content, allowed=("xlsx",))
    found = sheet.read_list(content)
    if found.problems:
        raise Refused.of(list(found.problems))
    upstream = UpstreamList.objects.create(
        file_name=file_name[:200],
        digest=files.keep(content).digest,
        elements=[each.name for each in ELEMENTS if each.name not in found.absent],
        imported_by=by.id,
        imported_at=at,
    )
    problems, lines = dict(found.wrong), [sheet.line_of(row) for row in found.good]
    _keep_lines(upstream, lines)
    drafted, unchanged = [], 0
    for line in lines:
        try:
            version = _drafted(line, by=by, at=at)
        except Refused as refused:
            problems[line.number] = tuple(map(_in_column, refused.problems))
            continue
        unchanged += version is None
        drafted += [version] if version else []
    _report(upstream, content, drafted, unchanged, problems)
    record(subject=SUBJECT, kind="items.imported", by=by, at=at, body={"list": upstream.number, **_counts(upstream)})
    return Imported(upstream, tuple(drafted), unchanged, problems)


def digests_in_use() -> set[str]:
    """The digests of imported lists and of what was returned marked: what the sweep of the store leaves alone."""
    kept = UpstreamList.objects.values_list("digest", "report__marked")
    return {digest for pair in kept for digest in pair if digest}


def _keep_lines(upstream: UpstreamList, lines: Sequence[sheet.Line]) -> None:
    bodies = {each.key: each for each in Organisation.objects.all()}
    UpstreamItem.objects.bulk_create(
        UpstreamItem(
            of=upstream,
            row=line.number,
            code=line.values["code"],
            title=line.values["title"],
            organisation=bodies.get(line.values["organisation"]),
            values=line.values,
        )
        for line in lines
    )


def _drafted(line: sheet.Line, *, by: Actor, at: datetime) -> ItemVersion | None:
    """The draft of a row; None where it says what is in force. Raises Refused for a row that is no item."""
    with transaction.atomic():
        found = _item_of(line, day_of(at))
        base = _base(found, day_of(at))
        said = reading.content(_laid_over(base, line.values, found.key if found else line.values.get("key") or _key_of(line)))
        if base is not None and said == base:
            return None
        return draft(content=said, note=f"导入上级平台清单第{line.number}行", origin="import", by=by, at=at)


def _item_of(line: sheet.Line, on: date) -> Item | None:
    """The item of a row: by its code, else by the key that the row names, else by name and body, where it bore another code."""
    by_code = Item.objects.filter(code=line.values["code"]).first()
    if by_code or "key" in line.values:
        return by_code or Item.objects.filter(key=line.values["key"]).first()
    same = all_on(on).filter(title=line.values["title"], item__organisation__key=line.values["organisation"])[:2]
    return same[0].item if len(same) == 1 else None


def _base(found: Item | None, on: date) -> Content | None:
    """What a row is laid over: the version in force, else the last one that there is."""
    if found is None:
        return None
    if open_version(found):
        raise Refused("该事项已有没有完成的版本", code="open_version", field="code", expected="先发布或者放弃该版，再导入")
    version = version_on(found.key, on) or found.versions.order_by("-number").first()
    return content_of(version) if version else None


def _laid_over(base: Content | None, values: Mapping[str, Any], key: str) -> dict[str, Any]:
    raw = {} if base is None else base.as_json()
    for element in ELEMENTS:
        if element.name in values:
            raw[element.name] = _merged(element, raw.get(element.name), values[element.name])
    return {**raw, "key": key}


def _merged(element: Element, before: Any, value: Any) -> Any:
    """A value of a row; an entry of the same name keeps its key, and what the list does not say of it."""
    if element.kind == "part":
        return {**(before or {}), **value}
    if element.kind != "parts" or not before:
        return value
    name = next(column.name for column in element.columns if column.kind == "word")
    known = {entry.get(name): entry for entry in before}
    return [{**known.get(entry.get(name), {}), **entry} for entry in value]


def _key_of(line: sheet.Line) -> str:
    """A key for a new item, from its code."""
    return f"u-{re.sub('[^a-z0-9]+', '-', line.values['code'].lower()).strip('-')}"[:60]


def _in_column(problem: Problem) -> Problem:
    """A problem of ``result.title`` or ``materials[2].title`` is in the column of the element."""
    return replace(problem, field=re.split(r"[.\[]", problem.field)[0]) if problem.field else problem


def _report(
    upstream: UpstreamList, content: bytes, drafted: Sequence[ItemVersion], unchanged: int, problems: Mapping[int, tuple[Problem, ...]]
) -> None:
    marked = files.keep(sheets.marked(content, problems, sheet.columns())).digest if problems else ""
    upstream.report = {
        "drafted": [[version.item.key, version.number] for version in drafted],
        "unchanged": unchanged,
        "wrong": [[row, each.message, each.expected or ""] for row in sorted(problems) for each in problems[row]],
        "marked": marked,
    }
    upstream.save()


def _counts(upstream: UpstreamList) -> dict[str, int]:
    report = upstream.report
    return {"drafted": len(report["drafted"]), "unchanged": report["unchanged"], "wrong": len(report["wrong"])}
