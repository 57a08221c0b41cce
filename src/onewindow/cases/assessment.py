"""What a claim comes to: the rule book on its facts, the evidence that each award rests on, and what is still payable."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.cases.acts import called
from onewindow.cases.claims import AwardLine, Claim, Payable
from onewindow.cases.models import Case
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Award, Procedure
from onewindow.cases.vouching import proven
from onewindow.rules.book import Evaluation
from onewindow.rules.facts import Facts
from onewindow.rules.registry import book
from onewindow.words.refused import Problem
from onewindow.words.sources import as_source
from onewindow.worktime.clock import day_of

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Assessment:
    """The evaluation behind a claim (None without a rule book) and its awards; ``payable`` is their sum in 元, as far as known."""

    evaluation: Evaluation | None
    lines: tuple[AwardLine, ...]

    @property
    def payable(self) -> Decimal:
        return sum((line.payable for line in self.lines), NOTHING)

    @property
    def has_ceilings(self) -> bool:
        """Whether some of it is no more than a ceiling, and the sum therefore too."""
        return any(line.ceiling for line in self.lines)


def read_facts(form: Procedure | Plan, raw: Mapping[str, Any], on: date) -> Facts:
    """The facts that were typed or sent, of those that the form asks. Raises Refused with every problem found."""
    facts = {fact.name: fact for fact in form.asked}
    typed = {name: _untyped(facts, name, value) for name, value in raw.items()}
    return form.facts.parse(typed, on=on)


def stored_facts(form: Procedure | Plan, facts: Facts) -> dict[str, Any]:
    """The asked facts as JSON, in the order of the form."""
    written = facts.as_json()
    return {name: written[name] for name in form.ask}


def claim_of(case: Case, plan: Plan) -> Claim:
    """The claim that a case makes, with its facts as they stand now."""
    submitted_on = day_of(case.submitted_at)
    facts = plan.facts.parse(case.facts, on=submitted_on)
    return claim_for(plan, facts, case.uscc, case.enterprise_name, submitted_on, case.number, person_key=case.person_key)


def claim_for(plan: Plan, facts: Facts, uscc: str, name: str, submitted_on: date, number: str = "", *, person_key: str = "") -> Claim:
    """A claim under a plan, with what the registers know of it filled in where the form left it open."""
    matter = " ".join((getattr(facts, plan.matter) or "").split())[:100] if plan.matter else ""
    awards = tuple(award.key for award in plan.review.awards)
    claim = Claim(uscc, name, dict(facts), submitted_on, plan.readings, number, matter, awards, person_key)
    known: Mapping[str, Any] = called(plan.known)(claim) if plan.known else {}
    return replace(claim, facts={**claim.facts, **{key: value for key, value in known.items() if claim.facts.get(key) is None}})


def problems_of(plan: Plan, claim: Claim) -> list[Problem]:
    """What the regulation finds wrong with a claim as it stands."""
    found: list[Problem] = called(plan.check)(claim) if plan.check else []
    return found


def missing_facts(plan: Plan, evaluation: Evaluation) -> tuple[str, ...]:
    """The facts without which some award cannot be computed."""
    unknown = {award.key for award in plan.review.awards if evaluation.values[award.key] is None}
    if not unknown:
        return ()  # an explanation costs more than the computing, and is made only where it is shown
    named = [name for line in evaluation.explanation if line.rule in unknown for name in line.missing]
    return tuple(dict.fromkeys(named))


def evaluate(plan: Plan, claim: Claim) -> Evaluation:
    """Run the rule book of a plan on a claim, as of its day of submission (of what outlasts its document at most the last day of that)
    and under the readings of the plan.
    """
    rules = book(plan.review.book)
    facts = rules.facts.model_construct(**{name: claim.facts[name] for name in rules.facts.model_fields})
    readings = {name: value for name, value in plan.readings.items() if name in rules.uses.questions}
    last = rules.regulation.last_day if plan.outlasts else None
    return rules.evaluate(facts, on=min(claim.submitted_on, last) if last else claim.submitted_on, readings=readings)


def assess(plan: Plan, claim: Claim, held: Collection[str]) -> Assessment:
    """What the rule book computes and what of it is payable; ``held`` are the keys of the materials handed in.

    An award whose evidence is not there is worth nothing; data that vouch for the facts are evidence too.
    """
    if not plan.review.book:
        return Assessment(None, ())
    held = proven(plan, claim, held)
    evaluation = evaluate(plan, claim)
    computed: dict[str, Decimal | None] = {award.key: evaluation.values[award.key] for award in plan.review.awards}
    known = {key: amount for key, amount in computed.items() if amount is not None}
    due: Mapping[str, Payable] = called(plan.decide.payable)(claim, known) if plan.awards_money else {}
    return Assessment(evaluation, tuple(_line(award, computed[award.key], due.get(award.key), held) for award in plan.review.awards))


def _line(award: Award, computed: Decimal | None, due: Payable | None, held: Collection[str]) -> AwardLine:
    unproven = tuple(key for key in award.evidence if key not in held)
    payable = due.amount if due and not unproven else NOTHING
    note = "没有提交证明材料" if unproven and computed else due.note if due else ""
    return AwardLine(
        key=award.key,
        title=award.title,
        clauses=tuple(as_source(source).id for source in award.sources),
        computed=computed,
        payable=payable,
        paid_before=due.paid_before if due else NOTHING,
        note=note,
        evidence=award.evidence,
        unproven=unproven,
        advice=due.advice if due else "",
        ceiling=award.ceiling,
    )


def _untyped(facts: Mapping[str, Any], name: str, value: Any) -> Any:
    """What a form sends is text: blank is unknown, true and false are yes and no. Other values are JSON already."""
    fact = facts.get(name)
    if fact is None or not (
        isinstance(value, str) or (fact.many and isinstance(value, list) and all(isinstance(each, str) for each in value))
    ):
        return value
    return fact.typed(value)
