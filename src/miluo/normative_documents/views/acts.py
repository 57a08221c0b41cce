"""The acts of one press: each goes through its door and back to the document; what was refused is said there, nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from miluo.normative_documents import services
from miluo.normative_documents.issuers import is_city
from miluo.normative_documents.views.forms import FORMS, arguments
from miluo.normative_documents.views.pages import context_of, seen
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.models import Issuer
from onewindow.web import refusals
from onewindow.web.posted import file_of, key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock

ANY = ("documents.draft", "documents.decide", "documents.review", "documents.register")


@permission("documents.draft")
def start(request: HttpRequest) -> HttpResponse:
    """A new draft: for whom, and what it is called."""
    issuers = Issuer.objects.filter(valid_until=None).select_related("organisation").order_by("row")
    typed = {"issuer": request.POST.get("issuer", ""), "title": request.POST.get("title", "")}
    context = {"issuers": issuers, "typed": typed}
    if request.method != "POST":
        return render(request, "normative_documents/new.html", context)
    try:
        answer = services.start(**typed, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "normative_documents/new.html", context, refused)
    return redirect("normative_documents:document", number=answer.number)


@permission(*ANY)
@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Any act of the document by its name. Raises Refused (404) for a name that is none."""
    try:
        answer = _done(request, number, act)
    except Refused as refused:
        if refused.first.code in {"unknown_document", "unknown_act"}:
            raise
        typed = {"act": act, **{name: request.POST.get(name, "") for name in request.POST}}
        return refusals.page(request, "normative_documents/document.html", context_of(request, number, typed), refused)
    messages.success(request, f"{answer.message}。通知书：{answer.paper}" if answer.paper else answer.message)
    return redirect("normative_documents:document", number=number)


def _done(request: HttpRequest, number: str, act: str) -> Any:
    found = seen(request, number)
    common: dict[str, Any] = {"number": number, "by": actor_on(request), "at": clock.now(), "key": key_of(request)}
    if act == "edit":
        texts: dict[str, Any] = {name: request.POST.get(name, "") for name in ("title", "addressees", "emergency")}
        return services.write(**common, **texts, **_file(request))
    if act == "attach":
        reason = request.POST.get("not_applicable", "")
        return services.attach(**common, material=request.POST.get("material", ""), not_applicable=reason, **_file(request))
    city = is_city(found.issuer)
    form = next((each for each in FORMS if each.act == act and each.city in {None, city}), None)
    if form is None:
        raise Refused("没有这个操作", code="unknown_act", field="act", status=404)
    return form.door(**common, **arguments(form, request))


def _file(request: HttpRequest) -> dict[str, Any]:
    if "file" not in request.FILES:
        return {}
    name, content = file_of(request)
    return {"file_name": name, "content": content}
