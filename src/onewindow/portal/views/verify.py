"""Whether a paper is genuine: anyone may look its code up, and compare a file with the one that was issued."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import public
from onewindow.papers import selectors
from onewindow.web import refusals
from onewindow.web.posted import file_of
from onewindow.words.refused import Refused


@public
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and lead to the page of the paper."""
    typed = request.GET.get("code", "").strip()
    if not typed:
        return render(request, "portal/verify.html", {"typed": ""})
    try:
        found = selectors.verification(typed)
    except Refused as refused:
        return refusals.page(request, "portal/verify.html", {"typed": typed}, refused)
    return redirect("portal:verify_paper", code=found.code)


@public
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """What the public may know of the paper. A posted file is hashed and forgotten: for browsers without script."""
    try:
        found = selectors.verification(code)
    except Refused as refused:
        return refusals.page(request, "portal/verify.html", {"typed": code}, refused)
    context: dict[str, object] = {"paper": found, "compared": None}
    if request.method == "POST":
        try:
            context["compared"] = _compare(found, *file_of(request))
        except Refused as refused:
            return refusals.page(request, "portal/verify_paper.html", context, refused)
    return render(request, "portal/verify_paper.html", context)


def _compare(found: selectors.Verification, name: str, content: bytes) -> dict[str, object]:
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "sha256": digest, "same": digest == found.sha256}
