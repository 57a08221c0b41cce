"""收件，第二步: the form beside the list of materials; accepted, told once what is lacking, or not accepted, in one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors, services
from onewindow.cases.checking import refusal_of
from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.offices import office_name
from onewindow.cases.selectors import DraftView
from onewindow.cases.services import drafts
from onewindow.cases.services.door import Answer
from onewindow.desk import counter
from onewindow.desk.checklist import DEFERRED, PROMISED, Marks, asked_for, keeps_out, keeps_untold, marks_in, rows_of
from onewindow.hall import services as hall
from onewindow.web import refusals
from onewindow.web.applicant_fields import who_fields
from onewindow.web.download import stored_file, stored_image
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.posted import file_of, intent_of, key_of, typed_on
from onewindow.web.refusals import Refusal
from onewindow.words.refused import Problem, Refused
from onewindow.worktime import clock

ENDS = {"accept", "notice", "refuse", "decide"}


@permission("cases.receive")
def form(request: HttpRequest, number: str) -> HttpResponse:
    """What is typed is saved at once; an end is checked whole before anything happens."""
    draft = selectors.draft_of(number, actor_on(request), clock.today())
    if draft.case_number:
        return redirect("desk:case", number=draft.case_number)
    if request.method != "POST":
        return render(request, "desk/intake_form.html", _context(request, draft, None))
    intent = intent_of(request)
    try:
        _save(request, draft)
        if intent == "autosave":
            return HttpResponse(status=204)
        if intent.startswith("upload:"):
            _upload(request, draft, intent.removeprefix("upload:"))
        elif intent == "ask":
            _ask(request, draft)
        elif intent == "give_back":
            services.give_back_draft(draft=number, by=actor_on(request), at=clock.now(), key=key_of(request))
            return redirect("desk:intake")
        elif intent in ENDS:
            return _ended(request, draft, intent)
    except Refused as refused:
        draft = selectors.draft_of(number, actor_on(request), clock.today())
        if draft.case_number:  # taken in, but what was to follow was refused: the case says what is left
            messages.error(request, "；".join(problem.message for problem in refused.problems))
            return redirect("desk:case", number=draft.case_number)
        refusal = refusals.explain(refused, titles_of(draft.procedure.asked))
        return refusals.page(request, "desk/intake_form.html", _context(request, draft, refusal), refused)
    draft = selectors.draft_of(number, actor_on(request), clock.today())
    return render(request, "desk/intake_form.html", _context(request, draft, None))  # what was marked is kept by the page alone


@permission("cases.receive")
def file(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """A file of a form that lies at the counter, as a download. Raises Refused (404) for one of a form that does not."""
    return stored_file(selectors.attachment_of(key, actor_on(request)))


@permission("cases.receive")
def image(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """A picture of such a form, to be looked at on the page."""
    return stored_image(selectors.attachment_of(key, actor_on(request)))


def _save(request: HttpRequest, draft: DraftView) -> None:
    post = request.POST
    persons = {name: post[name] for name in (*drafts.PERSONS, "enterprise_name") if name in post}
    drafts.save_draft(
        draft=draft.key,
        facts=typed_in(draft.procedure.asked, post),
        uscc=post.get("uscc"),
        persons=persons,
        contact_name=post.get("contact_name"),
        contact_phone=post.get("contact_phone"),
        by=actor_on(request),
        at=clock.now(),
    )


def _upload(request: HttpRequest, draft: DraftView, material: str) -> None:
    uploaded = request.FILES.get(f"file-{material}")
    if uploaded is None:
        raise Refused("没有选择文件", code="no_file", field=f"checks.{material}", expected="选择扫描件再上传")
    request.FILES["file"] = uploaded
    name, content = file_of(request)
    drafts.attach(draft=draft.key, material=material, name=name, content=content, by=actor_on(request), at=clock.now())


def _ask(request: HttpRequest, draft: DraftView) -> None:
    """A question goes to the body of the item: of the person, where only the body answers it; else of the window."""
    by, at, key, form = actor_on(request), clock.now(), key_of(request), draft.procedure
    said: dict[str, Any] = {"text": request.POST.get("question", ""), "item": form.title[:80], "organisation": form.decide.organisation}
    if counter.is_specialised(draft, clock.today()):
        hall.consult(**said, specialised=True, by=by, at=at, key=key)
    else:
        hall.ask(**said, by=by, at=at, key=key)
    messages.success(request, f"已转{office_name(form.decide.organisation)}答复，答复在“求助和咨询”里看。")


def _ended(request: HttpRequest, draft: DraftView, intent: str) -> HttpResponse:
    """Taken in and brought to one of its ends; the number of the queue is bound to the case."""
    marks = marks_in(request.POST, draft.procedure.materials)
    _require_ready(selectors.draft_of(draft.key, actor_on(request), clock.today()), marks, intent, request.POST.get("refusal_reason", ""))
    by, at, key = actor_on(request), clock.now(), key_of(request)
    number = services.submit(draft=draft.key, by=by, at=at, key=key).number
    if draft.ticket:
        try:
            hall.bind(ticket=draft.ticket, case_number=number, by=by, at=at)
        except Refused as refused:  # the number was finished meanwhile: the case stands all the same
            messages.warning(request, refused.first.message)
    answer = _brought(request, intent, number, draft, marks)
    said = f"{answer.message}。文书：{answer.paper}" if answer.paper else answer.message
    messages.success(request, f"办件{number}：{said}")
    return redirect("desk:intake_done", number=number)


def _brought(request: HttpRequest, intent: str, number: str, draft: DraftView, marks: Marks) -> Answer:
    by, at, post = actor_on(request), clock.now(), request.POST
    if intent == "notice":
        return services.ask_correction(number=number, items=asked_for(draft.procedure.materials, marks), by=by, at=at)
    if intent == "refuse":
        reason, where = post.get("refusal_reason", ""), post.get("where_to_go", "")
        return services.refuse_acceptance(number=number, reason=reason, where_to_go=where, by=by, at=at)
    promised = marks.under(PROMISED)
    if intent == "decide":
        document = post.get("document_number", "")
        return services.decide_at_window(number=number, document_number=document, checks=marks.checks, promised=promised, by=by, at=at)
    return services.accept(number=number, checks=marks.checks, deferred=marks.under(DEFERRED), promised=promised, by=by, at=at)


def _require_ready(draft: DraftView, marks: Marks, intent: str, reason: str) -> None:
    """Everything that keeps the press from its end, of the form and of the materials, before anything is written. Raises Refused."""
    problems = [each for each in draft.problems if each.code != "material_missing"]  # the list of materials says what lies there
    materials = draft.procedure.materials
    if intent in {"accept", "decide"}:
        problems += keeps_out(materials, marks, on_the_spot=intent == "decide")
    elif intent == "notice":
        problems += keeps_untold(materials, marks)
    elif not reason.strip():
        problems.append(Problem("没有写明不予受理的理由", "no_reason", "refusal_reason", ACCEPTANCE_LAW.id, "写明事实和依据"))
    if problems:
        raise refusal_of(problems)


def _marks(draft: DraftView, posted: Mapping[str, str]) -> Marks:
    """What is marked; a paper that the window has just scanned was looked at."""
    marks, scanned = marks_in(posted, draft.procedure.materials), posted.get("intent", "").removeprefix("upload:")
    there = {slot.key for slot in draft.materials if slot.files}
    return replace(marks, outcomes={scanned: "ok", **marks.outcomes}) if scanned in there else marks


def _context(request: HttpRequest, draft: DraftView, refusal: Refusal | None) -> dict[str, Any]:
    actor, today = actor_on(request), clock.today()
    posted = typed_on(request)
    typed = {**{field.name: field.typed for field in draft.fields}, **typed_in(draft.procedure.asked, posted)}
    results, materials = counter.on_hand(actor, draft, today)
    return {
        "draft": draft,
        "procedure": draft.procedure,
        "who": who_fields(draft, posted, refusal),
        "fields": form_fields(draft.procedure.asked, typed, refusal, on=today),
        "rows": rows_of(draft.procedure.materials, {slot.key: slot.files for slot in draft.materials}, _marks(draft, posted), refusal),
        "results": results,
        "earlier": materials,
        "refusal": refusal,
        "refusing": posted.get("intent") == "refuse",
        "warnings": counter.warnings(actor, draft, today),
        "specialised": counter.is_specialised(draft, today),
        "body": office_name(draft.procedure.decide.organisation),
        "typed": {name: str(posted.get(name, "")) for name in ("refusal_reason", "where_to_go", "document_number", "question")},
    }


@permission("cases.receive")
def done(request: HttpRequest, number: str) -> HttpResponse:
    """What to print and give to the person, and the next number."""
    view = selectors.case_of(number, actor_on(request), clock.today())
    return render(request, "desk/intake_done.html", {"case": view})
