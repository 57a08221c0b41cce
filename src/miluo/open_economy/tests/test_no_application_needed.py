"""免申即享: what the data on hand entitle an enterprise to is proposed, confirmed by one press, and paid for once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from miluo.open_economy.models import Award, Proposal, ProposalRun
from miluo.open_economy.services import confirming, proposing
from miluo.open_economy.tests.filing import A_ROW, B_ROW, registered, taken
from onewindow.cases import services
from onewindow.cases.models import Case, Draft
from onewindow.cases.services import at_once
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, OTHER_USCC, USCC, Cast
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

CONTACT = {"contact_name": "演示联系人", "contact_phone": "13800000000"}
A, B = "36000.00", "86000.02"  # 30,000 + 6,000; doubled from half a million: 50,000 + 36,000.015, rounded half-up


@pytest.fixture
def known(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    registered(cast, (USCC, "演示企业甲有限公司"), (OTHER_USCC, "演示企业乙有限公司"))
    taken(cast, A_ROW, B_ROW)
    monkeypatch.setattr(at_once, "is_drawn", lambda: False)
    yield cast


def run(cast: Cast, **about: Any) -> ProposalRun:
    """A press of its own, each at another moment."""
    return proposing.propose(**{"year": 2023, "by": cast.approver, "at": AT + timedelta(seconds=ProposalRun.objects.count()), **about})


def counts(of: ProposalRun) -> tuple[int, int, int, int]:
    return of.made, of.revised, of.unchanged, of.closed


def proposed() -> dict[str, str]:
    return {each.uscc: str(each.total_cny) for each in Proposal.objects.filter(state="open")}


def number_of(uscc: str) -> str:
    return Proposal.objects.get(uscc=uscc, state="open").number


@pytest.mark.clause("open2023-2-1", "open2023-2-3", "open2023-3-1")
def test_every_enterprise_whose_facts_are_verified_is_proposed_what_it_may_have(known: Cast) -> None:
    first = run(known)
    assert counts(first) == (2, 0, 0, 0)
    assert (first.enterprises, first.done) == (2, 2)
    assert proposed() == {USCC: A, OTHER_USCC: B}
    proposal = Proposal.objects.get(uscc=USCC)
    assert [line["key"] for line in proposal.lines] == ["first_trade_award_cny", "trade_volume_award_cny"]
    assert proposal.facts["closed_until"] == "2023-08-31"


@pytest.mark.clause("open2023-10-2a")
def test_run_twice_it_proposes_the_same(known: Cast) -> None:
    run(known)
    numbers = set(Proposal.objects.values_list("number", flat=True))
    assert counts(run(known)) == (0, 0, 2, 0)
    assert set(Proposal.objects.values_list("number", flat=True)) == numbers


class PowerCut(Exception):
    """The end of a worker in the middle of its run."""


def cut_after_one(done: int, of: int) -> None:
    raise PowerCut


@pytest.mark.clause("open2023-10-2a")
def test_a_run_that_was_cut_off_goes_on_as_the_same_run_and_proposes_nothing_twice(known: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "A_BATCH", 1)
    with pytest.raises(PowerCut):
        run(known, at=AT, progress=cut_after_one)
    assert Proposal.objects.count() == 1
    told: list[tuple[int, int]] = []
    ended = run(known, at=AT, progress=lambda done, of: told.append((done, of)))
    assert (counts(ended), told) == ((2, 0, 0, 0), [(1, 2), (2, 2)])
    assert proposed() == {USCC: A, OTHER_USCC: B}
    assert run(known, at=AT) == ended == ProposalRun.objects.get()  # told again that it has ended
    assert counts(run(known)) == (0, 0, 2, 0)


@pytest.mark.clause("open2023-10-2a")
def test_what_is_not_verified_is_not_proposed(cast: Cast) -> None:
    taken(cast, A_ROW, B_ROW)  # nobody has said where they are registered
    assert counts(run(cast)) == (0, 0, 0, 0)


@pytest.mark.clause("open2023-10-1")
def test_a_year_that_the_fund_does_not_pay_for_is_refused(known: Cast) -> None:
    for year in (2022, 2024):
        with pytest.raises(Refused) as caught:
            run(known, year=year)
        assert caught.value.first.clause == "open2023-10-1"
    with pytest.raises(Refused):
        run(known, by=known.clerk)


@pytest.mark.clause("open2023-2-1", "open2023-11-1")
def test_one_press_makes_the_case_and_decides_it(known: Cast) -> None:
    run(known)
    number = number_of(USCC)
    answer = confirming.accept_proposal(number=number, **CONTACT, by=known.agent, at=AT, key="press")

    assert answer.state == "decided"
    proposal = Proposal.objects.get(number=number)
    case = Case.objects.get(number=proposal.case_number)
    assert (proposal.state, case.route, case.uscc) == ("confirmed", "at_once", USCC)
    assert proposal.contact_phone is None and case.contact_phone == "13800000000"
    assert sum(row.amount_cny for row in Award.objects.filter(uscc=USCC)) == proposal.total_cny
    assert [event.kind for event in events_of(proposal.subject)] == ["proposal.made", "proposal.confirmed", "proposal.filed"]


@pytest.mark.clause("open2023-10-2a")
def test_confirming_twice_pays_once(known: Cast) -> None:
    run(known)
    number = number_of(USCC)
    confirming.accept_proposal(number=number, **CONTACT, by=known.agent, at=AT)
    with pytest.raises(Refused) as caught:
        confirming.accept_proposal(number=number, **CONTACT, by=known.agent, at=AT)
    assert caught.value.status == 409
    assert confirming.carry_out(number, at=AT) is None
    assert (Case.objects.count(), Award.objects.count()) == (1, 2)
    assert counts(run(known)) == (0, 0, 1, 0)  # the other enterprise; this one has had what it may have


@pytest.mark.clause("open2023-10-2a")
@pytest.mark.parametrize("done", [0, 1, 2, 3])
def test_a_confirmation_that_was_cut_off_goes_on_where_it_stopped(known: Cast, done: int) -> None:
    run(known)
    number = number_of(USCC)
    confirming.confirm(number=number, **CONTACT, by=known.agent, at=AT)
    facts = Proposal.objects.get(number=number).facts
    if done > 0:
        draft = services.start_draft(procedure_key=people.PROCEDURE, by=known.agent, at=AT, key=f"{number}:draft").number
    if done > 1:
        contact = {"contact_name": "演示联系人", "contact_phone": "13800000000"}
        services.save_draft(draft=draft, facts=facts, uscc=USCC, **contact, by=known.agent, at=AT, key=f"{number}:save")
    if done > 2:
        services.submit(draft=draft, by=known.agent, at=AT, key=f"{number}:submit")

    answer = confirming.carry_out(number, at=AT)
    assert answer is not None and answer.state == "decided"
    assert (Case.objects.count(), Award.objects.count(), Draft.objects.count()) == (1, 2, 1)


@pytest.mark.clause("open2023-10-2a")
def test_a_case_of_its_own_closes_the_proposal(known: Cast) -> None:
    run(known)
    number = number_of(USCC)
    services.hand_in(draft=people.draft(known), by=known.agent, at=AT)
    proposal = Proposal.objects.get(number=number)
    assert proposal.state == "closed" and "已由办件2023-" in proposal.closed_because
    with pytest.raises(Refused, match="已失效"):
        confirming.accept_proposal(number=number, **CONTACT, by=known.agent, at=AT)


@pytest.mark.clause("open2023-10-2a")
def test_a_case_under_way_stands_against_a_proposal(known: Cast) -> None:
    people.submitted(known)
    assert counts(run(known)) == (1, 0, 0, 0)
    people.submitted(known, uscc=OTHER_USCC)
    with pytest.raises(Refused, match="已没有应付的奖补"):
        confirming.accept_proposal(number=number_of(OTHER_USCC), **CONTACT, by=known.agent, at=AT)
    assert not Award.objects.exists()


@pytest.mark.clause("open2023-10-2a")
def test_figures_that_changed_are_shown_before_they_are_confirmed(known: Cast) -> None:
    run(known)
    number = number_of(USCC)
    taken(known, (*A_ROW[:3], 90000, 0))
    with pytest.raises(Refused, match="数据已有变化") as caught:
        confirming.accept_proposal(number=number, **CONTACT, by=known.agent, at=AT)
    assert caught.value.status == 409 and not Case.objects.exists()
    assert confirming.accept_proposal(number=number, **CONTACT, by=known.agent, at=AT).state == "decided"
    assert str(sum(row.amount_cny for row in Award.objects.all())) == "22700.00"


@pytest.mark.clause("open2023-11-1")
def test_an_objection_waits_for_the_bureau_and_is_answered_on_corrected_data(known: Cast) -> None:
    run(known)
    number = number_of(USCC)
    with pytest.raises(Refused, match="没有写明异议"):
        confirming.object_to(number=number, reason=" ", by=known.agent, at=AT)
    confirming.object_to(number=number, reason="八月出口少计5万美元", by=known.agent, at=AT)
    with pytest.raises(Refused):
        confirming.accept_proposal(number=number, **CONTACT, by=known.agent, at=AT)
    assert counts(run(known)) == (0, 0, 2, 0)  # and a run leaves it alone
    with pytest.raises(Refused):
        confirming.answer_objection(number=number, answer="已更正", by=known.agent, at=AT)

    taken(known, (*A_ROW[:3], 250000, 0))
    confirming.answer_objection(number=number, answer="海关已更正", by=known.approver, at=AT)
    assert proposed()[USCC] == "37500.00"
    assert "少计" not in "".join(event.body for event in events_of(f"proposal:{number}"))


@pytest.mark.clause("open2023-11-1")
def test_nobody_else_sees_or_confirms_it(known: Cast) -> None:
    run(known)
    for person in (known.stranger, known.clerk):
        with pytest.raises(Refused) as caught:
            confirming.accept_proposal(number=number_of(USCC), **CONTACT, by=person, at=AT)
        assert caught.value.status in {403, 404}
    with pytest.raises(Refused) as caught:
        confirming.accept_proposal(number=number_of(USCC), contact_name="", contact_phone="1", by=known.agent, at=AT)
    assert {problem.field for problem in caught.value.problems} == {"contact_name", "contact_phone"}


@pytest.mark.clause("open2023-10-2a")
def test_one_that_is_drawn_goes_to_people_and_is_not_proposed_again(known: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "is_drawn", lambda: True)
    run(known)
    answer = confirming.accept_proposal(number=number_of(USCC), **CONTACT, by=known.agent, at=AT)
    assert answer.state == "submitted" and "随机抽查" in answer.message
    assert counts(run(known)) == (0, 0, 1, 0)
