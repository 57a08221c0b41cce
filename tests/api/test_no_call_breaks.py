"""Whatever is sent, the API answers within its description: a result, or a problem document; never a server error."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from schemathesis.checks import not_a_server_error

from onewindow.accounts.access import PUBLIC, SIGNED_IN, demanded_by
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.worktime import clock

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
light = effort(deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
EXAMPLES = 6


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The server of the calls runs inside the test's transaction: between two requests it may not close the connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("username", ["qiye", "zongchuang", "shenpi", "shixiangfb"])
def test_no_call_breaks_the_server(county: None, username: str) -> None:
    client = Client()
    user = User.objects.get(username=username)
    actor = actor_of(user, clock.today())
    client.force_login(user, backend="onewindow.accounts.backends.Passwords")
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    called = opened = 0
    for found in schema.get_all_operations():
        operation, examples = found.ok(), EXAMPLES
        demanded = demanded_by(resolve(re.sub(r"{\w+}", "1", operation.path)).func, operation.method.upper()) or ()
        if demanded not in {PUBLIC, SIGNED_IN} and not any(map(actor.may, demanded)):
            examples = 1  # whatever is sent to a closed door, nobody looks at it

        @effort(light, max_examples=examples)
        @given(case=operation.as_strategy())
        def call(case: schemathesis.Case) -> None:
            case.validate_response(case.call(cookies=cookies), checks=[not_a_server_error])

        call()
        called, opened = called + 1, opened + (examples == EXAMPLES)
    assert called > 30 and opened > 10
