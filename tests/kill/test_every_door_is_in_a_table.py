"""Every door of the rooms of the integrated window is killed: it stands in a table of this folder, or here with the reason why not."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from tests.kill.test_doors_of_the_window import DOORS
from tests.kill.test_transitions_survive_kills import TRANSITIONS

ROOMS = ("onewindow.items", "onewindow.hall", "onewindow.cases", "onewindow.supervision", "onewindow.exchange", "miluo.integrated_window")
ELSEWHERE = {
    "onewindow.cases.bulk.begin_move": "begins a run, as every long work does: test_a_killed_batch_is_taken_up_and_no_case_is_moved_twice",
    "onewindow.cases.bulk.begin_undo": "begins a run, as every long work does",
    "onewindow.cases.services.at_once.hand_in": "two doors, one after the other: test_one_press_survives_kills",
    "onewindow.cases.services.at_once.decide_at_once": "the system's, reached by hand_in: test_one_press_survives_kills",
    "onewindow.cases.services.daily.run_daily": "door after door, each of them in a table",
    "onewindow.exchange.services.outbox.send_due": "sends between two transactions: test_messages_survive_kills",
    "onewindow.hall.services.appointments.mark_missed": "inside end_days",
    "onewindow.items.services.attaching.keep_file": "keeps a file by its digest and writes no row",
    "onewindow.supervision.services.callbacks.contact_of": "opens two sealed fields, each by accounts.unmask",
    "onewindow.supervision.services.daily.run_daily": "test_the_daily_look_survives_kills",
    "onewindow.supervision.services.callbacks.open_call_backs": "test_the_daily_look_survives_kills",
    "onewindow.supervision.services.escalating.climb": "test_the_daily_look_survives_kills",
    "onewindow.supervision.services.findings.look": "test_the_daily_look_survives_kills",
    "miluo.integrated_window.demo.load": "the demonstration",
}


def doors() -> Iterator[str]:
    """Every public function of these rooms that takes nothing but keywords, the moment of the act among them."""
    for room in ROOMS:
        for found in walk_packages(import_module(room).__path__, f"{room}."):
            if not {"tests", "migrations"} & set(found.name.split(".")):
                module = import_module(found.name)
                yield from (f"{found.name}.{name}" for name, value in vars(module).items() if _is_door(value, found.name, name))


def _is_door(value: object, module: str, name: str) -> bool:
    if not inspect.isfunction(value) or value.__module__ != module or name.startswith("_"):
        return False
    given = inspect.signature(value).parameters
    return "at" in given and all(each.kind is inspect.Parameter.KEYWORD_ONLY for each in given.values())


def test_every_door_is_in_a_table_or_named_with_a_reason() -> None:
    killed = {f"{row.act.__module__}.{row.act.__name__}" for row in (*DOORS, *TRANSITIONS)}
    found = set(doors())
    assert len(found) > 100
    assert found - killed - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) - found == set()  # what is gone is struck
    assert set(ELSEWHERE) & killed == set()
