"""Lists of the upper platform: read by header, good rows become drafts, wrong rows come back, and what differs is to be settled."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from onewindow.items import services, sheet, typed
from onewindow.items.content import ELEMENTS
from onewindow.items.elements import is_key, read
from onewindow.items.models import Discrepancy, ItemVersion, UpstreamList
from onewindow.items.reading import content
from onewindow.items.selectors import content_of, version
from onewindow.items.tests.cast import DRAFTER, KEEPER, PUBLISHER, WHOLE, at, drafted, published, whole
from onewindow.organisations.models import Alias, Organisation
from onewindow.organisations.names import plain
from onewindow.papers import files
from onewindow.words.refused import Refused
from onewindow.words.workbook import opened

HEAD = ("事项名称", "实施编码", "实施主体", "承诺办结时限", "申请材料")
WATER = ("取水许可", "ML-SL-0001", "演示水利局", "10个工作日", "取水许可申请书｜1\n营业执照｜0｜1")


@pytest.fixture(autouse=True)
def _room(bodies: None, tmp_path: Path, settings: Any) -> None:
    settings.FILES = tmp_path / "files"
    for key, name in (("water", "演示水利局"), ("civil", "演示民政局")):
        _alias(key, name)


def _alias(key: str, name: str) -> None:
    Alias.objects.create(plain=plain(name), text=name, organisation=Organisation.objects.get(key=key))


def book(*rows: Sequence[Any]) -> bytes:
    stream = io.BytesIO()
    made = opened(stream)
    page = made.add_worksheet("事项")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    made.close()
    return stream.getvalue()


def imported(*rows: Sequence[Any], day: str = "2023-09-01") -> services.Imported:
    return services.import_list(content=book(*rows), file_name="清单.xlsx", by=KEEPER, at=at(day))


def test_what_is_exported_reads_back_as_the_same_item() -> None:
    points = ["姓名、号码清晰", "在有效期内"]
    item = whole(
        unconfirmed=["time", "contact"], materials=[{**WHOLE["materials"][0], "review_points": points}], conditions=["甲；乙", "丙"]
    )
    row = sheet.read_list(sheet.exported([item])).rows[0]
    assert row.problems == ()
    again = content({name: value for name, value in row.values.items() if value is not None})
    for element in ELEMENTS:
        keyed = [column.name for column in element.columns if is_key(element, column)]
        before, after = read(item, element.name), read(again, element.name)
        if keyed:
            before, after = ([each.model_dump(exclude=set(keyed)) for each in rows] for rows in (before, after))
        assert before == after, element.name


@pytest.mark.clause("onewindow-4-1-positive", "onewindow-a4-1-2")
def test_columns_stand_in_any_order_below_a_title_and_codes_stay_text() -> None:
    published("2023-06-01")
    done = imported(["2023年事项清单"], HEAD[::-1], ["营业执照｜0｜2", "5", "演示水利局", "ML-SL-0001", "取水许可"])
    assert not done.problems
    said = content_of(done.drafted[0])
    assert (said.promised_days, [(each.key, each.copies) for each in said.materials]) == (5, [("licence", 2)])
    assert (said.summary, done.drafted[0].state, done.drafted[0].origin) == (whole().summary, "draft", "import")


def test_a_row_that_says_what_is_in_force_makes_no_draft() -> None:
    published("2023-06-01")
    done = imported(HEAD, WATER)
    assert (done.drafted, done.unchanged, done.problems) == ((), 1, {})


def test_a_new_code_of_a_known_item_is_drafted_as_its_next_version() -> None:
    published("2023-06-01")
    done = imported(HEAD, ["取水许可", "11430681006381234X4430119001000", "演示水利局", "10", ""])
    assert [(each.item.key, each.number) for each in done.drafted] == [("water-permit", 2)]
    assert content_of(done.drafted[0]).code == "11430681006381234X4430119001000"


def test_wrong_rows_come_back_in_the_same_file_and_good_ones_are_drafted() -> None:
    wrong = ["婚姻登记", "ML-MZ-0001", "没有这个局", "很快", ""]
    done = imported(HEAD, WATER, wrong, ["取水许可", "ML-SL-0001", "演示水利局", "10", ""])
    assert [each.item.key for each in done.drafted] == ["u-ml-sl-0001"]
    assert {row: len(found) for row, found in done.problems.items()} == {3: 2, 4: 1}
    marked = files.content_of(UpstreamList.objects.get().report["marked"])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(marked)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "错误说明"
    assert "没有登记名为“没有这个局”的单位" in rows[2][-1]
    assert "重复" in rows[3][-1]
    assert rows[1][-1] == ""


def test_an_item_that_is_being_drafted_is_not_overwritten_by_a_list() -> None:
    drafted()
    done = imported(HEAD, ["取水许可", "ML-SL-0001", "演示水利局", "3", ""])
    assert [found[0].code for found in done.problems.values()] == ["open_version"]
    assert content_of(version("water-permit", 1)).promised_days == 10


def test_nothing_is_published_by_an_import_and_only_the_keeper_imports() -> None:
    imported(HEAD, WATER)
    assert set(ItemVersion.objects.values_list("state", flat=True)) == {"draft"}
    with pytest.raises(Refused):
        services.import_list(content=book(HEAD, WATER), file_name="清单.xlsx", by=DRAFTER, at=at("2023-09-01"))


@pytest.mark.clause("onewindow-2-2-publish", "onewindow-a4-1-2")
def test_what_differs_is_to_be_settled_within_five_working_days_of_being_found() -> None:
    published("2023-06-01", promised_days=5)
    imported(HEAD, WATER, ["婚姻登记", "ML-MZ-0001", "演示民政局", "0", ""])
    services.discard(key="u-ml-mz-0001", number=1, reason="另行编制", by=KEEPER, at=at("2023-09-01"))
    assert services.compare_with_upstream(at=at("2023-09-26")) == {"open": 2, "found": 2, "settled": 0}
    found = {each.element: each for each in Discrepancy.objects.all()}
    changed, absent = found["promised_days"], found[""]
    assert (changed.ours, changed.theirs, changed.organisation.key) == ("5个工作日", "10个工作日", "water")
    assert changed.settle_by == date(2023, 10, 9)  # 9月27日、28日，10月7日、8日（调休上班）、9日
    assert (absent.kind, absent.title, absent.organisation.key) == ("only_theirs", "婚姻登记", "civil")


def test_comparing_again_changes_nothing_and_a_settled_difference_is_closed() -> None:
    published("2023-06-01", promised_days=5)
    imported(HEAD, WATER)
    services.discard(key="water-permit", number=2, reason="以本地为准", by=DRAFTER, at=at("2023-09-01"))
    services.compare_with_upstream(at=at("2023-09-04"))
    assert services.compare_with_upstream(at=at("2023-09-05")) == {"open": 1, "found": 0, "settled": 0}
    published("2023-09-06", promised_days=10)
    assert services.compare_with_upstream(at=at("2023-09-07")) == {"open": 0, "found": 0, "settled": 1}
    row = Discrepancy.objects.get()
    assert (row.found_on, row.settled_on) == (date(2023, 9, 4), date(2023, 9, 7))


def test_what_the_list_does_not_have_is_told_of_the_item_as_a_whole() -> None:
    published("2023-06-01")
    imported(HEAD, ["婚姻登记", "ML-MZ-0001", "演示民政局", "0", ""])
    services.compare_with_upstream(at=at("2023-09-04"))
    assert {(each.code, each.kind) for each in Discrepancy.objects.all()} == {("ML-SL-0001", "only_ours"), ("ML-MZ-0001", "only_theirs")}


def test_without_a_list_there_is_nothing_to_compare() -> None:
    published("2023-06-01")
    assert services.compare_with_upstream(at=at("2023-09-04")) == {"open": 0, "found": 0, "settled": 0}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("promised_days", "5个工作日", 5),
        ("promised_days", "当场办结", 0),
        ("kind", "行政许可", "01"),
        ("handling", "即办件", "instant"),
        ("applicants", "个人、法人和其他组织", ["person", "enterprise"]),
        ("conditions", "一；二", ["一", "二"]),
        ("courier", "是", True),
        ("online_depth", "四级", "4"),
        ("steps", "受理｜窗口｜1\n决定|审批部门", [{"title": "受理", "by": "window", "days": 1}, {"title": "决定", "by": "office"}]),
    ],
)
def test_values_are_read_as_people_write_them(name: str, text: str, value: object) -> None:
    assert typed.value(next(each for each in ELEMENTS if each.name == name), text) == value


@pytest.mark.parametrize(("name", "text"), [("promised_days", "很快"), ("courier", "也许"), ("steps", "一｜窗口｜1｜二｜三｜四")])
def test_what_is_no_value_is_refused(name: str, text: str) -> None:
    with pytest.raises(Refused):
        typed.value(next(each for each in ELEMENTS if each.name == name), text)


def test_publisher_cannot_import() -> None:
    with pytest.raises(Refused):
        services.import_list(content=book(HEAD), file_name="清单.xlsx", by=PUBLISHER, at=at("2023-09-01"))
