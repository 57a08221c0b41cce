"""特别程序 and 延期: what the version allows, what it does to the clock, and that the order of the two does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from onewindow.cases import gates, selectors, services
from onewindow.cases.models import Case, Prolongation, SpecialProcedure
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import Cast, on
from onewindow.papers.selectors import paper, papers_of
from onewindow.papers.services import content_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items.publish_item(promised_days=10)
    with gates.isolated():
        yield cast.clerk


@pytest.fixture
def chief(cast: Cast) -> Actor:
    return items.person("demo-chief", "演示首席代表", "chief", items.BODY)


def refused(door: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value


def under_review(clerk: Actor, cast: Cast, day: str = "2023-09-04") -> str:
    """A case accepted on Monday 2023-09-04 with a promise of ten working days: due on Monday 2023-09-18."""
    number = items.at_window(clerk, at=on(day))
    services.accept(number=number, by=clerk, at=on(day))
    services.pass_prereview(number=number, by=cast.approver, at=on(day))
    return number


def due(number: str) -> date | None:
    return Case.objects.get(number=number).due_on


@pytest.mark.clause("onewindow-a4-1-3")
def test_a_survey_counts_in_the_limit_and_a_hearing_does_not(cast: Cast, clerk: Actor) -> None:
    number = under_review(clerk, cast)
    services.begin_special(number=number, kind="survey", by=cast.approver, at=on("2023-09-05"))
    services.end_special(number=number, kind="survey", result="现场与申请一致", by=cast.approver, at=on("2023-09-08"))
    assert due(number) == date(2023, 9, 18)
    services.begin_special(number=number, kind="hearing", by=cast.approver, at=on("2023-09-08"))
    assert due(number) is None
    services.end_special(number=number, kind="hearing", result="听证参加人没有异议", by=cast.approver, at=on("2023-09-15"))
    assert due(number) == date(2023, 9, 25)  # five working days later
    view = selectors.case_of(number, cast.approver, date(2023, 9, 18))
    assert {day.reason for day in view.counted if day.reason} == {"听证"}
    assert [paper.title for paper in papers_of(number)].count("特别程序告知书") == 2


def test_no_special_procedure_that_the_version_does_not_have_and_none_twice(cast: Cast, clerk: Actor) -> None:
    number = under_review(clerk, cast)
    begin = {"number": number, "by": cast.approver, "at": on("2023-09-05")}
    assert refused(services.begin_special, kind="tender", **begin).first.code == "special_not_allowed"
    services.begin_special(kind="hearing", **begin)
    assert refused(services.begin_special, kind="hearing", **begin).first.code == "special_open"
    assert refused(services.end_special, number=number, kind="survey", result="无", by=cast.approver, at=on("2023-09-05")).status == 409
    assert (
        refused(services.end_special, number=number, kind="hearing", result=" ", by=cast.approver, at=on("2023-09-05")).first.code
        == "no_result"
    )
    assert refused(services.begin_special, kind="survey", **begin | {"by": clerk}).status == 403


def test_nothing_is_decided_while_a_hearing_goes_on(cast: Cast, clerk: Actor) -> None:
    number = under_review(clerk, cast)
    services.begin_special(number=number, kind="hearing", by=cast.approver, at=on("2023-09-05"))
    decide = {"number": number, "approve": True, "by": cast.approver, "at": on("2023-09-05")}
    assert refused(services.decide, **decide).first.code == "special_open"
    services.end_special(number=number, kind="hearing", result="没有异议", by=cast.approver, at=on("2023-09-05"))
    assert services.decide(**decide).state == "decided"
    assert SpecialProcedure.objects.get().interval.starts_on == SpecialProcedure.objects.get().interval.ends_on


def test_the_head_prolongs_once_with_a_reason_and_no_more_than_the_version_says(cast: Cast, clerk: Actor, chief: Actor) -> None:
    number = under_review(clerk, cast)
    prolong = {"number": number, "days": 10, "reason": "需要核实的材料较多", "by": chief, "at": on("2023-09-15")}
    assert refused(services.prolong, **prolong | {"by": cast.approver}).status == 403
    assert refused(services.prolong, **prolong | {"days": 11}).first.code == "too_many_days"
    assert refused(services.prolong, **prolong | {"reason": " "}).first.code == "no_reason"
    assert refused(services.prolong, **prolong | {"at": on("2023-09-19")}).first.code == "limit_lapsed"
    services.prolong(**prolong)
    assert due(number) == date(2023, 10, 8)  # the national holiday between; a Sunday on which people work
    assert refused(services.prolong, **prolong | {"days": 1}).first.code == "prolonged_before"
    assert "延期决定通知书" in [paper.title for paper in papers_of(number)]


@pytest.mark.parametrize(
    ("changes", "source", "words"),
    [
        ({}, "行政许可法第四十二条", "依照《行政许可法》第四十二条，经本机关负责人批准"),
        ({"extension_basis": ""}, "行政许可法第四十二条", "依照《行政许可法》第四十二条，经本机关负责人批准"),
        ({"kind": "07", "extension_basis": ""}, "conv-c-33", "按照办事指南公布的可以延长的时限（平台约定conv-c-33），经"),
        (
            {"kind": "07", "extension_basis": "《农村土地承包法》第四十条"},
            "农村土地承包法第四十条",
            "依照《农村土地承包法》第四十条，经",
        ),
    ],
)
def test_a_prolongation_rests_on_the_ground_that_the_version_names(
    cast: Cast, chief: Actor, changes: dict[str, Any], source: str, words: str
) -> None:
    items.publish_item(promised_days=10, **changes)
    with gates.isolated():
        number = under_review(cast.clerk, cast)
        services.prolong(number=number, days=3, reason="需要核实的材料较多", by=chief, at=on("2023-09-15"))
        assert Prolongation.objects.get().source == source
        issued = next(each for each in papers_of(number) if each.kind == "prolongation")
        assert words in content_of(paper(issued.number))["paragraphs"][0]
        refusal = refused(services.prolong, number=number, days=3, reason="还要核实", by=chief, at=on("2023-09-15"))
        assert refusal.first.clause == source


@pytest.mark.parametrize("order", list(permutations(("hearing", "survey", "prolong"))))
def test_stops_and_a_prolongation_come_to_the_same_day_in_any_order(cast: Cast, clerk: Actor, chief: Actor, order: tuple[str, ...]) -> None:
    number = under_review(clerk, cast)
    for act in order:
        if act == "prolong":
            services.prolong(number=number, days=5, reason="需要核实", by=chief, at=on("2023-09-06"))
        else:
            services.begin_special(number=number, kind=act, by=cast.approver, at=on("2023-09-06"))
    for act in order:
        if act != "prolong":
            services.end_special(number=number, kind=act, result="已完成", by=cast.approver, at=on("2023-09-08"))
    assert due(number) == date(2023, 9, 27)
