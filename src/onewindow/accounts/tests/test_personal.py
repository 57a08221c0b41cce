"""Personal data shown in full only with a permission and a reason, and forgotten for good."""

from __future__ import annotations

import pytest

from onewindow.accounts import services
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.accounts.tests.conftest import Hire
from onewindow.trail.models import Event
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


def unmask(user: User, by: Actor, reason: str = "电话告知补正内容", field: str = "phone") -> str:
    return services.unmask(row=user, field=field, subject=f"account:{user.key}", needs="cases.accept", reason=reason, by=by, at=clock.now())


def test_the_full_value_is_shown_and_the_look_is_an_event(hire: Hire) -> None:
    user, clerk = hire(phone=PHONE), actor_of(hire("clerk"))
    assert unmask(user, clerk) == PHONE
    event = Event.objects.get(kind="personal.unmasked")
    assert (event.subject, event.actor, event.reason) == (f"account:{user.key}", clerk.id, "电话告知补正内容")
    assert "accounts.user.phone" in event.body
    assert PHONE not in event.body


@pytest.mark.parametrize("reason", ["", "   ", "看看"])
def test_without_a_reason_it_stays_masked(hire: Hire, reason: str) -> None:
    user, clerk = hire(phone=PHONE), actor_of(hire("clerk"))
    with pytest.raises(Refused, match="理由"):
        unmask(user, clerk, reason)
    assert not Event.objects.filter(kind="personal.unmasked").exists()


@pytest.mark.parametrize("role", ["citizen", "approver", "supervisor", "security-admin", "audit-admin"])
def test_without_the_permission_it_stays_masked(hire: Hire, role: str) -> None:
    user, other = hire(phone=PHONE), actor_of(hire(role))
    with pytest.raises(Refused) as refusal:
        unmask(user, other)
    assert refusal.value.status == 403
    assert not Event.objects.filter(kind="personal.unmasked").exists()


def test_what_is_not_kept_cannot_be_shown(hire: Hire) -> None:
    with pytest.raises(Refused) as refusal:
        unmask(hire(), actor_of(hire("clerk")))
    assert refusal.value.status == 404


def test_a_column_that_is_not_sealed_is_no_matter_of_masks(hire: Hire) -> None:
    with pytest.raises(TypeError, match="not sealed"):
        unmask(hire(), actor_of(hire("clerk")), field="username")


def test_an_erased_value_is_gone_and_the_event_stays(hire: Hire, security: Actor) -> None:
    user = hire(phone=PHONE)
    terms = {"row": user, "field": "phone", "subject": f"account:{user.key}", "needs": "accounts.manage", "by": security, "at": clock.now()}
    services.erase(**terms, reason="本人申请删除")
    assert user.phone is None
    assert User.objects.get(pk=user.pk).phone is None
    assert Event.objects.get(kind="personal.erased").reason == "本人申请删除"
    with pytest.raises(Refused) as refusal:
        services.erase(**terms, reason="本人申请删除")
    assert refusal.value.status == 404


def test_nobody_erases_without_the_permission_or_a_reason(hire: Hire, security: Actor) -> None:
    user, clerk = hire(phone=PHONE), actor_of(hire("clerk"))
    terms = {"row": user, "field": "phone", "subject": f"account:{user.key}", "needs": "accounts.manage", "at": clock.now()}
    for by, reason in ((clerk, "本人申请删除"), (security, " ")):
        with pytest.raises(Refused):
            services.erase(**terms, by=by, reason=reason)
    assert User.objects.get(pk=user.pk).phone == PHONE
