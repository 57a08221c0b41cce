"""The security administrator's pages."""

from __future__ import annotations

import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.accounts.roles import ROLES
from onewindow.accounts.tests.conftest import PASSWORD, Hire
from onewindow.trail.models import Event

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


@pytest.fixture
def admin(client: Client, hire: Hire) -> Client:
    client.force_login(hire("security-admin", username="security"))
    return client


def act(client: Client, user: User, name: str, **typed: object):
    return client.post(reverse("accounts:act", args=[user.key, name]), typed)


GRANT = {"role": "clerk", "organisation": "test-window", "valid_from": "2023-09-15", "valid_until": ""}
AGENCY = {
    "uscc": "91350100M000100Y43",
    "enterprise_name": "演示企业甲有限公司",
    "evidence": "授权委托书（演示）",
    "valid_from": "2023-09-15",
}


@pytest.mark.parametrize("role", [None, *(key for key in ROLES if key != "security-admin")])
def test_nobody_else_opens_these_pages_or_acts_here(client: Client, hire: Hire, role: str | None) -> None:
    user = hire(username="somebody")
    client.force_login(hire(role, username="other"))
    pages = [reverse("accounts:people"), reverse("accounts:new_person"), reverse("accounts:person", args=[user.key])]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    assert act(client, user, "grant", **GRANT).status_code == 403
    assert not user.grants.exists()


def test_an_account_is_opened_and_its_password_shown_once(admin: Client) -> None:
    typed = {"display_name": "演示新人", "username": "New.One", "organisation": "test-window", "phone": PHONE}
    page = admin.post(reverse("accounts:new_person"), typed).content.decode()
    initial = re.search(r"(\w{4}-){3}\w{4}", page)
    user = User.objects.get(username="new.one")
    assert initial and user.check_password(initial[0])
    assert user.password_is_initial
    assert initial[0] not in admin.get(reverse("accounts:person", args=[user.key])).content.decode()
    assert PHONE not in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"username": ""}, "请填写登录名"),
        ({"username": "张三"}, "登录名由小写字母"),
        ({"username": "security"}, "已被使用"),
        ({"resident_id": "430681199003071231"}, "公民身份号码校验位不符"),
        ({"organisation": "nowhere"}, "没有这个单位"),
    ],
)
def test_a_broken_account_is_refused_and_nothing_typed_is_lost(admin: Client, typed: dict[str, str], message: str) -> None:
    before = User.objects.count()
    answer = admin.post(reverse("accounts:new_person"), {"display_name": "演示新人", "username": "new.one", **typed})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert 'value="演示新人"' in answer.content.decode()
    assert User.objects.count() == before


def test_accounts_are_found_by_name_login_name_and_organisation(admin: Client, hire: Hire) -> None:
    hire("clerk")
    for words, found in (("clerk", True), ("演示窗口", True), ("nobody-else", False)):
        assert ("demo-clerk" in admin.get(reverse("accounts:people"), {"q": words}).content.decode()) == found


def test_a_role_is_granted_and_revoked(admin: Client, hire: Hire) -> None:
    user = hire()
    assert act(admin, user, "grant", **GRANT).status_code == 302
    assert actor_of(user).may("cases.accept")
    page = admin.get(reverse("accounts:person", args=[user.key])).content.decode()
    assert "已授予“综窗人员”" in page
    assert act(admin, user, "revoke", row=user.grants.get().pk, reason="调离窗口岗位").status_code == 302
    assert not actor_of(user).may("cases.accept")


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("grant", {**GRANT, "role": "audit-admin"}, "三权分立"),
        ("grant", {**GRANT, "role": "mayor"}, "没有这个角色"),
        ("grant", {**GRANT, "valid_until": "2023-09-14"}, "不得早于生效日期"),
        ("grant", {**GRANT, "valid_from": "昨天"}, "请按 2023-09-15 的样子填写日期"),
        ("grant", {}, "请填写角色"),
        ("revoke", {"row": 999999, "reason": "调离窗口岗位"}, "没有这条授权"),
        ("revoke", {"row": "x", "reason": ""}, "请填写理由"),
        ("authorise", {**AGENCY, "uscc": "91350100M000100Y44"}, "校验位不符"),
        ("withdraw", {"row": 1, "reason": "企业撤回授权"}, "没有这条授权"),
        ("deactivate", {"reason": "短"}, "请写明停用账户的理由"),
        ("activate", {"reason": "恢复上岗"}, "该账户已启用"),
        ("unlock", {"reason": "本人到窗口核验"}, "没有被锁定"),
        ("unmask", {"field": "phone", "reason": ""}, "请填写理由"),
        ("unmask", {"field": "password", "reason": "查看密码"}, "password"),
    ],
)
def test_a_refused_act_says_why_and_changes_nothing(admin: Client, hire: Hire, name: str, typed: dict[str, object], message: str) -> None:
    user = hire("clerk", phone=PHONE)
    events = Event.objects.filter(subject=f"account:{user.key}")
    before = events.count()
    answer = act(admin, user, name, **typed)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert events.count() == before
    assert PHONE not in answer.content.decode()


