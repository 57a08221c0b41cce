"""One slice of a batch: its columns as facts, its rows through the book, and what is wrong by row, column and reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from onewindow.rules.batch_cells import Mistakes, codes, from_text, is_text, shown, wrong_cells
from onewindow.rules.batch_files import ROW
from onewindow.rules.batch_plan import CODE, Plan
from onewindow.rules.frame import REFUSED, checked
from onewindow.words.refused import Problem, Refused


@dataclass(frozen=True, slots=True)
class Mistake:
    """``row`` is its number in the file, ``value`` what stands there."""

    row: int
    value: str
    problem: Problem


def computed(plan: Plan, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Mistake]]:
    """The results of the rows that are right, with their numbers and what is kept of them, and the mistakes of the others."""
    wrong: Mistakes = {}
    facts = _facts(plan, rows, wrong)
    kept = _kept(plan, rows, wrong)
    found = None if wrong else _evaluated(plan, facts)
    if found is None:
        facts = _with_wrong_cells_unknown(plan, facts, wrong)
        good = _without(wrong, rows.height)
        found, kept = plan.book.frame(facts.filter(good), on=plan.on, readings=plan.readings), kept.filter(good)
    right = found[REFUSED].is_null()
    results = pl.concat([kept, found.drop(REFUSED)], how="horizontal").filter(right)
    if results.height < rows.height:
        refused = (~rows[ROW].is_in(results[ROW].implode())).arg_true().to_list()
        _add(wrong, _contradictions(plan, facts, refused, wrong))
    return results, list(_mistakes(plan, rows, wrong))


def _facts(plan: Plan, rows: pl.DataFrame, wrong: Mistakes) -> pl.DataFrame:
    columns = []
    for name, column in plan.facts.items():
        given = rows.get_column(column)
        if is_text(given.dtype):
            given, mistakes = from_text(given, plan.known[name], plan.readers[name])
            _add(wrong, mistakes)
        columns.append(given.alias(name))
    return pl.DataFrame(columns)


def _kept(plan: Plan, rows: pl.DataFrame, wrong: Mistakes) -> pl.DataFrame:
    columns = [rows.get_column(ROW)]
    for name, column in plan.kept.items():
        given = rows.get_column(column)
        if name == CODE:
            given, mistakes = codes(given)
            _add(wrong, mistakes)
        columns.append(given.alias(name))
    if plan.repeated:
        numbers = rows.get_column(ROW)
        for place in numbers.is_in(list(plan.repeated)).arg_true().to_list():
            _add(wrong, {place: (_said_again(plan, plan.repeated[numbers[place]]),)})
    return pl.DataFrame(columns)


def _said_again(plan: Plan, earlier: int) -> Problem:
    return Problem(f"与第{earlier}行重复：同一企业、同一年度", "duplicate_row", CODE, expected="同一企业同一年度只填一行")


def _evaluated(plan: Plan, facts: pl.DataFrame) -> pl.DataFrame | None:
    """The results with the column of refusals; None where a cell is wrong, which is looked for only then."""
    try:
        return plan.book.frame(facts, on=plan.on, readings=plan.readings)
    except Refused as refused:
        if refused.first.code != "wrong_value":
            raise
        return None


def _with_wrong_cells_unknown(plan: Plan, facts: pl.DataFrame, wrong: Mistakes) -> pl.DataFrame:
    """The facts without the cells that are wrong, which are added to ``wrong``."""
    columns = []
    for given in facts.iter_columns():
        mistakes = wrong_cells(given, plan.known[given.name], plan.book.facts, plan.on)
        _add(wrong, mistakes)
        right = _without(mistakes, facts.height).alias("right")
        columns.append(pl.select(pl.when(right).then(given).alias(given.name)).to_series() if mistakes else given)
    return pl.DataFrame(columns)


def _contradictions(plan: Plan, facts: pl.DataFrame, places: list[int], wrong: Mistakes) -> Mistakes:
    """What the checks say of the rows at some places, for each fact that they are about; a check of a wrong cell says nothing."""
    edition = plan.book.edition(plan.on, plan.readings)
    verdicts = checked(edition, plan.book.facts, facts[places])
    found: Mistakes = {}
    for check in verdicts.columns:
        beneath, problems = edition.beneath(check), edition.rule(check).refused
        for place in (places[each] for each in (~verdicts[check]).fill_null(False).arg_true()):
            if not beneath & {(problem.field or "").partition("[")[0] for problem in wrong.get(place, ())}:
                _add(found, {place: problems})
    return found


def _without(wrong: Mistakes, height: int) -> pl.Series:
    good = pl.Series(values=[True], dtype=pl.Boolean).new_from_index(0, height)
    return good.scatter(list(wrong), False) if wrong else good


def _add(wrong: Mistakes, mistakes: Mistakes) -> None:
    for place, problems in mistakes.items():
        wrong[place] = (*wrong.get(place, ()), *problems)


def _mistakes(plan: Plan, rows: pl.DataFrame, wrong: Mistakes) -> Iterator[Mistake]:
    columns = {**plan.facts, **plan.kept}
    for place in sorted(wrong):
        for problem in wrong[place]:
            column = columns.get((problem.field or "").partition("[")[0])
            yield Mistake(rows[place, ROW], "" if column is None else shown(rows.get_column(column)[place]), problem)
