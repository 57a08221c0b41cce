"""A clause is met and shown by a test, or left to people with a reason, or planned in an open issue; no citation dangles."""

import subprocess
import sys

from onewindow.law import registry
from onewindow.law.coverage import coverage, marked_tests, planned_issues
from tests.house.code import ROOT


def test_every_clause_is_met_or_left_to_people_or_planned() -> None:
    assert not [row.clause for row in coverage() if row.state == "open"]


def test_a_clause_that_is_met_is_shown_by_a_test() -> None:
    assert not [row.clause for row in coverage() if row.state == "met" and not row.tests]


def test_a_clause_is_planned_in_an_issue_that_is_still_open() -> None:
    assert not [f"{row.clause}: {row.planned}" for row in coverage() if row.planned and row.planned not in planned_issues()]


def test_nothing_cites_a_clause_that_does_not_exist() -> None:
    assert not [f"{use.name} cites {clause}" for use, clause in registry.dangling()]


def test_no_test_is_marked_with_a_clause_that_does_not_exist() -> None:
    known = {row.clause for row in coverage()}
    declared = {regulation.key for regulation in registry.regulations()}
    marked = marked_tests(ROOT)
    assert not [clause for clause in marked if clause.split("-", 1)[0] in declared and clause not in known]


def test_the_map_in_the_documents_is_the_map_of_the_code() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "onewindow.cli", "law", "coverage", "--markdown"], capture_output=True, text=True, check=True
    )
    assert (ROOT / "docs/map.md").read_text() == made.stdout, "run `make map`"
