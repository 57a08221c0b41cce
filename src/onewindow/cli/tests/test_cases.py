"""``onewindow cases …``: a whole case by command line, and its refusals."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.cases.tests.cast import FACTS, PDF, PROCEDURE, Cast, gather
from onewindow.cli import cases
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people() -> Cast:
    return gather()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), "utf-8")
    (tmp_path / "customs.pdf").write_bytes(PDF)
    return tmp_path


def run(*arguments: str) -> str:
    app = typer.Typer()
    cases.register(app)
    result = CliRunner().invoke(app, ["cases", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def run_json(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json"))


def submitted(files: Path) -> str:
    contact = ("--contact", "演示联系人", "--phone", "13800000000")
    draft = run_json("draft", PROCEDURE, "--facts", str(files / "facts.json"), *contact, "--as", "demo-agent")["draft"]
    run("attach", draft, "customs", str(files / "customs.pdf"), "--as", "demo-agent")
    number: str = run_json("submit", draft, "--as", "demo-agent")["number"]
    return number


def test_the_people_of_the_tests_are_whom_their_grants_make_them(people: Cast) -> None:
    for actor in (people.agent, people.clerk, people.both, people.supervisor):
        assert actor_of(User.objects.get(key=actor.id)) == actor


def test_the_procedures_are_listed_with_their_document() -> None:
    listed = run_json("procedures")

    assert PROCEDURE in {row["procedure"] for row in listed}
    assert {"title", "document", "validity", "facts", "materials"} <= set(listed[0])


def test_a_whole_case_is_led_by_command_line(files: Path) -> None:
    number = submitted(files)
    assert [row["number"] for row in run_json("queue", "--as", "demo-clerk")] == [number]
    assert run_json("accept", number, "--as", "demo-clerk")["state"] == "accepted"
    run("take", number, "--as", "demo-approver")
    assert run_json("decide", number, "--as", "demo-approver", "--amount", "first_trade_award_cny=30000")["state"] == "decided"
    run("issue", number, "--identity-checked", "--as", "demo-clerk")
    run("rate", number, "5", "--as", "demo-agent")

    shown = run_json("show", number, "--as", "demo-agent")
    assert (shown["state"], shown["decision"]["total_cny"]) == ("closed", "36000.00")
    assert [line["kind"] for line in shown["timeline"]][:3] == ["case.submitted", "case.unverified", "case.accepted"]
    assert "作出评价" in run("show", number, "--as", "demo-agent")


def test_a_correction_and_a_refusal_by_command_line(files: Path) -> None:
    number = submitted(files)
    run("ask-correction", number, "--item", "fact:trade_usd=与海关数据不一致", "--as", "demo-clerk")
    (files / "new.json").write_text('{"trade_usd": "150000"}', "utf-8")
    assert run_json("correct", number, "--facts", str(files / "new.json"), "--as", "demo-agent")["state"] == "submitted"
    assert run_json("refuse", number, "--reason", "不属于受理范围", "--where", "市商务局", "--as", "demo-clerk")["state"] == "not_accepted"


def test_a_returned_case_a_corrected_fact_and_a_withdrawal_by_command_line(files: Path) -> None:
    number = submitted(files)
    run("accept", number, "--as", "demo-clerk")
    run("return", number, "--reason", "缺少签字页", "--as", "demo-approver")
    assert "退回处理" in run("queue", "--as", "demo-clerk")
    run("forward", number, "--as", "demo-clerk")
    evidence = run_json("show", number, "--as", "demo-approver")["materials"]["customs"][0]["key"]
    said = run("correct-fact", number, "trade_usd", "90000", "--evidence", evidence, "--reason", "海关数据", "--as", "demo-approver")
    assert "22,700.00元" in said
    assert run_json("withdraw", number, "--as", "demo-agent")["state"] == "withdrawn"


def test_what_is_wrong_with_a_draft_is_shown_and_kept(files: Path) -> None:
    (files / "facts.json").write_text('{"trade_usd": "-1"}', "utf-8")
    drafted = run_json("draft", PROCEDURE, "--facts", str(files / "facts.json"), "--as", "demo-agent")

    fields = [problem["field"] for problem in drafted["problems"]]
    assert fields[:3] == ["contact_name", "contact_phone", "trade_usd"]
    assert "materials.customs" in fields
    assert "须改正（trade_usd）" in run("draft", drafted["draft"], "--as", "demo-agent")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("queue", "--as", "nobody"), "unknown_account"),
        (("show", "2023-999999", "--as", "demo-agent"), "unknown_case"),
        (("draft", PROCEDURE, "--facts", "nowhere.json", "--as", "demo-agent"), "no_file"),
        (("attach", "abc", "customs", "nowhere.pdf", "--as", "demo-agent"), "no_file"),
        (("decide", "2023-000001", "--amount", "30000", "--as", "demo-approver"), "usage"),
    ],
)
def test_a_mistyped_command_is_refused(arguments: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused) as caught:
        run(*arguments)
    assert caught.value.first.code == code


@pytest.mark.parametrize("content", ["[1]", "not json"])
def test_facts_that_are_no_object_are_refused(files: Path, content: str) -> None:
    (files / "facts.json").write_text(content, "utf-8")
    with pytest.raises(Refused):
        run("draft", PROCEDURE, "--facts", str(files / "facts.json"), "--as", "demo-agent")


def test_a_command_that_names_no_account_or_an_unknown_one_says_which_option_is_meant(files: Path) -> None:
    for arguments, code in ((("queue",), "no_account"), (("queue", "--as", "nobody"), "unknown_account")):
        with pytest.raises(Refused) as refused:
            run(*arguments)
        assert (refused.value.first.code, refused.value.first.field, refused.value.first.expected) == (code, "as", "--as 登录名")
