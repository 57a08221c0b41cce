"""The import door: once, again, corrected; what is refused leaves nothing behind; DOCX and PDF come in by the same door."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest

from onewindow.law import registry
from onewindow.law.gazette import selectors, services
from onewindow.law.gazette.read import lines_in
from onewindow.law.gazette.report import CHANGED, NEW, UNCHANGED, ImportReport
from onewindow.law.gazette.tests.conftest import DEMO
from onewindow.law.models import ClausePlace, DocumentVersion, GazetteIssue, OfficialDocument, Passage
from onewindow.law.regulation import Regulation, Term
from onewindow.trail.models import Event
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

AT = datetime(2030, 5, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CLAUSES = """
- {id: demo-3b, cite: 演政发〔2030〕4号第三条（二）, kind: rule, title: 合作社, summary: 带动农户的合作社可以申请。}
- {id: demo-4a, cite: 演政发〔2030〕4号第四条（比例）, kind: rule, title: 比例, summary: 扶持金额为上一年度销售额的百分之二。}
- {id: demo-4b, cite: 演政发〔2030〕4号第四条（上限）, kind: rule, title: 上限, summary: 单个企业最高不超过五万元。}
- {id: demo-9, cite: 演政发〔2030〕4号第九条, kind: rule, title: 没有这条, summary: 没有这条。}
"""
pytestmark = pytest.mark.django_db


def take(path: Path) -> ImportReport:
    return services.import_issue(path, by=SYSTEM, at=AT)


def corrected(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "corrected.txt"
    path.write_text(DEMO.read_text("utf-8").replace(old, new), "utf-8")
    return path


@pytest.fixture
def declared(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "clauses.yaml").write_text(CLAUSES, "utf-8")
    with registry.isolated():
        yield Regulation(
            key="demo",
            number="演政发〔2030〕4号",
            title="演示县甲乙丙丁扶持办法（试行）",
            issuer="演示县人民政府",
            signed=date(2030, 2, 3),
            in_force=Term(start=date(2030, 3, 1), years=3, clause="demo-4a"),
            folder=tmp_path,
        )


def test_an_issue_is_kept_with_its_documents_and_passages() -> None:
    report = take(DEMO)
    assert [each.outcome for each in report.documents] == [NEW, NEW]
    assert str(GazetteIssue.objects.get()) == "《演示县人民政府公报》2030年第3期"
    assert list(OfficialDocument.objects.values_list("number", "current")) == [("演政发〔2030〕4号", 1), ("演政告〔2030〕1号", 1)]
    assert Passage.objects.get(place="第三条（二）").text == "带动50户以上农户的合作社。"
    assert [document.number for document in selectors.documents()] == ["演政发〔2030〕4号", "演政告〔2030〕1号"]


def test_importing_again_changes_nothing() -> None:
    take(DEMO)
    before = (list(Passage.objects.values()), list(DocumentVersion.objects.values()), Event.objects.count())
    again = take(DEMO)
    assert {each.outcome for each in again.documents} == {UNCHANGED}
    assert (list(Passage.objects.values()), list(DocumentVersion.objects.values()), Event.objects.count()) == before


def test_a_corrected_issue_makes_a_new_version_and_shows_the_difference(tmp_path: Path) -> None:
    take(DEMO)
    report = take(corrected(tmp_path, "5万元", "8万元"))
    assert [(each.outcome, each.version) for each in report.documents] == [(CHANGED, 2), (UNCHANGED, 1)]
    assert report.documents[0].difference.split("\n") == [
        "-第四条　扶持金额按上一年度销售额的2%计算，单个企业最高不超过5万元。",
        "+第四条　扶持金额按上一年度销售额的2%计算，单个企业最高不超过8万元。",
    ]
    assert DocumentVersion.objects.filter(document__number="演政发〔2030〕4号").count() == 2


def test_lines_that_only_moved_are_no_correction(tmp_path: Path) -> None:
    take(DEMO)
    assert {each.outcome for each in take(corrected(tmp_path, "演示文本：", "\n\n演示文本：")).documents} == {UNCHANGED}


def test_a_document_that_is_missing_from_a_corrected_issue_stays_and_is_named(tmp_path: Path) -> None:
    take(DEMO)
    text = DEMO.read_text("utf-8")
    path = tmp_path / "shorter.txt"
    path.write_text(text[: text.index("YSDR")], "utf-8")
    assert take(path).absent == ("演政告〔2030〕1号",)
    assert OfficialDocument.objects.count() == 2


def test_every_import_leaves_an_event_for_each_version() -> None:
    take(DEMO)
    assert list(Event.objects.filter(kind="law.document_imported").values_list("subject", flat=True)) == [
        "document:演政发〔2030〕4号",
        "document:演政告〔2030〕1号",
    ]


def test_clauses_find_their_place_and_the_rest_are_listed(declared: Regulation) -> None:
    report = take(DEMO)
    assert [tie.clause for tie in report.missing] == ["demo-9"]
    assert report.as_json()["clauses"]["missing"] == [{"clause": "demo-9", "citation": "演政发〔2030〕4号第九条"}]
    texts = selectors.standard_texts(["demo-3b", "demo-4a", "demo-9"])
    assert texts["demo-3b"].text == "带动50户以上农户的合作社。"
    assert set(texts) == {"demo-3b", "demo-4a"}


def test_a_regulation_declared_after_the_import_is_tied_by_importing_again(declared: Regulation) -> None:
    with registry.isolated():
        registry.declared().clear()
        take(DEMO)
        assert not ClausePlace.objects.exists()
    take(DEMO)
    assert ClausePlace.objects.filter(clause="demo-4b").exists()


def test_the_standard_text_is_that_of_the_current_version(declared: Regulation, tmp_path: Path) -> None:
    take(DEMO)
    take(corrected(tmp_path, "5万元", "8万元"))
    assert "8万元" in selectors.standard_texts(["demo-4b"])["demo-4b"].text


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"%PDF-1.4 broken", b"PK\x03\x04broken", "一篇文章。".encode()])
def test_a_file_that_is_no_gazette_is_refused_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        take(path)
    assert refusal.value.first.field == "file"
    assert refusal.value.first.expected
    assert not GazetteIssue.objects.exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="打不开文件"):
        take(tmp_path / "nothing.txt")


def test_a_docx_comes_in_by_the_same_door(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("演政发〔2030〕9号", "演示县人民政府", "关于演示事项的通知", "各演示镇人民政府：", "一、第一件事", "要办好第一件事。"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("名称", "数量", "甲", "3"), strict=True):
        cell.text = text
    for text in ("二、第二件事由各镇办理。", "演示县人民政府", "2030年6月1日"):
        document.add_paragraph(text)
    path = tmp_path / "issue.docx"
    document.save(str(path))
    kept = take(path).documents[0].document
    assert (kept.number, kept.signed) == ("演政发〔2030〕9号", date(2030, 6, 1))
    tables = [block.table for top in kept.blocks for block in top.walk() if block.table]
    assert tables and tables[0].rows == (("甲", "3"),)


def test_text_in_the_old_encoding_is_read() -> None:
    assert lines_in("演示县人民政府公报".encode("gb18030"))[0].text == "演示县人民政府公报"
