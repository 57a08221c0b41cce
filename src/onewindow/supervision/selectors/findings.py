"""Findings as pages list them, the proposals that rest on them, and the sanctions that nobody but the named body decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from onewindow.accounts.selectors import names_of
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.titles import titles_of
from onewindow.supervision.facts import step_title
from onewindow.supervision.grounds import RED, ground
from onewindow.supervision.models import REVOKED, Finding

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding on a page; ``order`` is the number of the order that it is in, ``withdrawn`` why it no longer stands."""

    pk: int
    title: str
    level: str
    level_title: str
    number: str
    item: str
    organisation_key: str
    organisation: str
    window: str
    person: str
    step: str
    due_on: date | None
    happened_on: date
    days: int
    detail: str
    found_on: date
    source: str
    order: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A page of findings, the last found first; ``following`` is the cursor of the next page, empty on the last."""

    rows: tuple[FindingRow, ...]
    following: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """建议: a body (or a person in it) against whom findings stand. Only proposed: the body that the text names decides (conv-b-11)."""

    organisation: str
    organisation_title: str
    person: str
    ground: str
    ground_title: str
    findings: tuple[int, ...]
    red: int
    cases: tuple[str, ...]


def findings(
    *, organisation: str = "", ground_key: str = "", level: str = "", standing: bool = True, since: date | None = None, cursor: str = ""
) -> FindingPage:
    """Findings by body, ground and level; ``standing`` leaves out the withdrawn ones."""
    rows = Finding.objects.select_related("case").defer("case__facts")
    rows = rows.filter(
        **{name: value for name, value in (("organisation", organisation), ("ground", ground_key), ("level", level)) if value}
    )
    if standing:
        rows = rows.filter(withdrawn_on=None)
    if since:
        rows = rows.filter(found_on__gte=since)
    if after := _place(cursor):
        rows = rows.filter(Q(found_on__lt=after[0]) | Q(found_on=after[0], pk__lt=after[1]), found_on__lte=after[0])
    found = list(rows.order_by("-found_on", "-id")[: A_PAGE + 1])
    page = found[:A_PAGE]
    following = f"{page[-1].found_on:%Y-%m-%d}:{page[-1].pk}" if len(found) > A_PAGE else ""
    return FindingPage(rows_of(page), following)


def rows_of(found: Iterable[Finding]) -> tuple[FindingRow, ...]:
    """Findings as lines: four queries more for any number."""
    rows = list(found)
    offices = office_names({each.organisation for each in rows})
    titles = titles_of({each.procedure for each in rows if each.procedure})
    people = names_of({each.person for each in rows if each.person})
    pairs = Finding.orders.through.objects.filter(finding__in=rows).exclude(order__state=REVOKED).values_list("finding_id", "order__number")
    orders = dict(pairs)
    return tuple(
        FindingRow(
            pk=each.pk,
            title=each.title,
            level=each.level,
            level_title=each.get_level_display(),
            number=each.case.number if each.case else "",
            item=titles.get(each.procedure, ""),
            organisation_key=each.organisation,
            organisation=offices.get(each.organisation, each.organisation),
            window=each.window,
            person=people.get(each.person, ""),
            step=step_title(each.step),
            due_on=each.due_on,
            happened_on=each.happened_on,
            days=each.days,
            detail=each.detail,
            found_on=each.found_on,
            source=each.source,
            order=orders.get(each.pk, ""),
            withdrawn=each.withdrawn_because,
        )
        for each in rows
    )


def proposals(first: date, last: date) -> tuple[Proposal, ...]:
    """What stands against bodies and people from findings of these days: a red one, or three on one ground. Nothing is decided here."""
    found = Finding.objects.filter(withdrawn_on=None, happened_on__range=(first, last)).select_related("case").defer("case__facts")
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for each in found.order_by("happened_on", "id"):
        groups[each.organisation, each.person, each.ground].append(each)
    names = office_names({body for body, _, _ in groups})
    made = []
    for (body, person, kind), rows in groups.items():
        red = sum(each.level == RED for each in rows)
        if red or len(rows) >= 3:
            numbers = tuple(each.case.number for each in rows if each.case)
            keys = tuple(each.pk for each in rows)
            made.append(Proposal(body, names.get(body, body), person, kind, ground(kind).title, keys, red, numbers))
    return tuple(sorted(made, key=lambda each: (-each.red, -len(each.findings), each.organisation_title, each.person)))


def _place(cursor: str) -> tuple[date, int] | None:
    day, _, number = cursor.partition(":")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None
