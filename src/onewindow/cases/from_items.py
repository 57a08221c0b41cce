"""An item's version made into a procedure: guide, form, checklist and deadline are all of the one version, so they cannot drift."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from onewindow.cases.clocks import YELLOW, source_named
from onewindow.cases.conventions import EXTENDING, EXTENSION_LAW, PREREVIEW_LIMIT, PROMISED, REVIEW_LIMIT
from onewindow.cases.item_facts import facts_of
from onewindow.cases.law import SPECIAL_LAW
from onewindow.cases.procedure import (
    ANSWER_LIMIT,
    Accept,
    Decide,
    Issue,
    Material,
    Prereview,
    Procedure,
    Produce,
    Rate,
    Review,
    Special,
    Step,
    declared,
)
from onewindow.items import parts
from onewindow.items.content import Content
from onewindow.items.models import ItemVersion
from onewindow.items.selectors import content_of
from onewindow.words.sources import OutsideLaw, Source, as_source
from onewindow.worktime.counting import WorkingDays

PAPERS = {"01": "permit", "05": "benefit", "07": "confirmation", "08": "reward", "09": "ruling"}  # by kind of item; else 办理结果告知书
LICENCE = "01"  # 行政许可
SCANS = ("pdf", "png", "jpg", "jpeg", "docx", "xlsx", "ofd")


def procedure_of(version: ItemVersion) -> Procedure:
    """The procedure that a published version makes; of one with a procedure of its own in the code, that procedure.

    Raises ValueError for a version that is not whole, which no publication lets through.
    """
    content = content_of(version)
    if content.procedure:
        return declared()[content.procedure]
    questions = tuple(_question(field) for field in content.form)
    sources = _bases(content.basis)
    return Procedure(
        key=content.key,
        title=content.handling_title or content.title,
        regulation=None,
        facts=facts_of(questions),
        ask=tuple(field.name for field in content.form),
        materials=tuple(_material(each, sources) for each in content.materials),
        steps=_steps(content, sources),
        sources=sources,
        summary=content.summary,
        period="",
        required=tuple(field.name for field in content.form if field.required),
        applicants=content.applicants,
        item=content.key,
        version=version.number,
        questions=questions,
        handling=content.handling or "promise",
        special=tuple(_special(each) for each in content.special),
        extension_days=content.extension_days,
        extension_source=_extension(content),
        yellow=(content.yellow_days or YELLOW[0], content.yellow_share or YELLOW[1]),
    )


def _steps(content: Content, sources: tuple[Source, ...]) -> tuple[Step, ...]:
    body = content.organisation
    window = settings.WINDOW_BODY if content.presence == "综合窗口" else body
    days = content.effective_days  # 0 of what is done on the spot: what is pushed to the body all the same is due the next working day
    limit = WorkingDays(20, REVIEW_LIMIT) if days is None else WorkingDays(max(days, 1), PROMISED)
    steps: list[Step] = [
        Accept(organisation=window, within=ANSWER_LIMIT),
        Prereview(organisation=body, within=WorkingDays(content.prereview_days, PREREVIEW_LIMIT)),
        Review(organisation=body, within=limit, sources=sources),
        Decide(organisation=body, sources=sources, paper=PAPERS.get(content.kind, "outcome")),
    ]
    if content.result.kind != "none":
        steps.append(Produce(organisation=body, result=content.result.title or content.title))
    return (*steps, Issue(organisation=window), Rate())


def _question(field: parts.FormField) -> dict[str, Any]:
    """A field as the engine asks it; of a choice the words are their own keys."""
    return {
        "name": field.name,
        "title": field.title,
        "kind": field.kind,
        "unit": field.unit,
        "choices": list(field.choices),
        "required": field.required,
        "help": field.help,
        "prefill": field.prefill,
    }


def _material(each: parts.Material, sources: tuple[Source, ...]) -> Material:
    return Material(
        key=each.key,
        title=each.title,
        sources=(source_named(each.basis),) if each.basis else sources,
        required=each.required,
        formats=SCANS,
        evidences=each.evidences,
        note=each.standard,
        original=each.original > 0,
        copies=each.original + each.copies,
        standard=each.standard,
        points=each.review_points,
        deferrable=each.deferrable,
        promisable=each.promisable,
        certificate=each.certificate,
    )


def _extension(content: Content) -> Source:
    """On what ground the limit may be prolonged: what the version names; else the law of licences, or our convention for what is none."""
    if content.extension_basis:
        return source_named(content.extension_basis.replace("《", "").replace("》", ""))
    return EXTENSION_LAW if content.kind == LICENCE else EXTENDING


def _special(each: parts.Special) -> Special:
    source = source_named(each.basis) if each.basis else SPECIAL_LAW
    return Special(kind=each.kind, title=each.title, stops_clock=each.stops_clock, days=each.days or 0, sources=(source,))


def _bases(bases: Iterable[parts.Basis]) -> tuple[Source, ...]:
    """What an item rests on: a clause of the house where it names one, else the law and article as printed."""
    found: list[Source] = [as_source(each.clause) if each.clause else OutsideLaw(each.law or each.number, each.article) for each in bases]
    return tuple(found) or (REVIEW_LIMIT,)
