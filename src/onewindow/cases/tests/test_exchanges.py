"""What a life costs PostgreSQL: the statements of each door, and in how many exchanges they go.

BEGIN, COMMIT and the savepoints of the tests are not counted. Numbers of papers and of the ledger are exchanges of their own, since what
follows names them; the first exchange asks what the door will look at, the last writes everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from onewindow.cases import gates, services
from onewindow.cases.tests import cast as people
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, Cast

pytestmark = pytest.mark.django_db
ITEM_LIFE = {  # door: statements, exchanges
    "submit": (14, 5),
    "accept": (15, 3),
    "pass_prereview": (8, 2),
    "decide": (17, 3),
    "issue": (15, 3),
}


@pytest.fixture
def exchanged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of statements of each exchange since it was last emptied."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no exchanges: each statement goes at once")
    from onewindow import pipeline  # noqa: PLC0415  # only where there is a PostgreSQL

    seen: list[int] = []
    send = pipeline._results

    def count(kept: Any, statements: list[Any]) -> list[Any]:
        seen.append(len(statements))
        return send(kept, statements)

    monkeypatch.setattr(pipeline, "_results", count)
    return seen


@pytest.fixture
def clerk(cast: Cast) -> Any:
    """Who sits at the window, with an item published there."""
    items.publish_item(materials=[], no_materials=True, no_forms="由系统按填报内容生成", result={"title": "示例", "kind": "none"})
    return cast.clerk


def test_the_life_of_an_item_costs_its_statements_and_exchanges(cast: Cast, clerk: Any, exchanged: list[int]) -> None:
    with gates.isolated():
        _item_life(cast, clerk, lambda *_: None)  # begins the series of numbers, prepares the statements
        costs: dict[str, tuple[int, int]] = {}

        def note(name: str) -> None:
            costs[name] = (sum(exchanged), len(exchanged))
            exchanged.clear()

        _item_life(cast, clerk, note)

    assert {name: costs[name] for name in ITEM_LIFE} == ITEM_LIFE


def _item_life(cast: Cast, clerk: Any, note: Callable[[str], None]) -> None:
    draft = services.start_draft(procedure_key=items.ITEM, channel="window", window="1", by=clerk, at=AT).number
    contact = {"contact_name": items.PERSON_NAME, "contact_phone": "13800000000"}
    services.save_draft(draft=draft, facts=items.TYPED, persons=items.PERSONS, **contact, by=clerk, at=AT)
    note("draft")
    number = services.submit(draft=draft, by=clerk, at=AT).number
    note("submit")
    services.accept(number=number, by=clerk, at=AT)
    note("accept")
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    note("pass_prereview")
    services.decide(number=number, approve=True, by=cast.approver, at=AT)
    note("decide")
    receiver = {"name": items.PERSON_NAME, "number": items.PERSON_ID, "is_agent": False}
    services.issue(number=number, channel="window", identity_checked=True, receiver=receiver, by=clerk, at=AT)
    note("issue")


def test_a_statement_that_fails_undoes_the_door_and_leaves_the_connection_usable(cast: Cast, exchanged: list[int]) -> None:
    services.start_draft(procedure_key=people.PROCEDURE, by=cast.agent, at=AT, key="one")
    again = services.start_draft(procedure_key=people.PROCEDURE, by=cast.agent, at=AT, key="one")  # the key is written in the last exchange

    assert services.start_draft(procedure_key=people.PROCEDURE, by=cast.agent, at=AT, key="two").number != again.number
