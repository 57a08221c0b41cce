"""Anyone verifies a paper; who holds one sees how far its case is; nobody learns more."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.cases.models import Case
from onewindow.papers import services as papers
from onewindow.papers.models import Paper
from onewindow.web.tests.county import award_cases, text_of


def finished() -> tuple[Paper, bytes]:
    paper = Paper.objects.filter(kind="decision")[0]
    content = papers.file_of(paper)
    return Paper.objects.get(pk=paper.pk), content


def test_a_code_leads_to_its_paper_however_it_is_typed(county: None, client: Client) -> None:
    paper, _ = finished()
    code = paper.code
    for typed in (code, code.lower(), f"{code[:4]}-{code[4:8]}-{code[8:]}", f" {code[:6]} {code[6:]} "):
        assert client.get("/verify/", {"code": typed}).status_code == 302
    said = text_of(client.get(f"/verify/{code}/"))
    assert paper.number in said
    assert "现在有效" in said
    assert paper.sha256 in said


def test_a_code_that_nobody_issued_is_refused_and_kept(county: None, client: Client) -> None:
    response = client.get("/verify/", {"code": "AAAA-BBBB-CCCC"})
    assert response.status_code == 404
    assert "没有这个验证码" in text_of(response)
    assert 'value="AAAA-BBBB-CCCC"' in response.content.decode()


def test_the_page_shows_no_name_and_no_amount(county: None, client: Client) -> None:
    paper, _ = finished()
    case = Case.objects.get(number=paper.case_number)
    said = text_of(client.get(f"/verify/{paper.code}/"))
    assert case.enterprise_name not in said
    assert "86,000" not in said


def test_without_script_a_file_is_compared_by_the_server_and_forgotten(county: None, client: Client) -> None:
    paper, content = finished()
    address = f"/verify/{paper.code}/"
    assert "是同一份文件" in text_of(client.post(address, {"file": SimpleUploadedFile("a.pdf", content)}))
    forged = content[:-1] + bytes([content[-1] ^ 1])
    assert "不是同一份文件" in text_of(client.post(address, {"file": SimpleUploadedFile("a.pdf", forged)}))
    assert client.post(address, {}).status_code == 422


def test_a_revoked_paper_says_so(county: None, client: Client) -> None:
    paper, _ = finished()
    Paper.objects.filter(pk=paper.pk).update(revoked_at=paper.issued_at, revoked_for="演示")
    said = text_of(client.get(f"/verify/{paper.code}/"))
    assert "已经撤销" in said
    assert "现在有效" not in said


def test_progress_is_told_for_number_and_code_together(county: None, client: Client) -> None:
    accepted = award_cases().filter(state="accepted").values("number")
    paper = Paper.objects.filter(kind="acceptance", case_number__in=accepted).latest("pk")
    response = client.post("/track/", {"number": paper.case_number, "code": paper.code})
    assert "已受理" in text_of(response)
    assert Case.objects.get(number=paper.case_number).enterprise_name not in text_of(response)


def test_a_number_alone_or_with_the_code_of_another_case_tells_nothing(county: None, client: Client) -> None:
    one, other = Paper.objects.order_by("pk")[0], Paper.objects.latest("pk")
    assert one.case_number != other.case_number
    for code in ("", "AAAABBBBCCCC", other.code):
        response = client.post("/track/", {"number": one.case_number, "code": code})
        assert response.status_code == 404
        assert "对不上" in text_of(response)
        assert f'value="{one.case_number}"' in response.content.decode()
