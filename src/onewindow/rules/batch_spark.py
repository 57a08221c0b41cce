"""The same book on Spark: rows go through ``mapInArrow`` to the code that runs here, in as many processes as Spark has.

Spark is an extra (pyspark, pyarrow, Java 17), so this module is imported only where it is asked for. It runs on this
machine, listens on the loopback alone and shows no pages.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
import polars as pl
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import col
from pyspark.sql.pandas.types import from_arrow_schema

from onewindow.rules import registry
from onewindow.rules.batch import SLICE, Progress
from onewindow.rules.batch_files import ROW, Staged
from onewindow.rules.batch_plan import Plan
from onewindow.rules.batch_rows import Mistake, computed
from onewindow.words.refused import Problem

_WRONG = "_mistakes"
_LOOPBACK = "127.0.0.1"
_LOGS = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c: %m%n
"""
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": _LOOPBACK,
    "spark.driver.bindAddress": _LOOPBACK,
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(SLICE),
    "spark.sql.files.openCostInBytes": "65536",  # a file is cut into a part for each processor
    "spark.ui.showConsoleProgress": "false",
}


@dataclass(frozen=True, slots=True)
class _Task:
    """A plan as it travels: the book goes by its name."""

    book: str
    parts: dict[str, Any]
    schema: dict[str, pl.DataType]

    def plan(self) -> Plan:
        return Plan(registry.book(self.book), **self.parts)


def on_spark(plan: Plan, found: Staged, mistakes: list[Mistake], progress: Progress) -> Iterator[pl.DataFrame]:
    """The results in the order of the rows; adds to ``mistakes``."""
    schema = plan.schema(found.dtypes)
    with TemporaryDirectory(prefix="onewindow-spark-") as folder:
        out = Path(folder, "out")
        _through_spark(_Task(plan.book.name, _parts(plan), schema), found, plan.columns, out)
        rows = pl.scan_parquet(out / "*.parquet").sort(ROW).collect()
    for line in rows.filter(pl.col(_WRONG).is_not_null()).select(ROW, _WRONG).iter_rows():
        mistakes += [Mistake(line[0], value, Problem(**problem)) for value, problem in json.loads(line[1])]
    results = rows.filter(pl.col(_WRONG).is_null()).drop(_WRONG).cast(schema)  # type: ignore[arg-type]
    yield from results.iter_slices(SLICE)
    progress(rows.height, rows.height)


def _parts(plan: Plan) -> dict[str, Any]:
    names = ("on", "readings", "facts", "kept", "heads", "titled", "repeated")
    return {name: getattr(plan, name) for name in names}


def _through_spark(task: _Task, found: Staged, columns: list[str], out: Path) -> None:
    os.environ["SPARK_LOCAL_IP"] = _LOOPBACK
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    logs = out.with_name("log4j2.properties")
    logs.write_text(_LOGS)
    builder = SparkSession.builder.master("local[*]").appName("onewindow")
    builder = builder.config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={logs.as_uri()}")
    for name, value in {**_SETTINGS, "spark.sql.warehouse.dir": str(out.parent)}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        rows = spark.read.parquet(str(found.path))
        number = col(ROW) if found.numbered else (col("_metadata.row_index") + found.first).alias(ROW)
        wanted = rows.select(number, *(col(f"`{name}`") for name in columns if name != ROW))
        wanted.mapInArrow(partial(_batches, task), from_arrow_schema(_arrow_schema(task.schema))).write.parquet(str(out))
    finally:
        spark.stop()


def _batches(task: _Task, batches: Iterator[Any]) -> Iterator[Any]:
    """What a process of Spark does with its rows."""
    django.setup()
    plan, schema = task.plan(), _arrow_schema(task.schema)
    for batch in batches:
        results, mistakes = computed(plan, pl.DataFrame(batch))
        found = pl.concat([pl.DataFrame(schema={**task.schema, _WRONG: pl.String}), results, _as_rows(mistakes)], how="diagonal_relaxed")
        yield from found.select(schema.names).to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema).to_batches()


def _as_rows(mistakes: list[Mistake]) -> pl.DataFrame:
    by_row: dict[int, list[Any]] = {}
    for mistake in mistakes:
        by_row.setdefault(mistake.row, []).append([mistake.value, asdict(mistake.problem)])
    rows = {ROW: list(by_row), _WRONG: [json.dumps(each, ensure_ascii=False) for each in by_row.values()]}
    return pl.DataFrame(rows, schema={ROW: pl.Int64, _WRONG: pl.String})


def _arrow_schema(schema: dict[str, pl.DataType]) -> Any:
    """The types that go back to Spark, which knows neither large texts nor unsigned numbers."""

    def plain(kind: Any) -> Any:
        if pa.types.is_large_list(kind) or pa.types.is_list(kind):
            return pa.list_(plain(kind.value_type))
        if pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
            return pa.string()
        return pa.int64() if pa.types.is_unsigned_integer(kind) else kind

    found = pl.DataFrame(schema={**schema, _WRONG: pl.String}).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    return pa.schema([(field.name, plain(field.type)) for field in found])
