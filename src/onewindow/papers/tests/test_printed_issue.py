"""An issue to print: tagged, whole, made once for each state of its text, made anew when the text is corrected."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from onewindow.law.gazette import services
from onewindow.law.gazette.tests.conftest import DEMO
from onewindow.law.models import GazetteIssue
from onewindow.papers import files, printed_issue
from onewindow.papers.models import PrintedIssue
from onewindow.papers.selectors import digests_in_use
from onewindow.words.actor import SYSTEM
from onewindow.worktime import clock

pytestmark = pytest.mark.django_db


def imported(path: Path = DEMO) -> GazetteIssue:
    services.import_issue(path, by=SYSTEM, at=clock.now())
    return GazetteIssue.objects.get()


def test_the_file_holds_title_page_contents_and_every_document_and_is_tagged() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(printed_issue.pdf_of(imported())))
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    for words in ("2030年第3期", "演政发〔2030〕4号", "第五条", "东演示镇", "YSDR—2030—00007", "2030年4月8日"):
        assert words in text


def test_it_is_made_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = imported()
    first = printed_issue.pdf_of(issue)
    monkeypatch.setattr(printed_issue, "compiled", lambda data: pytest.fail("made twice"))
    assert printed_issue.pdf_of(issue) == first
    assert PrintedIssue.objects.get().sha256 in digests_in_use()


def test_a_corrected_text_is_printed_anew(tmp_path: Path) -> None:
    printed_issue.pdf_of(imported())
    path = tmp_path / "corrected.txt"
    path.write_text(DEMO.read_text("utf-8").replace("30万元", "35万元"), "utf-8")
    printed_issue.pdf_of(imported(path))
    assert PrintedIssue.objects.count() == 2


def test_a_file_that_is_gone_from_the_store_is_made_again() -> None:
    issue = imported()
    printed_issue.pdf_of(issue)
    PrintedIssue.objects.update(sha256="0" * 64)
    assert printed_issue.pdf_of(issue).startswith(b"%PDF")
    assert files.exists(PrintedIssue.objects.get().sha256)


def test_a_character_without_a_glyph_is_marked_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onewindow.papers.fonts.missing", lambda text: "甲")
    data = printed_issue.sheet(imported())
    assert data["absent"] == ["U+7532"]
    assert "甲" not in str(data)
    assert "〓乙丙丁" in str(data)
