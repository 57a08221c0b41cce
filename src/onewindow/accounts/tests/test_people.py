"""Accounts made, passwords set, accounts switched off and on."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from onewindow.accounts import selectors, services
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import SignIn, User
from onewindow.accounts.tests.conftest import PASSWORD, Hire
from onewindow.trail.models import Event
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

pytestmark = pytest.mark.django_db
NEW = "another-horse-8"


def create(**more: object) -> User:
    return services.create_user(
        **{"username": "somebody", "display_name": "演示人员", "password": PASSWORD, "by": SYSTEM, "at": clock.now(), **more}
    )


def test_an_account_is_known_by_an_opaque_key() -> None:
    one, other = create(), create(username="other")
    assert one.key.startswith("u-")
    assert one.key != other.key
    assert selectors.user_of(one.key) == one
    assert selectors.names_of({one.key, "u-unknown"}) == {one.key: "演示人员"}
    with pytest.raises(Refused, match="没有这个账户"):
        selectors.user_of("u-unknown")


@pytest.mark.parametrize("taken", ["somebody", "SOMEBODY", " Somebody "])
def test_a_name_that_is_taken_is_refused(taken: str) -> None:
    create()
    with pytest.raises(Refused, match="已被使用") as refusal:
        create(username=taken)
    assert refusal.value.status == 409
    assert User.objects.count() == 1


@pytest.mark.parametrize("broken", ["", "张三", "a b", "-dash", "a" * 41, "a@b"])
def test_a_name_of_other_characters_is_refused(broken: str) -> None:
    with pytest.raises(Refused) as refusal:
        create(username=broken)
    assert refusal.value.first.field == "username"


def test_the_database_itself_refuses_a_second_spelling() -> None:
    user = create()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET username = 'Somebody' WHERE id = %s", [user.pk])


def test_a_person_without_a_name_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        create(display_name="  ")
    assert refusal.value.first.field == "display_name"


@pytest.mark.parametrize("weak", ["short-1", "password123", "12345678901", ""])
def test_a_weak_password_is_refused(weak: str) -> None:
    with pytest.raises(Refused) as refusal:
        create(password=weak)
    assert refusal.value.first.code == "weak_password"
    assert not User.objects.exists()


def test_a_broken_identity_number_is_refused() -> None:
    with pytest.raises(Refused, match="公民身份号码"):
        create(resident_id="430681199003071231")


def test_a_password_given_by_an_administrator_is_changed_before_anything_else(client: Client, security: Actor) -> None:
    user = create(by=security)
    assert user.password_is_initial
    client.post("/accounts/login/", {"username": "somebody", "password": PASSWORD})
    answer = client.get("/accounts/", follow=True)
    assert answer.redirect_chain == [("/accounts/password/", 302)]
    assert "您使用的是初始密码，请先修改密码" in answer.content.decode()
    answer = client.post("/accounts/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert answer.status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_one_with_an_initial_password_may_still_leave(client: Client, security: Actor) -> None:
    create(by=security)
    client.post("/accounts/login/", {"username": "somebody", "password": PASSWORD})
    assert client.post("/accounts/logout/").status_code == 302
    assert not SignIn.objects.filter(ended_at=None).exists()


def test_changing_ones_password_ends_the_sessions_elsewhere_and_keeps_this_one(client: Client) -> None:
    user = create()
    other = Client()
    for each in (client, other):
        each.post("/accounts/login/", {"username": "somebody", "password": PASSWORD})
    answer = client.post("/accounts/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}, follow=True)
    assert "密码已修改" in answer.content.decode()
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302
    assert list(SignIn.objects.order_by("id").values_list("end", flat=True)) == ["", "password"]
    assert Event.objects.filter(subject=f"account:{user.key}", kind="account.password_set").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("wrong-password-1", NEW, NEW), (PASSWORD, NEW, NEW + "x"), (PASSWORD, "12345678901", "12345678901"), ("", "", "")],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(client: Client, old: str, new: str, again: str) -> None:
    user = create()
    client.post("/accounts/login/", {"username": "somebody", "password": PASSWORD})
    answer = client.post("/accounts/password/", {"old_password": old, "new_password1": new, "new_password2": again})
    assert answer.status_code == 422
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_visitor_changes_no_password(client: Client) -> None:
    assert client.get("/accounts/password/").status_code == 302


def test_a_password_set_by_an_administrator_ends_all_sessions(client: Client, security: Actor) -> None:
    user = create()
    client.post("/accounts/login/", {"username": "somebody", "password": PASSWORD})
    services.set_password(user=user, password=NEW, by=security, at=clock.now())
    assert client.get("/accounts/").status_code == 302
    assert SignIn.objects.get().end == "password"


def test_an_account_is_switched_off_and_on_with_a_reason(hire: Hire, security: Actor) -> None:
    user = services.deactivate(user=hire("clerk"), reason="长期离岗", by=security, at=clock.now())
    with pytest.raises(Refused, match="已停用"):
        services.deactivate(user=user, reason="长期离岗", by=security, at=clock.now())
    user = services.activate(user=user, reason="恢复上岗", by=security, at=clock.now())
    assert actor_of(user).may("cases.accept")
    with pytest.raises(Refused, match="已启用"):
        services.activate(user=user, reason="恢复上岗", by=security, at=clock.now())
    with pytest.raises(Refused, match="理由"):
        services.deactivate(user=user, reason="", by=security, at=clock.now())


def test_nobody_switches_themselves_off(hire: Hire) -> None:
    user = hire("security-admin")
    with pytest.raises(Refused, match="本人账户"):
        services.deactivate(user=user, reason="自行停用", by=actor_of(user), at=clock.now())


def test_the_account_page_shows_personal_data_masked(client: Client, hire: Hire) -> None:
    user = hire("clerk", phone="13812345678", resident_id="430681199003071237")
    client.force_login(user)
    page = client.get("/accounts/").content.decode()
    assert "138****5678" in page
    assert "430681********1237" in page
    assert "13812345678" not in page
    assert "430681199003071237" not in page
    assert "综窗人员" in page
    assert "演示窗口单位" in page
