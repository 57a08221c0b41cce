"""The OpenAPI description holds: what it promises is what is answered, whatever is sent."""

from __future__ import annotations

import json

import pytest
from django.test import Client

QUESTIONS = {"/api/v1/rules/books/{name}/evaluate", "/api/v1/risk-fund/gate"}  # posted since they are long; they change nothing


def test_the_description_and_its_page_are_open_to_all() -> None:
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    assert described["openapi"].startswith("3.")
    assert Client().get("/api/v1/docs").status_code == 200


def test_every_call_that_changes_something_asks_for_an_idempotency_key() -> None:
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    without = [
        path
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if method != "get"
        and path not in QUESTIONS
        and not any(parameter["name"] == "Idempotency-Key" and parameter["required"] for parameter in operation["parameters"])
    ]
    assert not without


def test_every_operation_describes_its_errors_as_problem_documents() -> None:
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            errors = {status: answer for status, answer in operation["responses"].items() if status.startswith("4")}
            assert {"404", "422"} <= errors.keys(), path
            assert method == "get" or path in QUESTIONS or "409" in errors
            assert not operation.get("security") or {"401", "403"} <= errors.keys()
            assert all(answer["content"] == {"application/problem+json": problem} for answer in errors.values())
    assert {"code", "field", "clause", "expected"} <= described["components"]["schemas"]["Problem"]["properties"].keys()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("get", "/api/v1/nothing/here", 404, "not_found"), ("delete", "/api/v1/rules/books", 405, "method_not_allowed")],
)
def test_an_address_or_method_that_is_not_there_is_a_problem_document(method: str, path: str, status: int, code: str) -> None:
    answer = getattr(Client(), method)(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    problem = json.loads(answer.content)
    assert (problem["status"], problem["code"]) == (status, code)
    assert not problem["detail"].isascii()
    assert status != 405 or (answer["Allow"], problem["expected"]) == ("GET", "允许的方法：GET")


@pytest.mark.django_db
def test_a_page_that_is_not_there_stays_a_page() -> None:
    assert Client().get("/nothing/here/")["Content-Type"].startswith("text/html")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "not_json"),
        ("\udcff".encode("utf-8", "surrogateescape"), "not_json"),
        ('{"facts": {"trade_usd": "1", "trade_usd": "2"}}', "duplicate_name"),
    ],
)
def test_a_body_that_is_no_json_is_refused_in_chinese(body: str | bytes, code: str) -> None:
    answer = Client().post("/api/v1/rules/books/open-economy/evaluate", body, content_type="application/json")
    problem = json.loads(answer.content)
    assert (answer.status_code, problem["code"]) == (400, code)
    assert not problem["detail"].isascii()
    assert problem["expected"]


@pytest.mark.django_db
def test_a_call_without_the_page_token_is_refused_in_chinese() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/api/v1/drafts", {}, content_type="application/json", headers={"Idempotency-Key": "a-new-key-1"})
    problem = json.loads(answer.content)
    assert (answer.status_code, problem["code"], problem["field"]) == (403, "csrf_failed", "X-CSRFToken")
    assert not problem["detail"].isascii()


@pytest.mark.django_db
def test_unknown_addresses_are_problem_documents() -> None:
    answer = Client().get("/api/v1/law/clauses/nothing-1")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "unknown_clause"
