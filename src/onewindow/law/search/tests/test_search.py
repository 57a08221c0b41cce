"""What a search answers: ranked, filtered, emphasised; and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from onewindow.law import registry
from onewindow.law.regulation import Regulation
from onewindow.law.search import findable, selectors, services
from onewindow.law.search.findable import Entry
from onewindow.law.search.selectors import Filters, search
from onewindow.law.tests.conftest import sample  # noqa: F401  # a fixture, asked for by name
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db
DAY = date(2021, 1, 1)


@pytest.fixture
def filled(sample: Regulation) -> None:  # noqa: F811
    """The small law alone, and some entries more."""
    services.rebuild()
    services.put(
        "passage",
        [
            Entry("a", "样例镇公告", "关于奖励的公告，公告期限五日。", issuer="样例镇人民政府", day=date(2022, 5, 1)),
            Entry("b", "奖励公告", "<b>公告</b>如下", issuer="某县人民政府", document="某政发〔2020〕7号", day=date(2020, 3, 1)),
        ],
    )


def keys(query: str, **options: object) -> list[str]:
    return [hit.key for hit in search(query, DAY, **options).hits]  # type: ignore[arg-type]


def test_every_word_must_occur(filled: None) -> None:
    assert set(keys("样例镇 公告")) == {"a"}
    assert keys("样例镇 火星") == []
    assert keys("一") != []


def test_a_document_is_found_by_its_number_in_any_width_and_bracket(filled: None) -> None:
    for typed in ("某政发〔2020〕7号", "某政发[2020]7号", "某政发（２０２０）７号"):
        assert "sample" in keys(typed)


def test_a_word_in_the_title_comes_first_and_the_newest_when_so_asked(filled: None) -> None:
    assert keys("奖励 公告") == ["b", "a"]
    assert keys("奖励 公告", order="newest") == ["a", "b"]


def test_filters_narrow_by_kind_issuer_year_and_status_on_the_day(filled: None) -> None:
    assert keys("公告", filters=Filters(issuer="样例镇人民政府")) == ["a"]
    assert keys("公告", filters=Filters(year=2020)) == ["b"]
    assert not {"a", "b"} & set(keys("公告", filters=Filters(kind="clause")))
    assert keys("公告", filters=Filters(status="in_force")) == ["b"]
    late = search("公告", date(2024, 1, 1), filters=Filters(status="expired"))
    assert [(hit.key, hit.validity_title) for hit in late.hits] == [("b", "已失效")]


def test_hits_are_marked_and_the_text_stays_the_text(filled: None) -> None:
    hit = next(hit for hit in search("公告", DAY).hits if hit.key == "b")
    assert [piece.text for piece in hit.excerpt if piece.hit] == ["公告"]
    assert hit.as_json()["excerpt"] == "<b>公告</b>如下"
    assert hit.as_json()["hits"] == ["公告"]


def test_pages_follow_each_other_and_the_last_stands_for_any_beyond(filled: None) -> None:
    services.put("passage", [Entry(f"p{number}", "长列表", f"翻页测试{number}") for number in range(45)])
    pages = [search("翻页测试", DAY, page=page) for page in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [20, 20, 5]
    assert len({hit.key for page in pages for hit in page.hits}) == 45
    assert search("翻页测试", DAY, page=99).page == 3


def test_what_is_beyond_the_most_is_said_and_a_title_is_found_all_the_same(filled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "MOST", 5)
    services.put("passage", [Entry(f"p{number}", "长列表", "翻页测试", day=date(2023, 1, 1)) for number in range(9)])
    services.put("passage", [Entry("old", "翻页测试", "很久以前", day=date(2001, 1, 1))])
    found = search("翻页测试", DAY)
    assert (found.count, found.more) == (5, True)
    assert found.hits[0].key == "old"


def test_nothing_asked_is_nothing_found(filled: None) -> None:
    assert search("  ", DAY).hits == ()
    assert search("\u200b", DAY).hits == ()
    assert all("%" in "".join(piece.text for piece in (*hit.title, *hit.excerpt)) for hit in search("%", DAY).hits)


@pytest.mark.parametrize(
    ("query", "options", "code"),
    [
        ("长" * 51, {}, "query_too_long"),
        ("公告", {"filters": Filters(kind="nothing")}, "unknown_kind"),
        ("公告", {"filters": Filters(status="nothing")}, "unknown_status"),
        ("公告", {"order": "nothing"}, "unknown_order"),
        ("公\0告", {}, "not_searchable"),
        ("公告", {"filters": Filters(issuer="\0")}, "not_searchable"),
        ("公告", {"filters": Filters(year=10**20)}, "not_searchable"),
    ],
)
def test_what_is_not_on_offer_is_refused(query: str, options: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        search(query, DAY, **options)  # type: ignore[arg-type]
    assert refused.value.first.code == code


def test_a_thing_known_by_number_is_found_by_the_whole_of_it_alone(filled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Entry("受字〔2023〕1号", "受理通知书", "某局制发")
    monkeypatch.setattr(findable, "_numbers", {"paper": ("文书", lambda number: paper if number == paper.key else None)})
    assert keys("受字〔2023〕1号") == [paper.key]
    assert keys("受字〔2023〕") == []
    assert keys("受字〔2023〕1号", filters=Filters(kind="clause")) == []


def test_the_choices_are_those_that_occur(filled: None) -> None:
    offered = selectors.choices()
    assert {"clause", "document", "passage"} <= set(offered["kinds"])
    assert "样例镇人民政府" in offered["issuers"]
    assert offered["years"] == sorted(offered["years"], reverse=True)
    assert registry.regulation("sample").issuer in offered["issuers"]
