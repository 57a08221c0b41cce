"""The real issue, where it lies beside the checkout: everything in it finds its place, in time, and every figure stands in its clause."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import typst
import yaml
from django.db import transaction

from miluo.tests.conftest import AT, SHARED, needs_shared
from onewindow.law import registry
from onewindow.law.clauses import ClauseRecord
from onewindow.law.gazette import selectors, services
from onewindow.law.gazette.parse import parse
from onewindow.law.gazette.places import passages
from onewindow.law.gazette.read import lines_in
from onewindow.law.gazette.report import UNCHANGED, ImportReport
from onewindow.law.gazette.text import Document, Issue
from onewindow.law.gazette.ties import tie
from onewindow.law.numerals import to_chinese
from onewindow.papers.fonts import chains, font_book
from onewindow.words.actor import SYSTEM

FILE = SHARED / "gazette/miluo-2023-2.txt"
DOCUMENTS = 19
pytestmark = needs_shared


@pytest.fixture(scope="module")
def issue() -> Issue:
    return parse(FILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: Any) -> Iterator[ImportReport]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield services.import_issue(FILE, by=SYSTEM, at=AT)
        transaction.set_rollback(True)


def document(issue: Issue, number: str) -> Document:
    return next(each for each in issue.documents if each.number == number)


def test_every_document_is_found_with_number_title_issuer_and_date(issue: Issue) -> None:
    assert (issue.title, issue.year, issue.number) == ("汨罗市人民政府公报", 2023, 2)
    assert len(issue.documents) == DOCUMENTS
    assert all(each.title and each.issuer and each.signed for each in issue.documents)
    assert [each.registration for each in issue.documents if each.registration] == [
        "MLDR—2023—00003",
        *(f"MLDR—2023—0100{serial}" for serial in range(1, 5)),
    ]


def test_no_line_is_left_over(issue: Issue) -> None:
    assert not issue.unplaced
    assert {remark.reason for remark in issue.remarks} == {"页码", "页眉", "页眉，期号与本期不同", "登记号，排在正文中间"}


@pytest.mark.parametrize(("serial", "articles"), [(6, 36), (7, 35), (8, 28), (9, 15)])
def test_a_measure_has_all_its_articles(issue: Issue, serial: int, articles: int) -> None:
    assert sum(passage.kind == "article" for passage in passages(document(issue, f"汨政办发〔2023〕{serial}号"))) == articles


@pytest.mark.parametrize(
    ("number", "annex", "rows"), [("办发〔2023〕5号", 0, 54), ("办函〔2023〕31号", 1, 92), ("办函〔2023〕31号", 2, 39)]
)
def test_the_tables_of_the_annexes_have_all_their_rows(issue: Issue, number: str, annex: int, rows: int) -> None:
    table = document(issue, f"汨政{number}").annexes[annex].blocks[-1].table
    assert table and len(table.rows) == rows
    assert all(len(row) == len(table.header) and row[1] for row in table.rows)


def test_nearly_every_clause_of_the_register_finds_the_lines_that_it_was_taken_from(issue: Issue) -> None:
    found = total = 0
    for each in issue.documents:
        kept = passages(each)
        where = {passage.place: set(range(passage.lines[0], passage.lines[1] + 1)) for passage in kept}
        clauses = [clause for clause in _register() if clause["cite"].startswith(each.number)]
        records = [ClauseRecord(clause["id"], clause["cite"], "rule", clause["cite"], clause["summary"]) for clause in clauses]
        for clause, place in zip(clauses, tie(each.number, records, kept), strict=True):
            total += 1
            found += any(_lines(str(clause["lines"])) & where[one] for one in place.places)
    assert total > 700
    assert found / total >= 0.98


@pytest.mark.django_db
def test_the_clauses_of_the_regulations_find_their_place(imported: ImportReport) -> None:
    assert imported.ties
    assert len(imported.missing) <= len(imported.ties) * 0.02


@pytest.mark.django_db
def test_importing_the_issue_again_changes_nothing(imported: ImportReport) -> None:
    again = services.import_issue(FILE, by=SYSTEM, at=AT)
    assert {each.outcome for each in again.documents} == {UNCHANGED}


@pytest.mark.django_db
@pytest.mark.parametrize("regulation", registry.regulations(), ids=lambda regulation: regulation.key)
def test_every_figure_stands_in_the_official_text_of_its_clause(imported: ImportReport, regulation: Any) -> None:
    figures = list(_as_written(regulation.folder / "parameters.yaml"))
    texts = selectors.standard_texts({clause for clause, _ in figures})
    absent = [f"{clause}: {words}" for clause, words in figures if clause not in texts or _plain(words) not in _plain(texts[clause].text)]
    assert not absent


def test_the_issue_comes_in_as_a_pdf_with_text() -> None:
    text = FILE.read_text("utf-8").split("\n")[:75]
    lines = "".join(f"#block(spacing: 3pt, text({json.dumps(line, ensure_ascii=False)}))\n" for line in text)
    fonts = json.dumps(chains()["宋体"], ensure_ascii=False).replace("[", "(").replace("]", ",)")
    source = f"#set page(width: 800pt, height: auto)\n#set text(font: {fonts}, size: 9pt)\n{lines}"
    (document,) = parse(lines_in(typst.compile(source.encode(), font_paths=font_book()))).documents
    assert (document.number, document.signed) == ("汨政发〔2023〕2号", date(2023, 4, 1))
    assert [block.label for block in document.blocks if block.label] == [f"{to_chinese(number)}、" for number in range(1, 12)]


def _as_written(file: Any) -> Iterator[tuple[str, str]]:
    """(clause, wording) of every figure and tier."""
    for entries in (yaml.safe_load(file.read_text("utf-8")) or {}).values() if file.exists() else ():
        for entry in entries if isinstance(entries, list) else [entries]:
            for line in [entry, *entry.get("tiers", ())]:
                if line.get("as_written"):
                    yield line.get("clause", entry["clause"]), line["as_written"]


def _register() -> list[dict[str, Any]]:
    files = (SHARED / f"clauses/{part}.yaml" for part in ("part-a", "part-b"))
    return [clause for file in files for clause in yaml.safe_load(file.read_text("utf-8"))]


def _lines(text: str) -> set[int]:
    spans = [part.partition("-") for part in text.split(",")]
    return {number for first, _, last in spans for number in range(int(first), int(last or first) + 1)}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
