"""The book on Spark gives row for row what it gives here, and the same mistakes: ``make spark`` installs what this needs."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from onewindow.words.identity import uscc_check

pytestmark = pytest.mark.skipif(find_spec("pyspark") is None or which("java") is None, reason="Spark or Java is not installed")
ROWS = 3_000


def batch(source: Path, out: Path, engine: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "onewindow.cli", "rules", "batch", "open-economy", "--in", str(source), "--out", str(out)]
    done = subprocess.run([*command, "--on", "2023-09-15", "--engine", engine, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def listed(file: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def enterprises() -> dict[str, list[Any]]:
    """Trade around every bound, and some rows of each kind of mistake."""
    codes = [(body := f"91430681MA{number:07d}") + uscc_check(body) for number in range(ROWS)]
    codes[17], codes[2_000] = codes[3], "91430681MA0000000"
    trade = [f"{bound + step}.{cents:02d}" for bound in (9_999, 99_999, 499_999, 999_999) for step in (0, 1) for cents in (0, 1, 99)]
    now = [trade[number % len(trade)] for number in range(ROWS)]
    now[5], now[1_500], now[2_999] = "600000美元", "-1", "很多"
    traded = [["true", "false", ""][number % 3] for number in range(ROWS)]
    before = ["0" if traded[number] == "false" else trade[number % 7] for number in range(ROWS)]
    before[1] = "5"  # though it never traded
    funded = ["" if number % 5 else "first_trade_award_cny；growth_award_cny" for number in range(ROWS)]
    return {
        "uscc": codes,
        "enterprise_name": [f"演示企业{number}" for number in range(ROWS)],
        "year": ["2022" if number == 8 else "2023" for number in range(ROWS)],
        "traded_before": traded,
        "trade_usd": now,
        "trade_usd_previous_year": before,
        "funded_elsewhere": funded,
    }


@pytest.mark.parametrize("name", ["in.csv", "in.parquet"])
def test_every_row_and_every_mistake_is_the_same_on_spark(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    frame = pl.DataFrame(enterprises())
    if name.endswith("csv"):
        frame.write_csv(source)
    else:
        frame.write_parquet(source, row_group_size=500)
    here = batch(source, tmp_path / "here.parquet", "local")
    there = batch(source, tmp_path / "there.parquet", "spark")
    assert (here["rows"], here["wrong"]) == (there["rows"], there["wrong"]) == (ROWS, 7)
    assert pl.read_parquet(there["out"]).equals(pl.read_parquet(here["out"]))
    assert pl.read_parquet(there["out"]).schema == pl.read_parquet(here["out"]).schema
    assert listed(there["errors"]) == listed(here["errors"])
