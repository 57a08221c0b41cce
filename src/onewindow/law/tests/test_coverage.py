"""Every clause is met, left to people, planned, or open; and the tests that show it are found in the sources."""

from datetime import date
from pathlib import Path

import pytest

from onewindow.law import registry, selectors
from onewindow.law.coverage import coverage, marked_tests
from onewindow.law.registry import Use
from onewindow.law.regulation import Regulation
from onewindow.words.refused import Refused
from onewindow.words.sources import Clause, OutsideLaw

ON = date(2022, 1, 1)
FILE = """
import pytest

pytestmark = pytest.mark.clause("sample-16")

@pytest.mark.clause("sample-1a", "sample-1b")
def test_one(): ...

@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.clause("sample-4-2"))])
def test_two(x): ...

@pytest.mark.clause("sample-1a")
def not_a_test(): ...

class TestTogether:
    pytestmark = [pytest.mark.clause("sample-17")]

    def test_three(self): ...
"""


def states() -> dict[str, str]:
    return {row.clause: row.state for row in coverage() if row.clause.startswith("sample-")}


def test_the_four_states_of_a_clause(sample: Regulation) -> None:
    assert states() == {
        "sample-meta": "met",
        "sample-1a": "open",
        "sample-1b": "planned",
        "sample-4-2": "met",
        "sample-16": "people",
        "sample-17": "met",
    }


def test_a_clause_on_which_something_rests_is_met(sample: Regulation) -> None:
    registry.rest(Use("rule", "sample.award_cny", "奖励", (Clause("sample-1a"),)))
    assert states()["sample-1a"] == "met"


def test_a_clause_that_is_met_in_part_stays_planned_until_its_register_says_otherwise(sample: Regulation) -> None:
    registry.rest(Use("rule", "sample.cap_cny", "上限", (Clause("sample-1b"),)))
    assert states()["sample-1b"] == "planned"


def test_the_tests_of_a_clause_are_found_by_their_marks(tmp_path: Path) -> None:
    (tmp_path / "src/room/tests").mkdir(parents=True)
    (tmp_path / "src/room/tests/test_it.py").write_text(FILE)
    found = marked_tests(tmp_path)
    path = "src/room/tests/test_it.py::"
    assert found["sample-1a"] == (f"{path}test_one",)
    assert found["sample-1b"] == (f"{path}test_one",)
    assert found["sample-4-2"] == (f"{path}test_two",)
    assert found["sample-17"] == (f"{path}TestTogether::test_three",)
    assert found["sample-16"] == (f"{path}test_one", f"{path}test_two", f"{path}TestTogether::test_three")


def test_a_checkout_without_tests_has_none(tmp_path: Path) -> None:
    assert marked_tests(tmp_path / "nothing") == {}


def test_the_page_of_a_document_counts_its_clauses_by_state(sample: Regulation) -> None:
    page = selectors.document_page("sample", ON)
    assert page.counts == {"met": 3, "people": 1, "planned": 1, "open": 1}
    assert (page.head.validity_title, page.head.last_day, page.head.days_left) == ("有效", date(2023, 2, 28), 423)


def test_the_page_of_a_clause_tells_its_neighbours_and_sorts_what_rests_on_it(sample: Regulation) -> None:
    for kind in ("rule", "figure", "reading"):
        registry.rest(Use(kind, "sample.award", "奖励", (Clause("sample-1a"), OutsideLaw("民法典", "第二百零一条"))))
    page = selectors.clause_page("sample-1a", ON)
    assert page.before and page.before.id == "sample-meta"
    assert page.after and page.after.id == "sample-1b"
    assert [len(part) for part in (page.figures, page.readings, page.others)] == [1, 1, 1]
    assert page.clause.place == "第一条（奖励）"
    assert page.others[0].sources == ("某政发〔2020〕7号第一条（奖励）", "《民法典》第二百零一条")


def test_the_first_and_the_last_clause_have_one_neighbour(sample: Regulation) -> None:
    assert selectors.clause_page("sample-meta", ON).before is None
    assert selectors.clause_page("sample-17", ON).after is None


@pytest.mark.parametrize("wrong", ["sample-99", "elsewhere-1"])
def test_there_is_no_page_of_an_unknown_clause(sample: Regulation, wrong: str) -> None:
    with pytest.raises(Refused):
        selectors.clause_page(wrong, ON)


def test_there_is_no_page_of_an_unknown_document(sample: Regulation) -> None:
    with pytest.raises(Refused):
        selectors.document_page("elsewhere", ON)
