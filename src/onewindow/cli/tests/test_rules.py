"""``onewindow rules``: the shape of the contract, and every wrong input refused with its field."""

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from onewindow.cli import rules
from onewindow.cli.tests.office import built
from onewindow.rules.book import RuleBook
from onewindow.rules.tests.small_law import small_book, small_law
from onewindow.rules.vocabulary import least, tiers, when
from onewindow.words.refused import Refused

runner = CliRunner()


@pytest.fixture
def book():
    with small_law() as regulation:
        made = small_book(regulation)

        @made.amount("small-2", title="分档奖励")
        def tiered(dollars, steps):
            return tiers(dollars, steps)

        @made.amount("small-1", title="按比例奖励")
        def by_share(yuan, rate, cap, paid, generous):
            return when(paid, 0, when(generous == "yes", yuan * rate, least(yuan * rate, cap)))

        yield made


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    rules.register(app)
    return app


def answer(app: typer.Typer, *arguments: str, given: str = "") -> Any:
    result = runner.invoke(app, ["rules", *arguments, "--json"], input=given, catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def evaluated(app: typer.Typer, facts: Any, *arguments: str) -> Any:
    return answer(app, "evaluate", "small", "--facts", "-", "--on", "2023-09-15", *arguments, given=json.dumps(facts))


def refused(app: typer.Typer, given: str, *arguments: str, book: str = "small", on: str = "2023-09-15") -> Refused:
    with pytest.raises(Refused) as refusal:
        runner.invoke(app, ["rules", "evaluate", book, "--facts", "-", "--on", on, *arguments], input=given, catch_exceptions=False)
    return refusal.value


def test_an_object_of_facts_gives_the_shape_of_the_contract(app: typer.Typer, book: RuleBook) -> None:
    found = evaluated(app, {"dollars": 100.01, "yuan": "10000", "paid": False})
    assert set(found) == {"book", "version", "on", "results", "explanation"}
    assert (found["book"], found["version"], found["on"]) == ("small", book.version, "2023-09-15")
    assert found["results"] == {"tiered": "7.50", "by_share": "1000.00"}
    line = found["explanation"][1]
    assert {"rule", "title", "clause", "citation", "inputs", "parameters", "readings", "value", "missing"} <= set(line)
    assert line["parameters"] == {"rate": "0.35", "cap": "1000.00"}
    assert (line["clause"], line["citation"], line["readings"]) == ("small-1", "试政发〔2023〕1号第1条", {"generous": "no"})


def test_a_list_of_facts_gives_a_list(app: typer.Typer, book: RuleBook) -> None:
    assert [each["results"]["tiered"] for each in evaluated(app, [{"dollars": 10}, {}, {"dollars": "9.99"}])] == ["5.00", None, "0.00"]


def test_the_facts_of_a_file_are_read(app: typer.Typer, book: RuleBook, tmp_path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('\ufeff{"dollars": "500"}', "utf-8")
    assert answer(app, "evaluate", "small", "--facts", str(file), "--on", "2023-09-15")["results"]["tiered"] == "9.00"


def test_a_reading_holds_for_one_run(app: typer.Typer, book: RuleBook) -> None:
    facts = {"yuan": "10000", "paid": False}
    assert evaluated(app, facts, "--reading", "generous=yes")["results"]["by_share"] == "3500.00"
    assert evaluated(app, facts)["results"]["by_share"] == "1000.00"


def test_the_day_is_the_business_date_when_none_is_given(app: typer.Typer, book: RuleBook, settings: Any) -> None:
    settings.FIXED_TODAY = book.regulation.in_force.start
    assert answer(app, "evaluate", "small", "--facts", "-", given="{}")["on"] == "2023-04-01"


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ("{", "not_json", "facts"),
        ("", "not_json", "facts"),
        ("7", "not_an_object", "facts"),
        ('"text"', "not_an_object", "facts"),
        ("[1]", "not_an_object", "[0]"),
        ('{"dolars": 1}', "unknown_fact", "dolars"),
        ('{"dollars": "many"}', "not_a_number", "dollars"),
        ('{"dollars": -1}', "negative_amount", "dollars"),
        ('{"dollars": 1.234}', "too_many_decimals", "dollars"),
        ('{"dollars": NaN}', "not_a_number", "dollars"),
        ('{"paid": "no"}', "wrong_value", "paid"),
        ('[{"dollars": 1}, {"dollars": 0.001}]', "too_many_decimals", "[1].dollars"),
    ],
)
def test_wrong_facts_are_refused_with_their_place(app: typer.Typer, book: RuleBook, given: str, code: str, field: str) -> None:
    problem = refused(app, given).first
    assert (problem.code, problem.field) == (code, field)
    assert problem.expected


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        (["--reading", "generous=very"], "unknown_reading_value", "generous"),
        (["--reading", "mean=yes"], "unknown_reading", "mean"),
        (["--reading", "generous"], "usage", "reading"),
    ],
)
def test_wrong_readings_are_refused(app: typer.Typer, book: RuleBook, arguments: list[str], code: str, field: str) -> None:
    problem = refused(app, "{}", *arguments).first
    assert (problem.code, problem.field) == (code, field)


