"""The official texts as published: a document that no regulation runs, its versions with what changed, and the issues of the gazette."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import actor_on, public
from onewindow.law.catalogue import printed_validity
from onewindow.law.citations import number_and_place
from onewindow.law.gazette import issues as gazette
from onewindow.law.gazette.selectors import current_versions
from onewindow.law.official_text import declared_key, official_text, required_text
from onewindow.papers.printed_issue import pdf_of
from onewindow.portal.views.chosen_day import chosen_day
from onewindow.web.download import PDF

KEEPERS = {"law.maintain", "documents.register"}  # who sees what an import could not place


@public
def text(request: HttpRequest, number: str) -> HttpResponse:
    """A document at its number. One that is run as a regulation has its page there; brackets of any width lead here."""
    on, refused = chosen_day(request)
    if official_text(number) is None:
        spelled = number_and_place(number)
        if spelled and spelled[0] != number and official_text(spelled[0]):
            return redirect("portal:text", spelled[0], permanent=True)
    page = required_text(number)
    if key := declared_key(number):
        return redirect("portal:document", key)
    version = current_versions().get(document__number=number)
    context = {
        "on": on,
        "refused": refused,
        "text": page,
        "head": printed_validity(version, on),
        "issue": gazette.address_of(version.document.issue),
    }
    return render(request, "portal/text.html", context)


@public
def versions(request: HttpRequest, number: str) -> HttpResponse:
    """Every version of a text and what each changed."""
    rows = gazette.versions_of(number)
    return render(request, "portal/versions.html", {"text": required_text(number), "rows": rows})


@public
def issues(request: HttpRequest) -> HttpResponse:
    """Every issue that is imported."""
    return render(request, "portal/gazette.html", {"issues": gazette.issues()})


@public
def issue(request: HttpRequest, address: str) -> HttpResponse:
    """The documents of an issue; who keeps the register also sees the clauses that found no place."""
    page = gazette.issue_page(address)
    keeper = bool(KEEPERS & actor_on(request).permissions)
    return render(request, "portal/issue.html", {"page": page, "keeper": keeper})


@public
def issue_pdf(request: HttpRequest, address: str) -> HttpResponse:
    """The issue as one file to print."""
    found = gazette.issue_at(address)
    response = HttpResponse(pdf_of(found), content_type=PDF)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{found}.pdf')}"
    return response
