"""``onewindow accounts``: the first accounts of a site."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.cli import accounts
from onewindow.words.refused import Refused

pytestmark = pytest.mark.django_db


def run(*arguments: str):
    app = typer.Typer()
    accounts.register(app)
    return CliRunner().invoke(app, ["accounts", *arguments, "--json"])


def test_the_first_security_administrator_is_made_with_an_initial_password() -> None:
    answer = json.loads(run("create", "chief.security", "演示安全管理员", "--role", "security-admin").stdout)
    user = User.objects.get(username="chief.security")
    assert user.check_password(answer["initial_password"])
    assert user.password_is_initial
    assert actor_of(user).may("accounts.manage")
    rows = json.loads(run("list").stdout)
    assert [(row["username"], row["roles"]) for row in rows] == [("chief.security", ["security-admin"])]
    assert "initial_password" not in rows[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("first", "演示", "--role", "mayor"), "unknown_role"),
        (("first", "演示", "--role", "clerk"), "organisation_required"),
        (("first", "演示", "--role", "clerk", "--organisation", "nowhere"), "unknown_organisation"),
        (("first", "演示", "--role", "security-admin", "--role", "audit-admin"), "roles_kept_apart"),
        (("张三", "演示", "--role", "citizen"), "invalid_account"),
    ],
)
def test_a_refused_account_leaves_nothing(arguments: tuple[str, ...], code: str) -> None:
    refusal = run("create", *arguments).exception
    assert isinstance(refusal, Refused)
    assert refusal.first.code == code
    assert not User.objects.exists()
