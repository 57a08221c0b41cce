"""An evaluation is kept whole, and run again with the code of today: the same, or what differs."""

import json

import pytest

from onewindow.rules.models import StoredEvaluation
from onewindow.rules.services import replay, store
from onewindow.rules.tests.small_law import FIGURES, ON, small_book, small_law
from onewindow.rules.vocabulary import tiers, when
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now

pytestmark = pytest.mark.django_db


def award(book, title="分档奖励", body=None):
    @book.amount("small-2", title=title)
    def tiered(dollars, steps, generous, cap):
        return body(dollars, cap) if body else when(generous == "yes", tiers(dollars, steps) + tiers(dollars, steps), tiers(dollars, steps))

    return book


def kept(facts, **readings):
    """The number of an evaluation stored under the law as it was."""
    with small_law() as regulation:
        evaluation = award(small_book(regulation)).evaluate(facts, on=ON, readings=readings)
        return store(evaluation, by=SYSTEM, at=now(), subject="case:2023-000001").number


def again(number, figures=FIGURES, **changed):
    """The replay under the law as it is today."""
    with small_law() as regulation:
        award(small_book(regulation, figures), **changed)
        return replay(number)


def test_the_same_code_says_the_same(db):
    number = kept({"dollars": "100.00"}, generous="yes")
    found = again(number)
    assert (found.same, found.as_json()["differences"]) == (True, [])
    assert found.version_then == found.version_now


def test_the_evaluation_is_stored_whole_and_leaves_an_event():
    stored = StoredEvaluation.objects.get(number=kept({"dollars": "100.01"}))
    content = json.loads(stored.content)
    assert content["facts"]["dollars"] == "100.01"
    assert content["facts"]["year"] == 2023
    assert set(content["figures"]) == {"steps"}
    assert (content["readings"], content["results"]) == ({"generous": "no"}, {"tiered": "7.50"})
    [event] = events_of("case:2023-000001")
    assert event.kind == "rules.evaluated"
    assert json.loads(event.body)["evaluation"] == stored.number
    assert "100.01" not in event.body


def test_a_changed_figure_is_a_difference_and_so_is_what_follows_from_it():
    rows = [{**FIGURES["steps"]["tiers"][0], "value": "6"}, *FIGURES["steps"]["tiers"][1:]]
    found = again(kept({"dollars": "100"}), {**FIGURES, "steps": {**FIGURES["steps"], "tiers": rows}})
    assert not found.same
    assert {difference.path: (difference.stored, difference.now) for difference in found.differences}["results.tiered"] == ("5.00", "6.00")
    assert {"figures.steps", "explanation.tiered.value"} <= {difference.path for difference in found.differences}


def test_a_changed_title_is_no_difference():
    found = again(kept({"dollars": "100"}), title="改了名称")
    assert found.same


def test_a_changed_rule_that_gives_the_same_is_no_difference_in_results_but_another_version():
    found = again(kept({"dollars": "5"}), body=lambda dollars, cap: cap - cap)
    assert found.version_then != found.version_now
    assert not [difference for difference in found.differences if difference.path.startswith("results")]


def test_a_replay_uses_the_readings_of_then():
    assert again(kept({"dollars": "100"}, generous="yes")).same
    assert again(kept({"dollars": "100"})).same


def test_facts_that_today_are_refused_are_a_difference():
    number = kept({"dollars": "100"})
    with small_law() as regulation:
        book = award(small_book(regulation))
        book.check("small-1", title="多于一百", refusal="不足", expected="多于一百", fields=("dollars",))(lambda dollars: dollars > dollars)
        found = replay(number)
    assert [difference.path for difference in found.differences] == ["refused"]


@pytest.mark.parametrize("number", [99999999, "99999999", "abc", "", "-1"])
def test_an_unknown_number_is_refused(number):
    with pytest.raises(Refused) as refused:
        replay(number)
    assert (refused.value.first.code, refused.value.status) == ("unknown_evaluation", 404)


def test_an_evaluation_of_a_book_that_is_gone_is_refused():
    number = kept({"dollars": "100"})
    with pytest.raises(Refused, match="没有名为“small”的规则集"):
        replay(number)


def test_an_erased_evaluation_is_refused():
    number = kept({"dollars": "100"})
    StoredEvaluation.objects.filter(number=number).update(content=None)
    with pytest.raises(Refused, match="已依法清除"):
        replay(number)


def test_nothing_is_stored_when_the_event_cannot_be_written():
    with small_law() as regulation:
        evaluation = award(small_book(regulation)).evaluate({}, on=ON)
        with pytest.raises(ValueError):
            store(evaluation, by=SYSTEM, at=now(), subject="no subject at all")
    assert not StoredEvaluation.objects.exists()
