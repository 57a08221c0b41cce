"""Clause → what meets it → the test that shows it: the map that ``law coverage`` prints and CI holds complete."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from onewindow.law import registry
from onewindow.law.clauses import ClauseRecord

STATES = {"met": "已落实", "people": "由人落实", "planned": "已列计划", "open": "未落实"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one clause is met: ``met_by`` names uses (``rule:risk-fund.…``), ``tests`` are pytest ids from the checkout."""

    clause: str
    citation: str
    kind: str
    title: str
    state: str
    met_by: tuple[str, ...]
    tests: tuple[str, ...]
    reason: str | None
    planned: int | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def coverage() -> list[Coverage]:
    """Every clause of every declared regulation, in order, with the tests that are marked with its id."""
    tests = marked_tests(settings.CHECKOUT)
    return [
        _coverage(record, tests.get(record.id, ())) for regulation in registry.regulations() for record in registry.clauses(regulation.key)
    ]


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """How many clauses of a document are in each state (keys of STATES), and those that no program carries out as yet."""

    key: str
    number: str
    title: str
    counts: dict[str, int]
    tested: int
    total: int
    waiting: tuple[Coverage, ...]


def by_document() -> list[DocumentCoverage]:
    """The coverage of every declared document, in the county's order."""
    rows = {row.clause: row for row in coverage()}
    found = []
    for regulation in registry.regulations():
        own = [rows[record.id] for record in registry.clauses(regulation.key)]
        counts = {name: sum(row.state == name for row in own) for name in STATES}
        waiting = tuple(row for row in own if row.state != "met")
        tested = sum(bool(row.tests) for row in own)
        found.append(DocumentCoverage(regulation.key, regulation.number, regulation.title, counts, tested, len(own), waiting))
    return found


def summed(documents: list[DocumentCoverage]) -> dict[str, int]:
    """The counts of all documents by state, with ``tested`` and ``total``."""
    counts = {name: sum(each.counts[name] for each in documents) for name in STATES}
    return {**counts, "tested": sum(each.tested for each in documents), "total": sum(each.total for each in documents)}


def met_by(record: ClauseRecord) -> tuple[str, ...]:
    """The names of everything that meets a clause: what registered itself, then what its register names by hand."""
    return (*(use.name for use in registry.uses_of(record.id)), *record.met_by)


def state(record: ClauseRecord) -> str:
    """``planned`` (in an open issue, though a part may be met already), ``met``, ``people`` (with a reason), or ``open``."""
    if record.planned:
        return "planned"
    if met_by(record):
        return "met"
    return "people" if record.reason else "open"


def planned_issues() -> dict[int, str]:
    """The open issues that a clause may be planned in, by number, from the county's ``planned.yaml``."""
    file = Path(str(import_module(settings.COUNTY).__file__)).parent / "planned.yaml"
    return dict(yaml.safe_load(file.read_text("utf-8")) or {}) if file.exists() else {}


@cache
def marked_tests(checkout: Path) -> dict[str, tuple[str, ...]]:
    """Clause id → the tests that say ``@pytest.mark.clause(id)``, read from the sources without importing them."""
    found: dict[str, list[str]] = {}
    for folder in ("src", "tests"):
        for file in sorted((checkout / folder).rglob("test_*.py")):
            text = file.read_text("utf-8")
            if "mark.clause" in text:
                for test, clause_id in _marks(ast.parse(text)):
                    found.setdefault(clause_id, []).append(f"{file.relative_to(checkout)}::{test}")
    return {clause_id: tuple(dict.fromkeys(tests)) for clause_id, tests in found.items()}


def _coverage(record: ClauseRecord, tests: tuple[str, ...]) -> Coverage:
    return Coverage(
        clause=record.id,
        citation=record.cite,
        kind=record.kind,
        title=record.title,
        state=state(record),
        met_by=met_by(record),
        tests=tests,
        reason=record.reason,
        planned=record.planned,
    )


def _marks(module: ast.Module) -> Iterator[tuple[str, str]]:
    """(test, clause id) for every mark on the module, a class or a function."""
    of_module = [*_of_pytestmark(module.body)]
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            of_class = [*of_module, *_clause_ids(node.decorator_list), *_of_pytestmark(node.body)]
            for inner in node.body:
                yield from _of_function(inner, of_class, f"{node.name}::")
        else:
            yield from _of_function(node, of_module, "")


def _of_function(node: ast.stmt, inherited: list[str], prefix: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_"):
        for clause_id in [*inherited, *_clause_ids(node.decorator_list)]:
            yield f"{prefix}{node.name}", clause_id


def _of_pytestmark(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets):
            yield from _clause_ids([node.value])


def _clause_ids(expressions: list[ast.expr]) -> Iterator[str]:
    """The ids in every ``….mark.clause("…", "…")`` inside the expressions, those of parametrised cases among them."""
    for expression in expressions:
        for node in ast.walk(expression):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.clause"):
                yield from (item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str))
