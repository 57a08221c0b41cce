"""``onewindow worktime add`` and ``onewindow deadlines compute``, in the shapes of the contract."""

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from onewindow.cli import worktime
from onewindow.words.refused import Refused
from onewindow.words.sources import Convention
from onewindow.worktime import deadlines
from onewindow.worktime.calendar import national
from onewindow.worktime.counting import Days, WorkingDays
from onewindow.worktime.deadlines import Emergency, declare

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of this test's own: the platform knows no county."""
    monkeypatch.setattr(deadlines, "_declared", {})
    review = "normdoc-3-1c"
    declare(review, WorkingDays(15, review), WorkingDays(5, review), Emergency.LIFTS_BOTH, title="合法性审核")
    declare("normdoc-5a", Days(15, Convention("conv-test-1", "按自然日计算。")), title="备案审查")


def run(*arguments: str) -> str:
    app = typer.Typer()
    worktime.register(app)
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def run_json(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json"))


def test_a_span_is_counted_out_day_by_day() -> None:
    found = run_json("worktime", "add", "2", "--unit", "working-days", "--from", "2023-09-28")
    assert set(found) == {"due", "counted", "provisional"}
    assert (found["due"], found["provisional"]) == ("2023-10-08", False)
    assert len(found["counted"]) == 10
    assert found["counted"][0] == {"date": "2023-09-29", "kind": "holiday", "name": "中秋节", "counts": False, "number": None}
    assert found["counted"][-1] == {"date": "2023-10-08", "kind": "make_up", "name": "国庆节调休上班", "counts": True, "number": 2}


@pytest.mark.parametrize(
    ("n", "unit", "due"),
    [("5", "days", "2023-10-07"), ("1", "months", "2023-10-30"), ("2", "years", "2025-09-28"), ("5", "working-days", "2023-10-11")],
)
def test_every_unit_of_the_contract_is_counted(n: str, unit: str, due: str) -> None:
    assert run_json("worktime", "add", n, "--unit", unit, "--from", "2023-09-28")["due"] == due


def test_a_date_beyond_the_announced_years_is_provisional_and_never_a_crash() -> None:
    found = run_json("worktime", "add", "30", "--unit", "working-days", "--from", "2026-12-01")
    assert (found["due"], found["provisional"]) == ("2027-01-13", True)
    assert "暂定" in run("worktime", "add", "30", "--unit", "working-days", "--from", "2026-12-01")


def test_people_read_the_days_with_their_names() -> None:
    text = run("worktime", "add", "2", "--unit", "working-days", "--from", "2023-09-28")
    assert "2023-10-08 届满" in text
    assert "国庆节调休上班" in text
    assert "第2日" in text
    assert "暂定" not in text


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        (("0", "--unit", "days", "--from", "2023-09-15"), "invalid_number", "n"),
        (("-5", "--unit", "days", "--from", "2023-09-15"), "invalid_number", "n"),
        (("5.5", "--unit", "days", "--from", "2023-09-15"), "invalid_number", "n"),
        (("5", "--unit", "workdays", "--from", "2023-09-15"), "unknown_unit", "unit"),
        (("5", "--from", "2023-09-15"), "unknown_unit", "unit"),
        (("5", "--unit", "days"), "invalid_date", "from"),
        (("5", "--unit", "days", "--from", "2023-02-29"), "invalid_date", "from"),
        (("5", "--unit", "days", "--from", "20230915"), "invalid_date", "from"),
        (("5", "--unit", "days", "--from", "1949-10-01"), "outside_calendar", "from"),
        (("10000", "--unit", "working-days", "--from", "2050-10-01"), "outside_calendar", "from"),
    ],
)
def test_bad_input_is_refused_with_its_field(arguments: tuple[str, ...], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        run("worktime", "add", *arguments)
    assert (refused.value.first.code, refused.value.first.field) == (code, field)
    assert refused.value.first.expected


def test_a_limit_is_computed_from_its_clause() -> None:
    found = run_json("deadlines", "compute", "normdoc-3-1c", "--from", "2023-09-15")
    assert found == {
        "clause": "normdoc-3-1c",
        "earliest": "2023-09-22",
        "due": "2023-10-12",
        "unit": "working-days",
        "provisional": False,
    }
    assert "earliest" not in run_json("deadlines", "compute", "normdoc-5a", "--from", "2023-09-15")


def test_an_emergency_lifts_both_bounds() -> None:
    found = run_json("deadlines", "compute", "normdoc-3-1c", "--from", "2023-09-15", "--emergency")
    assert (found["earliest"], found["due"]) == (None, None)
    assert "不受期限限制" in run("deadlines", "compute", "normdoc-3-1c", "--from", "2023-09-15", "--emergency")


def test_people_read_a_limit_with_its_source() -> None:
    text = run("deadlines", "compute", "normdoc-3-1c", "--from", "2026-12-20")
    assert "不早于 2026-12-25" in text
    assert "暂定" in text
    assert "依据：conv-test-1：按自然日计算。" in run("deadlines", "compute", "normdoc-5a", "--from", "2023-09-15")


def test_an_unknown_clause_and_an_emergency_it_does_not_know_are_refused() -> None:
    with pytest.raises(Refused, match="没有登记期限"):
        run("deadlines", "compute", "normdoc-99", "--from", "2023-09-15")
    with pytest.raises(Refused, match="紧急情形"):
        run("deadlines", "compute", "normdoc-5a", "--from", "2023-09-15", "--emergency")
    with pytest.raises(Refused, match="不是日期"):
        run("deadlines", "compute", "normdoc-5a", "--from", "昨天")


def test_the_limits_are_listed_with_their_sources() -> None:
    lines = run_json("deadlines", "list")
    assert [line["clause"] for line in lines] == ["normdoc-3-1c", "normdoc-5a"]
    assert lines[0]["minimum"] == "5个工作日"
    assert lines[1]["source"] == "conv-test-1"
    assert "合法性审核" in run("deadlines", "list")


def test_before_the_first_migration_the_national_calendar_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worktime.CalendarVersion._meta, "db_table", "not_migrated_yet")
    assert worktime.calendar_in_force() is national()
