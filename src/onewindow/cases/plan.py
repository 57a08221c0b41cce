"""A declaration frozen: the steps, limits, materials and figures that a case runs on from its first day to its last. No Django.

``freeze`` gives plain JSON with its digest, ``thaw`` the same steps again; acts stay names, which are called only if some
procedure in the code declares them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar

from onewindow.cases.conventions import EXTENSION_LAW
from onewindow.cases.item_facts import facts_of
from onewindow.cases.procedure import (
    Accept,
    Award,
    Decide,
    Issue,
    Material,
    Prereview,
    Procedure,
    Produce,
    Publish,
    Rate,
    Review,
    Special,
    Step,
    material_of,
    procedure,
)
from onewindow.rules.fact import Fact
from onewindow.rules.facts import Facts
from onewindow.words.canonical import canonical, sm3
from onewindow.words.sources import Clause, Convention, OutsideLaw, Reading, Source, as_source
from onewindow.worktime.counting import Span, span_of

S = TypeVar("S")

ENTERPRISES = ("enterprise",)  # who applies where a declaration does not say
_STEPS: dict[str, type[Any]] = {step.kind: step for step in (Accept, Prereview, Review, Decide, Publish, Produce, Issue, Rate)}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a running case needs of its procedure, as it was when the case began. ``ask`` gives the title of each fact asked."""

    key: str
    title: str
    regulation: str
    ask: Mapping[str, str]
    period: str
    matter: str
    required: tuple[str, ...]
    check: str
    known: str
    verified: str
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    book_version: str
    readings: Mapping[str, str]
    item: str = ""
    version: int = 0
    questions: tuple[Mapping[str, Any], ...] = ()
    handling: str = "promise"
    applicants: tuple[str, ...] = ENTERPRISES
    outlasts: bool = False
    special: tuple[Special, ...] = ()
    extension_days: int = 0
    extension_source: Source = EXTENSION_LAW
    yellow: tuple[int, int] | None = None

    @property
    def facts(self) -> type[Facts]:
        """The form: that of the item's version, or of the declaration in the code."""
        return facts_of(self.questions) if self.item else procedure(self.key).facts

    @property
    def asked(self) -> tuple[Fact, ...]:
        """The facts that the form asks, in its order."""
        known = {fact.name: fact for fact in self.facts.fields()}
        return tuple(known[name] for name in self.ask)

    def has(self, kind: type[Any]) -> bool:
        """Whether it has a step of this kind."""
        return any(isinstance(step, kind) for step in self.steps)

    def period_of(self, facts: Mapping[str, Any]) -> int:
        """The year that a claim is for; 0 where it is not asked year by year."""
        return int(facts[self.period]) if self.period else 0

    def step(self, kind: type[S]) -> S:
        """The step of this kind. Raises LookupError where the procedure has none (公示、预审 and 制证 may be missing)."""
        for step in self.steps:
            if isinstance(step, kind):
                return step
        raise LookupError(f"{self.key} has no step {kind.__name__}")

    @property
    def review(self) -> Review:
        return self.step(Review)

    @property
    def decide(self) -> Decide:
        return self.step(Decide)

    @property
    def awards_money(self) -> bool:
        """Whether the decision grants money; else it approves what was applied for, or does not."""
        return bool(self.decide.payable)

    def material(self, key: str) -> Material:
        """The material of that key. Raises Refused for one that the procedure did not ask for."""
        return material_of(self.materials, key)


