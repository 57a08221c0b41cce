"""What a draft would cost ties to an independent computation: every enterprise by hand, without the engine."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pydantic import ValidationError

from onewindow.rules.amending import Changes
from onewindow.rules.backtest import AFTER, BEFORE, Backtest, as_kept, backtest, from_kept
from onewindow.rules.book import RuleBook
from onewindow.rules.tests.small_law import ON, small_book, small_law
from onewindow.rules.vocabulary import contains, least, tiers, total_of_known, when
from onewindow.words.canonical import canonical
from onewindow.words.refused import Refused

DRAFT = Changes({"cap": "1500", "steps": {"tiers": [{"at_least": "10", "up_to": "100", "value": "8"}, {"over": "100", "value": "6"}]}})
MONEY, LARGE = pl.Decimal(38, 2), Decimal(10**7)


@pytest.fixture
def law() -> Iterator[RuleBook]:
    with small_law() as regulation:
        book = small_book(regulation)

        @book.amount("small-1", title="甲奖励")
        def first(yuan, rate, cap, funded):
            return when(contains(funded, "first"), 0, least(yuan * rate, cap))

        @book.amount("small-2", title="乙奖励")
        def second(dollars, steps):
            return tiers(dollars, steps)

        @book.amount("small-3", title="合计")
        def both(first, second):
            return total_of_known(first, second)

        yield book


def enterprises(count: int = 500) -> list[dict[str, Any]]:
    chance = random.Random(20230915)
    rows: list[dict[str, Any]] = []
    for number in range(count):
        yuan = chance.choice([None, Decimal(chance.randrange(0, 10**6)) / 100])
        dollars = chance.choice([None, Decimal(chance.randrange(0, 10**5)) / 100, Decimal("100"), Decimal("100.01"), Decimal("9.99")])
        funded = chance.choice([[], [], ["first"], ["second"], None])
        rows.append({"uscc": f"{number:018d}", "yuan": yuan, "dollars": dollars, "funded": funded})
    return rows


def as_frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    kinds: dict[str, Any] = {"uscc": pl.String, "yuan": MONEY, "dollars": MONEY, "funded": pl.List(pl.String)}
    return pl.DataFrame({name: pl.Series([row[name] for row in rows], dtype=kind) for name, kind in kinds.items()})


def by_hand(row: dict[str, Any], cap: str, steps: list[tuple[str, str]]) -> Decimal | None:
    """The law once more, in ten lines of its own: ``steps`` are (value, above which it no longer counts)."""
    first = None
    if row["yuan"] is not None:
        first = min((row["yuan"] * Decimal("0.35")).quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal(cap))
    if "first" in (row["funded"] or []):
        first = Decimal(0)
    second = None
    if row["dollars"] is not None:
        second = Decimal(0)
        for value, reached in steps:
            if row["dollars"] >= Decimal(reached):
                second = Decimal(value)
    known = [each for each in (first, second) if each is not None]
    return sum(known) if known else None


IN_FORCE = [("5", "10"), ("7.5", "100.01"), ("9", "500")]
DRAFTED = [("8", "10"), ("6", "100.01")]


def run(law: RuleBook, rows: list[dict[str, Any]] | None = None, changes: Changes = DRAFT, **more: Any) -> Backtest:
    return backtest(law, changes, as_frame(enterprises() if rows is None else rows), on=ON, **more)


def test_every_enterprise_gets_before_and_after_what_a_hand_computes(law: RuleBook) -> None:
    rows = enterprises()
    found = run(law, rows).moves.rows
    assert found[BEFORE].to_list() == [by_hand(row, "1000", IN_FORCE) for row in rows]
    assert found[AFTER].to_list() == [by_hand(row, "1500", DRAFTED) for row in rows]


def test_cost_winners_and_losers_are_those_of_the_hand(law: RuleBook) -> None:
    rows = enterprises()
    pairs = [(by_hand(row, "1000", IN_FORCE), by_hand(row, "1500", DRAFTED)) for row in rows]
    known = [(was, becomes) for was, becomes in pairs if was is not None and becomes is not None]
    found = run(law, rows, budget=Decimal(100))
    assert found.total.before.amount == sum(was for was, _ in known)
    assert found.total.after.amount == sum(becomes for _, becomes in known)
    assert found.cost == found.total.after.amount - found.total.before.amount
    assert found.moves.winners == sum(becomes > was for was, becomes in known) > 0
    assert found.moves.losers == sum(becomes < was for was, becomes in known) > 0
    assert found.moves.winners + found.moves.losers + found.moves.unchanged + found.moves.unknown == found.enterprises == len(rows)
    assert sum(line.after.amount for line in found.results) == found.total.after.amount


def test_the_distributions_count_every_known_enterprise_once(law: RuleBook) -> None:
    moves = run(law).moves
    known = moves.rows.height - moves.unknown
    assert sum(each.before for each in moves.sizes) == sum(each.after for each in moves.sizes) == known
    assert sum(count for _, count in moves.shifts) == known


def test_who_gains_most_stands_first_and_who_loses_most_among_the_losers(law: RuleBook) -> None:
    moves = run(law).moves
    gains = [mover.change for mover in moves.gaining]
    losses = [mover.change for mover in moves.losing]
    assert gains == sorted(gains, reverse=True) and gains[0] > 0
    assert losses == sorted(losses) and losses[0] < 0


def test_a_dollar_more_that_gives_less_is_a_cliff_of_the_draft_alone(law: RuleBook) -> None:
    cliffs = {(each.title, each.bound): each for each in run(law).cliffs}
    edge = cliffs["美元金额", "100.00美元"]
    assert (edge.before, edge.after, edge.high, edge.low) == (False, True, Decimal("8"), Decimal("6"))
    assert edge.state == "草案新增"
    assert edge.near == sum(1 for row in enterprises() if row["dollars"] is not None and 95 <= row["dollars"] <= 100)


def test_a_book_whose_tables_only_rise_has_no_cliff(law: RuleBook) -> None:
    assert not run(law, changes=Changes()).cliffs


def test_what_is_withheld_for_double_funding_is_what_would_be_paid_without_the_list(law: RuleBook) -> None:
    rows = enterprises()
    (found,) = run(law, rows).withheld
    naming = [row for row in rows if row["funded"]]
    free = sum(by_hand({**row, "funded": []}, "1000", IN_FORCE) or 0 for row in naming)
    assert found.enterprises == len(naming)
    assert found.before == free - sum(by_hand(row, "1000", IN_FORCE) or 0 for row in naming) > 0


def test_nothing_changes_where_the_draft_changes_nothing(law: RuleBook) -> None:
    found = run(law, changes=Changes())
    assert (found.cost, found.moves.winners, found.moves.losers) == (0, 0, 0)


def test_no_enterprises_and_a_draft_with_a_gap_are_refused(law: RuleBook) -> None:
    with pytest.raises(Refused, match="没有可以试算的企业"):
        run(law, [])
    with pytest.raises(Refused, match="空档"):
        run(law, changes=Changes({"steps": [{"at_least": "1", "below": "2", "value": "1"}, {"over": "2", "value": "2"}]}))


def test_progress_is_told_stage_by_stage_up_to_the_end_of_each(law: RuleBook) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    run(law, progress=lambda done, of, stage: told.setdefault(stage, []).append((done, of)))
    assert list(told) == ["按现行标准测算", "按草案测算", "检查悬崖"]
    assert all(lines == sorted(lines) and lines[0][0] == 0 and lines[-1][0] == lines[-1][1] > 0 for lines in told.values())
    assert told["按草案测算"][-1] == (500, 500)


def test_what_is_kept_of_a_back_test_is_the_whole_of_it(law: RuleBook) -> None:
    found = run(law, budget=Decimal("100.00"))
    kept, rows = as_kept(found)
    file = io.BytesIO()
    rows.write_parquet(file)
    again = from_kept(json.loads(canonical(kept)), pl.read_parquet(file.getvalue()))
    assert_frame_equal(again.moves.rows, found.moves.rows)
    assert as_kept(again)[0] == kept
    assert (again.cost, again.enterprises) == (found.cost, found.enterprises)
    with pytest.raises(ValidationError):
        from_kept({**kept, "total": None}, rows)
