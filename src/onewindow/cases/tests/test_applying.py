"""The applicant: nothing typed is lost, everything wrong is said at once, nothing happens twice."""

from datetime import date
from typing import Any

import pytest

from onewindow.cases import selectors, services
from onewindow.cases.attachments import digests_in_use
from onewindow.cases.life import State
from onewindow.cases.models import Attachment, Case, Draft, IdempotencyKey
from onewindow.cases.tests.cast import (
    AT,
    FACTS,
    OTHER_USCC,
    PDF,
    PROCEDURE,
    USCC,
    Cast,
    accepted,
    correcting,
    decided,
    draft,
    on,
    submitted,
)
from onewindow.trail.models import Event
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)


def refused(act: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**arguments)
    return caught.value


def problems(refusal: Refused) -> dict[str | None, str]:
    return {problem.field: problem.code for problem in refusal.problems}


def test_what_is_typed_wrong_is_saved_as_it_was_typed(cast: Cast) -> None:
    key = draft(cast, trade_usd="一百万", year="20x3")
    view = selectors.draft_of(key, cast.agent, TODAY)

    assert {field.name: field.typed for field in view.fields}["trade_usd"] == "一百万"
    assert {problem.field for problem in view.problems} == {"trade_usd", "year"}
    assert view.evaluation is None


def test_a_draft_shows_what_it_comes_to_before_it_is_submitted(cast: Cast) -> None:
    view = selectors.draft_of(draft(cast), cast.agent, TODAY)

    assert view.problems == ()
    assert str(view.payable) == "36000.00"
    assert (view.awards[0].title, str(view.awards[0].payable)) == ("外贸破零奖励", "30000.00")


def test_without_its_evidence_an_award_shows_as_nothing(cast: Cast) -> None:
    view = selectors.draft_of(draft(cast, customs=False), cast.agent, TODAY)

    assert str(view.payable) == "0.00"
    assert view.awards[0].unproven == ("customs",)


def test_the_draft_of_another_person_is_as_if_it_were_not_there(cast: Cast) -> None:
    key = draft(cast)

    assert refused(selectors.draft_of, key=key, actor=cast.stranger, today=TODAY).status == 404
    assert refused(services.save_draft, draft=key, facts={}, by=cast.stranger, at=AT).status == 404
    assert refused(services.submit, draft=key, by=cast.stranger, at=AT).status == 404


def test_a_clerk_does_not_apply(cast: Cast) -> None:
    assert refused(services.start_draft, procedure_key=PROCEDURE, by=cast.clerk, at=AT).status == 403


@pytest.mark.parametrize(
    ("facts", "field", "code"),
    [
        ({"trade_usd": "-1"}, "trade_usd", "negative_amount"),
        ({"trade_usd": "abc"}, "trade_usd", "not_a_number"),
        ({"trade_usd": "1.005"}, "trade_usd", "too_many_decimals"),
        ({"trade_usd": ""}, "trade_usd", "fact_missing"),
        ({"traded_before": None}, "traded_before", "fact_missing"),
        ({"traded_before": "maybe"}, "traded_before", None),
        ({"year": 2024, "closed_until": None}, "year", "future_date"),
        ({"closed_until": "2023-09-30"}, "closed_until", "future_date"),
        ({"closed_until": "31.08.2023"}, "closed_until", None),
    ],
)
def test_a_wrong_fact_is_refused_with_its_place_and_nothing_is_written(
    cast: Cast, facts: dict[str, Any], field: str, code: str | None
) -> None:
    key = draft(cast, **facts)
    before = Event.objects.count()
    refusal = refused(services.submit, draft=key, by=cast.agent, at=AT)

    assert field in problems(refusal)
    assert code is None or problems(refusal)[field] == code
    assert all(problem.expected for problem in refusal.problems)
    assert not Case.objects.exists()
    assert Event.objects.count() == before
    assert Draft.objects.get(key=key).raw["trade_usd"] == facts.get("trade_usd", FACTS["trade_usd"])


