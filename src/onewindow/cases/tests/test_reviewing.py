"""At the bureau: one person on a case, facts corrected on evidence alone, and back to the window when something is missing."""

from datetime import date
from typing import Any

import pytest

from onewindow.cases import selectors, services
from onewindow.cases.life import State
from onewindow.cases.models import Attachment, Case, FactChange, Task
from onewindow.cases.tests.cast import AT, FIRST_TRADE, PDF, VOLUME, Cast, accepted, decided, on, submitted
from onewindow.rules.services import replay
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)


def refused(act: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**arguments)
    return caught.value


def evidence(number: str) -> str:
    return Attachment.objects.filter(case__number=number, material="customs", replaced_at=None).order_by("id")[0].key


def correct(cast: Cast, number: str, **changes: Any) -> Any:
    arguments: dict[str, Any] = {
        "number": number,
        "fact": "trade_usd",
        "value": "90000",
        "reason": "海关数据为9万美元",
        "attachment": evidence(number),
        "by": cast.approver,
        "at": AT,
    }
    return services.correct_fact(**{**arguments, **changes})


def test_taking_a_case_brings_it_under_review_and_tells_the_second_person_who_has_it(cast: Cast) -> None:
    number = accepted(cast)
    services.take(number=number, by=cast.approver, at=on("2023-09-15", "11:12"))
    assert Case.objects.get(number=number).state == State.REVIEWING

    refusal = refused(services.decide, number=number, by=cast.second_approver, at=AT)
    assert (refusal.status, refusal.first.code) == (409, "taken")
    assert "审批人员" in refusal.first.message and "2023-09-15 11:12" in refusal.first.message
    assert refused(services.take, number=number, by=cast.second_approver, at=AT).status == 409


def test_who_decides_what_nobody_took_takes_it_and_the_case_says_so(cast: Cast) -> None:
    number = accepted(cast)
    services.decide(number=number, by=cast.approver, at=on("2023-09-18"))
    case = Case.objects.get(number=number)
    task = Task.objects.get(case=case, step="review")

    assert [line.text for line in selectors.timeline(case)][2:4] == ["开始办理（审核）", "决定给予奖励，合计36,000.00元"]
    assert (task.taken_by, task.taken_at, task.done_by) == (cast.approver.id, on("2023-09-18"), cast.approver.id)

    taken = accepted(cast, uscc="91430681MA4L00002R")
    services.take(number=taken, by=cast.second_approver, at=AT)
    assert refused(services.decide, number=taken, by=cast.approver, at=AT).first.code == "taken"
    assert services.decide(number=taken, by=cast.second_approver, at=AT).state == State.DECIDED
    assert [event.kind for event in events_of(f"case:{taken}")].count("case.taken") == 1


def test_who_comes_too_late_is_told_what_he_can_do(cast: Cast) -> None:
    number = submitted(cast)
    services.take(number=number, by=cast.clerk, at=AT)
    assert refused(services.accept, number=number, by=cast.second_clerk, at=AT).first.expected == "由其办理；需要接手的，请其放回队列"
    services.accept(number=number, by=cast.clerk, at=AT)
    told = refused(services.accept, number=number, by=cast.second_clerk, at=AT).first.expected
    assert told == "现由汨罗市商务粮食局办理，您无需再办"
    services.take(number=number, by=cast.approver, at=AT)

    assert refused(services.take, number=number, by=cast.second_approver, at=AT).first.expected == "由其办理；需要接手的，请其放回队列"
    assert refused(services.take, number=number, by=cast.approver, at=AT).first.expected == "您已经领取，可以继续审核"
    assert refused(services.correct, number=number, facts={}, by=cast.agent, at=AT).first.expected == "等待办理结果；作出决定前可以撤回申请"
    services.decide(number=number, by=cast.approver, at=AT)
    assert refused(services.withdraw, number=number, by=cast.agent, at=AT).first.expected == "领取决定书"


def test_a_case_given_back_waits_for_a_colleague(cast: Cast) -> None:
    number = accepted(cast)
    services.take(number=number, by=cast.approver, at=AT)
    services.release(number=number, by=cast.approver, at=AT)

    assert Case.objects.get(number=number).state == State.ACCEPTED
    assert services.decide(number=number, by=cast.second_approver, at=AT).state == State.DECIDED


def test_the_window_does_not_take_a_review(cast: Cast) -> None:
    assert refused(services.take, number=accepted(cast), by=cast.clerk, at=AT).first.code == "other_organisation"


