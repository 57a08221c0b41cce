"""The decision grants what was computed, no more and no less; then it is public, delivered, rated and closed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from onewindow.cases import selectors, services
from onewindow.cases.life import State
from onewindow.cases.models import Case, Decision, Delivery, Rating
from onewindow.cases.tests.cast import AT, FIRST_TRADE, GROWTH, PROCEDURE, VOLUME, Cast, accepted, decided, issued, on, submitted
from onewindow.papers.models import Paper
from onewindow.papers.selectors import gaps, papers_of
from onewindow.papers.services import content_of
from onewindow.rules.services import replay
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)
PUBLISHED = "已享受其他市级专项资金"


def refused(act: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**arguments)
    return caught.value


def test_who_accepted_does_not_decide(cast: Cast) -> None:
    number = accepted(cast)
    Case.objects.filter(number=number).update(accepted_by=cast.approver.id)

    for act in (services.decide, services.take):
        refusal = refused(act, number=number, by=cast.approver, at=AT)
        assert (refusal.status, refusal.first.clause) == (403, "conv-c-6")
    assert services.decide(number=number, by=cast.second_approver, at=AT).state == State.DECIDED


def test_the_amounts_may_be_said_if_they_are_what_was_computed(cast: Cast) -> None:
    number = accepted(cast)
    services.decide(number=number, amounts={FIRST_TRADE: "30000", VOLUME: Decimal("6000.00")}, by=cast.approver, at=AT)

    assert Decision.objects.get(case__number=number).total_cny == Decimal("36000.00")


@pytest.mark.parametrize(
    ("amounts", "code", "clause"),
    [
        ({FIRST_TRADE: "30000.01"}, "above_computed", "open2023-2-1"),
        ({VOLUME: "6000.01"}, "above_computed", "open2023-3-1"),
        ({GROWTH: "20000"}, "above_computed", "open2023-2-2"),
        ({FIRST_TRADE: "29999.99"}, "below_computed", "conv-c-5"),
        ({VOLUME: "-1"}, "negative_amount", "open2023-3-1"),
        ({VOLUME: "1.001"}, "too_many_decimals", "open2023-3-1"),
        ({"setup_support_cny": "1"}, "unknown_award", None),
    ],
)
def test_any_other_amount_is_refused_with_the_clause_and_nothing_stays(
    cast: Cast, amounts: dict[str, str], code: str, clause: str | None
) -> None:
    number = accepted(cast)
    before = (Event.objects.count(), Paper.objects.count())
    refusal = refused(services.decide, number=number, amounts=amounts, by=cast.approver, at=AT)

    assert (refusal.first.code, refusal.first.clause) == (code, clause)
    assert refusal.first.expected
    assert (Event.objects.count(), Paper.objects.count()) == before
    assert not Decision.objects.exists()
    assert Case.objects.get(number=number).state == State.ACCEPTED


def test_one_award_may_be_refused_with_a_reason_and_the_others_granted(cast: Cast) -> None:
    number = accepted(cast)
    services.decide(number=number, refused={VOLUME: PUBLISHED}, by=cast.approver, at=AT)
    decision = Decision.objects.get(case__number=number)

    assert (decision.outcome, decision.total_cny) == ("granted", Decimal("30000.00"))
    assert {line["key"]: line["reason"] for line in decision.lines}[VOLUME] == PUBLISHED


def test_an_award_is_not_refused_without_a_reason(cast: Cast) -> None:
    refusal = refused(services.decide, number=accepted(cast), refused={VOLUME: " "}, by=cast.approver, at=AT)

    assert (refusal.first.field, refusal.first.code) == (VOLUME, "no_reason")


def test_where_nothing_is_payable_the_decision_is_a_refusal_with_its_reason(cast: Cast) -> None:
    number = accepted(cast, registered_in_miluo=False)
    assert refused(services.decide, number=number, by=cast.approver, at=AT).first.field == "reason"
    services.decide(number=number, reason="企业不在本市注册", by=cast.approver, at=AT)
    decision = Decision.objects.get(case__number=number)
    paper = Paper.objects.get(number=decision.paper)

    assert (decision.outcome, decision.total_cny) == ("refused", Decimal("0.00"))
    assert paper.title.startswith("不予")
    assert content_of(paper)["reasons"][0]["text"] == "企业不在本市注册"
    assert selectors.publication(PROCEDURE).rows == ()


def test_the_paper_says_what_was_granted_on_what_ground_and_from_which_facts(cast: Cast) -> None:
    number = decided(cast)
    paper = Paper.objects.get(number=Decision.objects.get(case__number=number).paper)
    said = content_of(paper)

    assert paper.organisation == "commerce-grain"
    assert said["total"] == "36000.00"
    first = said["lines"][0]
    assert (first["title"], first["amount"], first["clause"]) == ("外贸破零奖励", "30000.00", "open2023-2-1")
    assert {"label": "本年度进出口额", "value": "200,000.00美元"} in first["figures"]
    assert gaps() == []


def test_the_evaluation_behind_a_decision_is_kept_and_replays_the_same(cast: Cast) -> None:
    number = decided(cast)

    assert replay(Decision.objects.get(case__number=number).evaluation).same


def test_the_evaluation_counts_the_figures_of_the_day_of_submission(cast: Cast) -> None:
    number = accepted(cast)
    services.decide(number=number, by=cast.approver, at=on("2023-10-18"))

    assert replay(Decision.objects.get(case__number=number).evaluation).on == TODAY


def test_only_the_bureau_decides_and_only_what_was_accepted(cast: Cast) -> None:
    number = submitted(cast)
    assert refused(services.decide, number=number, by=cast.approver, at=AT).status == 409
    services.accept(number=number, by=cast.clerk, at=AT)
    assert refused(services.decide, number=number, by=cast.clerk, at=AT).status == 403
    assert refused(services.decide, number=number, by=cast.agent, at=AT).status == 403


def test_a_decision_is_made_once(cast: Cast) -> None:
    number = decided(cast)
    refusal = refused(services.decide, number=number, by=cast.second_approver, at=AT)

    assert refusal.status == 409
    assert "商务粮食局（审批人员）于2023-09-15 11:30办理" in refusal.first.message


def test_handing_over_at_the_window_and_the_first_download_are_service(cast: Cast) -> None:
    by_hand, online = decided(cast), decided(cast, uscc="91430681MA4L00002R")
    services.issue(number=by_hand, channel="window", identity_checked=True, by=cast.clerk, at=AT)
    services.issue(number=online, channel="download", by=cast.agent, at=AT)

    assert [delivery.channel for delivery in Delivery.objects.order_by("id")] == ["window", "download"]
    assert {paper.kind for paper in papers_of(online)} >= {"decision"}
    assert refused(services.issue, number=online, channel="download", by=cast.agent, at=AT).status == 409


def test_nobody_else_downloads_or_hands_over(cast: Cast) -> None:
    number = decided(cast)

    assert refused(services.issue, number=number, channel="download", by=cast.stranger, at=AT).status == 404
    assert refused(services.issue, number=number, channel="window", identity_checked=True, by=cast.approver, at=AT).status == 403
    assert refused(services.issue, number=number, channel="pigeon", by=cast.clerk, at=AT).first.code == "unknown_channel"


def test_nothing_is_handed_over_to_somebody_whom_nobody_checked(cast: Cast) -> None:
    number = decided(cast)

    assert refused(services.issue, number=number, channel="window", by=cast.clerk, at=AT).first.code == "identity_not_checked"
    services.issue(number=number, channel="window", identity_checked=True, by=cast.clerk, at=AT)
    assert '"identity_checked":true' in events_of(f"case:{number}")[-1].body


def test_a_rating_is_seen_by_who_gave_it_and_told_to_no_officer(cast: Cast) -> None:
    number = issued(cast)
    services.rate(number=number, level=1, comment="等得久", by=cast.agent, at=AT)

    assert selectors.case_of(number, cast.agent, AT.date()).rating == 1
    assert selectors.case_of(number, cast.clerk, AT.date()).rating is None
    told = "".join(event.body for event in events_of(f"case:{number}"))
    assert "level" not in told
    assert "等得久" not in told


def test_a_case_is_rated_once_on_five_levels_and_then_closed(cast: Cast) -> None:
    number = issued(cast)
    for level in (0, 6):
        assert refused(services.rate, number=number, level=level, by=cast.agent, at=AT).first.code == "unknown_level"
    assert services.rate(number=number, level=4, by=cast.agent, at=AT).state == State.CLOSED
    assert refused(services.rate, number=number, level=1, by=cast.agent, at=AT).first.code == "rated_before"
    assert Rating.objects.get(case__number=number).level == 4


def test_only_the_applicant_rates_and_not_before_it_was_delivered(cast: Cast) -> None:
    number = decided(cast)

    assert refused(services.rate, number=number, level=5, by=cast.agent, at=AT).status == 409
    assert refused(services.rate, number=number, level=5, by=cast.clerk, at=AT).status == 403


def test_what_nobody_rated_is_closed_after_ten_working_days_and_can_still_be_rated(cast: Cast) -> None:
    number = issued(cast)

    assert services.run_daily(at=on("2023-10-07")).closed == []
    assert services.run_daily(at=on("2023-10-08")).closed == [number]
    assert refused(services.close, number=number, by=cast.clerk, at=AT).status == 403
    assert refused(services.close, number=number, by=SYSTEM, at=AT).status == 409
    assert services.rate(number=number, level=5, by=cast.agent, at=on("2023-10-09")).state == State.CLOSED