@pytest.mark.parametrize(("field", "right"), [("trade_usd", "数字，以美元为单位"), ("traded_before", "选“是”或者“否”")])
def test_a_fact_that_was_left_empty_is_told_with_what_belongs_there(cast: Cast, field: str, right: str) -> None:
    refusal = refused(services.submit, draft=draft(cast, **{field: ""}), by=cast.agent, at=AT)

    assert {problem.field: problem.expected for problem in refusal.problems}[field] == right


@pytest.mark.parametrize(
    ("uscc", "code"),
    [("91430681MA4L00001X", "invalid_uscc"), ("123", "invalid_uscc"), ("", "invalid_uscc"), ("N2430681MA4L000010", "invalid_uscc")],
)
def test_a_broken_uscc_is_refused_and_stays_as_typed(cast: Cast, uscc: str, code: str) -> None:
    key = draft(cast, uscc=uscc)

    assert problems(refused(services.submit, draft=key, by=cast.agent, at=AT))["uscc"] == code
    assert Draft.objects.get(key=key).uscc == uscc


def test_an_enterprise_that_the_agent_has_no_authority_for_is_refused(cast: Cast) -> None:
    key = draft(cast, uscc="N2430681MA4L00005J")

    assert problems(refused(services.submit, draft=key, by=cast.agent, at=AT))["uscc"] == "not_agent"


def test_every_problem_is_said_at_once(cast: Cast) -> None:
    key = draft(cast, uscc="123", customs=False, trade_usd="-1", trade_usd_previous_year="x")

    assert set(problems(refused(services.submit, draft=key, by=cast.agent, at=AT))) == {
        "uscc",
        "trade_usd",
        "trade_usd_previous_year",
        "materials.customs",
    }


def test_a_required_material_that_is_missing_is_refused_with_its_clause(cast: Cast) -> None:
    refusal = refused(services.submit, draft=draft(cast, customs=False), by=cast.agent, at=AT)

    assert refusal.first.code == "material_missing"
    assert refusal.first.clause == "open2023-3-1"


def test_a_file_that_is_not_what_its_name_says_is_refused_and_not_kept(cast: Cast) -> None:
    key = draft(cast, customs=False)

    assert refused(services.attach, draft=key, material="customs", name="a.xlsx", content=PDF, by=cast.agent, at=AT).first.field == "file"
    assert not Attachment.objects.exists()


def test_a_file_for_a_material_that_nobody_asked_for_is_refused(cast: Cast) -> None:
    key = draft(cast, customs=False)

    assert (
        refused(services.attach, draft=key, material="passport", name="a.pdf", content=PDF, by=cast.agent, at=AT).first.code
        == "unknown_material"
    )


def test_a_file_of_the_same_name_takes_the_place_of_the_first_and_one_can_be_taken_out(cast: Cast) -> None:
    key = draft(cast)
    services.attach(draft=key, material="customs", name="海关数据.pdf", content=PDF + b"2", by=cast.agent, at=AT)
    files = selectors.draft_of(key, cast.agent, TODAY).materials[0].files
    assert [file.size for file in files] == [len(PDF) + 1]

    services.detach(draft=key, attachment=files[0].key, by=cast.agent, at=AT)
    assert selectors.draft_of(key, cast.agent, TODAY).materials[0].files == ()
    assert refused(services.detach, draft=key, attachment=files[0].key, by=cast.agent, at=AT).status == 404


def test_the_same_form_is_not_submitted_twice(cast: Cast) -> None:
    key = draft(cast)
    number = services.submit(draft=key, by=cast.agent, at=AT).number
    refusal = refused(services.submit, draft=key, by=cast.agent, at=AT)

    assert (refusal.status, refusal.first.code) == (409, "already_submitted")
    assert number in refusal.first.message


def test_a_second_form_for_the_same_claim_is_refused_with_the_number_of_the_first(cast: Cast) -> None:
    number = submitted(cast)
    refusal = refused(services.submit, draft=draft(cast), by=cast.agent, at=AT)

    assert (refusal.status, refusal.first.clause) == (409, "conv-c-7")
    assert number in refusal.first.message
    assert services.submit(draft=draft(cast, uscc=OTHER_USCC), by=cast.agent, at=AT).number != number


