"""A document as a file to take along, in the layout of GB/T 9704, and any file as an attachment."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from miluo.normative_documents import word
from miluo.normative_documents.models import Document, Registration
from miluo.normative_documents.papers import document_pdf
from onewindow.words.refused import Refused

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SANDBOX = "default-src 'none'; sandbox"


def as_file(document: Document, form: str) -> HttpResponse:
    """The document as ``pdf`` or ``docx``. Raises Refused (404) for another form."""
    registration = Registration.objects.filter(document=document).values_list("number", flat=True).first() or ""
    if form == "pdf":
        return attachment(document_pdf(document, registration), PDF, f"{document.title}.pdf")
    if form == "docx":
        return attachment(word.document_docx(document, registration), DOCX, f"{document.title}.docx")
    raise Refused("没有这种格式", code="unknown_form", field="form", expected="pdf、docx", status=404)


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that a browser keeps and never runs."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response
