"""At the window (行政许可法第三十二条): accept, ask once for everything, or say why not; and silence accepts."""

from datetime import date
from typing import Any

import pytest

from onewindow.cases import selectors, services
from onewindow.cases.life import State
from onewindow.cases.models import Attachment, Case, ClockInterval, Correction, Task
from onewindow.cases.tests.cast import AT, OTHER_USCC, PDF, Cast, accepted, correcting, on, submitted
from onewindow.papers.selectors import papers_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)
TRADE = {"kind": "fact", "key": "trade_usd", "reason": "与海关数据不一致"}
LAW = "行政许可法第三十二条"


def refused(act: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**arguments)
    return caught.value


def attach(cast: Cast, number: str, material: str = "customs") -> None:
    services.attach(number=number, material=material, name="新证明.pdf", content=PDF + b"new", by=cast.agent, at=AT)


def test_acceptance_is_given_once_and_the_second_clerk_is_told_who_gave_it(cast: Cast) -> None:
    number = accepted(cast)
    refusal = refused(services.accept, number=number, by=cast.second_clerk, at=AT)

    assert (refusal.status, refusal.first.code) == (409, "wrong_state")
    assert "已受理" in refusal.first.message
    assert "审批服务局（综窗人员）于2023-09-15 10:30办理" in refusal.first.message


def test_only_the_window_accepts(cast: Cast) -> None:
    number = submitted(cast)

    lacking = refused(services.accept, number=number, by=cast.approver, at=AT).first
    assert (lacking.code, lacking.expected) == ("permission_denied", "“受理、补正告知和不予受理”权限，由综窗人员行使")
    assert refused(services.accept, number=number, by=cast.agent, at=AT).status == 403
    assert refused(services.accept, number=number, by=cast.both, at=AT).first.code == "other_organisation"
    assert refused(services.accept, number="2023-999999", by=cast.clerk, at=AT).status == 404


def test_a_case_that_a_colleague_took_is_his_until_he_gives_it_back(cast: Cast) -> None:
    number = submitted(cast)
    services.take(number=number, by=cast.clerk, at=AT)

    refusal = refused(services.accept, number=number, by=cast.second_clerk, at=AT)
    assert (refusal.status, refusal.first.code) == (409, "taken")
    assert "综窗人员" in refusal.first.message and "09:30" in refusal.first.message
    services.release(number=number, by=cast.clerk, at=AT)
    assert services.accept(number=number, by=cast.second_clerk, at=AT).state == State.ACCEPTED


def test_what_nobody_took_is_not_given_back(cast: Cast) -> None:
    assert refused(services.release, number=submitted(cast), by=cast.clerk, at=AT).first.code == "not_taken"


def test_the_notice_names_every_fault_with_its_ground_and_stops_the_clock(cast: Cast) -> None:
    number = correcting(cast)
    case = Case.objects.get(number=number)
    correction = Correction.objects.get(case=case)

    assert case.state == State.CORRECTING
    assert [(item["key"], item["clause"]) for item in correction.items] == [("trade_usd", LAW), ("customs", "open2023-3-1")]
    assert correction.due_on == date(2023, 10, 12)
    assert [paper.kind for paper in papers_of(number)] == ["receipt", "correction"]
    interval = ClockInterval.objects.get(case=case)
    assert (interval.starts_on, interval.ends_on, interval.start_paper) == (TODAY, None, correction.paper)
    row = selectors.queue(cast.clerk, TODAY).rows[0]
    assert row.countdown is not None and row.countdown.light == "grey"


def test_a_second_request_is_refused_with_the_law(cast: Cast) -> None:
    number = correcting(cast)
    attach(cast, number)
    services.correct(number=number, facts={"trade_usd": "150000"}, by=cast.agent, at=AT)
    refusal = refused(services.ask_correction, number=number, items=[TRADE], by=cast.clerk, at=AT)

    assert (refusal.status, refusal.first.code, refusal.first.clause) == (409, "asked_before", LAW)


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "nothing_asked"),
        ([{**TRADE, "reason": "  "}], "no_reason"),
        ([{**TRADE, "key": "setup_cost_cny"}], "unknown_item"),
        ([{**TRADE, "kind": "thing"}], "unknown_item"),
        ([{"kind": "material", "key": "passport", "reason": "缺少"}], "unknown_material"),
        ([{**TRADE, "source": "第三条"}], "unknown_source"),
    ],
)
def test_a_request_that_says_nothing_or_asks_for_what_the_form_does_not_have_is_refused(
    cast: Cast, items: list[dict[str, str]], code: str
) -> None:
    number = submitted(cast)

    assert refused(services.ask_correction, number=number, items=items, by=cast.clerk, at=AT).first.code == code
    assert Case.objects.get(number=number).state == State.SUBMITTED


