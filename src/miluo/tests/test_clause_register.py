"""The registers of clauses that the regulations carry are those of the shared register, in Chinese of our own."""

import re
from datetime import date

import pytest
import yaml

from miluo.tests.conftest import MILUO, SHARED, needs_shared
from onewindow.law import citations, registry, validity
from onewindow.words.refused import Refused

PLANNED = yaml.safe_load((MILUO / "planned.yaml").read_text("utf-8"))


@needs_shared
@pytest.mark.parametrize("regulation", registry.regulations(), ids=lambda regulation: regulation.key)
def test_ids_citations_and_kinds_are_those_of_the_shared_register(regulation) -> None:  # type: ignore[no-untyped-def]
    shared = [
        (clause["id"], clause["cite"], clause["kind"])
        for part in ("part-a", "part-b")
        for clause in yaml.safe_load((SHARED / f"clauses/{part}.yaml").read_text("utf-8"))
        if clause["id"].startswith(f"{regulation.key}-")
    ]
    assert [(record.id, record.cite, record.kind) for record in registry.clauses(regulation.key)] == shared


@pytest.mark.parametrize(
    "record", [record for r in registry.regulations() for record in registry.clauses(r.key)], ids=lambda record: record.id
)
def test_what_people_read_is_chinese(record) -> None:  # type: ignore[no-untyped-def]
    assert not re.search("[A-Za-z]{2,}", record.title + record.summary + (record.reason or ""))
    assert record.summary.endswith("。")
    assert len(record.title) <= 24


def test_every_planned_clause_names_an_open_issue() -> None:
    clauses = [record for regulation in registry.regulations() for record in registry.clauses(regulation.key)]
    assert {record.planned for record in clauses if record.planned} <= set(PLANNED)


@pytest.mark.clause("open2023-meta", "open2023-12-1")
def test_the_policy_is_declared_with_its_head_and_its_interpreter() -> None:
    regulation = registry.regulation("open2023")
    assert (regulation.number, regulation.issuer, regulation.signed) == ("汨政发〔2023〕2号", "汨罗市人民政府", date(2023, 4, 1))
    assert regulation.registration is None  # none is printed, though the document grants money
    assert regulation.interpreter == "市商务粮食局"


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("on", [date(2023, 4, 1), date(2023, 9, 15), date(2028, 3, 31)])
def test_the_policy_holds_from_its_first_to_its_last_day(on: date) -> None:
    assert validity.require_in_force(registry.regulation("open2023"), on).holds


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize(("on", "words"), [(date(2023, 3, 31), "尚未生效"), (date(2028, 4, 1), "已经失效")])
def test_before_and_after_it_no_case_opens_under_the_policy(on: date, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        validity.require_in_force(registry.regulation("open2023"), on)
    assert refusal.value.first.clause == "open2023-12-2"


@pytest.mark.parametrize(
    ("citation", "clauses"),
    [
        ("汨政发〔2023〕2号第二条", ["open2023-2-1", "open2023-2-2", "open2023-2-3"]),
        ("汨政发[2023]2号第3条", ["open2023-3-1"]),
        ("汨政发（2023）2号第四条第二款", ["open2023-4-1a", "open2023-4-1b", "open2023-4-1c"]),
        ("汨政发〔2023〕2号第四条首款", ["open2023-4-0"]),
        ("汨政发〔2023〕2号末款（解释）", ["open2023-12-1"]),
        ("open2023-10-3", ["open2023-10-3"]),
    ],
)
def test_the_articles_of_the_policy_are_found_as_people_write_them(citation: str, clauses: list[str]) -> None:
    assert [record.id for record in citations.find(citation).clauses] == clauses


@pytest.mark.parametrize("citation", ["汨政发〔2023〕2号第十三条", "汨政发〔2023〕20号", "汨政发〔2024〕2号第二条", "open2023-2-4"])
def test_an_article_that_is_not_there_is_refused(citation: str) -> None:
    with pytest.raises(Refused, match="没有收录"):
        citations.find(citation)
