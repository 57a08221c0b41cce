"""企业名录: figures of other offices, each with where it came from; wrong rows go back, good ones stay, nothing is counted twice."""

from datetime import date
from decimal import Decimal

import pytest

from miluo.open_economy.models import Correction, DataImport, Enterprise, YearData
from miluo.open_economy.selectors.enterprises import facts_of, frame
from miluo.open_economy.services import imports
from miluo.open_economy.tests.filing import A_ROW, AUGUST, B_ROW, CUSTOMS, mistakes, received, registered, taken, xlsx
from onewindow.cases.tests.cast import AT, OTHER_USCC, USCC, Cast
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused


@pytest.mark.clause("open2023-3-1")
def test_customs_figures_are_entered_with_the_file_and_the_row_that_they_came_with(cast: Cast) -> None:
    answer = taken(cast, A_ROW, B_ROW)

    assert answer.message == "已导入2行：新增2户，更正0户，未变0户"
    facts, sources = facts_of(OTHER_USCC, 2023)
    assert facts == {
        "traded_before": True,
        "trade_usd": "1200000.50",
        "trade_usd_previous_year": "500000.00",
        "closed_until": "2023-08-31",
    }
    assert sources["trade_usd"] == f"海关数据，导入{answer.number}第3行"
    assert facts_of("91430681000000012B", 2023) == ({}, {})


@pytest.mark.clause("open2023-10-2a")
def test_wrong_rows_come_back_in_the_same_file_and_good_rows_are_kept(cast: Cast) -> None:
    wrong = ("91430681MA4L00001X", "演示企业丙有限公司", "是", "60万美元", -1)
    number = received(cast, xlsx(CUSTOMS, A_ROW, wrong, B_ROW)).number

    row = DataImport.objects.get(number=number)
    assert (row.rows, row.wrong, row.good) == (3, 1, 2)
    assert [each["row"] for each in row.problems] == [3, 3, 3]
    header, *rows = mistakes(row.marked)
    assert header[-1] == "错误说明"
    assert "校验位不符" in rows[1][-1]
    assert rows[0][-1] == rows[2][-1] == ""
    assert not Enterprise.objects.exists()  # nothing is entered by looking
    assert imports.apply(number=number, by=cast.approver, at=AT).message.startswith("已导入2行")
    assert set(Enterprise.objects.values_list("uscc", flat=True)) == {USCC, OTHER_USCC}


@pytest.mark.clause("open2023-10-2a")
def test_the_same_enterprise_twice_in_a_file_is_refused_the_second_time(cast: Cast) -> None:
    number = received(cast, xlsx(CUSTOMS, A_ROW, (*A_ROW[:3], 999999, 0))).number
    assert [(each["row"], each["message"]) for each in DataImport.objects.get(number=number).problems] == [
        (3, "与第2行重复：统一社会信用代码相同")
    ]
    imports.apply(number=number, by=cast.approver, at=AT)
    assert facts_of(USCC, 2023)[0]["trade_usd"] == "200000.00"


@pytest.mark.clause("open2023-10-2a")
def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    content = xlsx(CUSTOMS, A_ROW, B_ROW)  # written once: a file of Excel holds the second of its making
    first = received(cast, content)
    imports.apply(number=first.number, by=cast.approver, at=AT)
    events = Event.objects.count()

    again = received(cast, content)
    assert again.number == first.number
    assert "已经导入过" in again.message
    assert Event.objects.count() == events
    assert DataImport.objects.count() == 1
    resaved = taken(cast, B_ROW, A_ROW)  # the same figures in another file
    assert resaved.message == "已导入2行：新增0户，更正0户，未变2户"
    assert set(YearData.objects.values_list("version", flat=True)) == {1}


@pytest.mark.clause("open2023-10-2a")
def test_a_corrected_figure_is_a_new_version_with_who_when_from_and_to(cast: Cast) -> None:
    taken(cast, A_ROW, B_ROW)
    answer = taken(cast, (*A_ROW[:3], 210000, 0))

    assert answer.message == "已导入1行：新增0户，更正1户，未变0户"
    data = YearData.objects.get(enterprise__uscc=USCC)
    assert (data.version, data.facts["trade_usd"], data.sources["trade_usd"]["import"]) == (2, "210000.00", answer.number)
    correction = Correction.objects.get()
    assert (correction.fact, correction.before, correction.after, correction.by) == (
        "trade_usd",
        "200000.00",
        "210000.00",
        cast.approver.id,
    )
    [event] = events_of(f"enterprise:{USCC}")
    assert (event.kind, event.actor) == ("enterprise.corrected", cast.approver.id)
    assert event.content["changes"] == {"trade_usd": ["200000.00", "210000.00"]}
    assert event.content["row"] == 2