def test_after_a_withdrawal_the_same_claim_may_be_made_again(cast: Cast) -> None:
    services.withdraw(number=submitted(cast), by=cast.agent, at=AT)

    assert submitted(cast) == "2023-000002"


def test_the_same_key_gets_the_same_answer_and_nothing_happens_twice(cast: Cast) -> None:
    key = draft(cast)
    first = services.submit(draft=key, by=cast.agent, at=AT, key="one")
    events = Event.objects.count()
    again = services.submit(draft=key, by=cast.agent, at=on("2023-09-16"), key="one")

    assert again == first
    assert (Case.objects.count(), Event.objects.count()) == (1, events)


def test_starting_a_draft_twice_with_one_key_starts_one(cast: Cast) -> None:
    answers = {services.start_draft(procedure_key=PROCEDURE, by=cast.agent, at=AT, key="one").number for _ in range(3)}

    assert len(answers) == 1
    assert Draft.objects.count() == 1


def test_the_same_key_for_another_request_is_refused(cast: Cast) -> None:
    services.submit(draft=draft(cast), by=cast.agent, at=AT, key="one")
    refusal = refused(services.submit, draft=draft(cast, uscc=OTHER_USCC), by=cast.agent, at=AT, key="one")

    assert (refusal.status, refusal.first.code) == (409, "idempotency_key_reused")
    assert Case.objects.count() == 1


def test_the_key_of_one_person_is_not_that_of_another(cast: Cast) -> None:
    number = services.submit(draft=draft(cast), by=cast.agent, at=AT, key="one").number
    services.accept(number=number, by=cast.clerk, at=AT, key="one")

    assert IdempotencyKey.objects.filter(key="one").count() == 2


def test_a_refused_request_leaves_its_key_free(cast: Cast) -> None:
    key = draft(cast, customs=False)
    refused(services.submit, draft=key, by=cast.agent, at=AT, key="one")
    services.attach(draft=key, material="customs", name="a.pdf", content=PDF, by=cast.agent, at=AT)

    assert services.submit(draft=key, by=cast.agent, at=AT, key="one").state == State.SUBMITTED


@pytest.mark.clause("open2023-12-2")
@pytest.mark.parametrize("day", ["2023-03-31", "2028-04-01"])
def test_no_case_opens_under_a_document_that_is_not_in_force(cast: Cast, day: str) -> None:
    assert refused(services.start_draft, procedure_key=PROCEDURE, by=cast.agent, at=on(day)).first.clause == "open2023-12-2"


@pytest.mark.clause("open2023-12-2")
def test_a_draft_begun_in_time_is_not_submitted_after_the_last_day(cast: Cast) -> None:
    key = draft(cast, at=on("2028-03-31"), year=2027, closed_until=None)

    assert refused(services.submit, draft=key, by=cast.agent, at=on("2028-04-01")).first.clause == "open2023-12-2"
    assert services.submit(draft=key, by=cast.agent, at=on("2028-03-31")).state == State.SUBMITTED


def test_an_application_is_withdrawn_before_the_decision_and_not_after(cast: Cast) -> None:
    number = accepted(cast)
    assert refused(services.withdraw, number=number, by=cast.stranger, at=AT).status == 404
    assert services.withdraw(number=number, reason="材料有误", by=cast.agent, at=AT).state == State.WITHDRAWN
    assert selectors.queue(cast.approver, TODAY).rows == []

    late = decided(cast, uscc=OTHER_USCC)
    assert refused(services.withdraw, number=late, by=cast.agent, at=AT).status == 409


def test_a_correction_may_be_saved_half_done(cast: Cast) -> None:
    number = correcting(cast)
    services.save_correction(number=number, facts={"trade_usd": "二十万"}, by=cast.agent, at=AT)
    view = selectors.case_of(number, cast.agent, TODAY)

    assert view.correction is not None and view.correction.raw == {"trade_usd": "二十万"}
    assert view.row.state == State.CORRECTING


