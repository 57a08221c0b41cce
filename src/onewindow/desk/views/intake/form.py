"""收件，第二步: the form beside the list of materials; accepted, told once what is lacking, or not accepted, in one press."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors, services
from onewindow.cases.life import CHECKS, UNDERTAKINGS
from onewindow.cases.offices import office_name
from onewindow.cases.selectors import DraftView
from onewindow.cases.services import drafts
from onewindow.cases.services.door import Answer
from onewindow.desk import counter
from onewindow.hall import services as hall
from onewindow.web import refusals
from onewindow.web.applicant_fields import who_fields
from onewindow.web.facts_form import form_fields, titles_of, typed_in
from onewindow.web.posted import file_of, intent_of, key_of, typed_on
from onewindow.web.refusals import Refusal
from onewindow.words.refused import Problem, Refused
from onewindow.worktime import clock

ENDS = {"accept", "notice", "refuse", "decide"}
LACKING = frozenset({"missing", "nonconforming"})


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
    return redirect("desk:intake_form", number=number)


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
    marked = _marked(request, draft)
    _require_marked(draft, marked, intent, request.POST.get("refusal_reason", ""))
    by, at, key = actor_on(request), clock.now(), key_of(request)
    number = services.submit(draft=draft.key, by=by, at=at, key=key).number
    if draft.ticket:
        try:
            hall.bind(ticket=draft.ticket, case_number=number, by=by, at=at)
        except Refused as refused:  # the number was finished meanwhile: the case stands all the same
            messages.warning(request, refused.first.message)
    answer = _brought(request, intent, number, marked)
    said = f"{answer.message}。文书：{answer.paper}" if answer.paper else answer.message
    messages.success(request, f"办件{number}：{said}")
    return redirect("desk:intake_done", number=number)


def _brought(request: HttpRequest, intent: str, number: str, marked: dict[str, tuple[str, str]]) -> Answer:
    by, at, post = actor_on(request), clock.now(), request.POST
    promised = [key for key, (outcome, _) in marked.items() if outcome == "promised"]
    deferred = [key for key, (outcome, _) in marked.items() if outcome == "deferred"]
    checks = [{"material": key, "outcome": outcome, "note": note} for key, (outcome, note) in marked.items() if outcome in CHECKS]
    if intent == "notice":
        items = [{"kind": "material", "key": key, "reason": note} for key, (outcome, note) in marked.items() if outcome in LACKING]
        return services.ask_correction(number=number, items=items, by=by, at=at)
    if intent == "refuse":
        reason, where = post.get("refusal_reason", ""), post.get("where_to_go", "")
        return services.refuse_acceptance(number=number, reason=reason, where_to_go=where, by=by, at=at)
    if intent == "decide":
        document = post.get("document_number", "")
        return services.decide_at_window(number=number, document_number=document, checks=checks, promised=promised, by=by, at=at)
    return services.accept(number=number, checks=checks, deferred=deferred, promised=promised, by=by, at=at)


def _marked(request: HttpRequest, draft: DraftView) -> dict[str, tuple[str, str]]:
    """Of each material what was marked and noted."""
    post = request.POST
    return {each.key: (post.get(f"outcome-{each.key}", ""), post.get(f"note-{each.key}", "").strip()) for each in draft.procedure.materials}


def _require_marked(draft: DraftView, marked: dict[str, tuple[str, str]], intent: str, reason: str) -> None:
    """Everything that keeps the press from its end, before anything is written. Raises Refused."""
    titles = {each.key: each for each in draft.procedure.materials}
    problems = []
    for key, (outcome, note) in marked.items():
        field, title = f"checks.{key}", titles[key].title
        if intent in {"accept", "decide"} and not outcome and titles[key].required:
            problems.append(Problem(f"没有审查{title}", "not_examined", field, None, "标明有没有、合不合要求"))
        if intent in {"accept", "decide"} and outcome in LACKING and titles[key].required:
            problems.append(
                Problem(f"{title}{CHECKS[outcome]}，不能受理", "material_lacking", field, None, "一次性补正告知，或者容缺、承诺")
            )
        if intent == "notice" and outcome in LACKING and not note:
            problems.append(Problem(f"没有写明{title}要补正什么", "no_reason", field, None, "缺少什么、错在哪里"))
    if intent == "notice" and not any(outcome in LACKING for outcome, _ in marked.values()):
        problems.append(Problem("没有标明缺少或者不符合要求的材料", "nothing_asked", "checks", None, "逐项标明后一次告知"))
    if intent == "refuse" and not reason.strip():
        problems.append(Problem("没有写明不予受理的理由", "no_reason", "refusal_reason", None, "事实和依据"))
    if problems:
        raise Refused.of(problems)


def _context(request: HttpRequest, draft: DraftView, refusal: Refusal | None) -> dict[str, Any]:
    actor, today = actor_on(request), clock.today()
    posted = typed_on(request)
    typed = {**{field.name: field.typed for field in draft.fields}, **typed_in(draft.procedure.asked, posted)}
    marks = {name: str(posted.get(name, "")) for name in posted}
    results, materials = counter.on_hand(actor, draft, today)
    return {
        "draft": draft,
        "procedure": draft.procedure,
        "who": who_fields(draft, posted, refusal),
        "fields": form_fields(draft.procedure.asked, typed, refusal, on=today),
        "materials": counter.looked(draft, draft.procedure, marks, refusal),
        "results": results,
        "earlier": materials,
        "undertakings": UNDERTAKINGS,
        "refusal": refusal,
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
