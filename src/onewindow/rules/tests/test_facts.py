"""Facts: what a form asks, what JSON may hold, and every wrong value refused with where and what would be right."""

from datetime import date
from decimal import Decimal

import pytest

from onewindow.rules.tests.small_law import ON, SmallFacts
from onewindow.words.refused import Refused

FIELDS = {fact.name: fact for fact in SmallFacts.fields()}


def refused(facts):
    with pytest.raises(Refused) as refusal:
        SmallFacts.parse(facts, on=ON)
    return refusal.value


def test_what_is_left_out_is_unknown_and_a_default_is_its_default():
    facts = SmallFacts.parse({"paid": None, "local": None}, on=ON)
    assert (facts.yuan, facts.paid, facts.marks) == (None, None, None)
    assert (facts.local, facts.funded, facts.year) == (True, (), 2023)


@pytest.mark.parametrize("written", ["1234.50", "1,234.5", "１２３４．５０", 1234.5, Decimal("1234.500")])
def test_money_is_read_as_people_and_programs_write_it(written):
    assert str(SmallFacts.parse({"yuan": written}, on=ON).yuan) == "1234.50"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("yuan", "-1", "negative_amount"),
        ("yuan", -0.01, "negative_amount"),
        ("yuan", "1.234", "too_many_decimals"),
        ("yuan", Decimal("0.001"), "too_many_decimals"),
        ("yuan", "一千", "not_a_number"),
        ("yuan", "NaN", "not_a_number"),
        ("yuan", float("inf"), "not_a_number"),
        ("yuan", "1e3", "not_a_number"),
        ("yuan", Decimal("1E+999999"), "not_a_number"),
        ("yuan", Decimal("1E-999999"), "not_a_number"),
        ("yuan", True, "not_a_number"),
        ("yuan", ["1"], "not_a_number"),
        ("yuan", {"amount": 1}, "not_a_number"),
        ("yuan", "1000000000.01", "out_of_range"),
        ("heads", 1.5, "too_many_decimals"),
        ("heads", -1, "out_of_range"),
        ("heads", "三", "not_a_number"),
        ("ratio", "0.12345", "too_many_decimals"),
        ("ratio", "1.0001", "out_of_range"),
        ("year", 1899, "out_of_range"),
        ("paid", "true", "wrong_value"),
        ("paid", 1, "wrong_value"),
        ("born", "2023-02-29", "not_a_day"),
        ("born", 20230101, "not_a_day"),
        ("sort", "sea", "wrong_value"),
        ("sort", ["land"], "wrong_value"),
        ("funded", "first", "not_a_list"),
        ("funded", ["third"], "wrong_value"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field_and_what_would_be_right(name, value, code):
    problem = refused({name: value}).first
    assert problem.code == code
    assert problem.field in {name, f"{name}[0]"}
    assert problem.expected


def test_an_unknown_name_is_refused_with_what_is_near():
    problem = refused({"yaun": 1}).first
    assert (problem.code, problem.field) == ("unknown_fact", "yaun")
    assert "yuan" in problem.expected


def test_every_problem_is_told_at_once_with_its_place():
    assert [problem.field for problem in refused({"yuan": "-1", "heads": "x", "marks": ["a", "c"]}).problems] == [
        "yuan",
        "heads",
        "marks[1]",
    ]


def test_a_place_goes_before_the_name_of_the_field():
    with pytest.raises(Refused) as refusal:
        SmallFacts.parse({"yuan": "-1", "what": 1}, on=ON, where="[3].")
    assert {problem.field for problem in refusal.value.problems} == {"[3].yuan", "[3].what"}


def test_facts_are_written_as_the_contract_has_them_and_read_back_the_same():
    given = {"yuan": "5", "ratio": "0.50", "heads": 3, "paid": False, "born": "1990-02-28", "sort": "land", "marks": ["b"]}
    written = SmallFacts.parse(given, on=ON).as_json()
    assert {name: written[name] for name in given} == {**given, "yuan": "5.00", "ratio": "0.5"}
    assert SmallFacts.parse(written, on=ON).as_json() == written


def test_a_form_sends_text_and_blanks_are_unknown():
    sent = {"yuan": " 1,000 ", "dollars": "", "paid": "false", "proven": "", "local": "true", "marks": ["a", " "], "born": "1990-01-01"}
    facts = SmallFacts.from_form(sent, on=ON)
    assert (facts.yuan, facts.dollars, facts.paid, facts.proven, facts.local) == (Decimal("1000.00"), None, False, None, True)
    assert (facts.marks, facts.born) == (("a",), date(1990, 1, 1))


def test_a_form_with_a_word_for_a_yes_is_refused():
    with pytest.raises(Refused):
        SmallFacts.from_form({"paid": "maybe"}, on=ON)


def test_a_form_renderer_finds_title_control_unit_choices_and_help():
    assert [(FIELDS[name].control, FIELDS[name].unit) for name in ("yuan", "dollars", "heads", "ratio")] == [
        ("money", "元"),
        ("money", "美元"),
        ("whole", "人"),
        ("number", ""),
    ]
    assert [FIELDS[name].control for name in ("paid", "born", "sort", "funded")] == ["yes_no", "day", "choice", "choice"]
    assert FIELDS["funded"].many and FIELDS["sort"].choices == {"land": "土地", "house": "房屋", "forest": "林木"}


def test_the_schema_for_programs_has_titles_and_bounds():
    schema = SmallFacts.model_json_schema()["properties"]["yuan"]
    assert schema["title"] == "甲金额"
    assert schema["anyOf"][0]["minimum"] == 0


def test_null_and_left_out_are_the_same_and_every_fact_says_what_that_is():
    assert SmallFacts.parse(dict.fromkeys(FIELDS), on=ON) == SmallFacts.parse({}, on=ON)
    assert FIELDS["yuan"].absent == "未填写或者为null的，为未知"
    assert FIELDS["local"].absent == "未填写或者为null的，按“是”计"
    assert FIELDS["funded"].absent == "未填写或者为null的，按“无”计"
    assert FIELDS["year"].absent == "未填写或者为null的，按测算当日所在年度计"


def test_a_year_after_the_day_is_refused_and_the_years_before_are_not():
    for year in (2023, 1999):
        SmallFacts.parse({"year": year}, on=ON).require_begun(ON)
    with pytest.raises(Refused, match="2024年度尚未开始"):
        SmallFacts.parse({"year": 2024}, on=ON).require_begun(ON)
