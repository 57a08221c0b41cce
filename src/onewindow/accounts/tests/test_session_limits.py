"""How long a session lasts, and how many one account may have. On the system clock, whatever the business date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from onewindow.accounts import services
from onewindow.accounts.models import SignIn, User
from onewindow.accounts.tests.conftest import PASSWORD, Hire
from onewindow.trail.models import Event
from onewindow.words.actor import Actor
from onewindow.worktime import clock

pytestmark = pytest.mark.django_db
MINE = "/accounts/"


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def enter(user: User) -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"username": user.username, "password": PASSWORD}).status_code == 302
    return client


def inside(client: Client) -> bool:
    return client.get(MINE).status_code == 200


def ends(user: User) -> list[str]:
    return list(SignIn.objects.filter(user=user).order_by("id").values_list("end", flat=True))


def test_a_session_lives_as_long_as_it_is_used(hire: Hire, moment: time_machine.Traveller) -> None:
    client = enter(hire("clerk"))
    for _ in range(10):
        moment.shift(timedelta(minutes=29))
        assert inside(client)


def test_half_an_hour_idle_ends_it_and_says_so(hire: Hire, moment: time_machine.Traveller) -> None:
    user = hire("clerk")
    client = enter(user)
    moment.shift(timedelta(minutes=30, seconds=1))
    answer = client.get(MINE, follow=True)
    assert answer.redirect_chain == [("/accounts/login/?next=/accounts/", 302)]
    assert "超过30分钟未操作，已自动退出" in answer.content.decode()
    assert ends(user) == ["idle"]
    assert Event.objects.filter(subject=f"account:{user.key}", kind="account.signed_out").count() == 1


def test_ten_hours_end_it_however_much_it_is_used(hire: Hire, moment: time_machine.Traveller) -> None:
    user = hire("clerk")
    client = enter(user)
    for _ in range(23):
        moment.shift(timedelta(minutes=25))
        assert inside(client)
    moment.shift(timedelta(minutes=25))
    answer = client.get(MINE, follow=True)
    assert "本次登录已满10小时" in answer.content.decode()
    assert ends(user) == ["longest"]


def test_the_third_session_ends_the_first(hire: Hire, moment: time_machine.Traveller) -> None:
    user = hire("clerk")
    clients = []
    for _ in range(3):
        clients.append(enter(user))
        moment.shift(timedelta(seconds=5))
    assert [inside(client) for client in clients] == [False, True, True]
    assert ends(user) == ["replaced", "", ""]


def test_the_first_is_told_why(hire: Hire) -> None:
    user = hire("clerk")
    first, _, _ = enter(user), enter(user), enter(user)
    assert "同时登录不得超过2处，本处已退出" in first.get(MINE, follow=True).content.decode()


def test_a_session_that_is_over_does_not_count(hire: Hire, moment: time_machine.Traveller) -> None:
    user = hire("clerk")
    enter(user)
    second = enter(user)
    moment.shift(timedelta(minutes=20))
    assert inside(second)
    moment.shift(timedelta(minutes=15))
    third = enter(user)
    assert inside(second)
    assert inside(third)
    assert ends(user) == ["idle", "", ""]


def test_other_accounts_do_not_count(hire: Hire) -> None:
    clients = [enter(hire(role)) for role in ("clerk", "chief", "finance")]
    assert all(inside(client) for client in clients)


def test_signing_in_again_in_the_same_browser_takes_no_second_place(hire: Hire) -> None:
    user = hire("clerk")
    other = enter(user)
    client = enter(user)
    for _ in range(3):
        client.post("/accounts/login/", {"username": user.username, "password": PASSWORD})
    assert inside(other)
    assert inside(client)
    assert SignIn.objects.filter(user=user, ended_at=None).count() == 2


def test_a_session_that_came_another_way_is_counted_too(hire: Hire) -> None:
    user = hire("clerk")
    clients = [Client() for _ in range(3)]
    for client in clients:
        client.force_login(user)
        assert inside(client)
    assert [inside(client) for client in clients] == [False, True, True]


def test_a_page_seen_twice_in_a_minute_writes_nothing(hire: Hire, moment: time_machine.Traveller) -> None:
    client = enter(hire("clerk"))
    seen = SignIn.objects.get().seen_at
    moment.shift(timedelta(seconds=59))
    assert inside(client)
    assert SignIn.objects.get().seen_at == seen
    moment.shift(timedelta(seconds=1))
    assert inside(client)
    assert SignIn.objects.get().seen_at == seen + timedelta(seconds=60)


def test_no_browser_keeps_a_page_of_a_session(hire: Hire) -> None:
    assert "no-store" in enter(hire("clerk")).get("/accounts/people/")["Cache-Control"]
    assert "no-store" not in Client().get("/").get("Cache-Control", "")


def test_one_ends_ones_own_session_elsewhere(hire: Hire) -> None:
    user = hire("clerk")
    here, there = enter(user), enter(user)
    elsewhere = SignIn.objects.filter(user=user).order_by("-id")[0]
    page = here.get(MINE).content.decode()
    assert page.count("退出此处登录") == 1
    assert here.post("/accounts/sessions/end/", {"session": elsewhere.pk}).status_code == 302
    assert "您已在别处将此处登录退出" in there.get(MINE, follow=True).content.decode()
    assert inside(here)


@pytest.mark.parametrize("typed", ["", "0", "none", "999999999999999999999999"])
def test_a_session_that_is_none_of_ones_own_cannot_be_ended(hire: Hire, typed: str) -> None:
    mine, other = hire("clerk"), hire("chief")
    enter(other)
    client = enter(mine)
    assert client.post("/accounts/sessions/end/", {"session": typed or other.sign_ins.get().pk}).status_code == 404
    assert ends(other) == [""]


def test_the_daily_sweep_ends_what_is_overdue_and_forgets_what_is_old(hire: Hire, moment: time_machine.Traveller) -> None:
    user = hire("clerk")
    enter(user)
    assert services.sweep(at=clock.now(), moment=timezone.now())["ended"] == 0
    moment.shift(timedelta(minutes=31))
    assert services.sweep(at=clock.now(), moment=timezone.now())["ended"] == 1
    assert services.sweep(at=clock.now(), moment=timezone.now())["ended"] == 0
    assert ends(user) == ["idle"]
    moment.shift(timedelta(days=182))
    assert services.sweep(at=clock.now(), moment=timezone.now())["sign_ins"] == 0
    moment.shift(timedelta(days=2))
    assert services.sweep(at=clock.now(), moment=timezone.now())["sign_ins"] == 1
    assert not SignIn.objects.exists()
    assert Event.objects.filter(subject=f"account:{user.key}", kind="account.signed_in").exists()


def test_switching_an_account_off_ends_its_sessions_at_once(hire: Hire, security: Actor) -> None:
    user = hire("clerk")
    client = enter(user)
    services.deactivate(user=user, reason="长期离岗", by=security, at=clock.now())
    assert not inside(client)
    assert ends(user) == ["deactivated"]
