"""The official texts on the portal: with an issue imported, without one, corrected, and at addresses that lead nowhere."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from onewindow.law import catalogue as law_catalogue
from onewindow.law import registry
from onewindow.law.catalogue import CatalogueRow, catalogue
from onewindow.law.gazette import services
from onewindow.law.gazette.tests.conftest import DEMO
from onewindow.law.regulation import Regulation, Term
from onewindow.portal.tests.test_public_pages import INLINE
from onewindow.web.tests.county import signed_in, text_of
from onewindow.words.actor import SYSTEM
from onewindow.worktime import clock

NUMBER, NOTICE = "演政发〔2030〕4号", "演政告〔2030〕1号"
CLAUSES = """
- {id: demo-3b, cite: 演政发〔2030〕4号第三条（二）, kind: rule, title: 合作社, summary: 带动农户的合作社可以申请。, reason: 由人核对}
- {id: demo-9, cite: 演政发〔2030〕4号第九条, kind: rule, title: 没有这条, summary: 没有这条。, reason: 由人核对}
"""


@pytest.fixture
def issue(db: None) -> None:
    services.import_issue(DEMO, by=SYSTEM, at=clock.now())


@pytest.fixture
def declared(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "clauses.yaml").write_text(CLAUSES, "utf-8")
    with registry.isolated():
        term = Term(start=date(2030, 3, 1), years=3, clause="demo-3b")
        yield Regulation(
            key="demo", number=NUMBER, title="演示办法", issuer="演示县人民政府", signed=date(2030, 2, 3), in_force=term, folder=tmp_path
        )


def corrected(tmp_path: Path) -> None:
    path = tmp_path / "corrected.txt"
    path.write_text(DEMO.read_text("utf-8").replace("30万元", "35万元"), "utf-8")
    services.import_issue(path, by=SYSTEM, at=clock.now())


def at(name: str, *args: str) -> str:
    return reverse(f"portal:{name}", args=args)


def test_a_document_that_is_only_printed_has_a_page_with_contents_articles_and_tables(issue: None, client: Client) -> None:
    page = client.get(at("text", NUMBER)).content.decode()
    assert "公报刊登文本，《演示县人民政府公报》2030年第3期，第1版" in page
    for anchor in ("第三条（二）", "附件1", "附件2-表"):
        assert f'id="{anchor}"' in page
    assert 'href="#第三条"' in page
    assert "<td>名称</td>" in page
    assert not INLINE.search(page)


def test_its_validity_is_read_from_its_term_as_of_the_chosen_day(issue: None, client: Client) -> None:
    assert "未生效" in text_of(client.get(at("text", NUMBER)))
    late = text_of(client.get(at("text", NUMBER) + "?on=2033-03-01"))
    assert "已失效" in late
    assert "按文本推算" in late
    assert "文中未载明期限" in text_of(client.get(at("text", NOTICE)))


def test_another_spelling_of_a_number_leads_to_the_document(issue: None, client: Client) -> None:
    response = client.get("/law/texts/" + quote("演政发[2030]4号") + "/")
    assert (response.status_code, response["Location"]) == (301, at("text", NUMBER))


@pytest.mark.parametrize(
    "address",
    [
        "/law/texts/演政发〔2030〕99号/",
        "/law/texts/nothing/",
        "/law/texts/nothing/versions/",
        "/gazette/2031-1/",
        "/gazette/2030-3-2/",
        "/gazette/2030-3-1/",
        "/gazette/2030-3-0/",
        "/gazette/x/print.pdf",
    ],
)
def test_what_is_not_imported_is_not_found(issue: None, client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "没有导入" in text_of(response)


def test_a_declared_document_shows_the_standard_text_beside_our_summary(declared: Regulation, issue: None, client: Client) -> None:
    assert client.get(at("text", NUMBER))["Location"] == at("document", "demo")
    said = text_of(client.get(at("document", "demo")))
    assert "带动 50户以上农户的合作社" in said.replace("带动50", "带动 50")
    assert "带动农户的合作社可以申请" in said
    assert said.index("尚未对上标准文本的条款") < said.index("没有这条。")


def test_a_clause_shows_its_standard_text_with_source_and_place(declared: Regulation, issue: None, client: Client) -> None:
    said = text_of(client.get(at("clause", "demo", "demo-3b")))
    assert "户以上农户的合作社" in said
    assert "第1版，第三条（二）" in said


def test_without_an_import_the_summaries_stand_alone_and_say_so(declared: Regulation, db: None, client: Client) -> None:
    assert "还没有导入公报文本" in text_of(client.get(at("document", "demo")))
    assert "正式文本以公报登载" in text_of(client.get(at("clause", "demo", "demo-3b")))
    assert "还没有导入公报" in text_of(client.get(at("gazette")))
    assert client.get(at("text", NUMBER)).status_code == 404


def test_a_corrected_text_shows_what_was_struck_and_what_was_added(issue: None, client: Client, tmp_path: Path) -> None:
    assert "最初刊登的文本" in text_of(client.get(at("versions", NUMBER)))
    corrected(tmp_path)
    page = client.get(at("versions", NUMBER)).content.decode()
    assert "<del>30</del><ins>35</ins>" in page
    assert "第2版" in text_of(client.get(at("text", NUMBER)))
    assert "第2版" in text_of(client.get(at("issue", "2030-3")))


def test_an_issue_lists_its_documents_and_prints_as_one_file(issue: None, client: Client) -> None:
    assert "2030年第3期" in text_of(client.get(at("gazette")))
    said = text_of(client.get(at("issue", "2030-3")))
    assert all(words in said for words in (NUMBER, NOTICE, "YSDR—2030—00007", "2030年4月8日"))
    response = client.get(at("issue_pdf", "2030-3"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_only_who_keeps_the_register_sees_the_clauses_without_a_place(county: None, declared: Regulation, issue: None) -> None:
    assert "demo-9" in text_of(signed_in("xitong").get(at("issue", "2030-3")))
    assert "demo-9" not in text_of(Client().get(at("issue", "2030-3")))
    assert "demo-9" not in text_of(signed_in("qiye").get(at("issue", "2030-3")))


def test_the_catalogue_parts_what_holds_from_what_has_ended(declared: Regulation, issue: None, client: Client) -> None:
    page = text_of(client.get(at("catalogue") + "?on=2040-01-01"))
    assert page.index("现行文件") < page.index(NOTICE) < page.index("已废止、已失效文件") < page.index(NUMBER)
    answer = client.get("/api/v1/law/catalogue?on=2040-01-01").json()
    assert NUMBER in [row["number"] for row in answer["ended"]]
    assert answer == client.get(at("catalogue_json") + "?on=2040-01-01").json()
    assert answer["total"] == len(answer["standing"]) + len(answer["ended"])


def test_the_catalogue_as_excel_has_both_parts_with_their_totals(declared: Regulation, issue: None, client: Client) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(at("catalogue_xlsx") + "?on=2040-01-01").content))
    ended = book.get_sheet_by_name("废止和失效文件").to_python()
    assert ended[0][:3] == ["序号", "文号", "标题"]
    assert NUMBER in [row[1] for row in ended]
    assert ended[-1][:2] == ["合计", f"{len(ended) - 2}件"]


@pytest.mark.parametrize("name", ["catalogue_json", "catalogue_xlsx"])
def test_a_day_that_is_none_is_refused(db: None, client: Client, name: str) -> None:
    response = client.get(at(name) + "?on=2023-02-30")
    assert response.status_code == 422
    assert "不是日期" in text_of(response)


def test_a_register_counts_before_what_is_read_from_a_text(issue: None, monkeypatch: pytest.MonkeyPatch) -> None:
    row = CatalogueRow(NOTICE, "登记册中的标题", "演示县人民政府", "YSDR", None, None, None, "repealed", "已废止")
    monkeypatch.setattr(law_catalogue, "_providers", {"test": lambda on: [row]})
    found = catalogue(date(2030, 5, 1))
    assert [each.title for each in (*found.standing, *found.ended) if each.number == NOTICE] == ["登记册中的标题"]
    assert row in found.ended


def test_coverage_adds_up_on_the_page_and_in_the_answer(declared: Regulation, db: None, client: Client) -> None:
    answer = client.get("/api/v1/law/coverage").json()
    assert answer["total"]["total"] == len(answer["clauses"]) == sum(each["total"] for each in answer["documents"])
    assert all(sum(each[state] for state in answer["states"]) == each["total"] for each in answer["documents"])
    page = client.get(at("coverage"))
    assert f"共{answer['total']['total']}条" in text_of(page)
    assert not INLINE.search(page.content.decode())
