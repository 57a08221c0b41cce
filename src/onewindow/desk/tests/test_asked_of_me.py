"""What others ask of my body or of me stands in my queue with the day by which it is to be answered; who stands in is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases import gates, services
from onewindow.cases.models import Consultation
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, Cast, gather
from onewindow.web.tests.county import text_of
from onewindow.words.actor import Actor

BODY = "justice"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    people = gather()
    items.publish_item()
    items.office(BODY)
    with gates.isolated():
        yield people


@pytest.fixture
def number(cast: Cast) -> str:
    """A case under review by the first approver of its body."""
    number = items.at_window(cast.clerk)
    services.accept(number=number, by=cast.clerk, at=AT)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.take(number=number, by=cast.approver, at=AT)
    return number


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(key=actor.id))
    return client


def test_a_question_to_my_body_stands_in_my_queue_with_its_day_until_it_is_answered(cast: Cast, number: str) -> None:
    reviewer = items.person("demo-justice", "演示审批员", "approver", BODY)
    desk = browser_of(reviewer)
    assert "待答复" not in text_of(desk.get("/desk/"))
    services.consult(number=number, organisations=(BODY,), question="选址是否符合要求", by=cast.approver, at=AT)
    for page in ("/desk/", "/desk/?queue=all", "/desk/?queue=asked"):
        said = text_of(desk.get(page))
        assert "选址是否符合要求" in said and number in said and "2023年9月22日" in said, page
    assert "全部待办 1" in said and "待答复 1" in said
    assert "选址是否符合要求" not in text_of(desk.get("/desk/?queue=mine"))
    assert "选址是否符合要求" not in text_of(browser_of(cast.second_approver).get("/desk/"))
    services.answer_consultation(number=number, consultation=Consultation.objects.get().pk, agrees=True, opinion="符合", by=reviewer, at=AT)
    assert "待答复" not in text_of(desk.get("/desk/"))


def test_a_signature_waits_for_its_person_alone(cast: Cast, number: str) -> None:
    services.cosign(number=number, person=cast.second_approver.id, question="请复核面积", by=cast.approver, at=AT)
    assert "请复核面积" in text_of(browser_of(cast.second_approver).get("/desk/"))
    assert "请复核面积" not in text_of(browser_of(cast.approver).get("/desk/"))


def test_what_a_delegate_does_names_him_and_whom_he_stands_in_for(cast: Cast, number: str) -> None:
    users = {person.id: User.objects.get(key=person.id) for person in (cast.approver, cast.second_approver)}
    page, delegate = f"/desk/cases/{number}/", browser_of(cast.second_approver)
    assert "委托我代办" not in text_of(delegate.get(page))
    period = {"valid_from": date(2023, 9, 15), "valid_until": date(2023, 9, 20)}
    pair = {"user": users[cast.approver.id], "delegate": users[cast.second_approver.id]}
    accounts.delegate(**pair, reason="外出学习", **period, by=cast.approver, at=AT)
    assert "演示审批员一，委托我代办" in text_of(delegate.get(page))
    assert "演示审批员一（委托我代办）" in text_of(delegate.get("/desk/"))
    decided = delegate.post(f"{page}decide/", {"approve": "yes"}, follow=True)
    assert "演示审批员二（受演示审批员一委托）" in text_of(decided)
