"""即申即享: which facts of a claim the register of enterprises vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from miluo.open_economy.facts import OpenEconomyFacts
from miluo.open_economy.selectors.enterprises import facts_of
from onewindow.cases.claims import Claim

FACTS = {fact.name: fact for fact in OpenEconomyFacts.fields()}
FUNDED = "funded_elsewhere"


def verified(claim: Claim) -> dict[str, str]:
    """The facts of a claim that are what other offices reported, each with the file and row; three queries.

    The year needs nobody's word. That no other fund pays is the enterprise's own word where 财政 has reported nothing
    for the year (conv-open-21). A figure for a whole year vouches for no claim on closed months, nor the other way round.
    """
    year = claim.facts.get("year")
    if year is None:
        return {}
    held, sources = facts_of(claim.uscc, year)
    found = {name: source for name, source in sources.items() if name in FACTS and _agrees(name, claim, held[name])}
    if "trade_usd" in sources and _months(claim.facts, year) == held.get("closed_until"):
        found["closed_until"] = sources["trade_usd"]
    elif "closed_until" in claim.facts:
        found.pop("trade_usd", None)
    if FUNDED not in sources and not claim.facts.get(FUNDED):
        found[FUNDED] = "企业声明"
    return {"year": "", **found}


def _agrees(name: str, claim: Claim, held: Any) -> bool:
    """Whether a fact is claimed as it was reported; of matters that another fund pays, those that the claim is about."""
    value = claim.facts.get(name)
    if name == FUNDED:
        return set(value or ()) == set(held) & set(claim.awards)
    return value is not None and FACTS[name].written(value) == held


def _months(facts: Mapping[str, Any], year: int) -> str:
    until: date = facts.get("closed_until") or date(year, 12, 31)
    return until.isoformat()