@pytest.mark.parametrize(("on", "code"), [("2023-03-31", "document_not_yet"), ("2025-04-01", "document_expired")])
def test_a_day_outside_the_term_is_refused_with_its_clause(app: typer.Typer, book: RuleBook, on: str, code: str) -> None:
    problem = refused(app, "[]", on=on).first
    assert (problem.code, problem.field, problem.clause) == (code, "on", "small-1")


def test_a_day_that_is_none_is_refused(app: typer.Typer, book: RuleBook) -> None:
    assert refused(app, "{}", on="2023-02-30").first.field == "on"


def test_an_unknown_book_is_refused_with_those_there_are(app: typer.Typer, book: RuleBook) -> None:
    problem = refused(app, "{}", book="smal").first
    assert (problem.code, problem.field) == ("unknown_book", "book")
    assert "small" in str(problem.expected)


def test_a_file_that_is_not_there_is_refused(app: typer.Typer, book: RuleBook) -> None:
    with pytest.raises(Refused, match="没有这个文件"):
        answer(app, "evaluate", "small", "--facts", "/nowhere/facts.json")


def test_the_books_are_listed_with_their_results(app: typer.Typer, book: RuleBook) -> None:
    [row] = [row for row in answer(app, "list") if row["book"] == "small"]
    assert (row["title"], row["number"], row["results"]) == ("试行规则", "试政发〔2023〕1号", ["tiered", "by_share"])


def test_a_book_is_shown_with_facts_rules_figures_tables_and_readings(app: typer.Typer, book: RuleBook) -> None:
    shown = answer(app, "show", "small")
    assert {"name": "dollars", "title": "美元金额", "type": "money", "unit": "美元"}.items() <= shown["facts"][3].items()
    assert [figure["name"] for figure in shown["parameters"]] == ["rate", "cap", "steps"]
    assert [(row["range"], row["value"]) for row in shown["parameters"][2]["tiers"]] == [
        ("不低于10.00美元，不超过100.00美元", "5.00元"),
        ("超过100.00美元，低于500.00美元", "7.50元"),
        ("不低于500.00美元", "9.00元"),
    ]
    assert shown["readings"][0]["readings"] == {"no": "从严", "yes": "从宽"}
    assert shown["rules"][0]["says"] == "美元金额按“档次”所属档次"


@pytest.mark.parametrize("arguments", [["list"], ["show", "small"], ["evaluate", "small", "--facts", "-", "--on", "2023-09-15"]])
def test_people_get_lines_and_tables(app: typer.Typer, book: RuleBook, arguments: list[str]) -> None:
    result = runner.invoke(app, ["rules", *arguments], input='{"dollars": 85, "paid": true}', catch_exceptions=False)
    assert result.exit_code == 0
    assert "试行规则" in result.stdout or "分档奖励" in result.stdout


@pytest.mark.django_db
def test_a_stored_evaluation_is_replayed(app: typer.Typer, book: RuleBook) -> None:
    number = evaluated(app, {"dollars": 85}, "--store")["evaluation"]
    found = answer(app, "replay", str(number))
    assert (found["same"], found["differences"], found["evaluation"]) == (True, [], number)
    assert "复算一致" in runner.invoke(app, ["rules", "replay", str(number)], catch_exceptions=False).stdout


def test_nothing_is_stored_unless_asked(app: typer.Typer, book: RuleBook) -> None:
    assert "evaluation" not in evaluated(app, {})  # and the database, which this test may not touch, was not touched


@pytest.mark.django_db
def test_an_unknown_evaluation_is_refused(app: typer.Typer, book: RuleBook) -> None:
    with pytest.raises(Refused, match="没有编号为99的测算"):
        answer(app, "replay", "99")


@pytest.mark.parametrize("given", ['{"yuan": "1", "yuan": "2"}', '[{"yuan": "1"}, {"yuan": "1", "yuan": "1"}]'])
def test_a_fact_given_twice_is_refused(app: typer.Typer, book: RuleBook, given: str) -> None:
    found = refused(app, given)
    assert (found.first.code, found.first.field) == ("duplicate_name", "yuan")


def test_no_help_is_in_english() -> None:
    for command in (["--help"], ["rules", "evaluate", "--help"]):
        said = runner.invoke(built(), command).stdout
        assert "显示本说明后退出" in said
        assert "Show this message" not in said


def test_findings_that_must_be_dealt_with_give_exit_code_1(app: typer.Typer, book: RuleBook) -> None:
    @book.quantity("small-1", title="半途", step=True)
    def halfway(yuan):  # type: ignore[no-untyped-def]
        return yuan * 2

    told = runner.invoke(app, ["rules", "lint", "small", "--json"])
    [finding] = [each for each in json.loads(told.stdout) if each["severity"] != "note"]
    assert told.exit_code == 1
    assert finding == {
        "book": "small",
        "rule": "unneeded_rule",
        "severity": "warning",
        "where": "halfway",
        "message": "没有规则用到“半途”，它也不是结果",
    }


def test_notes_alone_give_exit_code_0_and_are_counted_apart(app: typer.Typer, book: RuleBook) -> None:
    told = runner.invoke(app, ["rules", "lint"])
    assert told.exit_code == 0
    assert "提示　small.ratio　没有规则用到“比例”" in told.stdout
    assert "其中要处理的0处" in told.stdout
