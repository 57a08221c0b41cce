"""Why a result is what it is: a line for each rule, as data for the contract and as sentences for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onewindow.law import registry as law
from onewindow.rules.edition import Edition
from onewindow.rules.fact import Fact
from onewindow.rules.kinds import written
from onewindow.rules.nearest import Step, nearest
from onewindow.rules.phrases import said
from onewindow.rules.readings import Question
from onewindow.rules.reasons import certain
from onewindow.rules.rule import Rule, Sort
from onewindow.rules.sentences import Told, told
from onewindow.rules.trace import ByCap, ByCondition, ByTier, Decision, decisions, missing, names_beneath, on_the_way
from onewindow.rules.tree import Contains, Name, Role
from onewindow.words.sources import Clause, Reading, Source

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook
    from onewindow.rules.evaluation import Evaluation

INPUTS = {Role.FACT, Role.RULE}


@dataclass(frozen=True, slots=True)
class Line:
    """One rule explained, its values as the contract writes them.

    ``inputs`` are facts and other rules, with what the steps among them use; ``said`` is the value in Chinese; ``details``
    are only there where they say something: ``step``, ``unknown`` (results a total had to leave out), ``tier``, ``cap``, ``next``,
    ``certain`` (of reasons that are unknown as a whole those that hold).
    """

    rule: str
    title: str
    clause: str
    citation: str
    sources: tuple[str, ...]
    inputs: Mapping[str, Any]
    parameters: Mapping[str, Any]
    readings: Mapping[str, str]
    value: Any
    missing: tuple[str, ...]
    said: str
    sentences: tuple[str, ...]
    details: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in self.__slots__ if name != "details"}
        return {**own, **self.details}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a page shows of a result: its name, its value in words (``20,000.00元``, ``暂不能确定``), why, and the clause."""

    rule: str
    title: str
    said: str
    clause: str
    citation: str
    sentences: tuple[str, ...]
    missing: tuple[str, ...]


def sentences(of: Evaluation | Iterable[Mapping[str, Any]]) -> list[Paragraph]:
    """The results of an evaluation, or of the explanation of a stored one, in Chinese; steps on the way are left out."""
    lines = of if isinstance(of, Iterable) else [line.as_json() for line in of.explanation]
    return [
        Paragraph(
            line["rule"], line["title"], line["said"], line["clause"], line["citation"], tuple(line["sentences"]), tuple(line["missing"])
        )
        for line in lines
        if not line.get("step")
    ]


def explained(book: RuleBook, edition: Edition, values: Mapping[str, Any]) -> tuple[Line, ...]:
    """A line for each rule in the order of computing; checks, which refuse instead, have none."""
    everything = {**values, **edition.constants}
    return tuple(_line(rule, book, edition, everything) for rule in edition.rules if rule.sort is not Sort.CHECK)


def citation(source: Source) -> str:
    """As printed: document, article, paragraph; a convention is its id."""
    if isinstance(source, (Clause, Reading)):
        return law.clause(source.id if isinstance(source, Clause) else source.clause).cite
    return str(source)


def _line(rule: Rule, book: RuleBook, edition: Edition, values: Mapping[str, Any]) -> Line:
    own = list(decisions(rule.tree, edition, values))
    along = [*on_the_way(rule, own, edition, values), *own]
    beneath = names_beneath(rule.tree, edition)
    step = nearest(rule, along, edition, book.uses.facts, values)
    lacking = tuple(missing(rule.tree, edition, values))
    lead = _leading(rule, own, book.uses.facts)
    turned = _turned(rule, beneath, book, edition, values)
    return Line(
        rule=rule.name,
        title=rule.title,
        clause=lead.id,
        citation=citation(lead),
        sources=tuple(source.id for source in rule.sources),
        inputs={name: written(values[name], each.kind) for name, each in beneath.items() if each.role in INPUTS},
        parameters={name: edition.figures_json[name] for name, each in beneath.items() if each.role is Role.FIGURE},
        readings={name: values[name] for name, each in beneath.items() if each.role is Role.READING},
        value=written(values[rule.name], rule.kind),
        missing=lacking,
        said=said(values[rule.name], rule.kind),
        sentences=tuple(told(Told(rule, along, step, lacking, turned, edition, values, book.uses.titles))),
        details=_details(rule, own, step, values) | _certain(rule, edition, values),
    )


def _certain(rule: Rule, edition: Edition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of reasons that are unknown as a whole, those that hold already."""
    held = certain(rule.tree, lambda node: edition.part(node, values)) if values[rule.name] is None else []
    return {"certain": written(tuple(held), rule.kind)} if held else {}


def _details(rule: Rule, own: list[Decision], step: Step | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """What only some lines have: step, unknown results of a total, the tier, the cap, the next step up."""
    details: dict[str, Any] = {"step": True} if rule.step else {}
    unknown = [name for name, each in rule.needs.items() if each.role is Role.RULE and values[name] is None]
    if unknown and values[rule.name] is not None:
        details["unknown"] = unknown
    for each in own:
        if isinstance(each, ByTier):
            details["tier"] = _tier(each)
        elif isinstance(each, ByCap) and isinstance(each.decided, Name) and each.decided.role is Role.FIGURE:
            details["cap"] = {"parameter": each.decided.name, "value": written(each.value, each.decided.kind)}
    if step:
        details["next"] = {
            "fact": step.fact.name,
            "title": step.fact.title,
            **({} if step.place is None else {"entry": step.place + 1, "added": step.added}),
            "more": written(step.more, step.kind),
            "to": written(step.to, step.kind),
            "value": written(step.value, rule.kind),
        }
    return details


def _tier(each: ByTier) -> dict[str, Any]:
    """The tier as its table has it, with the table, its number from 1, and the wording; the value alone outside them all."""
    table = each.node.table
    name = table.name if isinstance(table, Name) else ""
    if each.tier is None:
        return {"parameter": name, "number": None, "value": each.table.outside()}
    number = each.table.tiers.index(each.tier) + 1
    return {"parameter": name, "number": number, **each.table.row(each.tier), "as_written": each.tier.as_written}


def _leading(rule: Rule, own: list[Decision], facts: Mapping[str, Fact]) -> Source:
    """The source that decided, if it is one of the rule's: that of a list that names it, or of the tier; else the first."""
    deciding = {clause for each in own if (clause := _clause_of(each, facts))}
    return next((source for source in rule.sources if source.id in deciding), rule.sources[0])


def _clause_of(each: Decision, facts: Mapping[str, Fact]) -> str | None:
    if isinstance(each, ByTier):
        return each.tier.clause if each.tier else None
    if isinstance(each, ByCondition) and each.holds and isinstance(each.condition, Contains) and isinstance(each.condition.entries, Name):
        return facts[each.condition.entries.name].clause
    return None


def _turned(
    rule: Rule, beneath: Mapping[str, Name], book: RuleBook, edition: Edition, values: Mapping[str, Any]
) -> list[tuple[Question, str, Any]]:
    """The readings that decided something here: with the other reading, and the value that it would give."""
    found = []
    for name in (name for name, each in beneath.items() if each.role is Role.READING):
        question = book.uses.questions[name]
        for other in question.readings:
            if other != values[name]:
                value = book.edition(edition.on, {**edition.readings, name: other}).changed(rule.name, name, values)
                if value != values[rule.name]:
                    found.append((question, other, value))
    return found
