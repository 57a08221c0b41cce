"""Cases by number, by name, by state: each question follows one index, in whose order the pages come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from onewindow.cases.holders import name_key, sought
from onewindow.cases.life import State
from onewindow.cases.models import Case, Task
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.pages import A_PAGE, MOST_COUNTED, Edge, Page, Part, by_key, counted, starting
from onewindow.cases.selectors.titles import keys_titled
from onewindow.cases.snapshots import plan_of
from onewindow.queries import counted_once, written_once
from onewindow.words.actor import Actor
from onewindow.worktime.clock import day_of

_NUMBER = re.compile(r"[0-9A-Za-z-]{4,24}")
_CODE = re.compile(r"[0-9A-Z]{18}")
_BEGUN = {"number", "sought_name"}  # columns of which the beginning is asked
_LONG_ENOUGH = 8  # characters of a number: what begins so is few
_COLUMNS = (
    "number",
    "snapshot_id",
    "state",
    "enterprise_name",
    "masked_name",
    "organisation",
    "window",
    "submitted_at",
    "due_on",
    "decided_at",
    "period",
    "matter",
)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A case that was found: of a person the masked name alone."""

    number: str
    title: str
    state: str
    state_title: str
    holder: str
    organisation: str
    window: str
    submitted_on: date
    due_on: date | None
    decided_on: date | None
    about: str


@dataclass(frozen=True, slots=True)
class FoundPage(Page[FoundRow]):
    """A page of what was found, how many there are, and whether there are more than were counted."""

    count: int
    more: bool


def find_cases(actor: Actor, *, number: str = "", name: str = "", state: str = "", cursor: str = "", size: int = A_PAGE) -> FoundPage:
    """The cases that a supervisor, or an officer of a body that has a part in them, may read.

    ``number`` may be its beginning; ``name`` the beginning of an enterprise's name (without its place), its code, or a person's whole name.
    """
    reads, wanted = _readable(actor)
    if state in State._value2member_map_:
        wanted["state"] = state
    field, descending = "pk", True
    if number := number.strip():
        wanted["number"] = number
        if len(number) >= _LONG_ENOUGH or not state:
            field = "number"
    elif name := name.strip():
        column, wanted_name = _named(name)
        wanted[column] = wanted_name
        if column == "sought_name":
            field, descending = column, False
    n, more = counted(_how_many(MOST_COUNTED + 1, reads, **wanted))

    def ask(part: Part, edge: Edge) -> list[Any]:
        return _found(part, reads, **edge, **wanted)

    found, following, preceding = by_key(ask, field, cursor, descending=descending, size=size)
    offices = office_names({row[5] for row in found})
    return FoundPage([_row(row, offices) for row in found], following, preceding, n, more)


def described(word: str, prefix: str = "") -> Q:
    """The cases that one word of a filter may mean: by number, enterprise, code, a person's whole name, or the title of the item."""
    said = word.strip()
    meant = Q(**{f"{prefix}name_key": name_key(said)}) | Q(**{f"{prefix}procedure__in": keys_titled(said)})
    if _NUMBER.fullmatch(said):
        meant |= _prefixed("number", said, prefix)
    if _CODE.fullmatch(said.upper()):
        meant |= Q(**{f"{prefix}uscc": said.upper()})
    return meant | _prefixed("sought_name", sought(said), prefix) | Q(**{f"{prefix}enterprise_name__contains": said})


def _prefixed(field: str, text: str, prefix: str) -> Q:
    return starting(f"{prefix}{field}", text)


def _named(name: str) -> tuple[str, str]:
    """Whom a name means, as a column and what it holds: a code, a person if there is one, else the beginning of an enterprise's name."""
    if _CODE.fullmatch(name.upper()):
        return "uscc", name.upper()
    person = name_key(name)
    if Case.objects.filter(name_key=person).exclude(name_key="").exists():
        return "name_key", person
    return "sought_name", sought(name)


def _readable(actor: Actor) -> tuple[str, dict[str, str]]:
    """Whose cases the actor reads: a body that decides reads what it decides; another reads what it had a step of."""
    if actor.may("cases.supervise"):
        return "all", {}
    if not actor.may("cases.read_organisation") or not actor.organisation:
        return "none", {}
    decides = Case.objects.filter(organisation=actor.organisation).exists()
    return ("all", {"organisation": actor.organisation}) if decides else ("with a step", {"owed_by": actor.organisation})


def _matching(reads: str, /, **wanted: str) -> QuerySet[Case]:
    """The cases whose columns hold what is wanted; of a number or an enterprise's name it is the beginning."""
    rows = Case.objects.none() if reads == "none" else Case.objects.all()
    if reads == "with a step":
        rows = rows.filter(Exists(Task.objects.filter(case=OuterRef("pk"), organisation=wanted.pop("owed_by"))))
    return rows.filter(*(starting(column, text) if column in _BEGUN else Q(**{column: text}) for column, text in wanted.items()))


@counted_once
def _how_many(most: int, reads: str, /, **wanted: str) -> QuerySet[Case, Any]:
    return _matching(reads, **wanted).values_list("pk")[:most]


@written_once
def _found(part: Part, reads: str, /, *, edge_key: Any = None, edge_pk: int = 0, **wanted: str) -> QuerySet[Case, Any]:
    columns = (*_COLUMNS, part.field if part.field != "pk" else "number", "pk")
    return part.of(_matching(reads, **wanted).values_list(*columns), edge_key=edge_key, edge_pk=edge_pk)


def _row(row: tuple[Any, ...], offices: dict[str, str]) -> FoundRow:
    number, snapshot, state, enterprise, masked, organisation, window, submitted, due, decided, period, matter = row[:12]
    return FoundRow(
        number=number,
        title=plan_of(snapshot).title,
        state=state,
        state_title=State(state).label,
        holder=enterprise or masked,
        organisation=offices.get(organisation, organisation),
        window=window,
        submitted_on=day_of(submitted),
        due_on=due,
        decided_on=day_of(decided) if decided else None,
        about=f"{period}年度{matter and f'，{matter}'}" if period else matter,
    )
