"""The desk pages: each state is shown, each act is pressed by whom it is for, and refused on the same page otherwise."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as read_docx
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from miluo.normative_documents import services
from miluo.normative_documents.models import Document
from miluo.normative_documents.tests.journey import (
    OFFICE,
    PDF,
    PRINTED,
    TITLE,
    at,
    document,
    docx,
    in_review,
    lodged,
    published,
    registered,
)
from onewindow.accounts import services as accounts
from onewindow.law.gazette.services import import_issue
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM


@pytest.fixture(autouse=True)
def demo_day(settings: Any) -> None:
    settings.FIXED_TODAY = at(5, 20).date()


def signed_in(role: str, organisation: str) -> Client:
    place = Organisation.objects.get(key=organisation)
    user = accounts.create_user(username=f"{role}-{organisation}", display_name="演示人员", organisation=place, by=SYSTEM, at=at(4, 1))
    accounts.grant(user=user, role=role, valid_from=at(4, 1).date(), by=SYSTEM, at=at(4, 1))
    client = Client()
    client.force_login(user)
    return client


def page(number: str) -> str:
    return reverse("normative_documents:document", args=[number])


def press(client: Client, number: str, act: str, **given: Any) -> Any:
    return client.post(reverse("normative_documents:act", args=[number, act]), given, follow=True)


def test_three_people_lead_a_draft_to_its_number(county: None) -> None:
    drafter, office = signed_in("drafter", "agriculture-rural"), signed_in("document-officer", "government-office")
    reviewer, registrar = signed_in("legal-reviewer", "justice"), signed_in("registrar", "justice")
    drafter.post(reverse("normative_documents:new"), {"issuer": "2", "title": TITLE})
    number = Document.objects.get().number
    press(drafter, number, "edit", title=TITLE, file=SimpleUploadedFile("草案.docx", docx()))
    refused = press(drafter, number, "submit")
    assert refused.status_code == 422 and "缺少材料：公平竞争审查意见" in refused.content.decode()
    for material in ("request", "explanation", "basis", "comments", "own_review"):
        press(drafter, number, "attach", material=material, file=SimpleUploadedFile("材料.pdf", PDF))
    press(drafter, number, "attach", material="fair_competition", not_applicable="不涉及市场主体经济活动")
    assert "已报送" in press(drafter, number, "submit").content.decode()
    press(office, number, "forward")
    early = {"opinion": "approved", "words_given": "合法。"}
    assert "一般不少于5个工作日" in press(reviewer, number, "give_opinion", **early).content.decode()
    press(reviewer, number, "give_opinion", **early, early_reason="条款简单")
    press(office, number, "decide", starts_on="2023-06-01", ends_on="2025-05-31")
    assert "汨政办发〔2023〕1号" in press(office, number, "assign_number").content.decode()
    press(office, number, "lodge")
    assert "MLDR-2023-01001" in press(registrar, number, "register").content.decode()
    assert document(number).state == "registered"


def test_a_page_offers_only_what_its_officer_may_do_now(county: None) -> None:
    number = in_review()
    assert "出具意见" in signed_in("legal-reviewer", "justice").get(page(number)).content.decode()
    assert "出具意见" not in signed_in("document-officer", "government-office").get(page(number)).content.decode()


def test_a_document_of_others_is_not_found(county: None) -> None:
    assert signed_in("drafter", "finance").get(page(in_review())).status_code == 404


def test_an_act_that_is_none_is_not_found(county: None) -> None:
    number = in_review()
    assert press(signed_in("legal-reviewer", "justice"), number, "burn").status_code == 404


def test_lists_show_what_is_there(county: None) -> None:
    published(ends_on=at(7, 1).date())
    client = signed_in("registrar", "justice")
    assert "MLDR-2023-01001" in client.get(reverse("normative_documents:register")).content.decode()
    assert "还剩42日" in client.get(reverse("normative_documents:warnings")).content.decode()
    assert "弼时镇" in client.get(reverse("normative_documents:issuers")).content.decode()
    assert TITLE in client.get(reverse("normative_documents:documents")).content.decode()


def test_the_document_goes_out_as_pdf_and_word_with_its_registration_number(county: None) -> None:
    number = published()
    client = signed_in("document-officer", "government-office")
    pdf = PdfReader(io.BytesIO(client.get(reverse("normative_documents:download", args=[number, "pdf"])).content))
    words = "".join(each.extract_text() for each in pdf.pages)
    assert all(part in words for part in ("MLDR-2023-01001", "汨政办发〔2023〕99号", "本办法适用于演示"))
    out = read_docx(io.BytesIO(client.get(reverse("normative_documents:download", args=[number, "docx"])).content))
    lines = [paragraph.text for paragraph in out.paragraphs]
    assert lines[0] == "MLDR-2023-01001" and TITLE in lines and len(out.tables) == 1
    assert client.get(reverse("normative_documents:download", args=[number, "odt"])).status_code == 404


def test_the_notice_is_a_paper_and_there_is_none_before_the_registration(county: None) -> None:
    client = signed_in("registrar", "justice")
    number = published()
    assert client.get(reverse("normative_documents:notice", args=[number, "registration"])).content.startswith(b"%PDF")
    assert client.get(reverse("normative_documents:notice", args=[lodged("汨政办发〔2023〕100号"), "registration"])).status_code == 404


@pytest.mark.clause("normdoc-6-2e", "normdoc-6-2f")
def test_everyone_reads_and_downloads_the_catalogues(county: None) -> None:
    published(ends_on=at(5, 10).date())
    client = Client()
    assert "已失效" in client.get(reverse("normative_documents_public:catalogue")).content.decode()
    assert (
        client.get(reverse("normative_documents_public:catalogue_json"), {"on": "2023-05-09"}).json()["registered"][0]["number"]
        == "MLDR-2023-01001"
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(reverse("normative_documents_public:catalogue_workbook")).content))
    assert book.get_sheet_by_name("废止、失效目录").to_python()[1][0] == "MLDR-2023-01001"
    assert client.get(reverse("normative_documents_public:catalogue"), {"on": "soon"}).status_code == 404


@pytest.mark.clause("normdoc-6-2a", "normdoc-6-2b", "normdoc-6-2f")
def test_everyone_reads_a_published_document_as_of_a_day_with_its_redlines(county: None) -> None:
    number = published()
    new = docx("一、总则", "本办法适用于演示和试验。", "（一）范围", "各演示单位应当遵守。")
    given = {"occasion": "immediate", "outcome": "amended", "effective_on": date(2023, 5, 15), "reason": "上位法已修改"}
    services.clean_up(number=number, **given, decided_in="汨政办发〔2023〕100号", content=new, file_name="新.docx", by=OFFICE, at=at(5, 16))
    address = reverse("normative_documents_public:document", args=[number])
    before = Client().get(address, {"on": "2023-05-14"}).content.decode()
    assert "本办法适用于演示。" in before and "<ins>" not in before
    after = Client().get(address).content.decode()
    assert "本办法适用于演示和试验。" in after and "<ins>和试验</ins>" in after
    assert "已修改" in after and "MLDR-2023-01001" in after
    marked = Client().get(address, {"on": "2023-05-20", "marks": "1"}).content.decode()
    assert marked.count("<ins>和试验</ins>") == 2
    assert "不是日期" in Client().get(address, {"on": "soon"}).content.decode()


def test_everyone_takes_the_text_of_a_day_along(county: None) -> None:
    number = published()
    address = reverse("normative_documents_public:download", args=[number, "docx"])
    assert TITLE in [each.text for each in read_docx(io.BytesIO(Client().get(address).content)).paragraphs]
    assert Client().get(reverse("normative_documents_public:download", args=[number, "odt"])).status_code == 404


@pytest.mark.clause("normdoc-2b")
def test_what_is_not_yet_published_has_no_public_page_and_no_link(county: None) -> None:
    number = registered()
    assert Client().get(reverse("normative_documents_public:document", args=[number])).status_code == 404
    page = Client().get(reverse("normative_documents_public:catalogue")).content.decode()
    assert TITLE in page and number not in page


@pytest.mark.clause("normdoc-6-2c")
def test_a_text_that_differs_from_the_gazette_says_so_and_the_gazette_prevails(county: None, tmp_path: Path) -> None:
    number = published("汨政办发〔2023〕99号")
    page = reverse("normative_documents_public:document", args=[number])
    assert "标准文本</a>" not in Client().get(page).content.decode()
    file = tmp_path / "issue.txt"
    file.write_text(PRINTED, "utf-8")
    import_issue(file, by=SYSTEM, at=at(5, 10))
    said = Client().get(page).content.decode()
    assert "处不同" in said and "标准文本</a>为准" in said


@pytest.mark.clause("normdoc-6-1")
def test_the_government_office_changes_the_list_on_its_page_and_others_do_not(county: None) -> None:
    office = signed_in("document-officer", "government-office")
    address = reverse("normative_documents:issuer_add")
    given = {"organisation": "rural-property-exchange", "name": "农交中心", "prefix": "MLDR", "code": "39", "from_day": "2023-06-01"}
    refused = office.post(address, given, follow=True)
    assert (
        refused.status_code == 422 and "没有写明依据的文件" in refused.content.decode() and 'value="农交中心"' in refused.content.decode()
    )
    given["decision"] = "汨政办发〔2023〕20号"
    assert "不是登记号前缀" in office.post(address, given | {"prefix": "ml"}, follow=True).content.decode()
    assert "农交中心列入" in office.post(address, given, follow=True).content.decode()
    away = reverse("normative_documents:issuer_remove", args=[55])
    assert "不是日期" in office.post(away, {"decision": "汨政办发〔2023〕21号"}, follow=True).content.decode()
    assert "农交中心移出" in office.post(away, {"decision": "汨政办发〔2023〕21号", "from_day": "2023-09-01"}, follow=True).content.decode()
    other = signed_in("document-officer", "commerce-grain")
    assert "市政府办公室办理" in other.post(address, given | {"code": "40"}, follow=True).content.decode()
    assert "列入清单" not in other.get(reverse("normative_documents:issuers")).content.decode()
