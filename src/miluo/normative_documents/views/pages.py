"""One document at the desk: its text, its materials, its reviews, where it stands, and what this officer may do now."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.normative_documents.document_numbers import next_of, word_of
from miluo.normative_documents.facts import MATERIALS, REGISTRATION_MATERIALS, REVIEW_MATERIALS
from miluo.normative_documents.issuers import JUSTICE, is_city, office_of, reviewer_of
from miluo.normative_documents.life import State, allows
from miluo.normative_documents.models import Document, Material, Registration, Return
from miluo.normative_documents.selectors import comparison, may_see
from miluo.normative_documents.selectors.desk import due_on
from miluo.normative_documents.views.files import PDF, as_file, attachment
from miluo.normative_documents.views.forms import FORMS, Form
from miluo.normative_documents.wording import blocks_of, difference
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.selectors import organisation
from onewindow.papers import files
from onewindow.papers import selectors as papers
from onewindow.papers import services as paper_services
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("documents.read")
def document(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "normative_documents/document.html", context_of(request, number))


@permission("documents.read")
def material(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """A material as a download."""
    found = Material.objects.filter(document=seen(request, number), key=key).exclude(digest="").first()
    if found is None:
        raise Refused("没有这份材料", code="unknown_material", field="material", status=404)
    return attachment(files.content_of(found.digest), found.media_type, found.file_name)


@permission("documents.read")
def notice(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The written notice of the registration, or of the last return."""
    found = seen(request, number)
    rows = Registration.objects if kind == "registration" else Return.objects
    paper_number = rows.filter(document=found).order_by("-pk").values_list("notice", flat=True).first()
    if not paper_number:
        raise Refused("没有这份通知书", code="unknown_paper", field="notice", status=404)
    paper = papers.paper(paper_number)
    return attachment(paper_services.file_of(paper), PDF, paper.file_name)


@permission("documents.read")
def download(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The document in the layout of GB/T 9704, as ``pdf`` or ``docx``."""
    return as_file(seen(request, number), form)


def context_of(request: HttpRequest, number: str, typed: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the page shows; ``typed`` holds what a refused act had been given."""
    found, actor = seen(request, number), actor_on(request)
    city = is_city(found.issuer)
    given = {each.key: each for each in found.materials.all()}
    wanted = REVIEW_MATERIALS if city else REGISTRATION_MATERIALS
    amendments = [(each, difference(blocks_of(each.before), blocks_of(each.after))) for each in found.clean_ups.filter(outcome="amended")]
    return {
        "document": found,
        "state_title": State(found.state).label,
        "city": city,
        "registration": Registration.objects.filter(document=found).first(),
        "drafted_by": organisation(found.drafted_by).name,
        "materials": [(key, title, given.get(key)) for key, title in {**wanted, "other": MATERIALS["other"]}.items()],
        "blocks": blocks_of(found.text),
        "reviews": found.reviews.all(),
        "returns": found.returns.all(),
        "publication": getattr(found, "publication", None),
        "filings": found.filings.all(),
        "deposit": getattr(found, "deposited", None),
        "clean_ups": found.clean_ups.all(),
        "amendments": amendments,
        "comparison": comparison(found) if found.document_number else None,
        "next_number": _next_number(found),
        "events": events_of(found.subject),
        "due_on": due_on(found),
        "today": clock.today(),
        "forms": [form for form in FORMS if _open(form, found, actor, city)],
        "edits": allows("edit", State(found.state)) and actor.may("documents.draft") and actor.organisation == found.drafted_by,
        "attaches": allows("attach", State(found.state)) and actor.organisation in {found.drafted_by, office_of(found.issuer)},
        "typed": typed or {},
    }


def seen(request: HttpRequest, number: str) -> Document:
    """The document, if the actor may see it. Raises Refused (404)."""
    found = may_see(actor_on(request), number)
    if found is None:
        raise Refused(f"没有流程编号为“{number}”的文件", code="unknown_document", field="number", status=404)
    return found


def _next_number(document: Document) -> str:
    """The 发文字号 that would be given now, where the word of the issuer is known and none is held."""
    if document.document_number or not allows("assign_number", State(document.state)):
        return document.document_number or ""
    with suppress(Refused):
        return str(next_of(word_of(document.issuer), clock.now()))
    return ""


def _open(form: Form, document: Document, actor: Actor, city: bool) -> bool:
    """Whether to offer an act: the state allows it, the route has it, and the actor's office does it."""
    if (form.city is not None and form.city is not city) or not allows(form.act, State(document.state)):
        return False
    if form.act == "clean_up":
        return (actor.organisation == JUSTICE and actor.may("documents.register")) or _office(form, document, actor)
    if form.act == "assign_number" and not city and document.state != State.SIGNED:
        return False
    if form.act == "sign" and document.state != State.DECIDED:
        return False
    return _office(form, document, actor)


def _office(form: Form, document: Document, actor: Actor) -> bool:
    offices = {
        "documents.draft": document.drafted_by,
        "documents.decide": office_of(document.issuer),
        "documents.review": reviewer_of(document.issuer),
        "documents.register": JUSTICE,
    }
    return actor.may(form.permission) and actor.organisation == offices[form.permission]