@pytest.mark.clause("open2023-10-2a")
def test_a_blank_cell_says_nothing_and_changes_nothing(cast: Cast) -> None:
    taken(cast, A_ROW)
    taken(cast, (USCC, "演示企业甲有限公司", "", "", 0))
    assert facts_of(USCC, 2023)[0]["trade_usd"] == "200000.00"


@pytest.mark.clause("open2023-10-2a")
def test_census_data_are_refused_whoever_brings_them_and_the_attempt_is_on_record(cast: Cast) -> None:
    for kind, name in (("census", "单位.xlsx"), ("customs", "经济普查单位表.xlsx")):
        with pytest.raises(Refused) as caught:
            imports.receive(kind=kind, year=2023, name=name, content=xlsx(CUSTOMS, A_ROW), by=cast.approver, at=AT)
        assert (caught.value.first.clause, caught.value.status) == ("census-4-1c", 403)
    assert len(events_of("enterprise-data:census")) == 2
    assert not DataImport.objects.exists()


@pytest.mark.clause("open2023-10-1")
@pytest.mark.parametrize(
    ("year", "closed_until", "code"),
    [
        (0, None, "year_not_covered"),
        (2021, None, "year_not_covered"),
        (2024, None, "year_not_covered"),
        (2023, None, "closed_until_missing"),
        (2023, date(2023, 8, 30), "closed_until_missing"),
        (2023, date(2023, 9, 30), "closed_until_missing"),
    ],
)
def test_figures_are_of_a_year_that_counts_and_of_months_that_are_over(cast: Cast, year: int, closed_until: date | None, code: str) -> None:
    with pytest.raises(Refused) as caught:
        received(cast, xlsx(CUSTOMS, A_ROW), year=year, closed_until=closed_until)
    assert caught.value.first.code == code
    assert received(cast, xlsx(CUSTOMS, A_ROW), year=2022, closed_until=None).state == "checked"


@pytest.mark.clause("open2023-9-2")
def test_nobody_but_the_bureau_takes_figures_in(cast: Cast) -> None:
    for other in (cast.agent, cast.clerk, cast.supervisor):
        with pytest.raises(Refused) as caught:
            imports.receive(kind="customs", year=2023, name="a.xlsx", content=b"", closed_until=AUGUST, by=other, at=AT)
        assert caught.value.status == 403


@pytest.mark.clause("open2023-2-2")
def test_another_figure_for_the_base_year_than_the_register_has_is_refused(cast: Cast) -> None:
    taken(cast, (OTHER_USCC, "演示企业乙有限公司", "是", 480000, 100000), year=2022, closed_until=None)

    number = received(cast, xlsx(CUSTOMS, B_ROW, A_ROW)).number
    [problem] = DataImport.objects.get(number=number).problems
    assert (problem["row"], problem["field"]) == (2, "trade_usd_previous_year")
    assert "480,000.00美元不一致" in problem["message"]


@pytest.mark.clause("open2023-2-1")
def test_trade_without_having_traded_is_refused(cast: Cast) -> None:
    number = received(cast, xlsx(CUSTOMS, (USCC, "演示企业甲有限公司", "否", 200000, 500))).number
    assert [each["field"] for each in DataImport.objects.get(number=number).problems] == ["traded_before"]
    with pytest.raises(Refused, match="没有可以导入的行"):
        imports.apply(number=number, by=cast.approver, at=AT)


@pytest.mark.clause("open2023-10-2a")
def test_a_file_is_taken_once(cast: Cast) -> None:
    number = taken(cast, A_ROW).number
    for act in (imports.apply, imports.drop):
        with pytest.raises(Refused) as caught:
            act(number=number, by=cast.approver, at=AT)
        assert caught.value.status == 409


@pytest.mark.clause("open2023-3-1")
def test_the_register_is_columns_for_the_rule_book(cast: Cast) -> None:
    registered(cast, (USCC, "演示企业甲有限公司"))
    taken(cast, (USCC, "演示企业甲有限公司", "否", 0, 0), year=2022, closed_until=None)
    taken(cast, A_ROW, B_ROW)

    found = frame(2023)
    assert found["uscc"].to_list() == [USCC, OTHER_USCC]
    assert found["trade_usd"].to_list() == [Decimal("200000.00"), Decimal("1200000.50")]
    assert found["registered_in_miluo"].to_list() == [True, None]
    assert found["trade_usd_previous_year"].to_list() == [Decimal("0.00"), Decimal("500000.00")]
    assert frame(2022)["trade_usd"].to_list() == [Decimal("0.00"), None]
