"""Rule books: what they ask, what they give, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from onewindow.accounts.access import api_permission, public
from onewindow.api.shapes import plain
from onewindow.rules import registry, services
from onewindow.rules.describe import described
from onewindow.worktime import clock

router = Router(tags=["规则集"])


class Question(Schema):
    """The facts of one case by name; what is unknown is null or left out, and the results that need it say so."""

    facts: dict[str, Any]
    on: date | None = Field(None, description="按哪一天的标准测算，默认为当前业务日期")
    readings: dict[str, str] = Field({}, description="本次采用的解释口径")


@router.get("/books", summary="规则集目录")
@public
def books(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"book": book.name, "title": book.title, "number": book.regulation.number, "version": book.version} for book in registry.books()
    ]


@router.get("/books/{name}", summary="一个规则集的事实、规则、标准和解释口径")
@public
def book(request: HttpRequest, name: str) -> dict[str, Any]:
    return plain(described(registry.book(name)))


@router.post("/books/{name}/evaluate", summary="测算")
@public
def evaluate(request: HttpRequest, name: str, question: Question) -> dict[str, Any]:
    """Results and explanation for the facts given. Nothing is stored, so no Idempotency-Key is asked."""
    evaluation = registry.book(name).evaluate(question.facts, on=question.on or clock.today(), readings=question.readings)
    return plain(evaluation.as_json())


@router.get(
    "/evaluations/{number}/replay", summary="复算一次保存的测算", auth=api_permission("cases.supervise", "cases.review", "trail.audit")
)
def replay(request: HttpRequest, number: int) -> dict[str, Any]:
    return plain(services.replay(number).as_json())
