"""Every address of the site says who may come in, and nobody else gets in: each address is knocked at in every role."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from onewindow.accounts import access, services
from onewindow.accounts.access import PUBLIC, SIGNED_IN, demanded_by
from onewindow.accounts.models import User
from onewindow.accounts.roles import ROLES
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM
from onewindow.worktime import clock

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, Callable[..., object]]]:
    for each in (resolver or get_resolver()).url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield ARGUMENT.sub(lambda found: "1" if found[1] == "int" else "x", route), each.callback
        else:
            yield from addresses(each, route)


def silent(pages: Iterator[tuple[str, Callable[..., object]]]) -> list[str]:
    return [f"{method} {page}" for page, view in pages for method in METHODS if demanded_by(view, method) is None]


def test_every_address_declares_what_it_demands() -> None:
    assert len(list(addresses())) > 20
    assert not silent(addresses())


def test_the_guard_bites() -> None:
    assert silent(iter([("/forgotten/", lambda request: None)]))


def account_of(role: str) -> User:
    place, _ = Organisation.objects.get_or_create(key="house-test", name="演示单位", short_name="演示", kind="department")
    user = services.create_user(username=f"house-{role}", display_name="演示人员", organisation=place, by=SYSTEM, at=clock.now())
    services.grant(user=user, role=role, valid_from=date(2023, 1, 1), by=SYSTEM, at=clock.now())
    return user


def closed_to(permissions: frozenset[str] | None) -> list[tuple[str, str]]:
    """The (method, address) that these permissions do not open; None is a visitor."""
    return [
        (method, page)
        for page, view in addresses()
        for method in ("GET", "POST")
        if (demanded := demanded_by(view, method)) != PUBLIC
        and (permissions is None or (demanded != SIGNED_IN and not permissions & set(demanded or ())))
    ]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is kept out is told so without the frame of the site, ten thousand times."""
    monkeypatch.setattr(access, "render", lambda request, template, context, status: HttpResponse(template, status=status))


@pytest.mark.django_db
@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("role", ROLES)
def test_no_role_gets_into_what_it_has_no_permission_for(client: Client, role: str) -> None:
    client.force_login(account_of(role))
    closed = closed_to(ROLES[role].permissions)
    answers = {f"{method} {page}": client.generic(method, page).status_code for method, page in closed}
    assert closed
    assert {page: status for page, status in answers.items() if status not in {403, 405}} == {}


@pytest.mark.django_db
def test_no_visitor_gets_into_what_is_not_public(client: Client) -> None:
    entered = {}
    for method, page in closed_to(None):
        answer = client.generic(method, page)
        led_to_login = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        if not led_to_login and answer.status_code not in {401, 405}:
            entered[f"{method} {page}"] = answer.status_code
    assert not entered
