"""What the register entitles enterprises to that nobody has asked for: the whole register through the rule book in one pass,
then each that it finds through the very checks that a claim meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from miluo.open_economy.models import Award
from miluo.open_economy.recurrence import ECOMMERCE, SETUP
from miluo.open_economy.regulation import REGULATION
from miluo.open_economy.rules import open_economy
from miluo.open_economy.selectors.enterprises import facts_of, frame
from onewindow.cases.assessment import Assessment, assess, claim_for, problems_of, read_facts, stored_facts
from onewindow.cases.checking import open_case_problem
from onewindow.cases.procedure import Procedure, procedures
from onewindow.cases.snapshots import current_plan
from onewindow.cases.vouching import unverified, vouched
from onewindow.rules.frame import REFUSED
from onewindow.words.refused import Refused

ALSO = ("uscc", "enterprise_name", "closed_until")  # columns of the register that are no facts of the book
FUNDED = "funded_elsewhere"
PAID_BEFORE = {"setup_support_paid_before": SETUP, "ecommerce_award_paid_before": ECOMMERCE}


@dataclass(frozen=True, slots=True)
class Offer:
    """A claim that nobody has made yet: the form as it would be filled in, and what it comes to. ``sources`` are by fact."""

    form: Procedure
    uscc: str
    enterprise_name: str
    year: int
    facts: dict[str, Any]
    sources: Mapping[str, str]
    assessment: Assessment

    @property
    def total(self) -> Decimal:
        return self.assessment.payable

    @property
    def lines(self) -> list[dict[str, str]]:
        """The awards of which something is payable, as JSON."""
        return [
            {"key": line.key, "title": line.title, "payable": str(line.payable), "paid_before": str(line.paid_before), "note": line.note}
            for line in self.assessment.lines
            if line.payable
        ]


def forms() -> list[Procedure]:
    """The procedures whose claims rest on data alone: those that are decided at once, with no ceiling and one claim a year."""
    return [
        each
        for each in procedures()
        if each.regulation == REGULATION and each.verified and not each.matter and not any(award.ceiling for award in each.review.awards)
    ]


def found(year: int, on: date) -> tuple[int, list[tuple[Procedure, str, str]]]:
    """How many enterprises the register has, and to which of them the rule book gives something, under which procedure. One pass."""
    rows = frame(year)
    known = rows.drop(ALSO).with_columns(_paid_before(rows, name, award, year) for name, award in PAID_BEFORE.items())
    results = open_economy.frame(known, on=on)
    return rows.height, [
        (form, uscc, name)
        for form in forms()
        for uscc, name in rows.select("uscc", "enterprise_name").filter(_gives_something(form, results)).iter_rows()
    ]


def offers(pairs: list[tuple[Procedure, str, str]], year: int, on: date) -> Iterator[Offer | None]:
    """For each of these the offer, or None where a claim would not be decided at once."""
    for form, uscc, name in pairs:
        yield offer_for(form, uscc, name, year, on)


def offer_for(form: Procedure, uscc: str, name: str, year: int, on: date) -> Offer | None:
    """What a claim of this enterprise would come to on that day, if every fact of it is vouched for and nothing stands against it."""
    held, _ = facts_of(uscc, year)
    plan = current_plan(form, on)
    try:
        facts = read_facts(form, _filled(form, held, year), on)
    except Refused:
        return None
    claim = claim_for(plan, facts, uscc, name, on)
    sources = vouched(plan, claim)
    if unverified(plan, sources) or problems_of(plan, claim) or open_case_problem(form, claim):
        return None
    try:
        assessment = assess(plan, claim, ())
    except Refused:
        return None
    if not assessment.payable or any(line.computed is None or line.ceiling for line in assessment.lines):
        return None
    return Offer(form, uscc, name, year, stored_facts(form, facts), sources, assessment)


def _filled(form: Procedure, held: Mapping[str, Any], year: int) -> dict[str, Any]:
    """The form as the register would fill it in; figures of a whole year name no month."""
    facts = {name: held[name] for name in form.ask if name in held}
    if FUNDED in facts:
        facts[FUNDED] = [award.key for award in form.review.awards if award.key in facts[FUNDED]]
    if facts.get("closed_until") == f"{year}-12-31":
        facts["closed_until"] = None
    return {**facts, form.period: year}


def _paid_before(rows: pl.DataFrame, name: str, award: str, year: int) -> pl.Series:
    paid = set(Award.objects.filter(award=award, year__lt=year, released_on=None).values_list("uscc", flat=True))
    return pl.Series(name, [uscc in paid for uscc in rows["uscc"]], dtype=pl.Boolean)


def _gives_something(form: Procedure, results: pl.DataFrame) -> pl.Series:
    """Where the book knows every award of a form, and one of them is more than nothing."""
    awards = [pl.col(award.key) for award in form.review.awards]
    chosen = pl.all_horizontal(award.is_not_null() for award in awards) & pl.any_horizontal(award > 0 for award in awards)
    return results.select((chosen & pl.col(REFUSED).is_null()).alias("chosen"))["chosen"]
