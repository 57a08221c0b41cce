"""What a batch does with the columns of a file: facts and identifiers by their names, others only where they are asked to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property

import polars as pl

from onewindow.rules import sheet_columns
from onewindow.rules.batch_cells import takes
from onewindow.rules.batch_files import ROW, Staged
from onewindow.rules.book import RuleBook
from onewindow.rules.fact import Fact
from onewindow.rules.frame import REFUSED
from onewindow.rules.sheet_columns import Column
from onewindow.rules.sheet_grid import located
from onewindow.words.refused import Problem, Refused

CODE = "uscc"
IDENTIFIERS = (sheet_columns.uscc(required=False), sheet_columns.text("enterprise_name", "企业名称"), sheet_columns.text("id", "编号"))
_YEAR = "year"
_TYPES: tuple[tuple[tuple[type[pl.DataType], ...], str], ...] = (
    ((pl.Float32, pl.Float64), "浮点数"),
    ((pl.Boolean,), "布尔值"),
    ((pl.Decimal,), "定点小数"),
    ((pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64, pl.Int128), "整数"),
    ((pl.String, pl.Categorical, pl.Enum), "文字"),
    ((pl.Date,), "日期"),
    ((pl.Datetime,), "日期和时刻"),
)


@dataclass(frozen=True)
class Plan:
    """``facts`` and ``kept`` are columns of the staged file by name, ``heads`` their headers in the file given.

    ``titled``: the file has titles for headers, so the results for people have too. ``repeated`` are rows that say again what an earlier
    one is about, with the number of that one.
    """

    book: RuleBook
    on: date
    readings: Mapping[str, str]
    facts: Mapping[str, str]
    kept: Mapping[str, str]
    heads: Mapping[str, str]
    titled: bool
    repeated: Mapping[int, int] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The columns of the staged file that it reads."""
        return [ROW, *dict.fromkeys((*self.facts.values(), *self.kept.values()))]

    @cached_property
    def known(self) -> Mapping[str, Fact]:
        return {fact.name: fact for fact in self.book.facts.fields()}

    @cached_property
    def readers(self) -> Mapping[str, Column]:
        return {column.name: column for column in asked(self.book, self.on)}

    @cached_property
    def results(self) -> dict[str, pl.DataType]:
        """The types of the results by name."""
        unknown = pl.DataFrame({next(iter(self.facts)): [None]})
        return dict(self.book.frame(unknown, on=self.on, readings=self.readings).drop(REFUSED).schema)

    def schema(self, found: Mapping[str, pl.DataType]) -> dict[str, pl.DataType]:
        """The types of what comes out, those of the staged file being ``found``."""
        kept = {name: pl.String() if name == CODE else found[column] for name, column in self.kept.items()}
        return {ROW: pl.Int64(), **kept, **self.results}

    @property
    def titles(self) -> dict[str, str]:
        """What the columns are called in a result for people."""
        if not self.titled:
            return {}
        called = {ROW: "行"} | {name: self.heads[name] for name in self.kept}
        return called | {rule.name: rule.title for rule in self.book.results}


def asked(book: RuleBook, on: date) -> tuple[Column, ...]:
    """The columns that a file may have."""
    return (*IDENTIFIERS, *sheet_columns.facts(book.facts, on=on))


def planned(book: RuleBook, staged: Staged, *, on: date, readings: Mapping[str, str], keep: Sequence[str]) -> Plan:
    """The plan for a file. Raises Refused, naming every column that is no fact, is there twice, or cannot hold its fact."""
    places, problems, others = located(staged.header, asked(book, on))
    taken = {name: staged.columns[place] for name, place in places.items()}
    facts = {fact.name: taken[fact.name] for fact in book.facts.fields() if fact.name in taken}
    kept = {column.name: taken[column.name] for column in IDENTIFIERS if column.name in taken}
    wrong = [problem for problem in problems if problem.field not in keep]
    wrong += [_unknown(head, book) for head in others if head not in keep]
    wrong += [problem for head in keep if (problem := _not_kept(head, staged.header, {ROW, *kept, *(rule.name for rule in book.results)}))]
    dtypes = staged.dtypes
    wrong += [
        _wrong_type(fact, dtypes[facts[fact.name]])
        for fact in book.facts.fields()
        if fact.name in facts and not takes(fact, dtypes[facts[fact.name]])
    ]
    if wrong:
        raise Refused.of(wrong)
    if not facts:
        raise Refused("没有一列是本规则集的事项", code="no_facts", field="in", expected=f"可用的列：{'、'.join(book.facts.model_fields)}")
    heads = {name: staged.header[place] for name, place in places.items()} | {head: head for head in keep}
    titled = any(head != name for name, head in heads.items())
    kept |= {head: staged.columns[staged.header.index(head)] for head in keep}
    plan = Plan(book, on, readings, facts, kept, heads, titled)
    return Plan(book, on, readings, facts, kept, heads, titled, _repeated(plan, staged))


def _unknown(head: str, book: RuleBook) -> Problem:
    near = get_close_matches(head, book.facts.model_fields, n=3)
    expected = f"相近的名称：{'、'.join(near)}；" if near else ""
    return Problem(
        f"没有名为“{head}”的事项", code="unknown_fact", field=head, expected=f"{expected}只想原样带到结果里的列，加上 --keep {head}"
    )


def _not_kept(head: str, header: Sequence[str], taken: set[str]) -> Problem | None:
    if head not in header:
        return Problem(f"文件中没有“{head}”这一列", "unknown_column", head, expected=f"文件中的列：{'、'.join(header)}")
    if head in taken:
        return Problem(f"“{head}”已是结果中的列名", "name_taken", head, expected="先给这一列改名")
    return None


def _wrong_type(fact: Fact, found: pl.DataType) -> Problem:
    exact = "定点小数（decimal）、整数或者文字，不用浮点数"
    right = {"yes_no": "布尔值或者文字", "day": "日期或者文字", "choice": "文字", "text": "文字"}.get(fact.control, exact)
    if fact.many:
        right = f"列表，每项为{right}；或者一列文字，各项之间用“；”隔开"
    return Problem(f"“{fact.title}”一列的类型是{_type_said(found)}", "wrong_column", fact.name, expected=right)


def _type_said(found: pl.DataType) -> str:
    """A type as the county reads it, with its name in the file."""
    if isinstance(found, pl.List):
        return f"列表，每项为{_type_said(found.inner)}"  # type: ignore[arg-type]
    called = next((called for kinds, called in _TYPES if isinstance(found, kinds)), "")
    return f"{called}（{found}）" if called else str(found)


def _repeated(plan: Plan, staged: Staged) -> dict[int, int]:
    """Rows about an enterprise, and a year where that is given, of which an earlier row is about."""
    if CODE not in plan.kept:
        return {}
    code = pl.col(plan.kept[CODE]).cast(pl.String).str.strip_chars().str.to_uppercase()
    year = pl.col(plan.facts[_YEAR]).cast(pl.String).str.strip_chars() if _YEAR in plan.facts else pl.lit(None, dtype=pl.String)
    rows = staged.scan().select(ROW, code=code, year=year.fill_null(str(plan.on.year))).filter(pl.col("code") != "").collect()
    about = pl.struct("code", "year")
    if rows.select(about.hash().n_unique()).item() == rows.height:  # as many hashes as rows: nothing is said twice
        return {}
    again = rows.filter(~about.is_first_distinct())
    first = rows.group_by("code", "year").agg(pl.col(ROW).min().alias("first"))
    return dict(again.join(first, on=["code", "year"]).select(ROW, "first").iter_rows())
