"""Whatever is sent, the API answers within its description: a result, or a problem document; never a server error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from schemathesis.checks import not_a_server_error

from onewindow.accounts.models import User

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
light = effort(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)


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
    client.force_login(User.objects.get(username=username), backend="onewindow.accounts.backends.Passwords")
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    called = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @light
        @given(case=operation.as_strategy())
        def call(case: schemathesis.Case) -> None:
            case.validate_response(case.call(cookies=cookies), checks=[not_a_server_error])

        call()
        called += 1
    assert called > 30
