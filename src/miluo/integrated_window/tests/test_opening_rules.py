"""When an item is open, and who accepts, decides and issues where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from miluo.county import DATA
from miluo.integrated_window import gates, services
from miluo.integrated_window.conditions import Place, Standing, conditions, issue_problems, on_the_spot_problems, place_problems, unmet
from miluo.integrated_window.tests.office import (
    ADOPTION,
    BUREAU,
    CLERK,
    LICENCE,
    NOW,
    PDF,
    QUARANTINE,
    TODAY,
    TREE,
    WATER,
    actor,
    at,
    chief,
    clerk,
    key_of,
    letter,
    opened,
    unit,
)
from onewindow.accounts.roles import permissions_of
from onewindow.cases.gates import Gate, warnings
from onewindow.hall import services as hall
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Problem

OPEN = Standing(
    "tree-felling",
    "ML-LY-0001",
    "林木采伐许可",
    "forestry",
    "市林业局",
    positive="已启用",
    positive_active=True,
    letter="有效",
    letter_holds=True,
    chief=True,
    scope=True,
)
APPLICANT = actor("citizen", None)
COMPREHENSIVE, ISSUING = Place("comprehensive", "1号窗口"), Place("issuing", "5号窗口")
TAX_ZONE = Place("zone", "税务窗口", "taxation")


def clauses(problems: list[Problem]) -> list[str | None]:
    return [problem.clause for problem in problems]


# Pure -------------------------------------------------------------------------------------------


def test_an_item_with_everything_in_place_is_open() -> None:
    assert unmet(OPEN) == []
    assert all(each.met for each in conditions(OPEN))


@pytest.mark.parametrize(
    ("changed", "clause"),
    [
        pytest.param({"published": False, "combed": True}, "onewindow-4-3-guide", marks=pytest.mark.clause("onewindow-4-3-guide")),
        pytest.param({"lacks": (Problem("没有写明收费标准"),)}, "onewindow-2-2-publish", marks=pytest.mark.clause("onewindow-2-2-publish")),
        pytest.param({"combed": False}, "onewindow-5-1-dept", marks=pytest.mark.clause("onewindow-5-1-dept")),
        pytest.param({"kind": "02"}, "onewindow-2-2-def", marks=pytest.mark.clause("onewindow-2-2-def")),
        pytest.param({"presence": ""}, "onewindow-2-2-enter", marks=pytest.mark.clause("onewindow-2-2-enter")),
        pytest.param({"presence": "不进驻"}, "onewindow-2-2-enter", marks=pytest.mark.clause("onewindow-2-2-enter")),
        pytest.param(
            {"positive_active": False, "positive": "已确认"}, "onewindow-4-1-positive", marks=pytest.mark.clause("onewindow-4-1-positive")
        ),
        pytest.param({"negative": True}, "onewindow-4-1-negative", marks=pytest.mark.clause("onewindow-4-1-negative")),
        pytest.param({"letter_holds": False}, "onewindow-4-5-letter", marks=pytest.mark.clause("onewindow-4-5-letter")),
        pytest.param({"chief": False}, "onewindow-3-2-4-chief", marks=pytest.mark.clause("onewindow-3-2-4-chief")),
        pytest.param({"handling": "instant"}, "onewindow-4-5-instant", marks=pytest.mark.clause("onewindow-4-5-instant")),
    ],
)
def test_each_condition_that_is_not_met_keeps_the_item_closed_and_cites_its_clause(changed: dict[str, Any], clause: str) -> None:
    assert clause in clauses(unmet(replace(OPEN, **changed)))


@pytest.mark.clause("onewindow-2-2-enter")
def test_an_item_without_presence_is_shown_as_not_arranged() -> None:
    shown = {each.key: each.said for each in conditions(replace(OPEN, presence=""))}
    assert shown["presence"] == "未安排"


@pytest.mark.clause("onewindow-3-1-1-1-instant")
def test_by_the_other_reading_an_item_without_the_power_opens_and_goes_to_its_body() -> None:
    without = replace(OPEN, handling="instant")
    assert unmet(without, without_power="handled_as_promise") == []
    assert [problem.message for problem in on_the_spot_problems(without)] == ["未授权"]


@pytest.mark.clause("onewindow-3-1-1-1-instant", "onewindow-1-model")
def test_the_window_decides_only_what_is_done_on_the_spot_and_authorised() -> None:
    assert on_the_spot_problems(replace(OPEN, handling="instant", power=True)) == []
    assert clauses(on_the_spot_problems(replace(OPEN, handling="instant"))) == ["onewindow-3-1-1-1-instant"]
    assert clauses(on_the_spot_problems(OPEN)) == ["onewindow-1-model"]


@pytest.mark.clause("onewindow-3-1-1-1-scope")
def test_an_item_of_a_zone_is_led_from_the_comprehensive_window_to_its_zone() -> None:
    tax = replace(OPEN, presence="专区", zone="taxation", zone_title="税务")
    (problem,) = place_problems(tax, COMPREHENSIVE)
    assert (problem.clause, problem.message) == ("onewindow-3-1-1-1-scope", "“林木采伐许可”由税务专区受理")
    assert place_problems(tax, TAX_ZONE) == []
    assert clauses(place_problems(tax, Place("zone", "人社窗口", "human-resources"))) == ["onewindow-3-1-1-1-scope"]


@pytest.mark.clause("onewindow-2-1-undiff")
@pytest.mark.parametrize("number", ["1", "2", "3", "4"])
def test_every_comprehensive_window_takes_every_item_of_the_list(number: str) -> None:
    assert place_problems(OPEN, Place("comprehensive", number)) == []
    assert place_problems(replace(OPEN, organisation="water", code=WATER), Place("comprehensive", number)) == []


@pytest.mark.clause("onewindow-3-1-mode")
def test_an_issuing_window_accepts_nothing() -> None:
    assert clauses(place_problems(OPEN, ISSUING)) == ["onewindow-3-1-mode"]


@pytest.mark.clause("onewindow-3-1-1-2-issue")
def test_a_result_of_the_integrated_window_is_handed_out_at_an_issuing_window_alone() -> None:
    given = {"origin": COMPREHENSIVE}
    assert issue_problems(OPEN, ISSUING, organisation="approval-service", **given) == []
    for place, organisation in ((None, "forestry"), (COMPREHENSIVE, "approval-service"), (ISSUING, "forestry")):
        assert clauses(issue_problems(OPEN, place, organisation=organisation, **given)) == ["onewindow-3-1-1-2-issue"]


@pytest.mark.clause("onewindow-3-1-1-2-issue")
def test_a_result_of_a_zone_is_handed_out_in_the_zone() -> None:
    tax = replace(OPEN, presence="专区", zone="taxation", zone_title="税务")
    assert issue_problems(tax, TAX_ZONE, origin=TAX_ZONE, organisation="taxation") == []
    other = Place("zone", "人社窗口", "human-resources")
    assert clauses(issue_problems(tax, other, origin=TAX_ZONE, organisation="human-resources")) == ["onewindow-3-1-1-2-issue"]


# With the registers -----------------------------------------------------------------------------


def gate(act: Any, code: str, by: Actor, on: date = TODAY, **more: Any) -> Gate:
    return Gate(act, "", key_of(code), "", "promise", by, on, **more)


@pytest.fixture
def windows(hall: None) -> None:
    _load_windows()


def _load_windows() -> None:
    hall.load_hall(DATA, by=SYSTEM, at=at(5, 9))


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-4-1-positive", "onewindow-4-5-letter", "onewindow-3-2-4-chief")
def test_an_applicant_begins_a_case_only_of_an_item_that_is_open() -> None:
    closed = gates.open_item(gate("open", TREE, APPLICANT))
    assert set(clauses(closed)) == {"onewindow-4-1-positive", "onewindow-4-5-letter", "onewindow-3-2-4-chief"}
    opened()
    assert gates.open_item(gate("open", TREE, APPLICANT)) == []
    assert gates.open_item(gate("open", TREE, APPLICANT, on=date(2023, 5, 31))) != []


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-a4-scope")
def test_an_item_closes_on_the_day_on_which_its_letter_is_revoked() -> None:
    number = opened()
    services.revoke(number=number, reason="事项调整", from_day=date(2023, 7, 1), by=unit(), at=NOW)
    assert gates.open_item(gate("open", TREE, APPLICANT, on=date(2023, 6, 30))) == []
    assert clauses(gates.open_item(gate("open", TREE, APPLICANT, on=date(2023, 7, 1)))) == ["onewindow-4-5-letter"]


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-3-2-2-role")
def test_only_the_windows_own_staff_open_cases_at_a_comprehensive_window() -> None:
    opened()
    builder = actor("clerk", "housing-construction")
    assert clauses(gates.open_item(gate("open", TREE, builder, window="1"))) == ["onewindow-3-2-2-role"]
    assert gates.open_item(gate("open", TREE, CLERK, window="1")) == []
    assert clauses(gates.accept_item(gate("accept", TREE, builder, window="1"))) == ["onewindow-3-2-2-role"]
    assert gates.accept_item(gate("accept", TREE, CLERK, window="2")) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-a4-1-1")
def test_what_the_window_takes_the_body_does_not_take_itself_until_it_leaves_the_list() -> None:
    opened()
    own = actor("clerk", "forestry")
    (problem,) = gates.open_item(gate("open", TREE, own))
    assert (problem.clause, problem.message) == ("onewindow-a4-1-1", "“林木采伐许可”已纳入综合窗口，不得另行受理")
    services.remove(code=TREE, reason="改由部门受理", by=BUREAU, at=NOW)
    assert gates.open_item(gate("open", TREE, own)) == []
    assert "onewindow-4-1-positive" in clauses(gates.open_item(gate("open", TREE, CLERK, window="1")))


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-3-1-1-1-scope")
def test_an_item_of_a_zone_is_not_opened_at_a_comprehensive_window() -> None:
    chief("market-regulation")
    assert clauses(gates.open_item(gate("open", LICENCE, CLERK, window="1"))) == ["onewindow-3-1-1-1-scope"]
    assert gates.open_item(gate("open", LICENCE, actor("clerk", "market-regulation"), window="16")) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-4-1-negative")
def test_an_item_of_the_negative_list_is_not_opened() -> None:
    opened()
    services.remove(code=TREE, reason="改为不进驻", by=BUREAU, at=NOW)
    given = {"place": "市林业局", "contact": "12345", "reason_kind": "site", "reason": "需要专用场地", "statement_name": "说明.pdf"}
    services.list_negative(code=TREE, **given, content=PDF, by=unit(), at=NOW)
    assert "onewindow-4-1-negative" in clauses(gates.open_item(gate("open", TREE, CLERK, window="1")))


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-4-6-back")
def test_who_accepted_does_not_decide_unless_it_is_done_on_the_spot_with_the_power() -> None:
    opened((TREE, QUARANTINE), decides=(QUARANTINE,))
    clerk = actor("clerk", "approval-service")
    assert clauses(gates.decide_item(gate("decide", TREE, clerk, accepted_by=clerk.id))) == ["onewindow-4-6-back"]
    assert gates.decide_item(gate("decide", TREE, actor("approver", "forestry"), accepted_by=clerk.id)) == []
    assert gates.decide_item(gate("decide", QUARANTINE, clerk, accepted_by=clerk.id)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-a4-1-4", "onewindow-3-2-4-chief")
def test_a_chief_representative_decides_within_the_scope_alone() -> None:
    chief(scope="except", codes=(TREE,))
    someone = actor("chief", "forestry")
    assert clauses(gates.decide_item(gate("decide", TREE, someone))) == ["onewindow-a4-1-4"]
    assert gates.decide_item(gate("decide", QUARANTINE, someone)) == []
    nobody = Actor("x", "演示", frozenset({"chief"}), "water", permissions_of(frozenset({"chief"})))
    assert clauses(gates.decide_item(gate("decide", WATER, nobody))) == ["onewindow-3-2-4-chief"]


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-3-1-1-1-instant", "onewindow-4-5-instant")
def test_without_the_power_the_window_does_not_decide() -> None:
    number = opened((QUARANTINE,), decides=(QUARANTINE,))
    given = {"window": "1", "accepted_by": CLERK.id}
    assert gates.decide_on_the_spot(gate("decide_at_window", QUARANTINE, CLERK, **given)) == []
    services.revoke(number=number, reason="收回授权", from_day=TODAY, by=unit(), at=NOW)
    (problem,) = gates.decide_on_the_spot(gate("decide_at_window", QUARANTINE, CLERK, **given))
    assert (problem.message, problem.clause) == ("未授权", "onewindow-3-1-1-1-instant")


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-3-1-1-2-issue")
def test_a_result_is_handed_out_where_the_clerk_sits_if_that_is_an_issuing_window() -> None:
    opened()
    assert gates.issue_result(gate("issue", TREE, CLERK, window="5", origin="1")) == []
    assert clauses(gates.issue_result(gate("issue", TREE, actor("approver", "forestry"), origin="1"))) == ["onewindow-3-1-1-2-issue"]
    assert clauses(gates.issue_result(gate("issue", TREE, CLERK, window="1", origin="1"))) == ["onewindow-3-1-1-2-issue"]


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-2-1-undiff")
def test_items_of_two_bodies_are_taken_at_one_window() -> None:
    opened((WATER,), organisation="water")
    opened((ADOPTION,), organisation="civil-affairs")
    assert [gates.open_item(gate("open", code, CLERK, window="2")) for code in (WATER, ADOPTION)] == [[], []]


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-3-1-1-1-couriers")
def test_papers_are_carried_by_a_courier_alone() -> None:
    user = clerk("liuzhuan")
    assert clauses(gates.carry(gate("hand_over", TREE, CLERK, carrier=user.key))) == ["onewindow-3-1-1-1-couriers"]
    services.appoint_courier(account=user.username, name="演示流转", phone="", starts_on=TODAY, by=BUREAU, at=NOW)
    assert gates.carry(gate("hand_over", TREE, CLERK, carrier=user.key)) == []
    assert gates.carry(gate("hand_over", TREE, CLERK)) == []  # without paper nobody carries


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
def test_a_case_of_no_item_is_none_of_the_windows_business() -> None:
    nothing = Gate("open", "open-economy-trade", "", "commerce-grain", "promise", APPLICANT, TODAY)
    for check in (gates.open_item, gates.accept_item, gates.decide_item, gates.decide_on_the_spot, gates.issue_result, gates.carry):
        assert check(nothing) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("windows")
@pytest.mark.clause("onewindow-4-5-letter")
def test_the_newest_letter_that_holds_counts() -> None:
    chief()
    old = letter((QUARANTINE,), decides=(QUARANTINE,))
    letter((QUARANTINE,), starts_on=date(2023, 8, 1))
    from miluo.integrated_window.selectors.standing import standing  # noqa: PLC0415  # asked of two days only here

    assert old in standing(key_of(QUARANTINE), TODAY).letter
    assert standing(key_of(QUARANTINE), TODAY).power
    assert not standing(key_of(QUARANTINE), date(2023, 8, 1)).power


@pytest.mark.clause("onewindow-4-4-train")
@pytest.mark.django_db
@pytest.mark.usefixtures("hall")
def test_a_clerk_without_training_on_the_item_is_told_and_stopped_by_nothing() -> None:
    key = key_of(TREE)
    gate = Gate("accept", key, key, "forestry", "promise", CLERK, TODAY)
    assert [each.code for each in warnings(gate)] == ["untrained"]
    assert warnings(replace(gate, item="")) == []
