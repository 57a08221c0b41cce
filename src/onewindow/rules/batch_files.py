"""The files of a batch: what comes in becomes Parquet, and what goes out replaces its file only when it is whole."""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError
from polars.io.plugins import register_io_source

from onewindow.rules.sheet_columns import BETWEEN_ENTRIES, Column
from onewindow.rules.sheet_grid import MISTAKES, grid
from onewindow.rules.sheets import list_mistakes, spelled
from onewindow.words.refused import Refused
from onewindow.words.workbook import opened

FORMATS = (".parquet", ".csv", ".xlsx")
ROW = "row"
ROWS_OF_EXCEL = 1_048_575  # below the header
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """A Parquet file: ``columns`` are its names for the headers of ``header``; ``first`` is the number of its first row in the file given.

    ``numbered``: it has a column of row numbers itself, since blank rows were left out.
    """

    path: Path
    header: tuple[str, ...]
    columns: tuple[str, ...]
    first: int
    numbered: bool = False

    @property
    def height(self) -> int:
        return int(pl.scan_parquet(self.path).select(pl.len()).collect().item())

    @property
    def dtypes(self) -> dict[str, pl.DataType]:
        return dict(pl.scan_parquet(self.path).collect_schema())

    def scan(self) -> pl.LazyFrame:
        """Its rows, each with its number."""
        found = pl.scan_parquet(self.path)
        return found if self.numbered else found.with_row_index(ROW, self.first).with_columns(pl.col(ROW).cast(pl.Int64))


def staged(source: Path, columns: Sequence[Column], folder: Path) -> Staged:
    """A file as Parquet, made in ``folder`` if it is none. Raises Refused for what cannot be read."""
    kind = source.suffix.lower()
    if kind not in FORMATS:
        raise Refused(f"不支持这种文件：{source.name}", code="unknown_format", field="in", expected="、".join(FORMATS))
    try:
        return {".parquet": _parquet, ".csv": _from_csv, ".xlsx": _from_xlsx}[kind](source, columns, folder)
    except FileNotFoundError:
        raise Refused(f"没有这个文件：{source}", code="no_such_file", field="in") from None
    except (PolarsError, OSError, UnicodeDecodeError, csv.Error, StopIteration):
        raise Refused(f"文件无法读取：{source.name}", code="unreadable_file", field="in", expected=_READABLE[kind]) from None


_READABLE = {
    ".parquet": "Parquet文件",
    ".csv": "UTF-8或者GB18030编码的CSV文件，第一行为列名，每行的列数与列名相同",
    ".xlsx": "Excel工作簿（.xlsx），没有密码",
}


def _parquet(source: Path, columns: Sequence[Column], folder: Path) -> Staged:
    names = tuple(pl.scan_parquet(source).collect_schema())
    return Staged(source, names, names, first=1)


def _from_csv(source: Path, columns: Sequence[Column], folder: Path) -> Staged:
    """Every cell as text. Excel shows the first row below the header as row 2."""
    plain = _in_utf8(source, folder)
    with plain.open(encoding="utf-8-sig", newline="") as file:
        header = tuple(name.strip() for name in next(csv.reader(file)))
    names = tuple(f"c{place}" for place in range(len(header)))
    made = folder / "staged.parquet"
    pl.scan_csv(plain, infer_schema=False, new_columns=list(names), empty_string_is_null=True).sink_parquet(made, compression="lz4")
    return Staged(made, header, names, first=2)


def _in_utf8(source: Path, folder: Path) -> Path:
    """The file itself, or a copy of one in GB18030."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            pass
        else:
            return source
    copy = folder / "utf-8.csv"
    with source.open(encoding="gb18030", newline="") as old, copy.open("w", encoding="utf-8", newline="") as new:
        while text := old.read(_BLOCK):
            new.write(text)
    return copy


def _from_xlsx(source: Path, columns: Sequence[Column], folder: Path) -> Staged:
    """Every cell of the first sheet as text, with the numbers of its rows."""
    found = grid(source.read_bytes(), columns)
    header = tuple(found.header[: found.width])
    names = tuple(f"c{place}" for place in range(len(header)))
    rows = [(number, *(spelled(cell) or None for cell in cells[: len(names)])) for number, cells in found.filled()]
    schema = {ROW: pl.Int64} | dict.fromkeys(names, pl.String)
    made = folder / "staged.parquet"
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(made, compression="lz4")
    filled = [(head, name) for head, name in zip(header, names, strict=True) if head and head != MISTAKES]
    return Staged(made, tuple(head for head, _ in filled), tuple(name for _, name in filled), found.header_row + 1, numbered=True)


def write(frames: Iterator[pl.DataFrame], schema: dict[str, pl.DataType], target: Path, titles: dict[str, str]) -> None:
    """The frames one after the other as a file of the target's format, under these titles where they have some.

    Money comes out exact: decimals, in CSV as text with two decimals.
    """
    with replacing(target) as made:
        if target.suffix.lower() == ".xlsx":
            _write_xlsx(frames, list(schema), made, titles)
            return
        flat = target.suffix.lower() == ".csv"
        ready = (_flat(frame, titles) for frame in frames) if flat else frames
        known = dict(_flat(pl.DataFrame(schema=schema), titles).schema) if flat else schema
        lazy = register_io_source(lambda *_: ready, schema=known)
        with made.open("wb") as file:  # ours: a sink that fails may make its file after it has failed
            if flat:
                lazy.sink_csv(file, include_bom=True)
            else:
                lazy.sink_parquet(file, compression_level=1)


def _flat(frame: pl.DataFrame, titles: dict[str, str]) -> pl.DataFrame:
    """Lists as text, columns under their titles."""
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(BETWEEN_ENTRIES)).rename(titles)


def _write_xlsx(frames: Iterator[pl.DataFrame], names: Sequence[str], made: Path, titles: dict[str, str]) -> None:
    book = opened(str(made), row_by_row=True)
    page = book.add_worksheet("结果")
    head, money = book.add_format({"bold": True, "bottom": 1, "text_wrap": True}), book.add_format({"num_format": "#,##0.00"})
    page.set_column(0, len(names), 20)
    page.freeze_panes(1, 0)
    page.write_row(0, 0, [titles.get(name, name) for name in names], head)
    number = 0
    for frame in frames:
        decimals = {place for place, dtype in enumerate(frame.dtypes) if dtype.is_decimal()}
        for number, row in enumerate(_flat(frame, {}).iter_rows(), start=number + 1):  # noqa: B020 the count goes on
            for place, cell in enumerate(row):
                if place in decimals and cell is not None:
                    page.write_number(number, place, float(cell), money)  # a cell of Excel holds 15 digits, and an amount has at most 15
                elif cell is not None:
                    page.write(number, place, cell if isinstance(cell, bool | int) else str(cell))
    book.close()


def list_of_mistakes(lines: Iterable[Sequence[str | int]], target: Path) -> None:
    """A workbook that lists mistakes, as far as Excel has rows."""
    with replacing(target) as made:
        book = opened(str(made), row_by_row=True)
        list_mistakes(book, islice(lines, ROWS_OF_EXCEL))
        book.close()


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A file to write beside the target, put in its place at the end of the block; thrown away when that is not reached."""
    made = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield made
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(target)
    finally:
        with suppress(FileNotFoundError):
            made.unlink()
