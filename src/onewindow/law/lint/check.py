"""Run the rules over a library: every finding with its clause and the reading in force. No Django."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module

from onewindow.law import registry
from onewindow.law.clauses import ClauseRecord
from onewindow.law.gazette.ties import likeness, pairs, tie, words_of
from onewindow.law.lint import rules
from onewindow.law.lint.finding import SEVERITIES, Finding, Hit, Rule
from onewindow.law.lint.library import Library, Text

_SENTENCE = re.compile(r"[^。；]+[。；]?")
_FIGURE = re.compile(r"\d+(?:\.\d+)?[万%]?")


@cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule: each file of ``rules`` holds a class with a ``check``. A new file is a new rule."""
    found: list[Rule] = []
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        contents = vars(import_module(module.name)).values()
        found += [each() for each in contents if isinstance(each, type) and each.__module__ == module.name and hasattr(each, "check")]
    return tuple(sorted(found, key=lambda rule: rule.name))


def findings(library: Library, only: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Everything that the rules (all, or those named) find, document by document in the order of the texts."""
    texts = {text.name: text for text in library.texts}
    order = {text.name: at for at, text in enumerate(library.texts)}
    places = {text.name: {passage.place: at for at, passage in enumerate(text.passages)} for text in library.texts}
    clauses = {text.name: _clauses(text) for text in library.texts}
    found = [
        _finding(rule, hit, texts.get(hit.document), clauses.get(hit.document, {}))
        for rule in all_rules()
        if not only or rule.name in only
        for hit in rule.check(library)
    ]
    return tuple(
        sorted(found, key=lambda each: (order.get(each.document, -1), places.get(each.document, {}).get(each.place, -1), each.rule))
    )


def _finding(rule: Rule, hit: Hit, text: Text | None, clauses: dict[str, list[ClauseRecord]]) -> Finding:
    assert rule.severity in SEVERITIES
    clause = _clause_of(hit, text, clauses)
    return Finding(
        rule.name, rule.title, rule.severity, hit.document, hit.place, clause, hit.message, hit.text, _reading(clause) if clause else None
    )


def _clauses(text: Text) -> dict[str, list[ClauseRecord]]:
    """Address → the clauses that stand there, where the document is declared as a regulation."""
    regulation = next((each for each in registry.regulations() if each.number == text.document.number), None)
    found: dict[str, list[ClauseRecord]] = {}
    for each in tie(regulation.number, registry.clauses(regulation.key), text.passages) if regulation else ():
        for place in each.places:
            found.setdefault(place, []).append(registry.clause(each.clause))
    return found


def _clause_of(hit: Hit, text: Text | None, clauses: dict[str, list[ClauseRecord]]) -> str | None:
    """Of the clauses of a passage the one whose figures, and then words, are most like those of the sentences found."""
    here = clauses.get(hit.place, [])
    if text is None or not here:
        return None
    parts = hit.text.split("…")
    passage = next(passage for passage in text.passages if passage.place == hit.place)
    around = "".join(sentence for sentence in _SENTENCE.findall(passage.text) if any(part in sentence for part in parts))
    figures = set(_FIGURE.findall(hit.text))

    def likelihood(record: ClauseRecord) -> tuple[int, float]:
        words = words_of(record)
        return len(figures & set(_FIGURE.findall(words))), likeness(around or hit.text, pairs(words))

    return max(here, key=likelihood).id


def _reading(clause: str) -> str | None:
    """The readings (解释口径) in force for a clause: each question with the answer that holds."""
    readings = [use for use in registry.uses_of(clause) if use.kind == "reading"]
    return "；".join(f"{use.title}：{use.detail}" if use.detail else use.title for use in readings) or None
