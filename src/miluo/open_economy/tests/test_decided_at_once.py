"""即申即享: what data on hand vouch for is decided at once, without paper and without a person; one in so many is drawn for one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from miluo.open_economy.models import Award
from miluo.open_economy.tests.filing import A_ROW, B_ROW, registered, taken
from onewindow.cases import selectors, services
from onewindow.cases.models import Case, Decision, Task
from onewindow.cases.services import at_once
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, OTHER_USCC, USCC, Cast
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused


@pytest.fixture
def known(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """Both enterprises in the register with their figures until August; nothing is drawn."""
    registered(cast, (USCC, "演示企业甲有限公司"), (OTHER_USCC, "演示企业乙有限公司"))
    taken(cast, A_ROW, B_ROW)
    monkeypatch.setattr(at_once, "is_drawn", lambda: False)
    yield cast


def handed_in(cast: Cast, **facts: Any) -> Case:
    """A claim without a single paper."""
    answer = services.hand_in(draft=people.draft(cast, customs=False, **facts), by=cast.agent, at=AT, key="one")
    return Case.objects.get(number=answer.number)


@pytest.mark.clause("open2023-3-1", "open2023-2-1")
def test_a_claim_that_agrees_with_the_data_is_decided_at_once_without_a_paper(known: Cast) -> None:
    case = handed_in(known)

    assert (case.state, case.route) == ("decided", "at_once")
    assert {row.award: str(row.amount_cny) for row in Award.objects.filter(uscc=USCC)} == {
        "first_trade_award_cny": "30000.00",
        "trade_volume_award_cny": "6000.00",
    }
    assert Decision.objects.get(case=case).by == case.accepted_by == SYSTEM.id
    kinds = [event.kind for event in events_of(case.subject)]
    assert [kind for kind in kinds if kind.startswith("case.")] == [
        "case.submitted",
        "case.verified",
        "case.accepted",
        "case.decided",
        "case.published",
    ]
    [verified] = [event for event in events_of(case.subject) if event.kind == "case.verified"]
    assert verified.content["data"]["trade_usd"].startswith("海关数据，导入DR2023-")
    view = selectors.case_of(case.number, known.agent, AT.date())
    assert [paper.kind for paper in view.papers] == ["receipt", "acceptance", "decision"]
    assert "即申即享" in " ".join(line.text for line in view.timeline)
    assert Task.objects.get(case=case, done_at=None).step == "issue"


@pytest.mark.clause("open2023-10-2a")
@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        ({"trade_usd": "200000.01"}, "本年度进出口额"),
        ({"closed_until": "2023-07-31"}, "数据截至日"),
        ({"registered_in_miluo": False}, "在本市注册"),
        ({"funded_elsewhere": ["growth_award_cny"]}, "已由市其他专项资金"),
    ],
)
def test_what_differs_from_the_data_goes_the_ordinary_way_and_says_so(known: Cast, facts: dict[str, Any], lacking: str) -> None:
    answer = services.hand_in(draft=people.draft(known, **facts), by=known.agent, at=AT)

    assert lacking in answer.message and "按一般程序办理" in answer.message
    case = Case.objects.get(number=answer.number)
    assert (case.state, case.route) == ("submitted", "unverified")
    assert lacking in selectors.timeline(case)[-1].text
    assert not Award.objects.exists()
    services.accept(number=case.number, by=known.clerk, at=AT)  # and a person can take it up


@pytest.mark.clause("open2023-10-2a")
def test_without_data_the_evidence_has_to_be_handed_in(known: Cast) -> None:
    with pytest.raises(Refused) as caught:
        services.hand_in(draft=people.draft(known, customs=False, trade_usd="200001"), by=known.agent, at=AT)
    assert [problem.field for problem in caught.value.problems] == ["materials.customs"]


@pytest.mark.clause("open2023-10-2a")
def test_one_that_is_drawn_waits_for_a_person_with_a_mark_and_withdrawing_is_no_second_throw(
    known: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_once, "is_drawn", lambda: True)
    case = handed_in(known)
    assert (case.state, case.route) == ("submitted", "drawn")
    assert [event.kind for event in events_of(case.subject)][-1] == "case.drawn"
    assert [row.route for row in selectors.queue(known.clerk, AT.date()).rows] == ["drawn"]

    monkeypatch.setattr(at_once, "is_drawn", lambda: False)
    assert at_once.try_at_once(case.number, at=AT).state == "submitted"  # the first answer, whoever asks again
    services.withdraw(number=case.number, by=known.agent, at=AT)
    again = services.hand_in(draft=people.draft(known, customs=False), by=known.agent, at=AT)
    assert Case.objects.get(number=again.number).route == "drawn"


@pytest.mark.clause("open2023-10-2a")
def test_a_drawn_claim_is_decided_by_people_on_the_same_data(known: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "is_drawn", lambda: True)
    case = handed_in(known)
    services.accept(number=case.number, by=known.clerk, at=AT)
    services.decide(number=case.number, by=known.approver, at=AT)
    assert Award.objects.filter(case_number=case.number).count() == 2


@pytest.mark.clause("open2023-10-2a")
def test_one_in_twenty_is_drawn() -> None:
    drawn = sum(at_once.is_drawn() for _ in range(20_000))
    assert 700 < drawn < 1300  # 1000 expected; ten standard deviations either way


@pytest.mark.clause("open2023-10-2a")
def test_nobody_but_the_system_decides_at_once(known: Cast) -> None:
    number = people.submitted(known)
    for person in (known.agent, known.clerk, known.approver):
        with pytest.raises(Refused) as caught:
            services.decide_at_once(number=number, by=person, at=AT)
        assert caught.value.status == 403


@pytest.mark.clause("open2023-10-2a")
def test_a_case_that_a_clerk_took_is_left_to_him(known: Cast) -> None:
    number = people.submitted(known)
    services.take(number=number, by=known.clerk, at=AT)
    assert at_once.try_at_once(number, at=AT) is None
    assert Case.objects.get(number=number).route == ""


@pytest.mark.clause("open2023-10-2a")
def test_a_case_whose_decision_was_cut_off_is_decided_by_the_work_of_the_day_once(known: Cast) -> None:
    number = people.submitted(known)  # the process died between the two doors
    assert services.run_daily(at=AT).decided_at_once == [number]
    assert services.run_daily(at=AT).decided_at_once == []
    assert Award.objects.filter(case_number=number).count() == 2


@pytest.mark.clause("open2023-3-1")
def test_figures_of_a_whole_year_vouch_for_no_claim_on_months(cast: Cast) -> None:
    registered(cast, (USCC, "演示企业甲有限公司"))
    taken(cast, A_ROW, closed_until=date(2023, 7, 31))
    case = Case.objects.get(number=services.hand_in(draft=people.draft(cast), by=cast.agent, at=AT).number)
    assert case.route == "unverified"


@pytest.mark.clause("open2023-10-2a")
def test_the_form_says_before_what_is_verified_and_what_need_not_be_handed_in(known: Cast) -> None:
    view = selectors.draft_of(people.draft(known, customs=False), known.agent, AT.date())
    assert view.at_once
    assert view.spared >= {"customs", "licence"}
    assert view.vouched["trade_usd"].startswith("海关数据")
    assert not selectors.draft_of(people.draft(known, trade_usd="1"), known.agent, AT.date()).at_once
