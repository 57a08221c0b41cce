"""How the tests of the rule book ask it: by one day of 2023, results and lines as the contract writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.open_economy.rules import open_economy

ON = date(2023, 9, 15)


def results(on: date = ON, readings: dict[str, str] | None = None, **facts: Any) -> dict[str, Any]:
    return open_economy.evaluate(facts, on=on, readings=readings).results_json()


def line(rule: str, on: date = ON, readings: dict[str, str] | None = None, **facts: Any) -> dict[str, Any]:
    """The line of the explanation for one rule."""
    explanation = open_economy.evaluate(facts, on=on, readings=readings).explanation
    return next(each.as_json() for each in explanation if each.rule == rule)
