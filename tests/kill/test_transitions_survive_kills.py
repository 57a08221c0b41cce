"""Every door, killed at every write and on both sides of its commit: the case stands before it or after it, never between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from onewindow.cases import services
from onewindow.cases.models import Attachment, Case
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, PDF, Cast, on
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from onewindow.words.actor import SYSTEM
from tests.kill.forks import AFTER_COMMIT, BEFORE_COMMIT, killed_at

ROOMS = ("trail", "accounts", "rules", "papers", "ledger", "cases", "items", "hall", "open_economy")
FAULT = {"kind": "fact", "key": "trade_usd", "reason": "与海关数据不一致"}
Door = Callable[..., Any]
Prepared = tuple[Door, dict[str, Any]]


def _start(cast: Cast) -> Prepared:
    return services.start_draft, {"procedure_key": people.PROCEDURE, "by": cast.agent}


def _save(cast: Cast) -> Prepared:
    return services.save_draft, {"draft": people.draft(cast), "facts": {"trade_usd": "300000"}, "uscc": people.OTHER_USCC, "by": cast.agent}


def _attach(cast: Cast) -> Prepared:
    file = {"material": "customs", "name": "海关数据.pdf", "content": PDF + b"2"}
    return services.attach, {"draft": people.draft(cast), **file, "by": cast.agent}


def _attach_to_case(cast: Cast) -> Prepared:
    file = {"material": "customs", "name": "新证明.pdf", "content": PDF + b"2"}
    return services.attach, {"number": people.correcting(cast), **file, "by": cast.agent}


def _detach(cast: Cast) -> Prepared:
    draft = people.draft(cast)
    return services.detach, {"draft": draft, "attachment": Attachment.objects.get().key, "by": cast.agent}


def _submit(cast: Cast) -> Prepared:
    return services.submit, {"draft": people.draft(cast), "by": cast.agent}


def _accept(cast: Cast) -> Prepared:
    return services.accept, {"number": people.submitted(cast), "by": cast.clerk}


def _deem(cast: Cast) -> Prepared:
    return services.deem_accepted, {"number": people.submitted(cast), "by": SYSTEM, "at": on("2023-10-20")}


def _ask(cast: Cast) -> Prepared:
    return services.ask_correction, {"number": people.submitted(cast), "items": [FAULT], "by": cast.clerk}


def _save_correction(cast: Cast) -> Prepared:
    return services.save_correction, {"number": people.correcting(cast), "facts": {"trade_usd": "x"}, "by": cast.agent}


def _correct(cast: Cast) -> Prepared:
    number = people.correcting(cast)
    services.attach(number=number, material="customs", name="新证明.pdf", content=PDF + b"2", by=cast.agent, at=AT)
    return services.correct, {"number": number, "facts": {"trade_usd": "150000"}, "by": cast.agent}


def _refuse(cast: Cast) -> Prepared:
    return services.refuse_acceptance, {"number": people.submitted(cast), "reason": "不属于受理范围", "by": cast.clerk}


def _terminate(cast: Cast) -> Prepared:
    return services.terminate, {"number": people.correcting(cast), "reason": "", "by": cast.clerk, "at": on("2023-12-01")}


def _withdraw(cast: Cast) -> Prepared:
    return services.withdraw, {"number": people.correcting(cast), "by": cast.agent}


def _take(cast: Cast) -> Prepared:
    return services.take, {"number": people.accepted(cast), "by": cast.approver}


def _release(cast: Cast) -> Prepared:
    number = people.accepted(cast)
    services.take(number=number, by=cast.approver, at=AT)
    return services.release, {"number": number, "by": cast.approver}


def _return(cast: Cast) -> Prepared:
    return services.return_to_clerk, {"number": people.accepted(cast), "reason": "缺少签字页", "by": cast.approver}


def _forward(cast: Cast) -> Prepared:
    number = people.accepted(cast)
    services.return_to_clerk(number=number, reason="缺少签字页", by=cast.approver, at=AT)
    return services.forward, {"number": number, "by": cast.clerk}


def _correct_fact(cast: Cast) -> Prepared:
    number = people.accepted(cast)
    change = {"fact": "trade_usd", "value": "90000", "reason": "海关数据为9万美元", "attachment": Attachment.objects.get().key}
    return services.correct_fact, {"number": number, **change, "by": cast.approver}


def _decide(cast: Cast) -> Prepared:
    return services.decide, {"number": people.accepted(cast), "by": cast.approver}


def _decide_nothing(cast: Cast) -> Prepared:
    number = people.accepted(cast, registered_in_miluo=False)
    return services.decide, {"number": number, "reason": "不在本市注册", "by": cast.approver}


def _issue(cast: Cast) -> Prepared:
    return services.issue, {"number": people.decided(cast), "channel": "window", "identity_checked": True, "by": cast.clerk}


def _rate(cast: Cast) -> Prepared:
    return services.rate, {"number": people.issued(cast), "level": 5, "by": cast.agent}


def _close(cast: Cast) -> Prepared:
    return services.close, {"number": people.issued(cast), "by": SYSTEM}


DOORS = [
    *(_start, _save, _attach, _attach_to_case, _detach, _submit, _accept, _deem, _ask, _save_correction, _correct, _refuse),
    *(_terminate, _withdraw, _take, _release, _return, _forward, _correct_fact, _decide, _decide_nothing, _issue, _rate, _close),
]


@pytest.mark.parametrize("prepare", DOORS, ids=lambda prepare: prepare.__name__.strip("_"))
def test_a_kill_leaves_the_case_before_the_door_or_after_it(live_database: str, prepare: Callable[[Cast], Prepared]) -> None:
    act, arguments = prepare(people.gather())
    arguments = {"at": AT, "key": "the same request", **arguments}
    before = everything()

    deaths = list(deaths_of(lambda: act(**arguments), before))
    assert deaths[-1] == BEFORE_COMMIT
    assert len(deaths) > 3  # the row, the event, the key

    assert killed_at(AFTER_COMMIT, lambda: act(**arguments)) == AFTER_COMMIT
    after = everything()
    assert after != before
    assert verify().ok
    assert gaps() == []
    answer = act(**arguments)  # who had no answer asks again with the same key
    assert everything() == after
    assert answer.state in {"draft", *Case.objects.values_list("state", flat=True)}


def deaths_of(door: Callable[[], Any], before: dict[str, list[Any]]) -> list[str]:
    """Kill the door at its first write, its second, … and before its commit; everything stands as before.

    It is looked at once, behind the last: what a kill had left would still be there.
    """
    deaths: list[str] = []
    while not deaths or deaths[-1] != BEFORE_COMMIT:
        deaths.append(killed_at(len(deaths) + 1, door))
        assert deaths[-1] in {f"before write {len(deaths)}", BEFORE_COMMIT}
    assert everything() == before
    return deaths


def everything() -> dict[str, list[Any]]:
    """Every row of every table that a door may write, read on a fresh connection."""
    connections.close_all()
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in models}
