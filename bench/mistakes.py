"""A list of 100,000 enterprises in which three rows are wrong, as an office would send it, through the command; beside the list set right.

The good rows come out as in the list set right, and the workbook of errors names the three by row, column, value and reason.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineWorkbook

from bench.policy import SLICE, command, enterprises
from onewindow.rules.sheet_columns import BETWEEN_ENTRIES, NONE
from onewindow.words.workbook import opened

ROWS = SLICE
WRONG = {  # by place: the column and what somebody wrote
    6: {"trade_usd": "六十万"},
    49_999: {"workers_dispatched": "12.5", "year": "1999"},
    99_998: {"online_fair_costs_cny": f"25000{BETWEEN_ENTRIES}5美元"},
}
SAID = [("trade_usd", "六十万"), ("workers_dispatched", "12.5"), ("year", "1999"), ("online_fair_costs_cny", "25000；5美元")]


def run() -> Iterator[dict[str, Any]]:
    """Seconds from the start of the command to its end: CSV to Parquet, and Excel to Excel."""
    with tempfile.TemporaryDirectory(prefix="onewindow-bench-mistakes-") as name:
        folder, right = Path(name), _as_texts(enterprises(0))
        wrong = _with_mistakes(right)
        yield _timed(folder, "csv", "parquet", right, wrong, lambda frame, file: frame.write_csv(file, include_bom=True))
        yield _timed(folder, "xlsx", "xlsx", right, wrong, _write_xlsx)


def _timed(
    folder: Path, kind: str, out: str, right: pl.DataFrame, wrong: pl.DataFrame, write: Callable[[pl.DataFrame, Path], None]
) -> dict[str, Any]:
    results, seconds = {}, {}
    for name, frame in (("right", right), ("wrong", wrong)):
        source, target = folder / f"{name}.{kind}", folder / f"{name}_results.{out}"
        write(frame, source)
        seconds[name], _, report = command(source, target)
        results[name] = _rows_of(target)
    if (report["rows"], report["good"], report["wrong"]) != (ROWS, ROWS - len(WRONG), len(WRONG)):
        raise AssertionError(report)
    if results["wrong"] != [row for place, row in enumerate(results["right"]) if place not in WRONG]:
        raise AssertionError("a good row came out otherwise beside a wrong one")
    _require_named(Path(report["errors"]), 0 if kind == "csv" else 1)
    name = f"100,000 rows, three of them wrong, {kind} to {out}, errors listed | all of them right"
    return {"name": name, "ours": seconds["wrong"], "other": seconds["right"], "ratio": seconds["wrong"] / seconds["right"], "unit": "s"}


def _require_named(errors: Path, sheet: int) -> None:
    lines = CalamineWorkbook.from_path(str(errors)).get_sheet_by_index(sheet).to_python()[1:]
    found = [(str(int(line[0])), str(line[1]).rpartition("　")[2], str(line[2])) for line in lines]
    rows = [str(place + 2) for place, cells in WRONG.items() for _ in cells]
    if found != [(row, *said) for row, said in zip(rows, SAID, strict=True)]:
        raise AssertionError(f"the errors name {found}")


def _rows_of(file: Path) -> list[Any]:
    if file.suffix == ".parquet":
        return pl.read_parquet(file).rows()
    return CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()[1:]


def _as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Every cell as somebody writes it; a list with a sign between its entries."""
    texts = []
    for name, dtype in frame.schema.items():
        cell = pl.col(name)
        if isinstance(dtype, pl.List):
            joined = cell.cast(pl.List(pl.String)).list.join(BETWEEN_ENTRIES)
            texts.append(pl.when(joined == "").then(pl.lit(NONE)).otherwise(joined).alias(name))
        elif dtype == pl.Boolean:
            texts.append(pl.when(cell).then(pl.lit("是")).when(~cell).then(pl.lit("否")).alias(name))
        else:
            texts.append(cell.cast(pl.String))
    return frame.select(texts).with_columns(year=pl.lit("2023"))


def _with_mistakes(right: pl.DataFrame) -> pl.DataFrame:
    columns = {name: right[name].to_list() for name in right.columns}
    for place, cells in WRONG.items():
        for name, cell in cells.items():
            columns[name][place] = cell
    return pl.DataFrame(columns, schema=right.schema)


def _write_xlsx(frame: pl.DataFrame, file: Path) -> None:
    book = opened(str(file), row_by_row=True)
    page = book.add_worksheet()
    page.write_row(0, 0, frame.columns)
    for number, row in enumerate(frame.iter_rows(), start=1):
        for place, cell in enumerate(row):
            if cell is not None:
                page.write_string(number, place, cell)
    book.close()
