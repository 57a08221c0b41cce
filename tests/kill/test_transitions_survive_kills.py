"""Every door, killed at every write and on both sides of its commit: the case stands before it or after it, never between."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections

from onewindow.cases import services
from onewindow.cases.models import Attachment, Case
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, PDF, Cast, on
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from onewindow.words.actor import SYSTEM
from tests.kill.forks import AFTER_COMMIT, BEFORE_COMMIT, killed_at
from tests.kill.tables import Arguments, Row, Table

ROOMS = (
    *("trail", "worktime", "accounts", "organisations", "rules", "runs", "papers", "ledger", "items", "hall", "cases", "supervision"),
    *("exchange", "open_economy", "integrated_window", "rural_mortgage", "valuation_disposal", "risk_fund"),
)
FAULT = {"kind": "fact", "key": "trade_usd", "reason": "与海关数据不一致"}
TRANSITIONS = Table[Cast]()
before = TRANSITIONS.before


@before(services.start_draft)
def _start(cast: Cast) -> Arguments:
    return {"procedure_key": people.PROCEDURE, "by": cast.agent}


@before(services.save_draft)
def _save(cast: Cast) -> Arguments:
    return {"draft": people.draft(cast), "facts": {"trade_usd": "300000"}, "uscc": people.OTHER_USCC, "by": cast.agent}


@before(services.attach)
def _attach(cast: Cast) -> Arguments:
    file = {"material": "customs", "name": "海关数据.pdf", "content": PDF + b"2"}
    return {"draft": people.draft(cast), **file, "by": cast.agent}


@before(services.attach)
def _attach_to_case(cast: Cast) -> Arguments:
    file = {"material": "customs", "name": "新证明.pdf", "content": PDF + b"2"}
    return {"number": people.correcting(cast), **file, "by": cast.agent}


@before(services.detach)
def _detach(cast: Cast) -> Arguments:
    draft = people.draft(cast)
    return {"draft": draft, "attachment": Attachment.objects.get().key, "by": cast.agent}


@before(services.submit)
def _submit(cast: Cast) -> Arguments:
    return {"draft": people.draft(cast), "by": cast.agent}


@before(services.accept)
def _accept(cast: Cast) -> Arguments:
    return {"number": people.submitted(cast), "by": cast.clerk}


@before(services.deem_accepted)
def _deem(cast: Cast) -> Arguments:
    return {"number": people.submitted(cast), "by": SYSTEM, "at": on("2023-10-20")}


@before(services.ask_correction)
def _ask(cast: Cast) -> Arguments:
    return {"number": people.submitted(cast), "items": [FAULT], "by": cast.clerk}


@before(services.save_correction)
def _save_correction(cast: Cast) -> Arguments:
    return {"number": people.correcting(cast), "facts": {"trade_usd": "x"}, "by": cast.agent}


@before(services.correct)
def _correct(cast: Cast) -> Arguments:
    number = people.correcting(cast)
    services.attach(number=number, material="customs", name="新证明.pdf", content=PDF + b"2", by=cast.agent, at=AT)
    return {"number": number, "facts": {"trade_usd": "150000"}, "by": cast.agent}


@before(services.refuse_acceptance)
def _refuse(cast: Cast) -> Arguments:
    return {"number": people.submitted(cast), "reason": "不属于受理范围", "by": cast.clerk}


@before(services.terminate)
def _terminate(cast: Cast) -> Arguments:
    return {"number": people.correcting(cast), "reason": "", "by": cast.clerk, "at": on("2023-12-01")}


@before(services.withdraw)
def _withdraw(cast: Cast) -> Arguments:
    return {"number": people.correcting(cast), "by": cast.agent}


@before(services.take)
def _take(cast: Cast) -> Arguments:
    return {"number": people.accepted(cast), "by": cast.approver}


@before(services.release)
def _release(cast: Cast) -> Arguments:
    number = people.accepted(cast)
    services.take(number=number, by=cast.approver, at=AT)
    return {"number": number, "by": cast.approver}


@before(services.return_to_clerk)
def _return(cast: Cast) -> Arguments:
    return {"number": people.accepted(cast), "reason": "缺少签字页", "by": cast.approver}


@before(services.forward)
def _forward(cast: Cast) -> Arguments:
    number = people.accepted(cast)
    services.return_to_clerk(number=number, reason="缺少签字页", by=cast.approver, at=AT)
    return {"number": number, "by": cast.clerk}


@before(services.correct_fact)
def _correct_fact(cast: Cast) -> Arguments:
    number = people.accepted(cast)
    change = {"fact": "trade_usd", "value": "90000", "reason": "海关数据为9万美元", "attachment": Attachment.objects.get().key}
    return {"number": number, **change, "by": cast.approver}


@before(services.decide)
def _decide(cast: Cast) -> Arguments:
    return {"number": people.accepted(cast), "by": cast.approver}


@before(services.decide)
def _decide_nothing(cast: Cast) -> Arguments:
    number = people.accepted(cast, registered_in_miluo=False)
    return {"number": number, "reason": "不在本市注册", "by": cast.approver}


@before(services.issue)
def _issue(cast: Cast) -> Arguments:
    return {"number": people.decided(cast), "channel": "window", "identity_checked": True, "by": cast.clerk}


@before(services.rate)
def _rate(cast: Cast) -> Arguments:
    return {"number": people.issued(cast), "level": 5, "by": cast.agent}


@before(services.close)
def _close(cast: Cast) -> Arguments:
    return {"number": people.issued(cast), "by": SYSTEM}


@pytest.mark.parametrize("row", TRANSITIONS, ids=attrgetter("name"))
def test_a_kill_leaves_the_case_before_the_door_or_after_it(live_database: str, row: Row[Cast]) -> None:
    act = row.act
    arguments = {"at": AT, "key": "the same request", **row.prepare(people.gather())}
    standing = everything()

    deaths = list(deaths_of(lambda: act(**arguments), standing))
    assert deaths[-1] == BEFORE_COMMIT
    assert len(deaths) > 3  # the row, the event, the key

    assert killed_at(AFTER_COMMIT, lambda: act(**arguments)) == AFTER_COMMIT
    after = everything()
    assert after != standing
    assert verify().ok
    assert gaps() == []
    answer = act(**arguments)  # who had no answer asks again with the same key
    assert everything() == after
    assert answer.state in {"draft", *Case.objects.values_list("state", flat=True)}


def deaths_of(door: Callable[[], Any], before: dict[str, list[Any]], *, doubling: bool = False) -> list[str]:
    """Kill the door at its first write, its second, its third (``doubling``: its fourth) … and before its commit; everything
    stands as before.

    It is looked at once, behind the last: what a kill had left would still be there.
    """
    deaths: list[str] = []
    point = 1
    while not deaths or deaths[-1] != BEFORE_COMMIT:
        deaths.append(killed_at(point, door))
        assert deaths[-1] in {f"before write {point}", BEFORE_COMMIT}
        point = 2 * point if doubling else point + 1
    assert everything() == before
    return deaths


def everything() -> dict[str, list[Any]]:
    """Every row of every table that a door may write, as the database gives it, read on a fresh connection."""
    connections.close_all()
    found = {}
    with connection.cursor() as cursor:
        for model in (model._meta for room in ROOMS for model in apps.get_app_config(room).get_models()):
            order = ", ".join(f'"{field.column}"' for field in model.pk_fields)
            cursor.execute(f'SELECT * FROM "{model.db_table}" ORDER BY {order}')
            found[model.label] = cursor.fetchall()
    return found