def test_a_returned_case_comes_back_on_the_same_clock(cast: Cast) -> None:
    number = accepted(cast)
    services.return_to_clerk(number=number, reason="缺少申报表签字页", by=cast.approver, at=on("2023-09-18"))
    assert selectors.queue(cast.approver, TODAY).rows == []
    waiting = selectors.queue(cast.clerk, date(2023, 9, 18)).rows[0]
    assert (waiting.state, waiting.note, waiting.step_title) == (State.RETURNED, "缺少申报表签字页", "退回处理")

    services.forward(number=number, note="已补签字页", by=cast.clerk, at=on("2023-09-19"))
    task = Task.objects.get(case__number=number, done_at=None)
    assert (task.step, task.starts_on, task.due_on) == ("review", TODAY, date(2023, 10, 19))


def test_a_return_says_why(cast: Cast) -> None:
    assert refused(services.return_to_clerk, number=accepted(cast), reason="", by=cast.approver, at=AT).first.code == "no_reason"


def test_only_what_was_returned_is_forwarded(cast: Cast) -> None:
    assert refused(services.forward, number=accepted(cast), by=cast.clerk, at=AT).status == 409


@pytest.mark.clause("open2023-10-2a")
def test_a_fact_is_corrected_on_evidence_and_the_awards_are_computed_anew(cast: Cast) -> None:
    number = accepted(cast)
    answer = correct(cast, number)
    change = FactChange.objects.get(case__number=number)
    view = selectors.case_of(number, cast.approver, TODAY)

    assert answer.message == "已更正“本年度进出口额”，应付合计22,700.00元"
    assert (change.before, change.after) == ("200000.00", "90000.00")
    assert {line.key: str(line.payable) for line in view.awards if line.payable} == {FIRST_TRADE: "20000.00", VOLUME: "2700.00"}
    assert next(fact for fact in view.facts if fact.name == "trade_usd").changed == (("200000.00", "90000.00"),)
    assert replay(change.evaluation).same


def test_the_correction_of_a_fact_is_told_to_the_applicant(cast: Cast) -> None:
    number = accepted(cast)
    correct(cast, number)

    told = selectors.timeline(Case.objects.get(number=number))[-1].text
    assert told == "依据证据将“本年度进出口额”由200000.00更正为90000.00：海关数据为9万美元"


@pytest.mark.clause("open2023-10-2a")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"attachment": "nothing"}, "no_evidence"),
        ({"reason": " "}, "no_reason"),
        ({"fact": "setup_cost_cny"}, "unknown_fact"),
        ({"value": "200000.00"}, "no_change"),
        ({"value": "-1"}, "negative_amount"),
        ({"value": "1.234"}, "too_many_decimals"),
        ({"fact": "year", "value": 2024}, "future_date"),
        ({"fact": "closed_until", "value": "2023-12-31"}, "future_date"),
    ],
)
def test_a_fact_is_not_corrected_without_evidence_and_reason_or_to_what_may_not_be(cast: Cast, changes: dict[str, Any], code: str) -> None:
    number = accepted(cast)

    assert refused(correct, cast=cast, number=number, **changes).first.code == code
    assert Case.objects.get(number=number).facts["trade_usd"] == "200000.00"
    assert not FactChange.objects.exists()


def test_the_approver_may_add_evidence_of_his_own(cast: Cast) -> None:
    number = accepted(cast)
    services.attach(number=number, material="customs", name="海关数据.pdf", content=PDF + b"check", by=cast.approver, at=AT)
    own = Attachment.objects.get(case__number=number, attached_by=cast.approver.id)

    assert not own.pending
    assert Attachment.objects.get(case__number=number, attached_by=cast.agent.id).replaced_at is None
    assert correct(cast, number, attachment=own.key).state == State.ACCEPTED


def test_evidence_of_another_case_proves_nothing(cast: Cast) -> None:
    other = evidence(accepted(cast, uscc="91430681MA4L00002R"))

    assert refused(correct, cast=cast, number=accepted(cast), attachment=other).first.code == "no_evidence"


def test_nobody_but_the_bureau_corrects_a_fact_and_nobody_after_the_decision(cast: Cast) -> None:
    number = accepted(cast)
    assert refused(correct, cast=cast, number=number, by=cast.clerk).status == 403
    assert refused(services.attach, number=number, material="customs", name="a.pdf", content=PDF, by=cast.clerk, at=AT).status == 409

    done = decided(cast, uscc="91430681MA4L00002R")
    assert refused(correct, cast=cast, number=done).status == 409


def test_a_year_is_not_corrected_to_one_that_is_claimed_already(cast: Cast) -> None:
    whole = {"closed_until": None, "traded_before": True, "at": on("2025-01-15")}
    first = accepted(cast, year=2023, **whole)
    number = accepted(cast, year=2024, **whole)
    refusal = refused(correct, cast=cast, number=number, fact="year", value=2023, at=on("2025-01-16"))

    assert (refusal.status, refusal.first.clause) == (409, "conv-c-7")
    assert first in refusal.first.message
