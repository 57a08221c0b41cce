"""Signing in and out: what opens the door, what locks it, and what the trail keeps of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onewindow.accounts import services
from onewindow.accounts.models import SignIn, User
from onewindow.accounts.tests.conftest import PASSWORD, Hire
from onewindow.trail.models import Event
from onewindow.words.actor import Actor
from onewindow.worktime import clock

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def try_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"username": username, "password": password, **more}, headers={"user-agent": "Chrome/86.0"})


def signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def kinds(user: User) -> list[str]:
    return list(
        Event.objects.filter(subject=f"account:{user.key}", kind__startswith="account.").order_by("position").values_list("kind", flat=True)
    )


def test_the_right_password_opens(client: Client, hire: Hire) -> None:
    user = hire("clerk")
    answer = try_in(client, user.username, next="/accounts/password/")
    assert (answer.status_code, answer.url) == (302, "/accounts/password/")
    assert signed_in(client)
    assert kinds(user)[-1] == "account.signed_in"
    assert SignIn.objects.get(user=user).browser == "Chrome 86"


@pytest.mark.parametrize("typed", ["demo-clerk", "DEMO-Clerk", " demo-clerk ", "ｄｅｍｏ-clerk"])
def test_the_name_is_read_however_it_is_typed(client: Client, hire: Hire, typed: str) -> None:
    hire("clerk")
    assert try_in(client, typed).status_code == 302


def test_the_session_key_changes_at_login(client: Client, hire: Hire) -> None:
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    try_in(client, hire("clerk").username)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not signed_in(thief)


def test_the_cookie_ends_with_the_browser_and_no_script_reads_it(client: Client, hire: Hire) -> None:
    try_in(client, hire("clerk").username)
    cookie = client.cookies["sessionid"]
    assert (cookie["expires"], cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_login_leads_to_no_other_site(client: Client, hire: Hire, target: str) -> None:
    assert try_in(client, hire("citizen").username, next=target).url == "/"


def test_staff_land_on_the_desk_and_others_on_the_front_page(hire: Hire) -> None:
    assert try_in(Client(), hire("security-admin").username).url == reverse("accounts:people")
    assert try_in(Client(), hire("clerk").username).url == reverse("desk:front")
    assert try_in(Client(), hire("agent").username).url == "/"


def test_a_wrong_password_is_refused_and_the_name_stays_filled_in(client: Client, hire: Hire) -> None:
    user = hire("clerk")
    answer = try_in(client, user.username, "wrong-password-1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "登录名或密码不正确" in page
    assert "还可以再试4次" in page
    assert f'value="{user.username}"' in page
    assert "wrong-password-1" not in page
    assert not signed_in(client)
    assert kinds(user)[-1] == "account.sign_in_failed"


def test_an_unknown_name_is_answered_alike_and_fills_no_trail(client: Client, db: None) -> None:
    before = Event.objects.count()
    answer = try_in(client, "nobody-of-this-name", "wrong-password-1")
    assert answer.status_code == 422
    assert "登录名或密码不正确" in answer.content.decode()
    assert Event.objects.count() == before


def test_nothing_typed_is_no_attempt(client: Client, db: None) -> None:
    answer = try_in(client, "", "")
    assert answer.status_code == 422
    assert "请输入登录名" in answer.content.decode()
    assert not AccessAttempt.objects.exists()


def test_an_account_without_a_password_opens_to_none(client: Client, hire: Hire) -> None:
    user = hire("clerk", password=None)
    assert try_in(client, user.username, "").status_code == 422
    assert try_in(client, user.username, "!").status_code == 422


def test_an_account_that_is_switched_off_does_not_open(client: Client, hire: Hire, security: Actor) -> None:
    user = hire("clerk")
    services.deactivate(user=user, reason="长期离岗", by=security, at=clock.now())
    assert try_in(client, user.username).status_code == 422


def test_a_demo_account_opens_in_a_demonstration_alone(client: Client, hire: Hire, settings) -> None:
    user = hire("clerk", demo=True)
    settings.DEMO = False
    assert try_in(client, user.username).status_code == 422
    assert "演示账户" not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    page = client.get(LOGIN).content.decode()
    assert "演示账户" in page
    assert user.username in page
    assert "综窗人员" in page
    assert try_in(client, user.username).status_code == 302


def test_five_failures_lock_the_account_for_thirty_minutes(client: Client, hire: Hire) -> None:
    user = hire("clerk")
    with time_machine.travel(timezone.now(), tick=False) as moment:
        answers = [try_in(client, user.username, "wrong-password-1") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
        page = answers[-1].content.decode()
        assert "连续5次登录失败" in page
        assert "锁定30分钟" in page
        assert "30分钟</strong>后重新登录" in page
        assert answers[-1]["Retry-After"] == "1800"

        moment.shift(timedelta(minutes=29))
        locked = try_in(client, user.username)
        assert locked.status_code == 429
        assert "1分钟</strong>后重新登录" in locked.content.decode()
        assert not signed_in(client)

        moment.shift(timedelta(minutes=1, seconds=1))
        assert try_in(client, user.username).status_code == 302
    assert kinds(user)[-6:] == [*["account.sign_in_failed"] * 4, "account.locked", "account.signed_in"]


def test_the_lock_holds_for_the_name_however_it_is_typed(client: Client, hire: Hire) -> None:
    hire("clerk")
    for typed in ("demo-clerk", "DEMO-CLERK", " demo-clerk", "Demo-Clerk", "demo-clerK"):
        answer = try_in(client, typed, "wrong-password-1")
    assert answer.status_code == 429


def test_the_lock_of_one_name_or_address_is_none_for_another(client: Client, hire: Hire) -> None:
    clerk, chief = hire("clerk"), hire("chief")
    for _ in range(5):
        try_in(client, clerk.username, "wrong-password-1")
    assert try_in(Client(), chief.username).status_code == 302
    assert try_in(Client(REMOTE_ADDR="10.1.1.1"), clerk.username).status_code == 302
    assert try_in(Client(), clerk.username).status_code == 429


def test_success_forgets_the_failures_before_it(client: Client, hire: Hire) -> None:
    user = hire("clerk")
    for _ in range(4):
        try_in(client, user.username, "wrong-password-1")
    assert try_in(client, user.username).status_code == 302
    assert try_in(Client(), user.username, "wrong-password-1").status_code == 422


def test_logout_ends_the_session_by_post_alone(client: Client, hire: Hire) -> None:
    user = hire("clerk")
    try_in(client, user.username)
    assert client.get("/accounts/logout/").status_code == 405
    assert signed_in(client)
    assert client.post("/accounts/logout/").status_code == 302
    assert not signed_in(client)
    assert SignIn.objects.get(user=user).end == "signed_out"
    assert kinds(user)[-1] == "account.signed_out"


def test_a_kept_cookie_opens_nothing_after_logout(client: Client, hire: Hire) -> None:
    try_in(client, hire("clerk").username)
    kept = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not signed_in(thief)


def test_login_and_logout_need_the_csrf_token(hire: Hire) -> None:
    client = Client(enforce_csrf_checks=True)
    assert try_in(client, hire("clerk").username).status_code == 403
    assert client.post("/accounts/logout/").status_code == 403


def test_the_address_is_kept_with_the_session_and_in_no_event(client: Client, hire: Hire) -> None:
    user = hire("clerk")
    try_in(client, user.username)
    assert SignIn.objects.get(user=user).address == "127.0.0.1"
    assert not any("127.0.0.1" in event.body for event in Event.objects.filter(subject=f"account:{user.key}"))
