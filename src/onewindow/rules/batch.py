"""A book over a file: Parquet, CSV or Excel in, any of the three out, in slices; wrong rows apart, each with its reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from onewindow.rules import sheets
from onewindow.rules.batch_files import FORMATS, ROWS_OF_EXCEL, Staged, list_of_mistakes, replacing, staged, write
from onewindow.rules.batch_plan import Plan, asked, planned
from onewindow.rules.batch_rows import Mistake, computed
from onewindow.rules.book import RuleBook
from onewindow.words.refused import Problem, Refused

SLICE = 131_072  # rows; the memory of a run grows with it, and its speed no longer
Progress = Callable[[int, int], None]
Engine = Callable[[Plan, Staged, list[Mistake], Progress], Iterator[pl.DataFrame]]


@dataclass(frozen=True, slots=True)
class Report:
    """``rows`` were read, ``wrong`` of them are not among the results; ``errors`` says why, if there are any."""

    book: RuleBook
    on: date
    readings: Mapping[str, str]
    rows: int
    wrong: int
    out: Path
    errors: Path | None

    def as_json(self) -> dict[str, Any]:
        return {
            "book": self.book.name,
            "version": self.book.version,
            "on": self.on,
            "readings": dict(self.readings),
            "rows": self.rows,
            "good": self.rows - self.wrong,
            "wrong": self.wrong,
            "out": str(self.out),
            "errors": None if self.errors is None else str(self.errors),
        }


def run(
    book: RuleBook,
    source: Path,
    target: Path,
    *,
    on: date,
    readings: Mapping[str, str],
    keep: Sequence[str] = (),
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Report:
    """Write the results of every row of ``source`` that is right to ``target``, and the others to ``target`` + .errors.xlsx.

    A row comes out with its number in the file, its identifiers, the columns of ``keep``, and the results. A file with titles for
    headers gets results under their titles in CSV and Excel; Parquet, which programs read, always has the names. Raises Refused where no
    row can be evaluated: for a file or a day that is wrong, and for a column that is no fact, which that list names too.
    """
    readings = book.edition(on, readings).readings
    _require_target(source, target)
    errors = target.with_name(f"{target.name}.errors.xlsx")
    errors.unlink(missing_ok=True)
    mistakes: list[Mistake] = []
    with TemporaryDirectory(prefix="onewindow-batch-") as folder:
        found = staged(source, asked(book, on), Path(folder))
        try:
            plan = planned(book, found, on=on, readings=readings, keep=keep)
        except Refused as refused:
            _return(source, errors, [Mistake(max(found.first - 1, 1), "", problem) for problem in refused.problems], book, on, {})
            raise
        height = found.height
        _require_room(target, height)
        frames = (engine or slices)(plan, found, mistakes, progress or _unwatched)
        write(frames, plan.schema(found.dtypes), target, plan.titles)
        if mistakes:
            _return(source, errors, mistakes, book, on, plan.heads)
    wrong = len({mistake.row for mistake in mistakes})
    return Report(book, on, readings, height, wrong, target, errors if mistakes else None)


def slices(plan: Plan, found: Staged, mistakes: list[Mistake], progress: Progress) -> Iterator[pl.DataFrame]:
    """The results slice by slice on this machine; adds to ``mistakes``."""
    rows, height = found.scan().select(plan.columns), found.height
    for start in range(0, height, SLICE):
        results, wrong = computed(plan, rows.slice(start, SLICE).collect())
        mistakes += wrong
        yield results
        progress(min(start + SLICE, height), height)


def engine_named(name: str) -> Engine:
    """What computes the results: ``local`` here, or ``spark``. Raises Refused for another, and where Spark is not installed."""
    if name == "local":
        return slices
    if name != "spark":
        raise Refused(f"没有名为“{name}”的引擎", code="unknown_engine", field="engine", expected="local、spark")
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        right = "先执行 make spark 安装；或者用 --engine local，结果相同"
        raise Refused("没有安装 Spark 组件", code="engine_missing", field="engine", expected=right)
    if which("java") is None and "JAVA_HOME" not in os.environ:
        right = "安装 Java 17，如 apt-get install openjdk-17-jre-headless"
        raise Refused("没有安装 Java", code="engine_missing", field="engine", expected=right)
    found: Engine = import_module("onewindow.rules.batch_spark").on_spark
    return found


def _unwatched(done: int, total: int) -> None:
    """Nobody looks at the progress."""


def _require_target(source: Path, target: Path) -> None:
    if target.suffix.lower() not in FORMATS:
        raise Refused(f"不支持这种文件：{target.name}", code="unknown_format", field="out", expected="、".join(FORMATS))
    if not target.parent.is_dir():
        raise Refused(f"没有这个目录：{target.parent}", code="no_such_folder", field="out")
    if target.exists() and source.exists() and target.samefile(source):
        raise Refused("结果不能写回原文件", code="same_file", field="out", expected="另一个文件名")


def _require_room(target: Path, height: int) -> None:
    if target.suffix.lower() == ".xlsx" and height > ROWS_OF_EXCEL:
        raise Refused(
            f"共{height}行，Excel最多{ROWS_OF_EXCEL}行", code="too_many_rows", field="out", expected="结果写到 .parquet 或者 .csv 文件"
        )


def _return(source: Path, errors: Path, mistakes: list[Mistake], book: RuleBook, on: date, heads: Mapping[str, str]) -> None:
    """The mistakes as a workbook: an Excel file comes back marked, of any other its mistakes are listed."""
    if source.suffix.lower() != ".xlsx":
        list_of_mistakes((_line(mistake, heads) for mistake in mistakes), errors)
        return
    by_row: dict[int, list[Problem]] = {}
    for mistake in mistakes:
        by_row.setdefault(mistake.row, []).append(mistake.problem)
    with replacing(errors) as made:
        made.write_bytes(sheets.marked(source.read_bytes(), by_row, asked(book, on)))


def _line(mistake: Mistake, heads: Mapping[str, str]) -> tuple[int, str, str, str, str]:
    problem = mistake.problem
    name = (problem.field or "").partition("[")[0]
    return mistake.row, heads.get(name, name), mistake.value, problem.message, problem.expected or ""
