"""The OpenAPI description holds: what it promises is what is answered, whatever is sent."""

from __future__ import annotations

import json

import pytest
from django.test import Client


def test_the_description_and_its_page_are_open_to_all() -> None:
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    assert described["openapi"].startswith("3.")
    assert Client().get("/api/v1/docs").status_code == 200


def test_every_call_that_changes_something_asks_for_an_idempotency_key() -> None:
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    open_questions = {"/api/v1/rules/books/{name}/evaluate"}  # changes nothing
    without = [
        path
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if method != "get"
        and path not in open_questions
        and not any(parameter["name"] == "Idempotency-Key" and parameter["required"] for parameter in operation["parameters"])
    ]
    assert not without


@pytest.mark.django_db
def test_unknown_addresses_are_problem_documents() -> None:
    answer = Client().get("/api/v1/law/clauses/nothing-1")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "unknown_clause"