def test_the_applicant_corrects_just_what_was_asked_and_the_difference_is_kept(cast: Cast) -> None:
    number = correcting(cast)
    attach(cast, number)
    services.correct(number=number, facts={"trade_usd": "150000.5"}, by=cast.agent, at=on("2023-09-20"))
    case = Case.objects.get(number=number)
    correction = Correction.objects.get(case=case)

    assert (case.state, case.facts["trade_usd"], case.received_on) == (State.SUBMITTED, "150000.50", date(2023, 9, 20))
    assert correction.changes == [{"fact": "trade_usd", "before": "200000.00", "after": "150000.50"}]
    files = Attachment.objects.filter(case=case, material="customs").order_by("id")
    assert [(file.name, file.replaced_at is None, file.pending) for file in files] == [
        ("海关数据.pdf", False, False),
        ("新证明.pdf", True, False),
    ]


def test_the_clock_of_the_window_goes_on_where_it_stood(cast: Cast) -> None:
    number = submitted(cast)  # on Friday; five working days end on the 22nd
    services.ask_correction(number=number, items=[TRADE], by=cast.clerk, at=on("2023-09-19"))
    services.correct(number=number, facts={"trade_usd": "150000"}, by=cast.agent, at=on("2023-09-26"))

    assert Task.objects.get(case__number=number, done_at=None).due_on == date(2023, 10, 7)  # 18 | 26 27 28 | the make-up Saturday


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"trade_usd": "150000", "year": 2022}, "not_asked"),
        ({}, "not_answered"),
        ({"trade_usd": "-5"}, "negative_amount"),
        ({"trade_usd": ""}, "fact_missing"),
    ],
)
def test_a_correction_of_something_else_or_of_nothing_is_refused(cast: Cast, facts: dict[str, Any], code: str) -> None:
    number = correcting(cast)
    attach(cast, number)

    assert code in {problem.code for problem in refused(services.correct, number=number, facts=facts, by=cast.agent, at=AT).problems}
    assert Case.objects.get(number=number).facts["trade_usd"] == "200000.00"


def test_a_correction_without_the_material_that_was_asked_for_is_refused(cast: Cast) -> None:
    number = correcting(cast)

    refusal = refused(services.correct, number=number, facts={"trade_usd": "150000"}, by=cast.agent, at=AT)
    assert [(problem.field, problem.code) for problem in refusal.problems] == [("customs", "not_answered")]


def test_a_material_that_was_not_asked_for_is_not_taken(cast: Cast) -> None:
    number = correcting(cast)

    assert refused(attach, cast=cast, number=number, material="licence").first.code == "not_asked"


def test_nobody_else_corrects_and_nothing_is_corrected_that_was_not_asked(cast: Cast) -> None:
    assert refused(services.correct, number=correcting(cast), facts={}, by=cast.stranger, at=AT).status == 404
    assert refused(services.correct, number=submitted(cast, uscc="91430681MA4L00002R"), facts={}, by=cast.agent, at=AT).status == 409


def test_not_accepting_says_why_and_where_to_go(cast: Cast) -> None:
    number = submitted(cast)
    assert refused(services.refuse_acceptance, number=number, reason=" ", by=cast.clerk, at=AT).first.clause == LAW
    answer = services.refuse_acceptance(number=number, reason="不属于本市受理范围", where_to_go="岳阳市商务局", by=cast.clerk, at=AT)

    assert answer.state == State.NOT_ACCEPTED
    assert [paper.kind for paper in papers_of(number)] == ["receipt", "non-acceptance"]
    assert "可向岳阳市商务局提出" in selectors.timeline(Case.objects.get(number=number))[-1].text
    assert refused(services.accept, number=number, by=cast.clerk, at=AT).status == 409


def test_five_working_days_of_silence_accept_from_the_day_the_materials_were_received(cast: Cast) -> None:
    number = submitted(cast)

    assert services.run_daily(at=on("2023-09-22", "23:59")).deemed_accepted == []
    assert services.run_daily(at=on("2023-09-23", "00:10")).deemed_accepted == [number]
    case = Case.objects.get(number=number)
    assert (case.state, case.accepted_on, case.accepted_by) == (State.ACCEPTED, TODAY, SYSTEM.id)
    assert Task.objects.get(case=case, done_at=None).starts_on == TODAY
    assert services.run_daily(at=on("2023-09-23", "00:20")).deemed_accepted == []


