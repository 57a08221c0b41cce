"""A policy by its articles: what each grants, and which facts are asked for its sake alone. Read off the book, so that any book works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onewindow.law import registry
from onewindow.rules.book import RuleBook
from onewindow.rules.fact import Fact
from onewindow.rules.grants import granted
from onewindow.rules.rule import Rule
from onewindow.rules.tree import Role
from onewindow.words.sources import Clause, Source

_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百]+条")


@dataclass(frozen=True, slots=True)
class Matter:
    """One article that grants something: ``place`` is 第二条; ``facts`` are those that only its results need."""

    key: str
    place: str
    results: tuple[Rule, ...]
    facts: tuple[Fact, ...]

    @property
    def title(self) -> str:
        return "、".join(rule.title for rule in self.results)


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a policy: what several matters need, what one alone needs, and last the lists that exclude results."""

    shared: tuple[Fact, ...]
    matters: tuple[Matter, ...]
    last: tuple[Fact, ...]

    def chosen(self, ticked: Iterable[str], typed: Mapping[str, Any]) -> tuple[Matter, ...]:
        """The matters that are looked at: those ticked, those with an answer of their own, and those that ask nothing of their own."""
        keys = set(ticked)
        return tuple(
            each for each in self.matters if each.key in keys or not each.facts or any(typed.get(fact.name) for fact in each.facts)
        )


def given(matters: Iterable[Matter], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, empty lists left out where a matter has none that is filled: they were passed over, not answered with none."""
    passed = {
        fact.name
        for matter in matters
        if not any(typed.get(fact.name) for fact in matter.facts if fact.many)
        for fact in matter.facts
        if fact.many and not fact.choices
    }
    return {name: value for name, value in typed.items() if name not in passed}


def asked_by(book: RuleBook) -> Asked:
    """The questions of a book, each where it belongs; the order is that of the facts."""
    by_article = articles(granted(book))
    needed = {place: {name for rule in results for name in facts_beneath(rule, book)} for place, results in by_article.items()}
    facts = tuple(book.uses.facts.values())
    home = {fact.name: [place for place in by_article if fact.name in needed[place]] for fact in facts}
    last = tuple(fact for fact in facts if len(home[fact.name]) != 1 and fact.many and fact.choices)
    shared = tuple(fact for fact in facts if len(home[fact.name]) != 1 and fact not in last)
    matters = tuple(
        Matter(f"m{number}", place, results, tuple(fact for fact in facts if home[fact.name] == [place]))
        for number, (place, results) in enumerate(by_article.items(), start=1)
    )
    return Asked(shared, matters, last)


def articles(results: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Results by the article of their first clause, in the order of the results."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in results:
        place = article_of(rule.sources[0])
        found[place] = (*found.get(place, ()), rule)
    return found


def article_of(source: Source | str) -> str:
    """第二条 of a clause that stands in it; the whole place in the document where it has no articles."""
    clause_id = source.id if isinstance(source, Clause) else getattr(source, "clause", "") if not isinstance(source, str) else source
    if not clause_id:
        return str(source)
    record, number = registry.clause(clause_id), registry.regulation_of(clause_id).number
    place = record.printed.removeprefix(number)
    found = _ARTICLE.search(place)
    return found[0] if found else place


def facts_beneath(rule: Rule, book: RuleBook) -> set[str]:
    """The facts that a rule needs, through the rules that it uses."""
    rules = {each.name: each for each in book.rules}

    def walk(each: Rule) -> Iterator[str]:
        for name, symbol in each.needs.items():
            if symbol.role is Role.FACT:
                yield name
            elif symbol.role is Role.RULE:
                yield from walk(rules[name])

    return set(walk(rule))
