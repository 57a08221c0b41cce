"""A draft as a form: who applies, what was typed, and the files beside their materials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from onewindow.cases.procedure import Material, Procedure
from onewindow.cases.selectors import DraftView, FileLine
from onewindow.web.applicant_fields import WHO
from onewindow.web.facts_form import titles_of, typed_in
from onewindow.web.fields import Field
from onewindow.web.refusals import Line, Refusal, lines_of
from onewindow.words.refused import Problem


@dataclass(frozen=True, slots=True)
class MaterialRow:
    material: Material
    files: tuple[FileLine, ...]
    wrong: tuple[Line, ...]


def guide_of(procedure: Procedure) -> str:
    """The address of the guide that a procedure is explained in."""
    return reverse("portal:item" if procedure.item else "portal:procedure", args=[procedure.key])


def problems_of_facts(draft: DraftView) -> list[Problem]:
    """Of all that is wrong with a draft, what is mended on the page of its facts."""
    here = {*WHO, *(fact.name for fact in draft.procedure.asked)}
    return [problem for problem in draft.problems if (problem.field or "").split("[")[0] in here]


def to_mend(draft: DraftView, problems: Iterable[Problem]) -> tuple[Line, ...]:
    """What must be put right before submitting, each a link to the page and field where that is done."""
    facts, materials = (reverse(f"portal:{name}", args=[draft.key]) for name in ("draft", "draft_materials"))
    pages = {problem.field or "": f"{facts}?check=1" for problem in problems_of_facts(draft)}
    pages |= {f"materials.{slot.key}": materials for slot in draft.materials}
    return lines_of(problems, {**WHO, **titles_of(draft.procedure.asked)}, pages)


def typed_facts(draft: DraftView, posted: QueryDict) -> dict[str, Any]:
    """What was typed for the facts that the procedure asks, as text."""
    return typed_in(draft.procedure.asked, posted)


def sections_of(procedure: Procedure, fields: Iterable[Field]) -> list[tuple[str, list[Field]]]:
    """The fields of a form under their headings, in its order."""
    headings = dict(procedure.headings)
    sections: list[tuple[str, list[Field]]] = []
    for field in fields:
        if not sections or field.name in headings:
            sections.append((headings.get(field.name, "申报信息"), []))
        sections[-1][1].append(field)
    return sections


def materials_of(draft: DraftView, touched: str = "", refusal: Refusal | None = None) -> list[MaterialRow]:
    """Each material with its files; what was refused stands at the material that was touched."""
    files = {slot.key: slot.files for slot in draft.materials}
    lines = refusal.lines if refusal else ()
    return [MaterialRow(each, files.get(each.key, ()), lines if each.key == touched else ()) for each in draft.procedure.materials]