def test_what_was_typed_comes_back_with_the_refusal(admin: Client, hire: Hire) -> None:
    page = act(admin, hire("agent"), "authorise", **{**AGENCY, "uscc": "91350100M000100Y44"}).content.decode()
    assert 'value="91350100M000100Y44"' in page
    assert 'value="演示企业甲有限公司"' in page


def test_an_agent_is_authorised_and_the_authority_withdrawn(admin: Client, hire: Hire) -> None:
    user = hire("agent")
    assert act(admin, user, "authorise", **AGENCY).status_code == 302
    assert act(admin, user, "withdraw", row=user.agencies.get().pk, reason="企业撤回授权").status_code == 302
    assert user.agencies.get().revoked_on is not None


def test_one_may_not_act_on_ones_own_account(admin: Client) -> None:
    user = User.objects.get(username="security")
    assert "不得为本人授权" in act(admin, user, "grant", **{**GRANT, "role": "security-admin"}).content.decode()
    assert "您本人的账户" in admin.get(reverse("accounts:person", args=[user.key])).content.decode()


def test_a_password_is_reset_and_shown_once(admin: Client, hire: Hire) -> None:
    user = hire("clerk")
    page = act(admin, user, "reset").content.decode()
    initial = re.search(r"(\w{4}-){3}\w{4}", page)
    user.refresh_from_db()
    assert initial and user.check_password(initial[0]) and user.password_is_initial


def test_a_locked_account_is_unlocked(admin: Client, hire: Hire) -> None:
    user = hire("clerk")
    visitor = Client()
    for _ in range(5):
        visitor.post("/accounts/login/", {"username": user.username, "password": "wrong-password-1"})
    assert visitor.post("/accounts/login/", {"username": user.username, "password": PASSWORD}).status_code == 429
    assert act(admin, user, "unlock", reason="本人到窗口核验").status_code == 302
    assert not AccessAttempt.objects.exists()
    assert visitor.post("/accounts/login/", {"username": user.username, "password": PASSWORD}).status_code == 302
    assert Event.objects.filter(subject=f"account:{user.key}", kind="account.unlocked").count() == 1


def test_a_number_is_shown_in_full_with_a_reason_and_only_then(admin: Client, hire: Hire) -> None:
    user = hire("clerk", phone=PHONE)
    assert "138****5678" in admin.get(reverse("accounts:person", args=[user.key])).content.decode()
    assert PHONE in act(admin, user, "unmask", field="phone", reason="核对本人联系方式").content.decode()
    assert PHONE not in admin.get(reverse("accounts:person", args=[user.key])).content.decode()
    assert Event.objects.filter(kind="personal.unmasked").count() == 1


@pytest.mark.parametrize("path", ["people/u-unknown/", "people/u-unknown/grant/"])
def test_an_unknown_account_is_not_found(admin: Client, path: str) -> None:
    assert admin.post(f"/accounts/{path}").status_code == 404


def test_an_unknown_act_is_not_found(admin: Client, hire: Hire) -> None:
    assert act(admin, hire("clerk"), "promote").status_code == 404
    assert admin.get(reverse("accounts:act", args=[User.objects.get(username="demo-clerk").key, "grant"])).status_code == 405