def test_the_uscc_of_the_case_is_that_of_the_form(cast: Cast) -> None:
    case = Case.objects.get(number=submitted(cast))

    assert (case.uscc, case.enterprise_name, case.period) == (USCC, "演示企业甲有限公司", 2023)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_what_no_database_keeps_is_refused_at_the_door(cast: Cast, text: str) -> None:
    key = draft(cast)

    for arguments in ({"facts": {"trade_usd": text}}, {"facts": {}, "uscc": text}, {"facts": {text: [1]}}):
        assert refused(services.save_draft, draft=key, **arguments, by=cast.agent, at=AT).first.code == "invalid_character"
    assert refused(selectors.draft_of, key=text, actor=cast.agent, today=TODAY).status == 404
    assert refused(selectors.case_of, number=text, actor=cast.agent, today=TODAY).status == 404
    assert refused(selectors.attachment_of, key=text, actor=cast.agent).status == 404


def test_numbers_may_come_as_json_numbers(cast: Cast) -> None:
    key = draft(cast)
    for _ in range(2):
        services.save_draft(draft=key, facts={"trade_usd": 200000.5, "year": 2023}, by=cast.agent, at=AT, key="one")

    assert (
        refused(services.save_draft, draft=key, facts={"trade_usd": float("nan")}, by=cast.agent, at=AT).first.code == "invalid_character"
    )
    number = services.submit(draft=key, by=cast.agent, at=AT).number
    assert Case.objects.get(number=number).facts["trade_usd"] == "200000.50"


def test_a_discarded_draft_is_erased_with_what_was_typed_and_its_files(cast: Cast) -> None:
    key, other = draft(cast), draft(cast)
    file = selectors.draft_of(key, cast.agent, TODAY).materials[0].files[0]
    services.attach(draft=other, material="customs", name="另一份.pdf", content=PDF + b"other", by=cast.agent, at=AT)
    answer = services.discard(draft=key, by=cast.agent, at=AT, key="one")

    assert services.discard(draft=key, by=cast.agent, at=AT, key="one") == answer
    assert [row.key for row in selectors.my_drafts(cast.agent)] == [other]
    assert not Draft.objects.filter(key=key).exists() and not Attachment.objects.filter(key=file.key).exists()
    assert digests_in_use() == set(Attachment.objects.filter(draft__key=other).values_list("digest", flat=True))
    assert [event.kind for event in events_of(f"draft:{key}")][-1] == "draft.discarded"
    assert refused(services.submit, draft=key, by=cast.agent, at=AT).status == 404


def test_nobody_discards_the_draft_of_another_or_one_that_was_submitted(cast: Cast) -> None:
    key = draft(cast)
    assert refused(services.discard, draft=key, by=cast.stranger, at=AT).status == 404
    assert refused(services.discard, draft=key, by=cast.clerk, at=AT).status == 404  # it was not brought to his window
    assert refused(services.discard, draft=key, by=cast.approver, at=AT).status == 403
    services.submit(draft=key, by=cast.agent, at=AT)

    assert refused(services.discard, draft=key, by=cast.agent, at=AT).first.code == "already_submitted"
    assert Attachment.objects.count() == 1


def test_a_form_has_a_largest_size(cast: Cast) -> None:
    key = draft(cast)

    assert refused(services.save_draft, draft=key, facts={"trade_usd": "1" * 100_000}, by=cast.agent, at=AT).first.code == "form_too_large"
    assert services.save_draft(draft=key, facts={"trade_usd": "1" * 90_000}, by=cast.agent, at=AT).state == "draft"


def test_a_file_is_opened_by_those_who_may_see_its_case_and_by_nobody_else(cast: Cast) -> None:
    number = submitted(cast)
    file = Attachment.objects.get().key

    assert selectors.attachment_of(file, cast.agent).name == "海关数据.pdf"
    assert selectors.attachment_of(file, cast.clerk).size == len(PDF)
    for stranger in (cast.stranger, cast.approver):
        assert refused(selectors.attachment_of, key=file, actor=stranger).status == 404
    services.accept(number=number, by=cast.clerk, at=AT)
    assert selectors.attachment_of(file, cast.approver).material == "customs"
