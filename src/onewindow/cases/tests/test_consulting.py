"""征求意见 and 加签: several bodies side by side, a named person's hand; the decision waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from onewindow.cases import gates, selectors, services
from onewindow.cases.models import Consultation
from onewindow.cases.offices import office_name
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, Cast, on
from onewindow.papers.selectors import paper, papers_of
from onewindow.papers.services import content_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

BODIES = ("justice", "approval-service")


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items.publish_item()
    for body in BODIES:
        items.office(body)
    with gates.isolated():
        yield cast.clerk


def refused(door: Any, **arguments: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value


def reviewed(clerk: Actor, cast: Cast) -> str:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    return number


def asked(clerk: Actor, cast: Cast) -> str:
    number = reviewed(clerk, cast)
    services.consult(number=number, organisations=BODIES, question="选址是否符合要求", by=cast.approver, at=AT)
    return number


def row(organisation: str) -> int:
    return Consultation.objects.get(organisation=organisation).pk


def test_the_decision_waits_for_every_body_that_was_asked(cast: Cast, clerk: Actor) -> None:
    number = asked(clerk, cast)
    decide = {"number": number, "approve": True, "by": cast.approver, "at": AT}
    assert [each.code for each in refused(services.decide, **decide).problems] == ["not_answered", "not_answered"]
    people = {body: items.person(f"demo-{body}", "演示审批员", "approver", body) for body in BODIES}
    assert [each.number for each in selectors.asked_of(people[BODIES[0]], AT.date())] == [number]
    assert selectors.case_of(number, people[BODIES[0]], AT.date()).row.number == number
    for body, person in people.items():
        answer = {"number": number, "consultation": row(body), "agrees": True, "by": person, "at": AT}
        assert refused(services.answer_consultation, opinion=" ", **answer).first.code == "no_opinion"
        services.answer_consultation(opinion="同意", **answer)
        assert refused(services.answer_consultation, opinion="同意", **answer).first.code == "answered_before"
    assert selectors.asked_of(people[BODIES[0]], AT.date()) == []
    assert services.decide(**decide).state == "decided"


def test_a_body_that_does_not_answer_in_time_has_no_other_opinion(cast: Cast, clerk: Actor) -> None:
    number = asked(clerk, cast)
    assert {each.due_on for each in Consultation.objects.all()} == {date(2023, 9, 22)}
    decide = {"number": number, "approve": True, "by": cast.approver}
    assert refused(services.decide, **decide, at=on("2023-09-22")).first.code == "not_answered"
    assert services.decide(**decide, at=on("2023-09-25")).state == "decided"


def test_nobody_else_answers_and_nobody_is_asked_wrongly(cast: Cast, clerk: Actor) -> None:
    number = asked(clerk, cast)
    answer = {"number": number, "consultation": row(BODIES[0]), "agrees": True, "opinion": "同意", "at": AT}
    assert refused(services.answer_consultation, **answer, by=cast.second_approver).status == 404
    assert refused(services.answer_consultation, **answer, by=clerk).status == 403
    ask = {"number": number, "question": "意见", "by": cast.approver, "at": AT}
    codes = [refused(services.consult, organisations=each, **ask).first.code for each in ([], ["nowhere"], [items.BODY], [BODIES[0]])]
    assert codes == ["how_many", "unknown_organisation", "own_body", "asked_before"]


def test_a_question_that_is_withdrawn_is_not_waited_for(cast: Cast, clerk: Actor) -> None:
    number = asked(clerk, cast)
    for body in BODIES:
        back = {"number": number, "consultation": row(body), "by": cast.approver, "at": AT}
        assert refused(services.withdraw_consultation, reason="", **back).first.code == "no_reason"
        services.withdraw_consultation(reason="已有书面意见", **back)
    assert services.decide(number=number, approve=True, by=cast.approver, at=AT).state == "decided"


def test_a_named_person_signs_before_it_is_approved(cast: Cast, clerk: Actor) -> None:
    number = reviewed(clerk, cast)
    ask = {"number": number, "question": "请复核面积", "by": cast.approver, "at": AT}
    assert refused(services.cosign, person=cast.approver.id, **ask).first.code == "not_able"
    assert refused(services.cosign, person=clerk.id, **ask).first.code == "not_able"
    services.cosign(person=cast.second_approver.id, **ask)
    assert refused(services.cosign, person=cast.second_approver.id, **ask).first.code == "asked_before"
    decide = {"number": number, "by": cast.approver, "at": on("2023-10-20")}
    assert refused(services.decide, approve=True, **decide).first.code == "not_cosigned"  # a signature has no day on which it is given
    sign = {"number": number, "consultation": Consultation.objects.get().pk, "opinion": "面积不符", "at": AT}
    assert refused(services.answer_consultation, agrees=True, **sign, by=cast.approver).status == 404
    services.answer_consultation(agrees=False, **sign, by=cast.second_approver)
    assert refused(services.decide, approve=True, **decide).first.code == "cosigner_disagrees"
    assert services.decide(approve=False, reason="面积不符", **decide).state == "decided"


def test_each_body_gets_a_letter_and_answers_by_one_that_the_applicant_does_not_see(cast: Cast, clerk: Actor) -> None:
    number = asked(clerk, cast)
    answering = items.person("demo-justice", "演示审批员", "approver", "justice")
    services.answer_consultation(
        number=number, consultation=row("justice"), agrees=False, opinion="选址在保护范围内", by=answering, at=on("2023-09-18")
    )
    letters = {each.title: content_of(paper(each.number)) for each in papers_of(number) if each.organisation in {"justice", items.BODY}}
    letter, reply = letters["征求意见函"], letters["征求意见复函"]
    assert letter["applicant"]["name"] == office_name("approval-service")  # the last of the two
    assert "选址是否符合要求" in letter["paragraphs"]
    assert {"label": "答复期限", "value": "2023年9月22日前"} in letter["particulars"]
    asked_by = Consultation.objects.get(organisation="justice")
    assert asked_by.paper in reply["paragraphs"][0] and "选址在保护范围内" in reply["paragraphs"]
    assert {"label": "意见", "value": "不同意"} in reply["particulars"] and asked_by.reply
    inside = {each.kind for each in selectors.case_of(number, cast.approver, AT.date()).papers}
    outside = {each.kind for each in selectors.case_of(number, items.citizen(), AT.date()).papers}
    assert inside - outside == {"consultation", "consultation-reply"}


def test_a_letter_that_is_withdrawn_is_revoked(cast: Cast, clerk: Actor) -> None:
    number = asked(clerk, cast)
    withdraw = {"number": number, "consultation": row("justice"), "by": cast.approver, "at": AT}
    assert refused(services.withdraw_consultation, reason=" ", **withdraw).first.code == "no_reason"
    services.withdraw_consultation(reason="已经现场核实", **withdraw)
    status = {each.number: each.status for each in papers_of(number) if each.kind == "consultation"}
    assert status[Consultation.objects.get(organisation="justice").paper] == "已撤销"
    assert sorted(status.values()) == ["已撤销", "有效"]


def test_a_signature_of_a_colleague_needs_no_letter(cast: Cast, clerk: Actor) -> None:
    number = reviewed(clerk, cast)
    colleague = items.person("demo-colleague", "演示审批员二", "approver", items.BODY)
    services.cosign(number=number, person=colleague.id, question="请审看", by=cast.approver, at=AT)
    assert not {each.kind for each in papers_of(number)} & {"consultation", "consultation-reply"}
