"""Every body that makes papers is an organisation of the county and bears its name."""

import csv
from pathlib import Path

import pytest

from onewindow.papers.letterheads import letterhead, letterheads
from onewindow.words.refused import Refused

DATA = Path(__file__).parents[1] / "data"
NAMES = {row["key"]: row["name"] for row in csv.DictReader((DATA / "organisations.csv").read_text("utf-8-sig").splitlines())}


def test_letterheads_bear_the_names_of_the_register() -> None:
    declared = {head.organisation: head.name for head in letterheads() if head.organisation in NAMES}
    assert {"approval-service", "commerce-grain"} <= declared.keys()
    assert all(NAMES[key] == name for key, name in declared.items())


def test_where_a_paper_can_be_contested_is_in_the_register_too() -> None:
    assert all({head.reconsideration, head.court} <= set(NAMES.values()) for head in letterheads() if head.organisation in NAMES)


def test_a_body_without_a_letterhead_makes_no_papers() -> None:
    with pytest.raises(Refused, match="没有登记机关代字"):
        letterhead("court")