def freeze(procedure: Procedure, *, book_version: str, figures: Mapping[str, Any], readings: Mapping[str, str]) -> tuple[str, str]:
    """The canonical text of a declaration and its SM3 digest; equal declarations freeze to the same digest."""
    content: dict[str, Any] = {
        "key": procedure.key,
        "title": procedure.title,
        "regulation": procedure.regulation.key if procedure.regulation else "",
        "ask": [[fact.name, fact.title] for fact in procedure.asked],
        "period": procedure.period,
        "matter": procedure.matter,
        "required": list(procedure.required),
        "check": procedure.check,
        "known": procedure.known,
        "verified": procedure.verified,
        "materials": [_plain(material) for material in procedure.materials],
        "steps": [{"kind": step.kind, **_plain(step)} for step in procedure.steps],
        "book_version": book_version,
        "figures": figures,
        "readings": readings,
    }
    if procedure.applicants != ENTERPRISES:
        content["applicants"] = list(procedure.applicants)
    if procedure.outlasts:
        content["outlasts"] = True
    if procedure.item:
        content |= {
            "item": procedure.item,
            "version": procedure.version,
            "questions": [dict(each) for each in procedure.questions],
            "handling": procedure.handling,
            "special": [_plain(each) for each in procedure.special],
            "extension_days": procedure.extension_days,
            "yellow": list(procedure.yellow) if procedure.yellow else None,
        }
        if procedure.extension_days:
            content["extension_source"] = _plain_source(as_source(procedure.extension_source))
    text = canonical(content)
    return text, sm3(text.encode())


@lru_cache(maxsize=256)
def thaw(text: str) -> Plan:
    """The plan in a frozen declaration. Raises KeyError or TypeError for a text that ``freeze`` did not write."""
    content = json.loads(text)
    return Plan(
        key=content["key"],
        title=content["title"],
        regulation=content["regulation"],
        ask=dict(content["ask"]),
        period=content["period"],
        matter=content.get("matter", ""),
        required=tuple(content.get("required", ())),
        check=content["check"],
        known=content.get("known", ""),
        verified=content.get("verified", ""),
        materials=tuple(_rebuilt(Material, raw) for raw in content["materials"]),
        steps=tuple(
            _rebuilt(_STEPS[raw["kind"]], {name: value for name, value in raw.items() if name != "kind"}) for raw in content["steps"]
        ),
        book_version=content["book_version"],
        readings=content["readings"],
        applicants=tuple(content.get("applicants", ENTERPRISES)),
        outlasts=content.get("outlasts", False),
        **_of_item(content),
    )


def _of_item(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a declaration made from an item's version holds beyond that of one in the code."""
    if not content.get("item"):
        return {}
    return {
        "item": content["item"],
        "version": content["version"],
        "questions": tuple(content["questions"]),
        "handling": content["handling"],
        "special": tuple(_rebuilt(Special, each) for each in content["special"]),
        "extension_days": content["extension_days"],
        "extension_source": _rebuilt_source(content["extension_source"]) if "extension_source" in content else EXTENSION_LAW,
        "yellow": tuple(content["yellow"]) if content["yellow"] else None,
    }


def _plain(part: Any) -> dict[str, Any]:
    return {each.name: _plain_value(each.name, getattr(part, each.name)) for each in fields(part)}


def _plain_value(name: str, value: Any) -> Any:
    if name == "sources":
        return [_plain_source(as_source(source)) for source in value]
    if name == "awards":
        return [_plain(award) for award in value]
    if isinstance(value, Span):
        return {"unit": value.unit.value, "n": value.n, "source": _plain_source(value.source)}
    return value


def _plain_source(source: Source) -> dict[str, str]:
    if isinstance(source, Clause):
        return {"clause": source.id}
    if isinstance(source, OutsideLaw):
        return {"law": source.name, "article": source.article}
    if isinstance(source, Reading):
        return {"reading": source.name, "clause": source.clause}
    return {"convention": source.id, "text": source.text}


def _rebuilt(kind: type[S], raw: Mapping[str, Any]) -> S:
    return kind(**{name: _rebuilt_value(name, value) for name, value in raw.items()})


def _rebuilt_value(name: str, value: Any) -> Any:
    if name == "sources":
        return tuple(_rebuilt_source(source) for source in value)
    if name == "awards":
        return tuple(_rebuilt(Award, award) for award in value)
    if isinstance(value, dict) and "unit" in value:
        return span_of(value["n"], value["unit"], _rebuilt_source(value["source"]))
    return tuple(value) if isinstance(value, list) else value


def _rebuilt_source(raw: Mapping[str, str]) -> Source:
    if "law" in raw:
        return OutsideLaw(raw["law"], raw["article"])
    if "reading" in raw:
        return Reading(raw["reading"], raw["clause"])
    if "convention" in raw:
        return Convention(raw["convention"], raw.get("text", ""))
    return Clause(raw["clause"])
