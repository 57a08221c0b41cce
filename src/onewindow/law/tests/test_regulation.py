"""A regulation declares itself once, and its clauses are read whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from onewindow.law import registry
from onewindow.law.clauses import load
from onewindow.law.regulation import Regulation, Term
from onewindow.law.tests.conftest import CLAUSES, declare


def test_declaring_a_regulation_enters_it_in_the_registry(sample: Regulation) -> None:
    assert registry.regulation("sample") is sample
    assert sample in registry.regulations()


def test_the_folder_of_a_regulation_is_that_of_the_declaring_module() -> None:
    with registry.isolated():
        regulation = Regulation(
            key="here",
            number="某政发〔2020〕8号",
            title="样例",
            issuer="某县人民政府",
            signed=date(2020, 1, 1),
            in_force=Term(date(2020, 1, 1), "here-1"),
        )
    assert regulation.folder == Path(__file__).resolve().parent


@pytest.mark.parametrize("changes", [{"number": "某政发〔2020〕9号"}, {"key": "second"}], ids=["same key", "same number"])
def test_a_second_regulation_with_the_same_key_or_number_is_refused(sample: Regulation, tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare(tmp_path, **changes)


def test_a_key_that_cannot_begin_a_clause_id_is_refused(tmp_path: Path) -> None:
    with registry.isolated(), pytest.raises(ValueError, match="no key"):
        declare(tmp_path, key="sample-2020")


@pytest.mark.parametrize(
    ("start", "years", "last_day"),
    [
        (date(2023, 4, 1), 5, date(2028, 3, 31)),
        (date(2023, 5, 23), 2, date(2025, 5, 22)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
    ],
)
def test_the_last_day_is_the_start_plus_the_years_less_a_day(start: date, years: int, last_day: date) -> None:
    assert Term(start, "sample-17", years=years).last_day == last_day


def test_a_term_without_an_end_has_no_last_day() -> None:
    assert Term(date(2023, 4, 1), "sample-17").last_day is None


@pytest.mark.parametrize("wrong", [{"years": 1, "until": date(2024, 1, 1)}, {"years": 0}, {"until": date(2023, 3, 31)}])
def test_a_term_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="sample-17"):
        Term(date(2023, 4, 1), "sample-17", **wrong)  # type: ignore[arg-type]


def test_the_clauses_come_in_the_order_of_the_text(sample: Regulation) -> None:
    assert [record.id for record in registry.clauses("sample")] == [
        "sample-meta",
        "sample-1a",
        "sample-1b",
        "sample-4-2",
        "sample-16",
        "sample-17",
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("- {id: other-1, cite: 第一条, kind: rule, title: 题, summary: 要}", "does not begin with sample-"),
        ("- {id: sample-1a, cite: 第一条, kind: rule, title: 题, summary: 要}", "stands twice"),
        ("- {id: sample-9, cite: 第一条, kind: rule, title: 题}", "summary is missing"),
        ("- {id: sample-9, cite: 第一条, kind: wish, title: 题, summary: 要}", "kind wish"),
        ("- {id: sample-9, cite: 第一条, kind: rule, title: 题, summary: 要, met: x}", "unknown field met"),
        ("- {id: sample-9, cite: 第一条, kind: rule, title: 题, summary: 要, reason: 原则, planned: 4}", "not both"),
        ("- {id: sample-9, cite: 第一条, kind: rule, title: 题, summary: 要, planned: soon}", "number of an issue"),
    ],
)
def test_a_wrong_line_of_the_clause_register_is_refused_with_its_place(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / "clauses.yaml").write_text(f"{CLAUSES}{line}\n", "utf-8")
    with pytest.raises(ValueError, match=complaint) as error:
        load(tmp_path, "sample")
    assert "第7条" in str(error.value)


def test_a_folder_without_a_register_has_no_clauses(tmp_path: Path) -> None:
    assert load(tmp_path, "sample") == ()
