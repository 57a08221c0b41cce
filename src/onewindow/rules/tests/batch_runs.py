"""What the tests of batches share: a file of columns, a run over it, and what came back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from onewindow.rules.batch import Report, run
from onewindow.rules.book import RuleBook
from onewindow.rules.tests.small_law import ON
from onewindow.words.refused import Refused
from onewindow.words.workbook import opened


def written(folder: Path, name: str, columns: dict[str, list[Any]], encoding: str = "utf-8") -> Path:
    """The same columns as text in CSV or Excel, or with their types in Parquet."""
    file = folder / name
    if file.suffix == ".parquet":
        pl.DataFrame(columns, strict=False).write_parquet(file)
    elif file.suffix == ".csv":
        lines = [
            ",".join(columns),
            *(",".join("" if cell is None else f'"{cell}"' for cell in row) for row in zip(*columns.values(), strict=True)),
        ]
        file.write_bytes("\r\n".join(lines).encode(encoding))
    else:
        workbook = opened(str(file))
        page = workbook.add_worksheet()
        for place, (head, cells) in enumerate(columns.items()):
            for number, cell in enumerate([head, *cells]):
                page.write(number, place, cell)
        workbook.close()
    return file


def ran(book: RuleBook, source: Path, out: str = "out.parquet", **options: Any) -> tuple[Report, pl.DataFrame]:
    report = run(book, source, source.parent / out, on=ON, readings={}, **options)
    return report, pl.read_parquet(report.out) if out.endswith("parquet") else pl.read_csv(report.out)


def sheet(file: Path, number: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(file)).get_sheet_by_index(number).to_python(skip_empty_area=False)


def refused(book: RuleBook, source: Path, out: str = "out.parquet", **options: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        ran(book, source, out, **options)
    assert not (source.parent / out).exists()
    return refusal.value
