"""``onewindow law``: a document or clause in JSON or for people, and the map of what meets every clause."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from onewindow.cli import law
from onewindow.law.regulation import Regulation
from onewindow.law.tests.conftest import sample  # noqa: F401  # a fixture, asked for by name
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db  # the standard text stands in the database
runner = CliRunner()
GAZETTE = Path(__file__).resolve().parents[2] / "law/gazette/tests/demo-county.txt"


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    law.register(app)
    return app


def answer(app: typer.Typer, *arguments: str) -> Any:
    result = runner.invoke(app, ["law", *arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_a_clause_is_shown_with_its_document_as_of_a_day(app: typer.Typer, sample: Regulation) -> None:  # noqa: F811
    shown = answer(app, "show", "某政发[2020]7号第1条", "--on", "2022-12-01")
    assert shown["document"]["number"] == "某政发〔2020〕7号"
    assert (shown["document"]["validity"], shown["document"]["validity_title"]) == ("expiring", "将届满")
    assert shown["document"]["last_day"] == "2023-02-28"
    assert [(clause["clause"], clause["state"]) for clause in shown["clauses"]] == [("sample-1a", "open"), ("sample-1b", "planned")]


def test_the_business_date_is_the_day_when_none_is_given(app: typer.Typer, sample: Regulation) -> None:  # noqa: F811
    shown = answer(app, "show", "sample-16")
    assert shown["document"]["on"] == "2023-09-15"
    assert shown["document"]["validity"] == "expired"


def test_what_people_see_is_chinese_text(app: typer.Typer, sample: Regulation) -> None:  # noqa: F811
    result = runner.invoke(app, ["law", "show", "sample-16", "--on", "2021-01-01"], catch_exceptions=False)
    assert result.exit_code == 0


def test_the_map_has_a_line_for_every_clause(app: typer.Typer, sample: Regulation) -> None:  # noqa: F811
    lines = {line["clause"]: line for line in answer(app, "coverage")}
    assert lines["sample-17"]["met_by"] == ["record:sample.validity"]
    assert lines["sample-16"]["reason"] == "原则要求"
    assert lines["sample-1b"]["planned"] == 4
    assert set(lines["sample-1a"]) == {"clause", "citation", "kind", "title", "state", "met_by", "tests", "reason", "planned"}


def test_the_map_is_printed_as_a_table(app: typer.Typer, sample: Regulation) -> None:  # noqa: F811
    assert runner.invoke(app, ["law", "coverage"], catch_exceptions=False).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        (["show", "某政发〔2020〕9号"], "unknown_citation", "citation"),
        (["show", "sample-1a", "--on", "2023-13-01"], "invalid_date", "on"),
        (["show", "sample-1a", "--on", "昨天"], "invalid_date", "on"),
    ],
)
def test_bad_input_is_refused(app: typer.Typer, sample: Regulation, arguments: list[str], code: str, field: str) -> None:  # noqa: F811
    with pytest.raises(Refused) as refusal:
        runner.invoke(app, ["law", *arguments], catch_exceptions=False)
    assert (refusal.value.first.code, refusal.value.first.field) == (code, field)


def test_an_import_prints_documents_clauses_and_what_did_not_match(app: typer.Typer) -> None:
    report = answer(app, "import", str(GAZETTE))
    assert report["issue"] == {"title": "演示县人民政府公报", "year": 2030, "number": 3}
    assert [(row["number"], row["outcome"]) for row in report["documents"]] == [("演政发〔2030〕4号", "new"), ("演政告〔2030〕1号", "new")]
    assert report["not_matched"] == [
        {"line": 1, "text": "演示文本：县名、单位、人名和内容都是为测试编造的", "reason": "在第一个文件之前（封面、目录）"}
    ]


def test_an_import_is_told_to_people_in_chinese(app: typer.Typer) -> None:
    result = runner.invoke(app, ["law", "import", str(GAZETTE)], catch_exceptions=False)
    assert "新收录" in result.output
    assert "对不上的行：1行" in result.output


def test_a_file_that_is_no_gazette_is_refused_in_chinese(app: typer.Typer, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("这是一封信。", "utf-8")
    with pytest.raises(Refused, match="不是政府公报"):
        runner.invoke(app, ["law", "import", str(path)], catch_exceptions=False)


def test_the_checks_answer_a_list_of_findings(app: typer.Typer, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("演示管理办法\n第一条 在3个工作日内发出通知。\n", "utf-8")
    (finding,) = answer(app, "lint", str(path))
    assert (finding["rule"], finding["severity"], finding["document"]) == ("missing-start-event", "high", "演示管理办法")
    assert {"clause", "message", "text", "reading"} <= set(finding)
    told = runner.invoke(app, ["law", "lint", str(path)], catch_exceptions=False).output
    assert "期限没有起算点" in told
    assert "共1处：高1处" in told


def test_without_texts_there_is_nothing_to_find(app: typer.Typer) -> None:
    assert answer(app, "lint") == []


def test_a_draft_that_is_not_there_is_refused(app: typer.Typer) -> None:
    with pytest.raises(Refused, match="打不开文件"):
        runner.invoke(app, ["law", "lint", "nothing.txt"], catch_exceptions=False)


def test_the_official_text_is_shown_where_no_regulation_runs_it(app: typer.Typer) -> None:
    answer(app, "import", str(GAZETTE))
    shown = answer(app, "show", "演政发[2030]4号第3条（二）")
    assert shown["document"]["number"] == "演政发〔2030〕4号"
    assert shown["passages"] == [{"place": "第三条（二）", "heading": "第二章标准", "text": "带动50户以上农户的合作社。"}]
    assert "带动50户以上农户的合作社。" in runner.invoke(app, ["law", "show", "演政发〔2030〕4号第三条"], catch_exceptions=False).output


def test_an_article_that_the_text_has_not_is_refused(app: typer.Typer) -> None:
    answer(app, "import", str(GAZETTE))
    with pytest.raises(Refused, match="没有收录"):
        runner.invoke(app, ["law", "show", "演政发〔2030〕4号第三十条"], catch_exceptions=False)
