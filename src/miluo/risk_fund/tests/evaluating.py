"""How the tests ask the three books: on one day of 2023, results as the contract writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.risk_fund.rules import compensation, loan, window

ON = date(2023, 9, 15)
SOUND = {
    "listed": True,
    "loan_cny": "1000000",
    "recommended_cny": "1200000",
    "outstanding_cny": "30000000",
    "contributed_cny": "5000000",
    "bad_principal_cny": "300000",
    "loan_balance_cny": "30000000",
    "compensated_principal_cny": "0",
    "released_guarantee_cny": "0",
}


def asked(readings: dict[str, str] | None = None, **changed: Any) -> dict[str, Any]:
    """The gates before a sound loan, but for what is changed."""
    facts = {name: value for name, value in {**SOUND, **changed}.items() if value is not None}
    return loan.evaluate(facts, on=ON, readings=readings).results_json()


def shared(readings: dict[str, str] | None = None, **facts: Any) -> dict[str, Any]:
    return compensation.evaluate(facts, on=ON, readings=readings).results_json()


def window_of(month_end: str, readings: dict[str, str] | None = None) -> tuple[str, str]:
    found = window.evaluate({"month_end": month_end}, on=ON, readings=readings).results_json()
    return found["window_start"], found["window_end"]


def clauses_of(results: dict[str, Any]) -> list[str]:
    return [reason["clause"] for reason in results["reasons"]]
