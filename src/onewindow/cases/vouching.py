"""What data on hand vouch for: the facts of a claim that agree with them, and the materials that then need not be handed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from onewindow.cases.acts import called
from onewindow.cases.claims import Claim
from onewindow.cases.plan import Plan


def vouched(plan: Plan, claim: Claim) -> Mapping[str, str]:
    """The facts, as claimed, that data on hand vouch for, each with where they come from; nothing where nobody asks the data."""
    found: Mapping[str, str] = called(plan.verified)(claim) if plan.verified else {}
    return found


def unverified(plan: Plan, facts: Collection[str]) -> list[str]:
    """The titles of the facts asked that are not among these."""
    return [title for name, title in plan.ask.items() if name not in facts]


def proven(plan: Plan, claim: Claim, held: Collection[str]) -> Collection[str]:
    """``held``, with every material whose facts are all vouched for (conv-c-9). The data are asked only where something is lacking."""
    needed = {material for award in plan.review.awards for material in award.evidence}
    lacking = [each for each in plan.materials if each.evidences and each.key not in held and (each.required or each.key in needed)]
    if not plan.verified or not lacking:
        return held
    return {*held, *proven_by(plan, vouched(plan, claim))}


def proven_by(plan: Plan, facts: Collection[str]) -> list[str]:
    """The materials that need not be handed in where these facts are vouched for."""
    return [each.key for each in plan.materials if each.evidences and set(each.evidences) <= set(facts)]
