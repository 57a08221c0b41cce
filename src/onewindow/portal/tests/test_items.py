"""The catalogue and its guides for everyone: narrowed, printed, with forms and versions, from the version in force alone."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from onewindow.items import services
from onewindow.items.tests.cast import DRAFTER, PUBLISHER, WHOLE, approved, at, bodies, published
from onewindow.web.tests.county import text_of
from onewindow.worktime import clock

PAGE = "/items/water-permit/"


@pytest.fixture
def catalogue(db: None, settings) -> None:
    settings.FIXED_TODAY = date(2023, 9, 15)
    bodies()
    published("2023-06-01")


@pytest.mark.usefixtures("catalogue")
class TestTheGuide:
    @pytest.mark.clause("onewindow-2-2-publish", "onewindow-4-3-guide")
    def test_it_says_every_element_that_is_published(self) -> None:
        said = text_of(Client().get(PAGE))
        for words in ("取用水资源的单位和个人", "有合法的取水用途", "取水许可申请书", "受理", "10个工作日", "不收费", "取水许可证", "水法"):
            assert words in said
        assert "第1版，自2023年6月1日起施行" in said

    def test_it_says_what_the_body_has_not_confirmed(self) -> None:
        assert "待部门确认" not in text_of(Client().get(PAGE))
        published("2023-09-01", unconfirmed=["time"], unconfirmed_note="演示数据")
        assert "待部门确认 办理时限。演示数据" in text_of(Client().get(PAGE))

    def test_a_draft_shows_nowhere_before_it_is_published(self) -> None:
        approved("2023-09-01", summary="还没有发布的内容")
        assert "还没有发布的内容" not in text_of(Client().get(PAGE))

    def test_a_scenario_shows_the_materials_that_it_needs(self) -> None:
        scenarios = [{"title": "一般情形"}, {"title": "变更", "materials": ["licence"]}]
        published("2023-09-01", scenarios=scenarios)
        assert "取水许可申请书" in text_of(Client().get(PAGE))
        said = text_of(Client().get(PAGE, {"scenario": "变更"}))
        assert "营业执照" in said
        assert "取水许可申请书" not in said

    def test_the_pdf_says_what_the_page_says(self) -> None:
        answer = Client().get(f"{PAGE}guide.pdf")
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace("\n", "")
        for said in ("取水许可", "第1版，自2023年6月1日起施行", "取水许可申请书", "10个工作日", "不收费", "ML-SL-0001"):
            assert said in words

    @pytest.mark.clause("onewindow-4-3-guide")
    def test_blank_form_and_sample_are_word_files_of_the_form(self) -> None:
        def rows(which: str) -> list[list[str]]:
            document = Document(io.BytesIO(Client().get(f"{PAGE}forms/application/{which}/").content))
            return [[cell.text for cell in row.cells] for row in document.tables[0].rows]

        assert [row[0] for row in rows("blank")] == ["取水用途", "年取水量"]
        assert rows("sample")[0] == ["取水用途", "农业灌溉"]
        assert Client().get(f"{PAGE}forms/licence/blank/").status_code == 404
        assert Client().get(f"{PAGE}forms/nothing/blank/").status_code == 404

    def test_what_does_not_hold_today_has_no_guide(self) -> None:
        services.withdraw_version(key="water-permit", number=1, reason="依据废止", by=PUBLISHER, at=at("2023-09-15"))
        assert Client().get(PAGE).status_code == 404
        assert Client().get("/items/unknown/").status_code == 404
        assert Client().get(f"{PAGE}versions/").status_code == 200

    def test_its_versions_say_what_each_changed(self) -> None:
        published("2023-09-01", promised_days=5)
        said = text_of(Client().get(f"{PAGE}versions/"))
        assert "承诺办结时限 办理时限 10个工作日 5个工作日" in said
        assert "第1版 2023年6月1日起，至2023年8月31日" in said


@pytest.mark.usefixtures("catalogue")
def test_the_catalogue_is_narrowed_by_words_body_audience_kind_and_handling() -> None:
    published("2023-09-01", key="marriage", code="ML-MZ-0001", title="结婚登记", summary="双方到场登记。", kind="07", applicants=["person"])

    def found(**asked: str) -> list[str]:
        return [row.content.key for row in Client().get("/items/", asked).context["catalogue"].rows]

    assert found() == ["water-permit", "marriage"]
    assert found(q="取水") == found(q="ML-SL") == found(who="enterprise") == found(kind="01") == ["water-permit"]
    assert found(q="jhdj") == found(q="结婚dj 登记") == ["marriage"]
    assert found(q="djjh") == found(q="取水 结婚") == found(body="civil") == found(handling="instant") == []
    assert "没有符合条件的事项" in text_of(Client().get("/items/", {"q": "没有的"}))
    assert found(page="99999999999", q="\0") == []


@pytest.mark.usefixtures("catalogue")
def test_the_search_finds_an_item_from_its_first_day_to_its_last() -> None:
    assert PAGE in Client().get("/search/", {"q": "取水"}).content.decode()
    services.withdraw_version(key="water-permit", number=1, reason="依据废止", by=PUBLISHER, at=at("2023-09-15"))
    assert PAGE not in Client().get("/search/", {"q": "取水"}).content.decode()


@pytest.mark.usefixtures("catalogue")
@pytest.mark.clause("onewindow-4-2-four")
def test_the_page_of_reductions_flags_what_grew_instead() -> None:
    published("2023-09-01", promised_days=12, visits=0)
    said = text_of(Client().get("/items/reductions/"))
    assert "1个事项不减反增" in said
    assert "时限由10增为12" in said
    assert "减1" in said


@pytest.mark.usefixtures("catalogue")
def test_a_file_that_was_uploaded_as_a_form_comes_back_under_its_name(settings, tmp_path) -> None:
    settings.FILES = tmp_path
    named = services.keep_file(content=b"%PDF-1.7\nform\n%%EOF\n", file_name="申请书.pdf", by=DRAFTER, at=clock.now())
    published("2023-09-01", materials=[{**WHOLE["materials"][0], "blank_form": named}])
    answer = Client().get(f"{PAGE}forms/application/blank/")
    assert answer.content == b"%PDF-1.7\nform\n%%EOF\n"
    assert ".pdf" in answer["Content-Disposition"]
