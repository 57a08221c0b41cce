"""What the checks find in the real issue, each finding read by a person and labelled: the defects that are known, and few others."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction

from miluo.tests.conftest import AT, DATA, SHARED, needs_shared
from onewindow.law import registry
from onewindow.law.gazette import services
from onewindow.law.lint.finding import Finding
from onewindow.law.lint.loading import check_file, check_imported
from onewindow.organisations.services import load
from onewindow.words.actor import SYSTEM

FILE = SHARED / "gazette/miluo-2023-2.txt"
ON = date(2023, 9, 15)
pytestmark = [pytest.mark.django_db, needs_shared]

OPEN = "汨政发〔2023〕2号"
LABELS = yaml.safe_load(Path(__file__).with_name("lint_labels.yaml").read_text("utf-8"))
KNOWN = {str(number) for number in range(1, 21)} | {"+"}


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Finding, ...]]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(DATA, by=SYSTEM, at=AT)
        services.import_issue(FILE, by=SYSTEM, at=AT)
        yield check_imported(ON)
        transaction.set_rollback(True)


def test_every_finding_is_one_that_was_read_and_labelled(found: tuple[Finding, ...]) -> None:
    assert sorted((each.rule, each.document, each.place) for each in found) == sorted(
        (row["rule"], row["document"], row["place"]) for row in LABELS
    )


def test_every_known_defect_that_the_text_can_show_is_found() -> None:
    assert {row.get("defect") for row in LABELS} >= KNOWN


def test_fewer_than_one_finding_in_five_is_false() -> None:
    false = [row for row in LABELS if not row["verdict"]]
    assert len(false) * 5 < len(LABELS)


def test_every_label_says_why() -> None:
    assert all(row["verdict"] in {True, False} and row["reason"].strip() for row in LABELS)


def test_a_finding_in_a_regulation_names_its_clause_and_the_reading_in_force(found: tuple[Finding, ...]) -> None:
    overlap = next(each for each in found if each.text == "50万～100万美元（含）…100万美元以上")
    assert overlap.clause == "open2023-2-1"
    assert overlap.reading
    assert "100万美元" in overlap.reading
    assert all(each.clause for each in found if each.document == OPEN)


def test_every_finding_quotes_the_text(found: tuple[Finding, ...]) -> None:
    assert all(each.text and each.message.strip() for each in found)


def test_services_that_rest_on_an_ended_document_are_found(found: tuple[Finding, ...]) -> None:
    regulation = registry.regulation("open2023")
    assert regulation.last_day
    ended = [each for each in check_imported(date(2028, 4, 1)) if each.rule == "ended-with-services"]
    assert {each.document for each in ended} >= {OPEN}
    assert not [each for each in found if each.rule == "ended-with-services"]


def test_a_draft_is_checked_beside_what_is_in_force(found: tuple[Finding, ...], tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("演示草案管理办法\n第一条 由银行与担保机构按约定风险分担比例承担损失。\n第三条 3日内答复。\n", "utf-8")
    rules = [each.rule for each in check_file(path, ON)]
    assert rules == ["cross-document-conflict", "missing-start-event", "numbering-skip"]
