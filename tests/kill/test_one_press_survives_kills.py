"""免申即享 and 即申即享 under kills and at the same moment: whatever is cut off goes on where it stopped, and nothing is paid twice."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from miluo.open_economy.models import Award, Proposal
from miluo.open_economy.selectors import offers
from miluo.open_economy.services import confirming, proposing
from miluo.open_economy.tests.filing import registered, taken
from onewindow.cases import services
from onewindow.cases.models import Case
from onewindow.cases.services import at_once
from onewindow.cases.services.at_once import try_at_once
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, Cast
from onewindow.papers.selectors import gaps
from onewindow.trail.verification import verify
from onewindow.words.actor import Actor
from tests.kill.forks import killed_at, together

CONTACT = {"contact_name": "演示联系人", "contact_phone": "13800000000"}
POINTS = (1, 2, 4, 7, 11, 16, 22, 29, 37, 46, 56, 67, 80, 95)  # writes of the whole way, over all its transactions
NAME = "演示企业有限公司"


@pytest.fixture
def cast(live_database: str, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(at_once, "is_drawn", lambda: False)
    return people.gather()


def enterprises(cast: Cast, count: int) -> dict[str, Actor]:
    """Enterprises with the same verified figures, each with an agent of its own."""
    agents = [people.agent_of(f"91430681MA4L001{place:02}", f"agent-{place}") for place in range(count)]
    codes = [agency.uscc for agent in agents for agency in _agencies(agent)]
    registered(cast, *((uscc, NAME) for uscc in codes))
    taken(cast, *((uscc, NAME, "否", 200000, 0) for uscc in codes))
    return dict(zip(codes, agents, strict=True))


def _agencies(agent: Actor):  # type: ignore[no-untyped-def]
    from onewindow.accounts.models import Agency  # noqa: PLC0415  # beside its one use

    return Agency.objects.filter(user__key=agent.id)


def whole() -> None:
    """One case and two awards for each proposal, and a trail without a break."""
    proposals = Proposal.objects.all()
    assert {each.state for each in proposals} == {"confirmed"}
    assert sorted(each.case_number for each in proposals) == sorted(Case.objects.values_list("number", flat=True))
    assert set(Case.objects.values_list("state", "route")) == {("decided", "at_once")}
    assert Award.objects.count() == 2 * len(proposals)
    assert verify().ok
    assert gaps() == []


def test_a_press_killed_anywhere_on_its_way_pays_once(cast: Cast) -> None:
    agents = enterprises(cast, len(POINTS))
    proposing.propose(year=2023, by=cast.approver, at=AT)
    proposals = list(Proposal.objects.order_by("uscc"))
    for point, proposal in zip(POINTS, proposals, strict=True):
        press = partial(confirming.accept_proposal, number=proposal.number, **CONTACT, by=agents[proposal.uscc], at=AT, key=f"k{point}")
        killed_at(point, press)
    confirming.carry_out_confirmed(at=AT)  # the work of the day
    services.run_daily(at=AT)
    for proposal in Proposal.objects.filter(state="open"):  # killed before it was confirmed: pressed again
        confirming.accept_proposal(number=proposal.number, **CONTACT, by=agents[proposal.uscc], at=AT)
    whole()


def test_a_proposal_pressed_by_several_at_once_is_one_case(cast: Cast) -> None:
    [(_, agent)] = enterprises(cast, 1).items()
    proposing.propose(year=2023, by=cast.approver, at=AT)
    number = Proposal.objects.get().number
    press = partial(confirming.accept_proposal, number=number, **CONTACT, by=agent, at=AT)
    together(*[press] * 4)
    confirming.carry_out_confirmed(at=AT)
    services.run_daily(at=AT)
    whole()


def test_a_run_killed_in_the_middle_is_run_again_and_two_at_once_propose_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    enterprises(cast, 6)
    known = offers.found(2023, AT.date())  # Polars has threads, which a forked child does not: the pass is made here, once
    monkeypatch.setattr(proposing, "found", lambda year, on: known)
    run = partial(proposing.propose, year=2023, by=cast.approver, at=AT)
    for point in (1, 2, 5, 9, 14):
        killed_at(point, run)
    together(run, run)
    proposing.propose(year=2023, by=cast.approver, at=AT)
    assert Proposal.objects.filter(state="open").count() == Proposal.objects.count() == 6
    assert verify().ok


def test_a_claim_decided_by_several_processes_at_once_is_decided_once(cast: Cast) -> None:
    [(uscc, agent)] = enterprises(cast, 1).items()
    number = people.submitted(replace(cast, agent=agent), uscc=uscc)
    together(*[partial(try_at_once, number, at=AT)] * 4)
    assert (Case.objects.get().state, Award.objects.count()) == ("decided", 2)
    assert verify().ok
