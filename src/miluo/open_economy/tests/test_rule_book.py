"""The book as a whole: its facts are those of the contract, its figures stand in the gazette, and what always holds."""

from __future__ import annotations

import re
import timeit
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from miluo.open_economy.facts import AWARDS, OpenEconomyFacts
from miluo.open_economy.regulation import REGULATION
from miluo.open_economy.rules import open_economy
from miluo.open_economy.tests.evaluating import ON, line
from onewindow.rules.frame import REFUSED
from onewindow.rules.parameters import figures_of
from onewindow.rules.readings import questions_of
from onewindow.words.refused import Refused

SHARED = next((folder / "shared" for folder in Path(__file__).resolve().parents if (folder / "shared/CONTRACT.yaml").exists()), None)
needs_shared = pytest.mark.skipif(SHARED is None, reason="the shared contract and gazette are not beside this checkout")
BOUNDS = [10_000, 100_000, 200_000, 500_000, 1_000_000, Decimal("33333333.33")]
trade = (
    st.none()
    | st.sampled_from([Decimal(bound) + Decimal(step) for bound in BOUNDS for step in ("-0.01", "0", "0.01")])
    | st.decimals(0, 10**9, places=2)
)
FACTS = st.fixed_dictionaries(
    {
        "registered_in_miluo": st.none() | st.booleans(),
        "traded_before": st.none() | st.booleans(),
        "trade_usd": trade,
        "trade_usd_previous_year": trade | st.just(Decimal(0)),
        "funded_elsewhere": st.none() | st.lists(st.sampled_from(list(AWARDS)), max_size=2),
    }
)
SCHEMA = {
    "registered_in_miluo": pl.Boolean,
    "traded_before": pl.Boolean,
    "trade_usd": pl.Decimal(15, 2),
    "trade_usd_previous_year": pl.Decimal(15, 2),
    "funded_elsewhere": pl.List(pl.String),
}
READINGS = st.fixed_dictionaries({name: st.sampled_from(list(question.readings)) for name, question in open_economy.uses.questions.items()})


@needs_shared
def test_the_facts_results_and_readings_are_those_of_the_contract():
    contract = yaml.safe_load((SHARED / "CONTRACT.yaml").read_text())["rule_books"]["open-economy"]
    controls = {"money": "money", "int": "whole", "bool": "yes_no", "str": "choice"}
    asked = {name: (controls[kind.removeprefix("list[").rstrip("]")], kind.startswith("list")) for name, kind in contract["facts"].items()}
    assert {fact.name: (fact.control, fact.many) for fact in OpenEconomyFacts.fields()} == asked
    assert {rule.name for rule in open_economy.results} <= set(contract["results"])
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


def test_every_award_that_may_be_named_as_funded_is_a_result_or_will_be_one():
    assert {rule.name for rule in open_economy.results} - {"total_cny"} <= set(AWARDS)
    assert {rule.name: rule.title for rule in open_economy.results if rule.name in AWARDS}.items() <= AWARDS.items()


def test_every_reading_says_who_decided_or_that_nobody_did():
    assert all((question.decided_by is None) == (question.decided_on is None) for question in questions_of(REGULATION.folder).values())


def by_hand(facts, readings):
    """The three awards as a careful clerk computes them, None where a needed figure is unknown: written apart from the rules."""
    registered = facts["registered_in_miluo"] is not False
    counted = registered or readings["registration_required"] == "first_trade_only"
    now, before, old = facts["trade_usd"], facts["trade_usd_previous_year"], facts["traded_before"]
    funded = facts["funded_elsewhere"] or []
    tiers = [(10_000, 20_000), (Decimal("100000.01"), 30_000), (Decimal("500000.01"), 40_000)]
    tiers.append((1_000_000 if readings["first_trade_at_one_million"] == "higher" else Decimal("1000000.01"), 50_000))
    by_trade = None if now is None else max([0, *(award for bound, award in tiers if now >= bound)])
    first = 0 if not registered or old or by_trade == 0 else None if old is None else by_trade
    base = None if before is None else 50_000 if before >= 500_000 else 20_000 if before >= 100_000 else 0
    growth = 0 if not counted or base == 0 else None if base is None or now is None else base if now >= 2 * before else 0
    volume = 0 if not counted else None if now is None else min(now * 3 / 100, Decimal(1_000_000))
    awards = dict(zip(("first_trade_award_cny", "growth_award_cny", "trade_volume_award_cny"), (first, growth, volume), strict=True))
    awards = {name: 0 if name in funded else award for name, award in awards.items()}
    rounded = {name: None if award is None else Decimal(award).quantize(Decimal("0.01"), ROUND_HALF_UP) for name, award in awards.items()}
    known = [award for award in rounded.values() if award is not None]
    total = None if not known else max(known) if readings["stacking"] == "highest_only" else sum(known)
    return {**rounded, "total_cny": total}


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(FACTS, min_size=1, max_size=10), readings=READINGS)
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
    less=st.decimals(0, 10**8, places=2),
    more=st.decimals(0, 10**8, places=2),
    before=st.sampled_from(["0", "100000", "500000", "12345.67"]),
)
def test_more_trade_never_gives_less(less, more, before):
    less, more = sorted((less, more))
    for old in (True, False) if before == "0" else (True,):
        facts = {"traded_before": old, "trade_usd_previous_year": before}
        fewer = open_economy.evaluate({**facts, "trade_usd": less}, on=ON).results
        greater = open_economy.evaluate({**facts, "trade_usd": more}, on=ON).results
        assert all(fewer[name] <= greater[name] for name in fewer)


@settings(max_examples=100, deadline=None)
@given(facts=FACTS)
def test_no_award_is_above_its_cap_and_the_total_is_the_sum(facts):
    facts["traded_before"] = True
    found = open_economy.evaluate(facts, on=ON).results
    caps = {"first_trade_award_cny": 50_000, "growth_award_cny": 50_000, "trade_volume_award_cny": 1_000_000}
    known = {name: found[name] for name in caps if found[name] is not None}
    assert all(0 <= award <= caps[name] for name, award in known.items())
    assert found["total_cny"] == (sum(known.values()) if known else None)


@settings(max_examples=100, deadline=None)
@given(facts=FACTS)
def test_the_next_step_does_what_it_says_and_one_cent_less_does_not(facts):
    facts["traded_before"] = bool(facts["trade_usd_previous_year"])
    for rule in ("first_trade_award_cny", "growth_award_cny"):
        told = line(rule, **facts)
        if "next" in told:
            step = told["next"]
            assert Decimal(step["value"]) > Decimal(told["value"])
            assert line(rule, **{**facts, step["fact"]: step["to"]})["value"] == step["value"]
            assert line(rule, **{**facts, step["fact"]: Decimal(step["to"]) - Decimal("0.01")})["value"] == told["value"]


def test_the_year_left_out_is_the_year_of_the_day():
    assert open_economy.evaluate({}, on=date(2024, 1, 1)).values["year"] == 2024


def test_one_enterprise_takes_a_fraction_of_a_millisecond():
    facts = OpenEconomyFacts.parse({"traded_before": False, "trade_usd": "600000", "trade_usd_previous_year": 0}, on=ON)
    seconds = min(timeit.repeat(lambda: open_economy.evaluate(facts, on=ON).results, number=200, repeat=5)) / 200
    assert seconds < 0.0002
