"""一件事 as its pages show it: the one form of several items, then the case of each item side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onewindow.cases.life import State
from onewindow.cases.models import Case, Correction, Draft
from onewindow.cases.procedure import Procedure
from onewindow.cases.selectors.forms import DraftView, Field, Slot, draft_of
from onewindow.cases.selectors.lists import BESIDE, UNREAD, CaseRow, of_applicant, rows_of
from onewindow.cases.services.door import storable
from onewindow.cases.services.locks import is_editor
from onewindow.items import themes
from onewindow.items.selectors import content_of, version_on
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

MOST = 50  # on one page


@dataclass(frozen=True, slots=True)
class BundleView:
    """A form of several items. ``fields`` and ``materials`` stand once, however many items ask them; ``problems`` are each with its field.

    ``cases`` is empty until it is submitted; from then on the drafts are history and ``cases`` says how each item stands.
    """

    number: str
    drafts: tuple[DraftView, ...]
    fields: tuple[Field, ...]
    materials: tuple[Slot, ...]
    problems: tuple[Problem, ...]
    cases: tuple[CaseRow, ...]

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        return tuple(draft.procedure for draft in self.drafts)

    @property
    def ended(self) -> int:
        """How many of its cases no step is open of any more."""
        return sum(1 for row in self.cases if not row.step)


@dataclass(frozen=True, slots=True)
class Thing:
    """一件事 that was submitted: its cases side by side. ``title`` is the theme that has all its items; ``asked`` the day until which
    a case waits to be corrected, by its number.
    """

    number: str
    title: str
    submitted_on: date
    cases: tuple[CaseRow, ...]
    asked: Mapping[str, date]

    @property
    def waits(self) -> tuple[CaseRow, ...]:
        """The cases in which the applicant has to do something: correct, or receive the result."""
        return tuple(row for row in self.cases if row.state == "correcting" or row.step == "issue")

    @property
    def decided(self) -> int:
        """How many of its cases need no decision any more."""
        return sum(1 for row in self.cases if not State(row.state).is_open)

    @property
    def ended(self) -> bool:
        return all(not row.step for row in self.cases)


def my_things(actor: Actor, today: date) -> list[Thing]:
    """The things that an applicant submitted, or whoever else may act for the same enterprise; the newest first, at most ``MOST``."""
    mine = (
        Case.objects.filter(of_applicant(actor, today)).exclude(bundle="").order_by("-bundle").values_list("bundle", flat=True).distinct()
    )
    numbers = list(mine[:MOST])
    cases = Case.objects.filter(of_applicant(actor, today), bundle__in=numbers).order_by("id")
    found: dict[str, list[Case]] = {number: [] for number in numbers}
    for case in cases.defer(*UNREAD).prefetch_related(*BESIDE):
        found[case.bundle].append(case)
    return [_thing(number, own, actor, today) for number, own in found.items()]


def my_thing(number: str, actor: Actor, today: date) -> Thing:
    """One of them. Raises Refused (404) for one that is not his, or was not submitted."""
    own = (
        Case.objects.filter(of_applicant(actor, today), bundle=number).order_by("id")
        if number and storable(number)
        else Case.objects.none()
    )
    cases = list(own.defer(*UNREAD).prefetch_related(*BESIDE))
    if not cases:
        raise Refused(f"没有编号为“{number}”的一件事申请", code="unknown_bundle", field="bundle", status=404)
    return _thing(number, cases, actor, today)


def _thing(number: str, cases: list[Case], actor: Actor, today: date) -> Thing:
    asked = Correction.objects.filter(case__in=cases, answered_at=None).values_list("case__number", "due_on")
    submitted = day_of(cases[0].submitted_at)
    return Thing(number, _titled(cases, submitted), submitted, tuple(rows_of(cases, actor, today)), dict(asked))


def _titled(cases: list[Case], on: date) -> str:
    """The theme that every item belongs to, as 一件事; that alone where there is none."""
    versions = [version_on(case.procedure, on) for case in cases]
    shared = [set(content_of(version).themes) if version else set() for version in versions]
    return next((f"{title}一件事" for key, title in themes.titles().items() if all(key in each for each in shared)), "一件事")


def bundle_of(number: str, actor: Actor, today: date) -> BundleView:
    """The form of several items that an actor fills in or has submitted. Raises Refused (404) for one that is not his."""
    kept = list(Draft.objects.filter(bundle=number).order_by("id")) if number else []
    if not kept or not all(is_editor(draft, actor) for draft in kept):
        raise Refused(f"没有编号为“{number}”的一件事申请", code="unknown_bundle", field="bundle", status=404)
    drafts = tuple(draft_of(draft.key, actor, today) for draft in kept)
    cases = Case.objects.filter(bundle=number).order_by("id").defer(*UNREAD).prefetch_related(*BESIDE)
    return BundleView(
        number=number,
        drafts=drafts,
        fields=_once(field for draft in drafts for field in draft.fields),
        materials=_slots(slot for draft in drafts for slot in draft.materials),
        problems=_problems(problem for draft in drafts for problem in draft.problems),
        cases=tuple(rows_of(cases, actor, today)),
    )


def begun_bundles(actor: Actor, procedures: Iterable[str]) -> list[str]:
    """The numbers of forms of exactly these items that the actor began and did not submit, the last saved first."""
    wanted, found = set(procedures), dict[str, set[str]]()
    mine = Draft.objects.filter(owner=actor.id, case_number="").exclude(bundle="").order_by("-saved_at")
    for bundle, procedure in mine.values_list("bundle", "procedure"):
        found.setdefault(bundle, set()).add(procedure)
    return [bundle for bundle, items in found.items() if items == wanted]


def _once(fields: Iterable[Field]) -> tuple[Field, ...]:
    found: dict[str, Field] = {}
    for field in fields:
        known = found.setdefault(field.name, field)
        if field.problems and not known.problems:
            found[field.name] = replace(known, problems=field.problems)
    return tuple(found.values())


def _slots(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Each material once, required where any item requires it; its files are in every item that asks it."""
    found: dict[str, Slot] = {}
    for slot in slots:
        known = found.setdefault(slot.key, slot)
        if slot.required and not known.required:
            found[slot.key] = replace(known, required=True)
    return tuple(found.values())


def _problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    found: dict[tuple[str, str | None], Problem] = {}
    for problem in problems:
        found.setdefault((problem.code, problem.field), problem)
    return tuple(found.values())
