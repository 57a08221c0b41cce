"""Search over 100,000 documents of 600 characters: our index beside a plain scan (LIKE on the folded text), on each database.

The sentences are those of the gazette where it lies beside the checkout, else of the clauses that are declared. Every answer is
compared with that of the scan: the first page of each query, and the whole list of some; a difference ends the run.
PostgreSQL is left out where none is reachable.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bench.cases import SETTINGS, _postgres, _sqlite

GAZETTE = Path(__file__).resolve().parents[2] / "shared/gazette/miluo-2023-2.txt"
DOCUMENTS = int(os.environ.get("BENCH_SEARCH_DOCUMENTS", "100000"))
LENGTH = 600  # characters of a document
EACH = 15  # queries of a kind
CHECKED = 6  # queries whose whole answer is compared
ROUNDS = 3
PAGE = 20


def run() -> list[dict[str, object]]:
    """Milliseconds a query; the ratio is the scan's to ours: 10 means ten times as fast."""
    rows: list[dict[str, object]] = []
    for store, database in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder, database(folder) as address:
            if address is None:
                print(f"left out: search on {store}, none reachable", file=sys.stderr)
                continue
            environment = {**os.environ, **SETTINGS, "ONEWINDOW_VAR": folder, "DATABASE_URL": address}
            command = [sys.executable, "-W", "ignore", "-c", "from bench import search; search.main()"]
            measured = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
        for name, ours, other, unit in measured:
            ratio = other / ours if ours else 0.0
            rows.append({"name": f"search on {store}: {name}", "ours": ours, "other": other, "ratio": ratio, "unit": unit})
    return rows


def main() -> None:
    """Build the corpus on the database of the environment, ask, and print what was measured."""
    import django  # noqa: PLC0415  # only in the process of the measurement

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # once Django is set up

    call_command("migrate", verbosity=0)
    chance = random.Random(7)
    began = perf_counter()
    texts = build(chance)
    built = perf_counter() - began
    measured = [(f"build the index of {DOCUMENTS} documents", round(built, 1), 0.0, "s")]
    for name, queries in queries_of(texts, chance).items():
        measured += _measure(name, queries)
    sys.stdout.write(json.dumps(measured))


def build(chance: random.Random) -> list[str]:
    """Enter the documents through the door, a thousand at a time; some of their texts."""
    from onewindow.law.search import index, services  # noqa: PLC0415  # once Django is set up
    from onewindow.law.search.findable import Entry, provide  # noqa: PLC0415  # once Django is set up

    provide("bench", "测试", list)
    lines = sentences()
    kept: list[str] = []
    for start in range(0, DOCUMENTS, 1000):
        entries = []
        for number in range(start, min(start + 1000, DOCUMENTS)):
            text = _document(lines, chance)
            day = date(2000, 1, 1) + timedelta(days=number // 13)
            entries.append(Entry(str(number), f"第{number}号文件", text, issuer=f"单位{number % 40}", day=day))
        kept += [entry.text for entry in entries[:3]]
        services.put("bench", entries)
    index.settle()
    return kept


def sentences() -> list[str]:
    """The sentences of the gazette, or of our own summaries of the clauses."""
    from onewindow.law import registry  # noqa: PLC0415  # once Django is set up

    if GAZETTE.is_file():
        text = re.sub(r"\s+", "", GAZETTE.read_text("utf-8"))
    else:
        text = "".join(record.summary for each in registry.regulations() for record in registry.clauses(each.key))
    return [sentence for sentence in re.split(r"(?<=[。；])", text) if len(sentence) > len("第一条。")]


def _document(lines: Sequence[str], chance: random.Random) -> str:
    text = ""
    while len(text) < LENGTH:
        text += chance.choice(lines)
    return text[:LENGTH]


def queries_of(texts: Sequence[str], chance: random.Random) -> dict[str, list[tuple[str, ...]]]:
    """Substrings as they come, of two to four characters, and pairs of two."""
    from onewindow.law.search.folding import fold  # noqa: PLC0415  # once Django is set up

    def word(length: int) -> str:
        while True:
            text = fold(chance.choice(texts))
            place = chance.randrange(len(text) - length)
            if re.fullmatch(r"[\u4e00-\u9fff]+", found := text[place : place + length]):
                return found

    single: dict[str, list[tuple[str, ...]]] = {f"{length} characters": [(word(length),) for _ in range(EACH)] for length in (2, 3, 4)}
    return {**single, "2 words": [(word(2), word(2)) for _ in range(EACH)]}


def _measure(name: str, queries: Sequence[tuple[str, ...]]) -> list[tuple[str, float, float, str]]:
    from onewindow.law.search import index  # noqa: PLC0415  # once Django is set up
    from onewindow.law.search.selectors import search  # noqa: PLC0415  # once Django is set up

    day = date(2023, 9, 15)
    for place, words in enumerate(queries):
        limit = DOCUMENTS if place < CHECKED else PAGE
        if index.newest(words, limit=limit) != scan(words, limit):
            raise AssertionError(f"the index and the scan differ for {words}")
    page = [_time(lambda words=words: index.newest(words, limit=PAGE)) for words in queries]  # type: ignore[misc]
    plain = [_time(lambda words=words: scan(words, PAGE), once=True) for words in queries]  # type: ignore[misc]
    ranked = [_time(lambda words=words: search(" ".join(words), day)) for words in queries]  # type: ignore[misc]
    whole = [_time(lambda words=words: scan(words, DOCUMENTS), once=True) for words in queries[:CHECKED]]  # type: ignore[misc]
    return [
        (f"newest {PAGE}, {name}, median", round(median(page), 3), round(median(plain), 3), "ms"),
        (f"newest {PAGE}, {name}, p95", round(_late(page), 3), round(_late(plain), 3), "ms"),
        (f"ranked page, {name}, median (scan: all)", round(median(ranked), 3), round(median(whole), 3), "ms"),
        (f"ranked page, {name}, p95 (scan: all)", round(_late(ranked), 3), round(_late(whole), 3), "ms"),
    ]


def scan(words: Sequence[str], limit: int) -> list[int]:
    """The newest rows whose folded text is LIKE every word: what the index must equal."""
    from django.db import connection  # noqa: PLC0415  # once Django is set up

    tests = " AND ".join(["folded LIKE %s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM law_searchentry WHERE {tests} ORDER BY id DESC LIMIT %s", [*(f"%{word}%" for word in words), limit])
        return [row[0] for row in cursor.fetchall()]


def _time(ask: Callable[[], object], *, once: bool = False) -> float:
    """The best of some rounds, in milliseconds."""
    best = float("inf")
    for _ in range(1 if once else ROUNDS):
        began = perf_counter()
        ask()
        best = min(best, perf_counter() - began)
    return best * 1000


def _late(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]
