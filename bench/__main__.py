"""Run the benchmarks named on the command line, or all; print one table, or JSON with ``--json``."""

import json
import os
import sys
import tempfile
from importlib import import_module

NAMES = ("worktime", "rules", "mistakes", "papers", "cases", "lives", "search", "registrations", "lists", "people")
ASKED = ("fund",)  # takes more than an hour: only where it is named


def main() -> None:
    os.environ["ONEWINDOW_VAR"] = tempfile.mkdtemp(prefix="onewindow-bench-")
    os.environ.setdefault("ONEWINDOW_TODAY", "2023-09-15")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    import django  # noqa: PLC0415  # only once the environment is set

    django.setup()
    as_json = "--json" in sys.argv
    wanted = [name for name in sys.argv[1:] if name in (*NAMES, *ASKED)] or NAMES
    rows = []
    for name in wanted:
        for row in import_module(f"bench.{name}").run():
            rows.append(row)
            if not as_json:
                figures = f"{row['ours']:>12.4g} {row['other']:>12.4g} {row['unit']:<10}"
                print(f"{row['name']:<64} {figures} ratio {row['ratio']:.3g}", flush=True)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))


main()
