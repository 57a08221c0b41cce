"""Two people at the same moment: one does it, the other is told; numbers stay whole, and a key is answered once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from onewindow.cases import services
from onewindow.cases.models import Attachment, Case, Draft, IdempotencyKey
from onewindow.cases.services import Answer
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, PDF, Cast
from onewindow.papers.models import Counter, Paper
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from tests.kill.forks import together

AT_ONCE = 4


def answers(results: list[Any]) -> list[Answer]:
    return [result for result in results if isinstance(result, Answer)]


def refusals(results: list[Any]) -> list[Any]:
    return [result for result in results if not isinstance(result, Answer)]


def _accept(cast: Cast) -> list[Callable[[], Answer]]:
    number = people.submitted(cast)
    return [partial(services.accept, number=number, by=clerk, at=AT) for clerk in (cast.clerk, cast.second_clerk)]


def _take(cast: Cast) -> list[Callable[[], Answer]]:
    number = people.accepted(cast)
    return [partial(services.take, number=number, by=approver, at=AT) for approver in (cast.approver, cast.second_approver)]


def _decide(cast: Cast) -> list[Callable[[], Answer]]:
    number = people.accepted(cast)
    return [partial(services.decide, number=number, by=approver, at=AT) for approver in (cast.approver, cast.second_approver)]


def _ask(cast: Cast) -> list[Callable[[], Answer]]:
    number = people.submitted(cast)
    fault = [{"kind": "fact", "key": "trade_usd", "reason": "与海关数据不一致"}]
    return [partial(services.ask_correction, number=number, items=fault, by=clerk, at=AT) for clerk in (cast.clerk, cast.second_clerk)]


def _deliver(cast: Cast) -> list[Callable[[], Answer]]:
    number = people.decided(cast)
    return [
        partial(services.issue, number=number, channel="window", identity_checked=True, by=cast.clerk, at=AT),
        partial(services.issue, number=number, channel="download", by=cast.agent, at=AT),
    ]


@pytest.mark.parametrize("prepare", [_accept, _take, _decide, _ask, _deliver], ids=lambda prepare: prepare.__name__.strip("_"))
def test_of_two_people_on_one_case_one_does_it_and_the_other_is_told(live_database: str, prepare: Callable[[Cast], Any]) -> None:
    results = together(*prepare(people.gather()))

    assert len(answers(results)) == 1
    assert [status for status, _ in refusals(results)] == [409]
    assert verify().ok
    assert gaps() == []


def test_the_same_request_sent_twice_at_once_gets_one_answer(live_database: str) -> None:
    cast = people.gather()
    send = partial(services.submit, draft=people.draft(cast), by=cast.agent, at=AT, key="one")
    results = together(*[send] * AT_ONCE)

    assert len(answers(results)) == AT_ONCE
    assert len(set(results)) == 1
    assert (Case.objects.count(), IdempotencyKey.objects.count()) == (1, 1)


def test_a_draft_begun_twice_at_once_with_one_key_is_one(live_database: str) -> None:
    cast = people.gather()
    send = partial(services.start_draft, procedure_key=people.PROCEDURE, by=cast.agent, at=AT, key="one")
    results = together(*[send] * AT_ONCE)

    assert len(set(results)) == 1
    assert Draft.objects.count() == 1


def test_two_forms_for_one_claim_at_once_are_one_case_and_a_refusal_that_names_it(live_database: str) -> None:
    cast = people.gather()
    results = together(*[partial(services.submit, draft=people.draft(cast), by=cast.agent, at=AT) for _ in range(AT_ONCE)])

    assert len(answers(results)) == 1
    assert refusals(results) == [(409, "open_case")] * (AT_ONCE - 1)
    assert Case.objects.count() == 1


def test_numbers_taken_at_once_have_no_gap_and_no_double(live_database: str) -> None:
    cast = people.gather()
    agents = [people.agent_of(f"91430681MA4L0010{n}", f"agent-{n}") for n in range(2 * AT_ONCE)]
    drafts = [people.draft(replace(cast, agent=agent), uscc=None) for agent in agents]
    results = together(*(partial(services.submit, draft=draft, by=agent, at=AT) for agent, draft in zip(agents, drafts, strict=True)))

    assert sorted(result.number for result in results) == [f"2023-{n:06d}" for n in range(1, 2 * AT_ONCE + 1)]
    assert Counter.objects.get(series="case").last == 2 * AT_ONCE
    assert Paper.objects.count() == 2 * AT_ONCE
    assert gaps() == []
    assert verify().ok


def test_two_uploads_of_one_name_at_once_leave_one_file_in_place(live_database: str) -> None:
    cast = people.gather()
    draft = people.draft(cast, customs=False)
    upload = partial(services.attach, draft=draft, material="customs", name="a.pdf", content=PDF, by=cast.agent, at=AT)
    results = together(upload, upload)

    assert len(answers(results)) == 2
    assert Attachment.objects.filter(replaced_at=None).count() == 1
