"""A mortgage that nothing stands against, for tests that change one fact of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.rural_mortgage.rules import rural_mortgage

ON = date(2023, 9, 15)
SOUND: dict[str, Any] = {
    "right_kind": "operation_arable",
    "applicant_kind": "person",
    "birth_date": "1980-01-01",
    "value_cny": "1000000.00",
    "remaining_years": "6",
    "term_months": 12,
    "loan_cny": "300000.00",
    "fund_supported": False,
    "has_certificate": True,
    "co_owners_consent": True,
    "transfer_fees_paid": True,
    "disputed": False,
    "requisition_announced": False,
    "otherwise_restricted": False,
}


def results(on: date = ON, readings: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """The results of the sound mortgage with these facts changed, as the contract writes them; None leaves a fact out."""
    facts = {name: value for name, value in {**SOUND, **changes}.items() if value is not None}
    return rural_mortgage.evaluate(facts, on=on, readings=readings).results_json()


def clauses(**changes: Any) -> list[str]:
    """The clauses of the reasons that stand against it."""
    return [reason["clause"] for reason in results(**changes)["reasons"]]
