"""What a door costs the database: statements without those of papers and of the rule book's store, which are counted in their rooms.

BEGIN and COMMIT are not counted; an event is two statements, a key one, and whether the document of a service is registered is one
(normdoc-2b).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.cases import services
from onewindow.cases.services import Answer
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, OTHER_USCC, PROCEDURE, Cast

OTHERS = ("papers_", "rules_", "SAVEPOINT")
Door = Callable[..., Answer]


def cost(door: Door, **arguments: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        door(**arguments, at=AT, key="one")
    own = [query["sql"] for query in captured if not any(word in query["sql"] for word in OTHERS)]
    events_of_papers = sum("paper.issued" in sql or "rules.evaluated" in sql for sql in own)
    return len(own) - 2 * events_of_papers


@pytest.fixture
def warm(cast: Cast) -> Cast:
    """The people, after a first case that published the declaration and began the series of numbers."""
    people.issued(cast, uscc=OTHER_USCC)
    return cast


DOORS: dict[str, tuple[int, Callable[[Cast], tuple[Door, dict[str, Any]]]]] = {
    "start_draft": (7, lambda cast: (services.start_draft, {"procedure_key": PROCEDURE, "by": cast.agent})),
    "save_draft": (5, lambda cast: (services.save_draft, {"draft": people.draft(cast), "facts": {"trade_usd": "1"}, "by": cast.agent})),
    "submit": (15, lambda cast: (services.submit, {"draft": people.draft(cast), "by": cast.agent})),
    "accept": (9, lambda cast: (services.accept, {"number": people.submitted(cast), "by": cast.clerk})),
    "take": (7, lambda cast: (services.take, {"number": people.accepted(cast), "by": cast.approver})),
    "decide": (29, lambda cast: (services.decide, {"number": people.accepted(cast), "by": cast.approver})),
    "issue": (
        9,
        lambda cast: (services.issue, {"number": people.decided(cast), "channel": "window", "identity_checked": True, "by": cast.clerk}),
    ),
    "rate": (7, lambda cast: (services.rate, {"number": people.issued(cast), "level": 5, "by": cast.agent})),
    "withdraw": (8, lambda cast: (services.withdraw, {"number": people.accepted(cast), "by": cast.agent})),
}


@pytest.mark.parametrize("name", DOORS)
def test_a_door_costs_no_more_than_its_statements(warm: Cast, name: str) -> None:
    most, prepare = DOORS[name]
    door, arguments = prepare(warm)

    assert cost(door, **arguments) <= most
