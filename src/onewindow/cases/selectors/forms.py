"""A form as its page shows it: what was typed, what is wrong with it, and what it would come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.accounts.selectors import enterprises_of
from onewindow.cases.acts import called
from onewindow.cases.assessment import Assessment, assess
from onewindow.cases.checking import check_form
from onewindow.cases.claims import AwardLine, Claim, PublicList
from onewindow.cases.models import Draft
from onewindow.cases.offered import offered
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Material, Procedure, Publish, procedure, procedures
from onewindow.cases.selectors.files import FileLine, line_of
from onewindow.cases.services.door import storable
from onewindow.cases.services.drafts import PERSONS
from onewindow.cases.services.locks import is_editor
from onewindow.cases.snapshots import current_plan
from onewindow.cases.vouching import proven_by, unverified, vouched
from onewindow.law.validity import Validity, status
from onewindow.rules.evaluation import Evaluation
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the form; ``typed`` is what was typed, right or wrong, ``problems`` what is wrong with it."""

    name: str
    title: str
    help: str
    unit: str
    control: str
    many: bool
    choices: Mapping[str, str]
    typed: Any
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A material that the form asks for, with the files in it."""

    key: str
    title: str
    note: str
    required: bool
    formats: tuple[str, ...]
    clauses: tuple[str, ...]
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as its page shows it. ``problems`` is everything for which its submission would be refused, each with its field.

    ``awards`` and ``evaluation`` say what the facts typed so far come to (None while they cannot be read).

    ``vouched`` are the facts that data on hand vouch for, ``spared`` the materials that need not be handed in for it; ``at_once``: it
    would be decided at once.

    ``enterprises`` are (uscc, name) that the applicant may act for; ``persons`` who applies and who acts for him, as typed.

    ``lent``: it was begun on the phone and may go back there.
    """

    key: str
    procedure: Procedure
    uscc: str
    enterprise_name: str
    contact_name: str
    contact_phone: str
    enterprises: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    materials: tuple[Slot, ...]
    problems: tuple[Problem, ...]
    awards: tuple[AwardLine, ...]
    payable: Decimal
    has_ceilings: bool
    awards_money: bool
    evaluation: Evaluation | None
    vouched: Mapping[str, str]
    spared: frozenset[str]
    at_once: bool
    case_number: str
    persons: Mapping[str, str]
    channel: str
    window: str
    ticket: str
    lent: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A procedure in the catalogue with the state of the document that it rests on."""

    procedure: Procedure
    validity: Validity

    @property
    def open(self) -> bool:
        """Whether a case may be begun."""
        return self.validity.holds


def services(on: date) -> list[Service]:
    """Every procedure of the county with its validity on a day."""
    return [Service(each, status(each.document, on)) for each in procedures()]


def draft_of(key: str, actor: Actor, today: date) -> DraftView:
    """A draft for its page. Raises Refused (404) for one that is not the actor's."""
    draft = Draft.objects.filter(key=key).prefetch_related("attachments").first() if storable(key) else None
    if draft is None or not is_editor(draft, actor):
        raise Refused(f"没有编号为“{key}”的草稿", code="unknown_draft", field="draft", status=404)
    form = offered(draft.procedure, today)
    files = [line_of(row) for row in draft.attachments.all() if row.replaced_at is None]
    held, plan, agencies = {file.material for file in files}, current_plan(form, today), enterprises_of(actor, today)
    checked = check_form(draft, form, plan, held, agencies, today)
    problems = () if draft.case_number else checked.problems  # what was submitted is judged by its case
    assessment = _assessed(plan, checked.claim, held)
    awards = assessment.lines if assessment else ()
    known = vouched(plan, checked.claim) if checked.claim is not None and not draft.case_number else {}
    return DraftView(
        key=draft.key,
        procedure=form,
        uscc=draft.uscc,
        enterprise_name=draft.enterprise_name,
        contact_name=draft.contact_name or "",
        contact_phone=draft.contact_phone or "",
        enterprises=tuple((agency.uscc, agency.enterprise_name) for agency in agencies),
        fields=fields_of(form, draft.raw, problems),
        materials=tuple(_slot(each, files) for each in form.materials),
        problems=problems,
        awards=awards,
        payable=sum((line.payable for line in awards), Decimal("0.00")),
        has_ceilings=any(line.ceiling for line in awards),
        awards_money=plan.awards_money,
        evaluation=assessment.evaluation if assessment else None,
        vouched=known,
        spared=frozenset(proven_by(plan, known)),
        at_once=bool(known) and not problems and not unverified(plan, known) and not any(line.ceiling for line in awards),
        case_number=draft.case_number,
        persons=_persons(draft),
        channel=draft.channel,
        window=draft.window,
        ticket=draft.ticket,
        lent=bool(draft.pickup),
    )


def _assessed(plan: Plan, claim: Claim | None, held: Collection[str]) -> Assessment | None:
    """What the facts typed so far come to; None while they cannot be read or contradict each other."""
    try:
        return assess(plan, claim, held) if claim is not None else None
    except Refused:
        return None


def fields_of(form: Procedure, raw: Mapping[str, Any], problems: tuple[Problem, ...] = ()) -> tuple[Field, ...]:
    """The questions of a form, filled with what was typed."""
    return tuple(
        Field(
            name=fact.name,
            title=fact.title,
            help=fact.help,
            unit=fact.unit,
            control=fact.control,
            many=fact.many,
            choices=fact.choices,
            typed=raw.get(fact.name, list(fact.default) if fact.many and fact.default else fact.default),
            problems=tuple(problem for problem in problems if (problem.field or "").split("[")[0] == fact.name),
        )
        for fact in form.asked
    )


def publication(procedure_key: str, year: int | None = None) -> PublicList:
    """The list that a procedure publishes (公示). Raises Refused (404) for one that publishes nothing."""
    step = next((step for step in procedure(procedure_key).steps if isinstance(step, Publish)), None)
    if step is None:
        raise Refused("本事项没有公示", code="no_publication", field="procedure", status=404)
    found: PublicList = called(step.public)(year)
    return found


def _persons(draft: Draft) -> dict[str, str]:
    return {name: getattr(draft, name) or "" for name in PERSONS}


def _slot(each: Material, files: list[FileLine]) -> Slot:
    return Slot(each.key, each.title, each.note, each.required, each.formats, tuple(map(str, each.sources)), _files(files, each.key))


def _files(files: list[FileLine], material: str) -> tuple[FileLine, ...]:
    return tuple(file for file in files if file.material == material)