def test_after_its_limit_the_window_asks_and_refuses_nothing_more(cast: Cast) -> None:
    number = submitted(cast)
    late = on("2023-09-23")
    for act, arguments in ((services.ask_correction, {"items": [TRADE]}), (services.refuse_acceptance, {"reason": "不属于受理范围"})):
        refusal = refused(act, number=number, **arguments, by=cast.clerk, at=late)
        assert (refusal.status, refusal.first.code, refusal.first.clause) == (409, "limit_lapsed", LAW)
        assert "视为受理" in str(refusal.first.expected)

    assert selectors.case_of(number, cast.clerk, late.date()).acts == {"accept", "take", "transfer"}
    assert selectors.case_of(number, cast.clerk, date(2023, 9, 22)).acts >= {"accept", "ask_correction", "refuse_acceptance"}
    assert services.ask_correction(number=number, items=[TRADE], by=cast.clerk, at=on("2023-09-22", "23:59")).state == State.CORRECTING


def test_a_late_acceptance_takes_no_day_from_the_applicant(cast: Cast) -> None:
    number, in_time = submitted(cast), submitted(cast, uscc=OTHER_USCC)
    services.accept(number=in_time, by=cast.clerk, at=on("2023-09-22"))
    answer = services.accept(number=number, by=cast.clerk, at=on("2023-09-27"))

    assert "视为受理" in answer.message
    days = Case.objects.order_by("number").values_list("accepted_on", flat=True)
    assert list(days) == [TODAY, date(2023, 9, 22)]
    assert Task.objects.get(case__number=number, done_at=None).starts_on == TODAY
    assert Case.objects.get(number=number).accepted_by == cast.clerk.id
    assert "视为受理" in selectors.timeline(Case.objects.get(number=number))[-1].text


def test_the_limit_goes_on_after_the_correction(cast: Cast) -> None:
    number = submitted(cast)
    services.ask_correction(number=number, items=[TRADE], by=cast.clerk, at=on("2023-09-19"))
    services.correct(number=number, facts={"trade_usd": "150000"}, by=cast.agent, at=on("2023-09-26"))

    assert (
        refused(services.refuse_acceptance, number=number, reason="不符", by=cast.clerk, at=on("2023-10-08")).first.code == "limit_lapsed"
    )
    assert services.refuse_acceptance(number=number, reason="不符", by=cast.clerk, at=on("2023-10-07")).state == State.NOT_ACCEPTED


def test_only_the_day_itself_deems_and_not_before_its_time(cast: Cast) -> None:
    number = submitted(cast)

    assert refused(services.deem_accepted, number=number, by=cast.clerk, at=on("2023-10-20")).status == 403
    assert refused(services.deem_accepted, number=number, by=SYSTEM, at=on("2023-09-22")).first.code == "not_lapsed"


def test_a_case_that_waits_for_correction_is_not_accepted_by_silence(cast: Cast) -> None:
    number = correcting(cast)

    assert services.run_daily(at=on("2023-12-01")).deemed_accepted == []
    assert Case.objects.get(number=number).state == State.CORRECTING


def test_silence_after_the_correction_accepts_from_the_day_it_was_received(cast: Cast) -> None:
    number = submitted(cast)
    services.ask_correction(number=number, items=[TRADE], by=cast.clerk, at=on("2023-09-19"))
    services.correct(number=number, facts={"trade_usd": "150000"}, by=cast.agent, at=on("2023-09-26"))
    services.run_daily(at=on("2023-10-08"))

    assert Case.objects.get(number=number).accepted_on == date(2023, 9, 26)


def test_a_case_whose_correction_never_came_is_ended_after_its_period_and_not_before(cast: Cast) -> None:
    number = correcting(cast)
    refusal = refused(services.terminate, number=number, reason="", by=cast.clerk, at=on("2023-10-12"))

    assert (refusal.first.code, refusal.first.clause) == ("not_lapsed", "conv-c-2")
    assert services.terminate(number=number, reason="", by=cast.clerk, at=on("2023-10-13")).state == State.TERMINATED
    assert not Task.objects.filter(done_at=None).exists()
