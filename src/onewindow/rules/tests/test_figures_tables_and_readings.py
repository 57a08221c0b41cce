"""parameters.yaml and readings.yaml: what is read from them, and every mistake that is refused when they are read."""

from datetime import date
from decimal import Decimal

import pytest

from onewindow.rules.mistakes import RuleError
from onewindow.rules.parameters import figures_of, read_figures
from onewindow.rules.readings import chosen, questions_of, read_questions
from onewindow.rules.tests.small_law import CLAUSES, FIGURES, QUESTIONS
from onewindow.words.refused import Refused

DAY = date(2023, 4, 1)


def table(*tiers, **more):
    rows = [{"as_written": "原文", **tier} for tier in tiers]
    line = {"title": "档次", "clause": "small-1", "unit": "CNY by USD", "from": DAY, "otherwise": "0", "tiers": rows, **more}
    return read_figures({"steps": line})["steps"]


def figure(**more):
    return read_figures({"cap": {**FIGURES["cap"], **more}})["cap"]


def test_tiers_find_the_value_at_and_beside_every_bound():
    steps = table(
        {"at_least": "10", "up_to": "100", "value": "5"}, {"over": "100", "below": "500", "value": "7.5"}, {"at_least": "500", "value": "9"}
    )
    found = steps.on(DAY).value
    expected = {"9.99": "0", "10": "5", "100": "5", "100.01": "7.5", "499.99": "7.5", "500": "9", "1000000": "9"}
    assert {amount: found.value(Decimal(amount)) for amount in expected} == {amount: Decimal(value) for amount, value in expected.items()}


@pytest.mark.parametrize(
    ("lower", "upper", "message"),
    [
        ({"up_to": "100"}, {"over": "200"}, "a gap from 100 to 200"),
        ({"below": "100"}, {"over": "100"}, "a gap: 100 belongs to neither"),
        ({"up_to": "100"}, {"at_least": "100"}, "overlap: 100 belongs to both"),
        ({"up_to": "100"}, {"over": "50"}, "overlap"),
        ({}, {"over": "50"}, "overlap"),
        ({"up_to": "100"}, {}, "overlap"),
    ],
)
def test_gaps_and_overlaps_are_refused_when_a_table_is_read(lower, upper, message):
    with pytest.raises(RuleError, match=message):
        table({**lower, "value": "1"}, {**upper, "value": "2"})


@pytest.mark.parametrize(
    ("tier", "message"),
    [
        ({"at_least": "5", "over": "5", "value": "1"}, "one of at_least, over"),
        ({"up_to": "5", "below": "5", "value": "1"}, "one of up_to, below"),
        ({"at_least": "5"}, "value"),
        ({"from": "5", "value": "1"}, "one of at_least, over"),
        ({"at_least": "9", "up_to": "5", "value": "1"}, "ends before it begins"),
        ({"over": "5", "up_to": "5", "value": "1"}, "ends before it begins"),
        ({"at_least": 0.1, "value": "1"}, "no exact number; write it in quotes"),
        ({"at_least": "zehn", "value": "1"}, "no exact number"),
        ({"at_least": "NaN", "value": "1"}, "no finite number|no exact number"),
    ],
)
def test_a_tier_that_says_too_little_or_too_much_is_refused(tier, message):
    with pytest.raises(RuleError, match=message):
        table(tier)


def test_a_table_with_an_open_end_says_what_holds_beyond():
    with pytest.raises(RuleError, match="otherwise is missing"):
        read_figures({"steps": {name: value for name, value in FIGURES["steps"].items() if name != "otherwise"}})


def test_a_table_without_ends_needs_no_otherwise():
    line = {"title": "档次", "clause": "small-1", "unit": "CNY by USD", "from": DAY, "tiers": [{"value": "5", "as_written": "一律5元"}]}
    assert read_figures({"steps": line})["steps"].on(DAY).value.value(Decimal("0")) == 5


