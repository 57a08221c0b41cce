"""Checks of a rule book as declared: what its figures, tables, readings and rules leave open. One small check for each thing.

A finding is something that a person should decide; what cannot be computed at all is refused where the book is declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onewindow.rules.amending import apart
from onewindow.rules.brackets import Table
from onewindow.rules.cliffs import falls
from onewindow.rules.kinds import number
from onewindow.rules.lint_sweep import sweep
from onewindow.rules.mistakes import RuleError
from onewindow.rules.parameters import Figure
from onewindow.rules.phrases import said
from onewindow.rules.registry import books
from onewindow.rules.rule import Rule, Sort

if TYPE_CHECKING:
    from onewindow.rules.book import RuleBook

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = {ERROR: "错误", WARNING: "警告", NOTE: "提示"}
_CAPPING = ("不超过", "上限", "最高", "最多")


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` is the check that found it, ``where`` the figure, fact, reading or rule, ``message`` what and why, in Chinese."""

    book: str
    rule: str
    severity: str
    where: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def counts(self) -> bool:
        """Whether it must be dealt with; a note need not."""
        return self.severity != NOTE


def lint(book: RuleBook) -> list[Finding]:
    """Everything that is found in a book, in the order of the checks. A book that cannot be ordered has that one finding."""
    try:
        book.version  # noqa: B018  # builds every rule
    except RuleError as mistake:
        return [Finding(book.name, "unusable", ERROR, book.name, f"规则集不能使用：{mistake}")]
    return [
        Finding(book.name, rule, severity, where, message) for rule, (severity, check) in CHECKS.items() for where, message in check(book)
    ]


def _tiers(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Gaps and overlaps between the tiers of a table."""
    for figure, table in _tables(book):
        yield from ((problem.field or figure.name, problem.message) for problem in apart(figure, table.tiers, table.axis))


def _falling(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Tables that give less to who has more."""
    for figure, table in _tables(book):
        for edge, before, after in falls(table):
            at = said(edge, number(edge, table.axis))
            less = f"由{said(before, number(before, table.unit))}降为{said(after, number(after, table.unit))}"
            yield figure.name, f"“{figure.title}”在{at}处{less}：多了反而少得"


def _figure_terms(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Figures that have no value on some day on which the document is in force."""
    start, end = book.regulation.in_force.start, book.regulation.last_day
    for figure in book.uses.figures.values():
        first, last = figure.lines[0].first, figure.lines[-1].last
        if first > start:
            yield figure.name, f"“{figure.title}”自{first}起才有数值，文件自{start}起施行"
        if last is not None and (end is None or last < end):
            yield figure.name, f"“{figure.title}”只到{last}有效，文件到{end or '废止时'}才失效"


def _unused_figures(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Figures that no rule of any book of the regulation uses: they may be those of a step or of the fund."""
    used = {name for each in _books_of(book) for name in each.uses.figures}
    yield from ((name, f"没有规则用到“{figure.title}”") for name, figure in book.figures.items() if name not in used)


def _unused_facts(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Facts that no rule uses: they may be asked for the record alone."""
    asked = (fact for fact in book.facts.fields() if fact.name not in book.uses.facts)
    yield from ((fact.name, f"没有规则用到“{fact.title}”") for fact in asked)


def _unneeded_rules(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Steps that are on the way to nothing."""
    needed = {name for rule in book.rules for name in rule.needs}
    idle = (rule for rule in book.rules if rule.step and rule.sort is not Sort.CHECK and rule.name not in needed)
    yield from ((rule.name, f"没有规则用到“{rule.title}”，它也不是结果") for rule in idle)


def _idle_readings(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Readings between which no result differs, over facts at and beside every bound."""
    if not book.uses.questions:
        return
    on = max((figure.lines[0].first for figure in book.uses.figures.values()), default=book.regulation.in_force.start)
    rows = sweep(book)
    for question in book.uses.questions.values():
        results = [book.frame(rows, on=on, readings={question.name: key}) for key in question.readings]
        if all(each.equals(results[0]) for each in results[1:]):
            yield question.name, f"口径“{question.question}”怎样选都不影响结果"


def _missing_caps(book: RuleBook) -> Iterator[tuple[str, str]]:
    """Figures worded as a cap that a result resting on their clause does not use."""
    for figure in book.uses.figures.values():
        words, clause = _wording(figure), figure.lines[-1].clause
        if not any(word in words for word in _CAPPING):
            continue
        resting = [rule for rule in book.results if clause in {source.id for source in rule.sources}]
        if resting and not any(figure.name in _beneath(rule, book) for rule in resting):
            titles = "、".join(f"“{rule.title}”" for rule in resting)
            yield figure.name, f"条文有上限（{words}），{titles}没有用到“{figure.title}”"


CHECKS = {
    "tiers_apart": (ERROR, _tiers),
    "falling_tiers": (WARNING, _falling),
    "figure_term": (ERROR, _figure_terms),
    "missing_cap": (WARNING, _missing_caps),
    "idle_reading": (WARNING, _idle_readings),
    "unneeded_rule": (WARNING, _unneeded_rules),
    "unused_fact": (NOTE, _unused_facts),
    "unused_figure": (NOTE, _unused_figures),
}


def _tables(book: RuleBook) -> Iterator[tuple[Figure, Table]]:
    for figure in book.figures.values():
        yield from ((figure, line.value) for line in figure.lines if isinstance(line.value, Table))


def _books_of(book: RuleBook) -> Iterable[RuleBook]:
    """The books of the same regulation, this one among them."""
    others = [each for each in books() if each.regulation is book.regulation and each is not book]
    return [book, *others]


def _wording(figure: Figure) -> str:
    line = figure.lines[-1]
    return "；".join(tier.as_written for tier in line.value.tiers) if isinstance(line.value, Table) else line.as_written


def _beneath(rule: Rule, book: RuleBook) -> set[str]:
    """The names that a rule uses, through the rules that it needs."""
    rules = {each.name: each for each in book.rules}
    found, waiting = set[str](), [rule]
    while waiting:
        names = set(waiting.pop().needs) - found
        found |= names
        waiting += [rules[name] for name in names if name in rules]
    return found
