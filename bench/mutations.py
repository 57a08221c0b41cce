"""A mutation run over the rules of the open-economy policy: each rule changed in one place, and whether its tests see it.

mutmut leaves decorated functions alone, and every rule is one; so the changes are made here: a comparison, an operator, a word of the
vocabulary, the branches of ``when``, a constant. Run with ``python -m bench.mutations [FIRST LAST]``; survivors are printed.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from random import Random
from typing import Any

import polars  # imported once for all runs
import pytest

ROOT = Path(__file__).parents[1]
RULES = ROOT / "src/miluo/open_economy/rules.py"
TESTS = [*(f"test_article_0{article}.py" for article in range(1, 9)), "test_article_10.py", "test_rule_book.py"]
IMPORTED = (polars,)

_COMPARED: dict[type, type] = {ast.GtE: ast.Gt, ast.Gt: ast.GtE, ast.LtE: ast.Lt, ast.Lt: ast.LtE, ast.Eq: ast.NotEq}
_OPERATORS: dict[type, type] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult}
_WORDS = {
    "least": "largest",
    "largest": "least",
    "all_of": "any_of",
    "any_of": "all_of",
    "total_of_known": "largest_of_known",
    "largest_of_known": "total_of_known",
}


def mutants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every changed module, with the place and the kind of the change; the tree is as it was after each."""
    for function in (each for each in tree.body if isinstance(each, ast.FunctionDef)):
        told = {id(each.value) for each in function.body if isinstance(each, ast.Expr)}  # docstrings
        for node in (found for part in function.body for found in ast.walk(part)):
            for kind, owner, name, value in _changes(node) if id(node) not in told else ():
                held = getattr(owner, name)
                setattr(owner, name, value)
                yield f"line {getattr(node, 'lineno', 0)} {function.name}: {kind}", ast.unparse(ast.fix_missing_locations(tree))
                setattr(owner, name, held)


def _changes(node: ast.AST) -> Iterator[tuple[str, Any, str, Any]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        yield "comparison", node, "ops", [_COMPARED[type(node.ops[0])]()]
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield "operator", node, "op", _OPERATORS[type(node.op)]()
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, str)):
        yield "constant", node, "value", node.value + (1 if isinstance(node.value, int) else "x")
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _words(node, node.func)


def _words(node: ast.Call, word: ast.Name) -> Iterator[tuple[str, Any, str, Any]]:
    if word.id in _WORDS:
        yield word.id, word, "id", _WORDS[word.id]
    elif word.id == "when":
        yield "branches", node, "args", [node.args[0], node.args[2], node.args[1]]
    elif word.id == "not_":
        yield "not_", word, "id", "all_of"
    elif word.id == "highest":
        yield "highest", node, "args", [ast.Constant(1), node.args[1]]
        yield "highest", node, "args", [ast.Constant(1000), node.args[1]]


def survives(source: str) -> bool:
    """Whether every test passes with this source in place of the rules: in a process of its own, from fresh modules."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    held = SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda self, name: (  # type: ignore[method-assign]
        compile(source, str(RULES), "exec") if Path(self.path) == RULES else held(self, name)
    )
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    tests = [str(RULES.parent / "tests" / name) for name in TESTS]
    os._exit(int(pytest.main([*tests, "-x", "-q", "-p", "no:cacheprovider"]) != 0))


def main() -> None:
    found = list(mutants(ast.parse(RULES.read_text("utf-8"))))
    Random(0).shuffle(found)  # so that a part of a run is a fair sample
    first, last = (int(each) for each in sys.argv[1:3]) if len(sys.argv) > 2 else (0, len(found))
    if not survives(RULES.read_text("utf-8")):
        raise SystemExit("the tests do not pass on the rules as they are")
    killed = 0
    for place, (where, source) in enumerate(found[first:last], start=first):
        lives = survives(source)
        killed += not lives
        print(f"{place} {'SURVIVES' if lives else 'killed'} {where}", flush=True)
    print(f"{killed} of {last - first} killed ({len(found)} in all)")


if __name__ == "__main__":
    main()
