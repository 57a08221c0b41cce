"""展会名录 at the desk, and the approval on the pages: entered from a sheet, checked by row, decided by choosing."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from miluo.open_economy.models import FairApproval, FairList
from miluo.open_economy.selectors.fairs import fairs_of
from onewindow.cases.models import Case
from onewindow.web.tests.county import signed_in, text_of
from onewindow.words.workbook import opened

PAGE = "/desk/open-economy/fairs/"
HEAD = ("展会名称", "举办地", "开幕日期", "结束日期")
GOOD = ("第134届中国进出口商品交易会", "广州", "2023-10-15", "2023-11-04")


@pytest.fixture
def bureau(loaded_county: None) -> Client:
    return signed_in("shenpi")


def sheet(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> SimpleUploadedFile:
    stream = io.BytesIO()
    book = opened(stream)
    page = book.add_worksheet()
    for place, row in enumerate((head, *rows)):
        page.write_row(place, 0, row)
    book.close()
    return SimpleUploadedFile("名录.xlsx", stream.getvalue())


def post(client: Client, *rows: tuple[str, ...], **more: object) -> object:
    asked = {"year": "2024", "source": "湘商贸〔2024〕1号", "intent": "take", "file": sheet(*rows), **more}
    return client.post(PAGE, asked, follow=True)


@pytest.mark.clause("open2023-4-1c")
def test_a_list_is_entered_from_a_sheet_and_becomes_the_next_version(bureau: Client) -> None:
    row = (GOOD[0], GOOD[1], "2024-10-15", "2024-11-04")
    said = text_of(post(bureau, row))  # type: ignore[arg-type]
    assert "已录入2024年度省重点展会名录第1版，共1个展会" in said
    assert GOOD[0] in said
    assert "第2版" in text_of(post(bureau, row))  # type: ignore[arg-type]
    assert len(fairs_of(2024)) == 1


@pytest.mark.clause("open2023-4-1c")
def test_a_sheet_with_a_wrong_row_enters_nothing_and_says_which(bureau: Client) -> None:
    response = post(bureau, (GOOD[0], "", "2024-10-15", "2024-11-04"), ("第二个展会", "", "十月", "2024-11-04"))
    said = text_of(response)  # type: ignore[arg-type]
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "第3行“开幕日期”" in said
    assert "湘商贸〔2024〕1号" in response.content.decode()  # type: ignore[attr-defined]
    assert not FairList.objects.filter(year=2024).exists()


@pytest.mark.clause("open2023-4-1c")
def test_the_same_sheet_comes_back_with_its_mistakes(bureau: Client) -> None:
    response = post(bureau, ("展会", "", "十月", "2024-11-04"), intent="marked")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()  # type: ignore[attr-defined]
    assert rows[0][-1] == "错误说明"
    assert "开幕日期" in str(rows[1][-1])
    assert not FairList.objects.filter(year=2024).exists()


@pytest.mark.clause("open2023-4-1c")
def test_one_fair_is_added_to_the_list_that_holds(bureau: Client) -> None:
    before = len(fairs_of(2023))
    asked = {"year": "2023", "source": "增补", "intent": "add", "name": "新增展会", "starts_on": "2023-12-01", "ends_on": "2023-12-03"}
    assert "新增展会" in text_of(bureau.post(PAGE, asked, follow=True))
    assert len(fairs_of(2023)) == before + 1
    wrong = bureau.post(PAGE, {**asked, "name": "又一个", "starts_on": "十二月"})
    assert wrong.status_code == 422
    assert 'value="又一个"' in wrong.content.decode()


@pytest.mark.clause("open2023-4-1c")
def test_who_may_not_enter_a_list_sees_it_at_most(bureau: Client) -> None:
    finance = signed_in("caizheng")
    assert "导入名录" not in text_of(finance.get(PAGE))
    assert post(finance, GOOD, year="2023").status_code == 403  # type: ignore[attr-defined]
    assert signed_in("qiye").get(PAGE).status_code == 403


@pytest.mark.clause("open2023-4-1c")
def test_the_approver_chooses_and_the_enterprise_reads_it(bureau: Client) -> None:
    case = Case.objects.get(procedure="open-economy-fair-approval", state="accepted")
    review = f"/desk/cases/{case.number}/review/"
    said = text_of(bureau.get(review))
    for words in ("应当持有对外贸易经营者登记表", "予以核准", "不予核准"):
        assert words in said
    assert "合计" not in said

    nothing = bureau.post(f"/desk/cases/{case.number}/decide/", {"reason": "同意"})
    assert nothing.status_code == 422
    assert "没有选择是否核准" in text_of(nothing)
    done = text_of(bureau.post(f"/desk/cases/{case.number}/decide/", {"approve": "yes"}, follow=True))
    assert "已决定予以核准" in done
    assert FairApproval.objects.filter(case_number=case.number).exists()
    assert "予以核准" in text_of(signed_in("qiye2").get(f"/my/{case.number}/"))


@pytest.mark.clause("open2023-4-1c")
def test_the_guide_says_what_comes_of_it(bureau: Client) -> None:
    said = text_of(Client().get("/services/open-economy-fair-approval/"))
    assert "核准决定书" in said
    assert "先算一算" not in said
