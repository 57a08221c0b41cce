"""The book as a whole: its facts are those of the contract, its figures stand in the gazette, and what always holds."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from miluo.open_economy.facts import AWARDS, OpenEconomyFacts
from miluo.open_economy.regulation import REGULATION
from miluo.open_economy.rules import open_economy
from miluo.open_economy.tests.by_hand import by_hand
from miluo.open_economy.tests.evaluating import ON, line
from onewindow.rules.frame import REFUSED
from onewindow.rules.parameters import figures_of
from onewindow.rules.readings import questions_of
from onewindow.words.refused import Refused

SHARED = next((folder / "shared" for folder in Path(__file__).resolve().parents if (folder / "shared/CONTRACT.yaml").exists()), None)
needs_shared = pytest.mark.skipif(SHARED is None, reason="the shared contract and gazette are not beside this checkout")
BOUNDS = {
    "setup_trade_usd": [1_000_000, 5_000_000, 10_000_000],
    "setup_cost_cny": [50_000, 100_000, 200_000],
    "investment_usd": [5_000_000, 10_000_000, 12_000_000, 20_000_000],
    "fdi_usd": [1_000_000],
    "foreign_awards_paid_cny": [0, 100_000, 200_000],
    "trade_usd": [10_000, 100_000, 200_000, 500_000, 1_000_000, Decimal("33333333.33")],
    "trade_usd_previous_year": [0, 100_000, 500_000],
    "online_marketing_cost_cny": [40_000],
    "ecommerce_usd": [500_000],
    "equipment_cost_cny": [2_000_000],
}
LISTS = {
    "listed_booth_fees_cny": [20_000],
    "listed_staff_costs_cny": [5_000],
    "unlisted_booth_fees_cny": [20_000],
    "online_fair_costs_cny": [20_000],
    "fair_logistics_costs_cny": [50_000],
    "helped_first_trades_usd": [10_000, 100_000],
}
TRUTHS = (
    "registered_in_miluo",
    "is_new_production_trader",
    "setup_support_paid_before",
    "traded_before",
    "ecommerce_registered",
    "ecommerce_award_paid_before",
    "is_hightech_or_mechatronic",
)


def around(bounds):
    """A bound, a cent beside it, or anything."""
    edges = [Decimal(bound) + Decimal(step) for bound in bounds for step in ("-0.01", "0", "0.01") if bound or step != "-0.01"]
    return st.sampled_from(edges) | st.decimals(0, 10**9, places=2)


FACTS = st.fixed_dictionaries(
    {
        **{name: st.none() | st.booleans() for name in TRUTHS},
        **{name: st.none() | around(bounds) for name, bounds in BOUNDS.items()},
        **{name: st.none() | st.lists(around(bounds), max_size=5) for name, bounds in LISTS.items()},
        "ecommerce_orders": st.none() | st.sampled_from([0, 499, 500]),
        "workers_dispatched": st.none() | st.integers(0, 1000),
        "funded_elsewhere": st.none() | st.lists(st.sampled_from(list(AWARDS)), max_size=2),
    }
)
SCHEMA = {
    **dict.fromkeys(TRUTHS, pl.Boolean),
    **{name: pl.Decimal(15, 2) for name in BOUNDS},
    **{name: pl.List(pl.Decimal(15, 2)) for name in LISTS},
    "ecommerce_orders": pl.Int64,
    "workers_dispatched": pl.Int64,
    "funded_elsewhere": pl.List(pl.String),
}
READINGS = st.fixed_dictionaries({name: st.sampled_from(list(question.readings)) for name, question in open_economy.uses.questions.items()})


@needs_shared
def test_the_facts_results_and_readings_are_those_of_the_contract():
    contract = yaml.safe_load((SHARED / "CONTRACT.yaml").read_text())["rule_books"]["open-economy"]
    controls = {"money": "money", "int": "whole", "bool": "yes_no", "str": "choice"}
    asked = {name: (controls[kind.removeprefix("list[").rstrip("]")], kind.startswith("list")) for name, kind in contract["facts"].items()}
    assert {fact.name: (fact.control, fact.many) for fact in OpenEconomyFacts.fields()} == asked
    assert [rule.name for rule in open_economy.results] == contract["results"]
    assert list(AWARDS) == contract["results"][:-1]
    for name, values in contract["readings"].items():
        question = open_economy.uses.questions[name]
        assert (list(question.readings), question.default) == (values, values[0])


@needs_shared
def test_every_figure_stands_in_the_official_text_of_its_clause():
    clauses = {clause["id"]: clause for clause in yaml.safe_load((SHARED / "clauses/part-a.yaml").read_text())}
    gazette = (SHARED / "gazette/miluo-2023-2.txt").read_text().splitlines()
    written = [
        (clause, wording)
        for figure in figures_of(REGULATION.folder).values()
        for dated in figure.lines
        for clause, wording in [
            (dated.clause, dated.as_written),
            *((tier.clause, tier.as_written) for tier in getattr(dated.value, "tiers", ())),
        ]
        if wording
    ]
    assert len(written) >= 13
    for clause, wording in written:
        first, last = _lines(clauses[clause])
        assert _plain(wording) in _plain("".join(gazette[first - 1 : last])), f"{clause}: {wording}"


def _lines(clause):
    numbers = [int(number) for number in re.findall(r"\d+", str(clause["lines"]))]
    return numbers[0], numbers[-1]


def _plain(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_every_award_that_may_be_named_as_funded_is_a_result_of_the_same_title():
    assert {rule.name: rule.title for rule in open_economy.results if rule.name != "total_cny"} == AWARDS


def test_every_reading_says_who_decided_or_that_nobody_did():
    assert all((question.decided_by is None) == (question.decided_on is None) for question in questions_of(REGULATION.folder).values())


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(FACTS, min_size=1, max_size=8), readings=READINGS)
def test_for_one_for_many_and_by_hand_the_results_are_the_same(rows, readings):
    many = open_economy.frame(pl.DataFrame(rows, schema=SCHEMA), on=ON, readings=readings).to_dicts()
    for facts, row in zip(rows, many, strict=True):
        refusal = row.pop(REFUSED)
        if facts["traded_before"] is False and (facts["trade_usd_previous_year"] or 0) > 0:
            assert refusal and set(row.values()) == {None}
            with pytest.raises(Refused):
                open_economy.evaluate(facts, on=ON, readings=readings)
        else:
            assert open_economy.evaluate(facts, on=ON, readings=readings).results == row == by_hand(facts, readings)


@settings(max_examples=100, deadline=None)
@given(
    facts=FACTS, more=st.decimals(0, 10**8, places=2), name=st.sampled_from(["setup_trade_usd", "investment_usd", "fdi_usd", "trade_usd"])
)
def test_more_trade_or_investment_never_gives_less(facts, more, name):
    facts = {**facts, "traded_before": True, name: facts[name] or Decimal(0)}
    fewer = open_economy.evaluate(facts, on=ON).results
    greater = open_economy.evaluate({**facts, name: facts[name] + more}, on=ON).results
    known = [award for award in AWARDS if fewer[award] is not None and greater[award] is not None]
    assert all(fewer[award] <= greater[award] for award in known)


@settings(max_examples=100, deadline=None)
@given(facts=FACTS)
def test_no_award_is_above_its_cap_and_the_total_is_the_sum(facts):
    facts["traded_before"] = True
    found = open_economy.evaluate(facts, on=ON).results
    caps = {
        "setup_support_cny": 200_000,
        "foreign_investment_award_cny": 200_000,
        "first_trade_award_cny": 50_000,
        "growth_award_cny": 50_000,
        "trade_volume_award_cny": 1_000_000,
        "online_fair_support_cny": 40_000,
        "online_marketing_support_cny": 40_000,
        "ecommerce_award_cny": 30_000,
        "upgrade_support_cny": 200_000,
    }
    known = {name: award for name, award in found.items() if award is not None and name != "total_cny"}
    assert all(0 <= award <= caps.get(name, award) for name, award in known.items())
    assert found["total_cny"] == (sum(known.values()) if known else None)


@settings(max_examples=100, deadline=None)
@given(facts=FACTS)
def test_the_next_step_does_what_it_says_and_one_cent_less_does_not(facts):
    facts["traded_before"] = bool(facts["trade_usd_previous_year"])
    told_of = {each.rule: each.as_json() for each in open_economy.evaluate(facts, on=ON).explanation}
    for rule in ("setup_support_cny", "investment_award", "direct_investment_award", "first_trade_award_cny", "growth_award_cny"):
        told = told_of[rule]
        if "next" in told:
            step = told["next"]
            assert Decimal(step["value"]) > Decimal(told["value"])
            assert line(rule, **{**facts, step["fact"]: step["to"]})["value"] == step["value"]
            if rule != "setup_support_cny":  # of costs every cent counts
                assert line(rule, **{**facts, step["fact"]: Decimal(step["to"]) - Decimal("0.01")})["value"] == told["value"]


def test_the_year_left_out_is_the_year_of_the_day():
    assert open_economy.evaluate({}, on=date(2024, 1, 1)).values["year"] == 2024