def test_a_table_without_tiers_is_refused():
    with pytest.raises(RuleError, match="at least one tier"):
        table()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"value": 0.03}, "no exact number; write it in quotes"),
        ({"value": True}, "no exact number"),
        ({"unit": "DM"}, "is no unit"),
        ({"unit": "CNY/DM"}, "is no unit"),
        ({"comment": "…"}, "unknown comment"),
    ],
)
def test_a_figure_that_is_not_exact_or_not_whole_is_refused(more, message):
    with pytest.raises(RuleError, match=message):
        figure(**more)


@pytest.mark.parametrize("missing", ["title", "clause", "unit", "value", "as_written", "from"])
def test_a_figure_without_its_clause_wording_unit_or_first_day_is_refused(missing):
    with pytest.raises(RuleError, match="cap"):
        read_figures({"cap": {name: value for name, value in FIGURES["cap"].items() if name != missing}})


def test_a_table_names_both_its_units():
    with pytest.raises(RuleError, match="CNY by USD"):
        table({"value": "5"}, unit="CNY")


def test_a_changed_figure_is_a_new_line_and_the_day_picks_it():
    [cap] = read_figures(
        {"cap": [{**FIGURES["cap"], "value": "2000", "from": date(2024, 1, 1), "to": date(2024, 12, 31)}, FIGURES["cap"]]}
    ).values()
    assert cap.on(date(2023, 12, 31)).value == 1000
    assert cap.on(date(2024, 1, 1)).value == 2000
    assert cap.kind.high == 2000


@pytest.mark.parametrize("day", [date(2023, 3, 31), date(2025, 1, 1)])
def test_a_day_without_a_value_is_refused_with_the_clause(day):
    with pytest.raises(Refused) as refused:
        figure(to=date(2024, 12, 31)).on(day)
    assert refused.value.first.clause == "small-1"
    assert "2024-12-31" in refused.value.first.expected


@pytest.mark.parametrize("second", [{"from": DAY}, {"from": date(2023, 3, 1), "to": date(2023, 4, 1)}])
def test_two_lines_for_one_day_are_refused(second):
    with pytest.raises(RuleError, match="two lines hold on"):
        read_figures({"cap": [FIGURES["cap"], {**FIGURES["cap"], **second}]})


def test_lines_of_different_units_are_refused():
    with pytest.raises(RuleError, match="one unit"):
        read_figures({"cap": [FIGURES["cap"], {**FIGURES["cap"], "unit": "USD", "from": date(2024, 1, 1)}]})


def test_a_folder_without_files_has_no_figures_and_no_readings(tmp_path):
    assert figures_of(tmp_path) == {}
    assert questions_of(tmp_path) == {}


def test_the_reading_asked_for_holds_for_one_run_and_the_default_else():
    questions = read_questions(QUESTIONS)
    assert chosen(questions, None, DAY) == {"generous": "no"}
    assert chosen(questions, {"generous": "yes"}, DAY) == {"generous": "yes"}


@pytest.mark.parametrize(("wanted", "code"), [({"kind": "yes"}, "unknown_reading"), ({"generous": "very"}, "unknown_reading_value")])
def test_an_unknown_reading_is_refused_with_what_there_is(wanted, code):
    with pytest.raises(Refused) as refused:
        chosen(read_questions(QUESTIONS), wanted, DAY)
    assert (refused.value.first.code, "从宽" in refused.value.first.expected or "generous" in refused.value.first.expected) == (code, True)


@pytest.mark.parametrize("broken", [{"default": "perhaps"}, {"readings": {"no": "从严"}}, {"decided": ...}])
def test_a_reading_without_two_answers_a_default_among_them_and_who_decided_is_refused(broken):
    entry = {name: value for name, value in {**QUESTIONS["generous"], **broken}.items() if value is not ...}
    with pytest.raises(RuleError, match="generous"):
        read_questions({"generous": entry})


def test_the_clauses_of_the_small_law_are_those_that_its_figures_cite():
    cited = {clause for figure in read_figures(FIGURES).values() for line in figure.lines for clause in line.clauses}
    assert cited <= {clause["id"] for clause in CLAUSES}
