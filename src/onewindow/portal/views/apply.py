"""Apply: begin, fill in, hand in the files, look it over, submit. Each step saves; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from onewindow.accounts import masks
from onewindow.accounts.access import actor_on, permission
from onewindow.cases import selectors
from onewindow.cases.offered import offered
from onewindow.cases.selectors import DraftView
from onewindow.cases.services import at_once, drafts, lending
from onewindow.portal.draft_form import guide_of, materials_of, problems_of_facts, sections_of, to_mend, typed_facts
from onewindow.web import refusals
from onewindow.web.applicant_fields import WHO, who_fields
from onewindow.web.awards import reasoned
from onewindow.web.facts_form import form_fields, shown, titles_of
from onewindow.web.guiding import FIELD, window_guiding
from onewindow.web.posted import file_of, intent_of, key_of, typed_on
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.apply")
def start(request: HttpRequest, key: str) -> HttpResponse:
    """What to have ready, the drafts that were begun, and a new one."""
    actor = actor_on(request)
    begun = [draft for draft in selectors.my_drafts(actor) if draft.procedure == key]
    wanted = offered(key, clock.today())
    code = request.POST.get(FIELD) or request.GET.get(FIELD, "")
    window = window_guiding(code)
    context: dict[str, object] = {"procedure": wanted, "guide": guide_of(wanted), "drafts": begun, "guided": code, "window": window}
    if request.method != "POST":
        return render(request, "portal/apply_start.html", context)
    try:
        came = {"channel": "app", "guided_by": window.key} if window else {}
        answer = drafts.start_draft(procedure_key=key, **came, by=actor, at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "portal/apply_start.html", context, refused)
    return redirect("portal:draft", number=answer.number)


@permission("cases.apply")
def discard(request: HttpRequest, number: str) -> HttpResponse:
    """删除草稿: asked once more, since what was typed does not come back."""
    draft = selectors.draft_of(number, actor_on(request), clock.today())
    if request.method != "POST":
        return render(
            request,
            "portal/apply_discard.html",
            {"draft": draft, "procedure": draft.procedure, "has_files": any(slot.files for slot in draft.materials)},
        )
    drafts.discard(draft=number, by=actor_on(request), at=clock.now(), key=key_of(request))
    messages.success(request, "草稿已删除")
    return redirect("portal:start", key=draft.procedure.key)


@permission("cases.apply")
def facts(request: HttpRequest, number: str) -> HttpResponse:
    """The form. Whatever is posted is saved first and judged afterwards, when the next step is asked for."""
    actor, today = actor_on(request), clock.today()
    draft = selectors.draft_of(number, actor, today)
    if draft.case_number and request.method != "POST":
        return redirect("portal:my_case", number=draft.case_number)
    if request.method == "POST":
        drafts.save_draft(
            draft=number,
            facts=typed_facts(draft, request.POST),
            uscc=request.POST.get("uscc"),
            persons={name: request.POST[name] for name in drafts.PERSONS if name in request.POST},
            contact_name=request.POST.get("contact_name"),
            contact_phone=request.POST.get("contact_phone"),
            by=actor,
            at=clock.now(),
        )
        if intent_of(request) == "autosave":
            return HttpResponse(status=204)
        if intent_of(request) == "save":
            return redirect("portal:my")
        draft = selectors.draft_of(number, actor, today)
        if problems := problems_of_facts(draft):
            refused = Refused.of(problems)
            return refusals.page(request, "portal/apply_facts.html", _form(request, draft, refused), refused)
        return redirect("portal:draft_materials", number=number)
    wrong = problems_of_facts(draft) if "check" in request.GET else []  # led here by what the check page found
    return render(request, "portal/apply_facts.html", _form(request, draft, Refused.of(wrong) if wrong else None))


@permission("cases.apply")
@require_POST
def pickup(request: HttpRequest, number: str) -> HttpResponse:
    """续办码: shown once on the page of the form; the window takes the draft over by it."""
    answer = lending.lend_draft(draft=number, by=actor_on(request), at=clock.now())
    request.session[f"pickup:{number}"] = answer.paper
    return redirect(f"{reverse('portal:draft', args=[number])}#pickup")


@permission("cases.apply")
def materials(request: HttpRequest, number: str) -> HttpResponse:
    """The files, material by material; one is uploaded or removed at a time."""
    actor = actor_on(request)
    refused = _handled_file(request, number) if request.method == "POST" else None
    draft = selectors.draft_of(number, actor, clock.today())
    if request.method == "POST" and refused is None:
        return redirect("portal:draft_materials", number=number)
    context: dict[str, object] = {"draft": draft, "procedure": draft.procedure, "guide": guide_of(draft.procedure)}
    rows = materials_of(draft, request.POST.get("material", ""), refusals.explain(refused) if refused else None)
    status = refused.status if refused else 200
    return render(request, "portal/apply_materials.html", {**context, "materials": rows}, status=status)


@permission("cases.apply")
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Everything at a glance, with what it comes to and why; then it is submitted, once."""
    actor = actor_on(request)
    draft = selectors.draft_of(number, actor, clock.today())
    if draft.case_number:
        return redirect("portal:receipt", number=draft.case_number)
    if request.method != "POST":
        return render(request, "portal/apply_check.html", _overview(draft))
    try:
        answer = at_once.hand_in(draft=number, by=actor, at=clock.now(), key=key_of(request))
    except Refused as refused:
        refusal = replace(refusals.explain(refused), lines=to_mend(draft, refused.problems))
        return refusals.page(request, "portal/apply_check.html", {**_overview(draft), "refusal": refusal}, refused)
    return redirect("portal:receipt", number=answer.number)


def _form(request: HttpRequest, draft: DraftView, refused: Refused | None) -> dict[str, object]:
    """What the draft holds, and over it what was typed when the session had ended."""
    refusal = refusals.explain(refused, {**WHO, **titles_of(draft.procedure.asked)}) if refused else None
    posted = typed_on(request)
    typed = {**{field.name: field.typed for field in draft.fields}, **typed_facts(draft, posted)}
    return {
        "draft": draft,
        "procedure": draft.procedure,
        "guide": guide_of(draft.procedure),
        "pickup": request.session.pop(f"pickup:{draft.key}", ""),
        "who": who_fields(draft, posted, refusal),
        "sections": sections_of(draft.procedure, form_fields(draft.procedure.asked, typed, refusal, on=clock.today())),
        "refusal": refusal,
    }


def _overview(draft: DraftView) -> dict[str, object]:
    typed = {field.name: field.typed for field in draft.fields}
    return {
        "draft": draft,
        "procedure": draft.procedure,
        "facts": [(fact, shown(fact, typed.get(fact.name))) for fact in draft.procedure.asked],
        "guide": guide_of(draft.procedure),
        "masked": masks.resident_id(draft.persons["person_id"]),
        "awards": reasoned(draft.evaluation, draft.awards, draft.procedure.review.results),
        "problems": to_mend(draft, draft.problems),
    }


def _handled_file(request: HttpRequest, number: str) -> Refused | None:
    actor, at = actor_on(request), clock.now()
    try:
        if intent_of(request) == "remove":
            drafts.detach(draft=number, attachment=request.POST.get("attachment", ""), by=actor, at=at, key=key_of(request))
            return None
        name, content = file_of(request)
        material = request.POST.get("material", "")
        drafts.attach(material=material, name=name, content=content, draft=number, by=actor, at=at, key=key_of(request))
    except Refused as refused:
        return refused
    return None
