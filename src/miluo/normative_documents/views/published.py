"""A published document for everyone: its consolidated text on a chosen day, what changed it, and the text to take along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.normative_documents.life import State
from miluo.normative_documents.models import Document
from miluo.normative_documents.selectors import comparison, standing_on, text_on
from miluo.normative_documents.selectors.standing import with_history
from miluo.normative_documents.views.files import as_file
from miluo.normative_documents.wording import blocks_of, difference
from onewindow.accounts.access import public
from onewindow.law.validity import Validity
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@public
def document(request: HttpRequest, number: str) -> HttpResponse:
    """The document as of a day; with ``marks`` the changes since its first text are shown in it."""
    found = published(number)
    on, refused = _chosen_day(request)
    text, marks = text_on(found, on), bool(request.GET.get("marks"))
    changes = [each for each in found.clean_ups.all() if each.effective_on <= on]
    amendments = [(each, difference(blocks_of(each.before), blocks_of(each.after))) for each in changes if each.outcome == "amended"]
    context: dict[str, Any] = {
        "document": found,
        "on": on,
        "refused": refused,
        "standing": standing_on(found, on),
        "head": _head(standing_on(found, on).validity),
        "blocks": text,
        "marked": difference(text_on(found, date.min), text) if marks and amendments else None,
        "amendments": amendments,
        "changes": changes,
        "comparison": comparison(found),
    }
    return render(request, "normative_documents/published.html", context)


@public
def download(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The text of a day in the layout of GB/T 9704, as ``pdf`` or ``docx``."""
    found = published(number)
    on, _ = _chosen_day(request)
    found.text = [block.as_json() for block in text_on(found, on)]
    return as_file(found, form)


def published(number: str) -> Document:
    """The document, once gazette and portal have it. Raises Refused (404) before."""
    documents = with_history(Document.objects.filter(state=State.PUBLISHED)).select_related("issuer__organisation", "registration")
    found = documents.filter(number=number).first()
    if found is None:
        message = f"没有已公布的文件“{number}”"
        raise Refused(message, code="unknown_document", field="number", expected="规范性文件目录中的文件", status=404)
    return found


def _head(validity: Validity) -> dict[str, str]:
    return {"validity": validity.value, "validity_title": validity.title}


def _chosen_day(request: HttpRequest) -> tuple[date, str]:
    """The day asked for, or today with the sentence that says why it was not taken."""
    typed = request.GET.get("on", "").strip()
    try:
        return (date.fromisoformat(typed) if typed else clock.today()), ""
    except ValueError:
        return clock.today(), f"“{typed}”不是日期，应写作 2023-09-15；下面按今天显示"
