"""The door: who gets into which page, and that a page which says nothing lets nobody in."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve

from onewindow.accounts import services
from onewindow.accounts.access import PUBLIC, SIGNED_IN, demanded_by, opens, permission, public, signed_in
from onewindow.accounts.actors import ANONYMOUS, actor_of
from onewindow.accounts.roles import PERMISSIONS, ROLES
from onewindow.accounts.tests.conftest import Hire
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.worktime import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("onewindow.accounts.tests.urls")]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_the_pages_of_its_permissions_and_no_other(client: Client, hire: Hire, role: str) -> None:
    client.force_login(hire(role))
    doors = list(PERMISSIONS) if connection.vendor == "sqlite" else [*ROLES[role].permissions, *sorted(PERMISSIONS)[::9]]
    answers = {name: client.get(f"/knock/{name}/").status_code for name in doors}
    assert answers == {name: 200 if name in ROLES[role].permissions else 403 for name in doors}


def test_an_account_without_roles_opens_only_its_own_pages(client: Client, hire: Hire) -> None:
    user = hire()
    client.force_login(user)
    assert {client.get(f"/knock/{name}/").status_code for name in PERMISSIONS} == {403}
    assert client.get("/knock/signed-in/").content.decode() == user.key
    assert client.get("/accounts/").status_code == 200


def test_a_visitor_is_led_to_the_login_page_and_back(client: Client) -> None:
    for page in (*PERMISSIONS, "signed-in"):
        answer = client.get(f"/knock/{page}/?page=2")
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next=/knock/{page}/%3Fpage%3D2")
    assert client.get("/knock/anyone/").status_code == 200


def test_a_visitors_post_leads_back_to_the_page_that_it_came_from(client: Client) -> None:
    answer = client.post("/knock/cases.accept/", headers={"referer": "http://testserver/desk/case/1/"})
    assert answer.url == "/accounts/login/?next=/desk/case/1/"


def test_htmx_is_told_to_load_the_login_page_whole(client: Client) -> None:
    answer = client.get("/knock/cases.accept/", headers={"hx-request": "true", "hx-current-url": "http://testserver/desk/?q=1"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/accounts/login/?next=/desk/%3Fq%3D1")


def test_the_page_says_in_chinese_what_is_lacking_and_who_has_it(client: Client, hire: Hire) -> None:
    client.force_login(hire("citizen"))
    page = client.get("/knock/cases.accept/").content.decode()
    assert "需要“受理、补正告知和不予受理”权限，由综窗人员行使" in page


def test_one_of_several_permissions_is_enough(client: Client, hire: Hire) -> None:
    client.force_login(hire("approver"))
    assert client.get("/knock/either/").status_code == 200


def test_neither_of_several_permissions_is_not(client: Client, hire: Hire) -> None:
    client.force_login(hire("supervisor"))
    page = client.get("/knock/either/")
    assert page.status_code == 403
    assert "或“审核办件”权限" in page.content.decode()


@pytest.mark.parametrize("role", [None, *ROLES])
def test_a_page_without_a_declared_permission_is_reached_by_nobody(
    client: Client, hire: Hire, caplog: pytest.LogCaptureFixture, role: str | None
) -> None:
    client.force_login(hire(role))
    answer = client.get("/knock/forgotten/")
    assert answer.status_code == 403
    assert "没有声明访问权限" in answer.content.decode()
    assert "declares no permission" in caplog.text


def test_nor_by_a_visitor(client: Client) -> None:
    assert client.get("/knock/forgotten/").status_code == 403


def test_a_permission_that_no_role_has_is_refused_when_the_module_is_read() -> None:
    with pytest.raises(ValueError, match="no role has the permission"):
        permission("cases.acept")


def test_a_menu_can_ask_which_pages_open(hire: Hire) -> None:
    clerk = actor_of(hire("clerk"))
    assert opens("accounts:login", ANONYMOUS)
    assert opens("accounts:mine", clerk)
    assert not opens("accounts:mine", ANONYMOUS)
    assert opens("desk:front", clerk)
    assert not opens("desk:front", actor_of(hire("agent")))


def test_the_demand_stands_on_the_view() -> None:
    def view(request: object) -> None: ...

    assert demanded_by(permission("cases.accept")(view)) == ("cases.accept",)
    assert demanded_by(signed_in(view)) == SIGNED_IN
    assert demanded_by(public(partial(view))) == PUBLIC
    assert demanded_by(view) is None


def test_the_demand_of_an_api_operation_is_that_of_its_method(client: Client) -> None:
    view = resolve("/knock/api/guarded").func
    assert demanded_by(view, "GET") == ("cases.accept",)
    assert demanded_by(view, "POST") == SIGNED_IN
    assert demanded_by(resolve("/knock/api/open").func) == PUBLIC
    assert demanded_by(resolve("/knock/api/forgotten").func) is None
    assert demanded_by(resolve("/knock/api/openapi.json").func) == PUBLIC
    assert demanded_by(resolve("/knock/api/").func) is None
    assert client.delete("/knock/api/guarded").status_code == 405


def test_an_api_operation_opens_for_its_permission(client: Client, hire: Hire) -> None:
    user = hire("clerk")
    client.force_login(user)
    assert client.get("/knock/api/guarded").json() == user.key
    assert client.get("/knock/api/open").json() == "open"


def test_an_api_operation_refuses_a_visitor_and_a_role_without_it(client: Client, hire: Hire) -> None:
    answer = client.get("/knock/api/guarded")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    client.force_login(hire("finance"))
    answer = client.get("/knock/api/guarded")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert "综窗人员" in answer.json()["message"]


def test_an_api_operation_without_a_declared_permission_is_reached_by_nobody(client: Client, hire: Hire) -> None:
    client.force_login(hire("system-admin"))
    assert client.get("/knock/api/forgotten").status_code == 403


def test_a_changing_api_call_needs_the_csrf_token(hire: Hire) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(hire("clerk"))
    assert client.post("/knock/api/guarded").status_code == 403
    client.get("/accounts/")
    token = client.cookies["csrftoken"].value
    assert client.post("/knock/api/guarded", headers={"x-csrftoken": token}).json() == "changed"


def test_a_role_of_another_organisation_opens_when_one_chooses_to_act_for_it(
    client: Client, hire: Hire, bureau: Organisation, security: Actor
) -> None:
    user = hire("clerk")
    services.grant(user=user, role="approver", organisation=bureau, by=security, at=clock.now())
    client.force_login(user)
    assert client.get("/knock/cases.review/").status_code == 403
    assert client.post("/accounts/acts-for/", {"organisation": "test-elsewhere"}).status_code == 403
    assert client.post("/accounts/acts-for/", {"organisation": bureau.key}).status_code == 302
    assert client.get("/knock/cases.review/").status_code == 200
    assert client.get("/knock/cases.accept/").status_code == 403
