"""What a stranger types has a place and an end: no words of his in events, no name that the form lacks, no file without number."""

from typing import Any

import pytest

from onewindow.cases import selectors, services
from onewindow.cases.models import Attachment, Case, Correction, Draft
from onewindow.cases.services import drafts
from onewindow.cases.tests.cast import AT, PDF, PROCEDURE, Cast, correcting, draft, issued, submitted
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused


def refused(act: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**arguments)
    return caught.value


def test_a_fact_that_the_form_does_not_ask_is_refused_and_leaves_no_event(cast: Cast) -> None:
    key = draft(cast)
    before = Event.objects.count()
    refusal = refused(services.save_draft, draft=key, facts={"trade_usd": "1", "张三的手机": 1, "x": 2}, by=cast.agent, at=AT)

    assert [(problem.field, problem.code) for problem in refusal.problems] == [("张三的手机", "unknown_fact"), ("x", "unknown_fact")]
    assert Event.objects.count() == before
    services.save_draft(draft=key, facts={"trade_usd": "1"}, by=cast.agent, at=AT)
    assert events_of(f"draft:{key}")[-1].content["changed"] == ["trade_usd"]


def test_a_correction_keeps_no_fact_that_the_form_does_not_ask(cast: Cast) -> None:
    number = correcting(cast)

    assert refused(services.save_correction, number=number, facts={"x": "1"}, by=cast.agent, at=AT).first.code == "unknown_fact"
    services.save_correction(number=number, facts={"trade_usd": "1"}, by=cast.agent, at=AT)
    assert Correction.objects.get(case__number=number).raw == {"trade_usd": "1"}


def test_the_words_of_a_withdrawal_are_in_the_case_and_in_no_event(cast: Cast) -> None:
    number = submitted(cast)
    services.withdraw(number=number, reason="家中有事", by=cast.agent, at=AT)
    case = Case.objects.get(number=number)

    assert selectors.timeline(case)[-1].text == "撤回申请：家中有事"
    assert all("家中有事" not in f"{event.reason}{event.content}" for event in events_of(case.subject))


def test_words_have_a_limit(cast: Cast) -> None:
    number = submitted(cast)
    long, most = "字" * 2001, "字" * 2000
    item = {"kind": "fact", "key": "trade_usd", "reason": long}

    for act, arguments, field in (
        (services.refuse_acceptance, {"reason": long, "by": cast.clerk}, "reason"),
        (services.ask_correction, {"items": [item], "by": cast.clerk}, "items"),
        (services.withdraw, {"reason": long, "by": cast.agent}, "reason"),
    ):
        refusal = refused(act, number=number, **arguments, at=AT)
        assert (refusal.first.code, refusal.first.field, refusal.first.expected) == ("too_long", field, "不超过2000字")
    assert refused(services.save_draft, draft=draft(cast), facts={}, contact_name=long, by=cast.agent, at=AT).first.field == "contact_name"
    services.withdraw(number=number, reason=most, by=cast.agent, at=AT)
    assert refused(services.rate, number=issued(cast), level=5, comment=long, by=cast.agent, at=AT).first.field == "comment"


def test_a_form_saved_in_parts_is_no_larger_than_one_saved_at_once(cast: Cast) -> None:
    key = draft(cast)
    services.save_draft(draft=key, facts={"trade_usd": "1" * 60_000}, by=cast.agent, at=AT)

    refusal = refused(services.save_draft, draft=key, facts={"trade_usd_previous_year": "1" * 60_000}, by=cast.agent, at=AT)
    assert refusal.first.code == "form_too_large"


def test_files_and_drafts_have_a_number(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_FILES", 2)
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    key = draft(cast)
    another: dict[str, Any] = {"draft": key, "material": "customs", "content": PDF, "by": cast.agent, "at": AT}

    services.attach(**another, name="b.pdf")
    assert refused(services.attach, **another, name="c.pdf").first.code == "too_many_files"
    assert Attachment.objects.count() == 2
    services.start_draft(procedure_key=PROCEDURE, by=cast.agent, at=AT)
    assert refused(services.start_draft, procedure_key=PROCEDURE, by=cast.agent, at=AT).first.code == "too_many_drafts"
    services.discard(draft=key, by=cast.agent, at=AT)
    services.start_draft(procedure_key=PROCEDURE, by=cast.agent, at=AT)
    assert Draft.objects.count() == 2
