"""The demo people of the county, calling the API with a session and an idempotency key."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from onewindow.accounts.models import User

Call = Callable[..., Any]


@pytest.fixture
def county(loaded_county: None) -> None:
    """Loaded once for all tests; what one of them writes is rolled back."""


@pytest.fixture
def caller(county: None) -> Callable[[str], Call]:
    """``caller("qiye")`` gives a function: ``call(method, path, body=None, key=…, files=…) -> (status, document)``."""

    def as_user(username: str) -> Call:
        client = Client()
        client.force_login(User.objects.get(username=username), backend="onewindow.accounts.backends.Passwords")

        def call(method: str, path: str, body: Any = None, *, key: str | None = "fresh", files: Any = None) -> tuple[int, Any]:
            headers = {} if key is None else {"Idempotency-Key": uuid.uuid4().hex if key == "fresh" else key}
            kind = {} if files else {"content_type": "application/json"}
            data = files or (json.dumps(body) if body is not None else None)
            answer = getattr(client, method)(f"/api/v1{path}", data, headers=headers, **kind)
            return answer.status_code, json.loads(answer.content) if "json" in answer["Content-Type"] else answer.content

        return call

    return as_user
