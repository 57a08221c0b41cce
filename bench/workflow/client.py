"""One client: warms up, waits for a line on its input, leads lives for some seconds, prints how many and the processor time.

``python -m bench.workflow.client ENGINE SECONDS CLIENT``; the first client of an engine makes its tables (``… ENGINE prepare``).
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from time import perf_counter, process_time

ENGINES = {  # name -> (module, how its lives are asked for)
    "one statement": ("plain_sql", "in_one_statement"),
    "plain SQL": ("plain_sql", "in_two_statements"),
    "the bare ORM": ("bare_orm", "orm"),
    "django-fsm-2": ("by_fsm", "fsm"),
    "viewflow": ("by_viewflow", "flow"),
    "SpiffWorkflow": ("by_spiff", "spiff"),
    "item": ("ours", "item"),
    "declared": ("ours", "declared"),
}
WARM = 12


def main() -> None:
    engine, seconds = sys.argv[1], sys.argv[2]
    module, name = ENGINES[engine]
    room = import_module(f"bench.workflow.{module}")
    if seconds == "prepare":
        room.prepare()
        return
    lead = getattr(room, name)(int(sys.argv[3]), float(seconds))  # makes ready; then leads one life a call
    for _ in range(WARM):
        lead()
    print("ready", flush=True)
    sys.stdin.readline()
    lives, began, worked = 0, perf_counter(), process_time()
    while perf_counter() - began < float(seconds):
        try:
            lead()
        except StopIteration:  # no more forms made ready
            break
        lives += 1
    took, used = perf_counter() - began, process_time() - worked
    print(json.dumps({"speed": lives / took, "lives": lives, "cpu_ms": 1000 * used / max(lives, 1)}), flush=True)


if __name__ == "__main__":
    main()
