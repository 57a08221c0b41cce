"""File ≤ 400 lines, function ≤ 40, model ≤ 12 methods, no drawers, no import inside a function without its reason."""

import ast
from pathlib import Path

import pytest

from tests.house.code import ROOT, functions, python_files, tree

DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "core", "base"}
SOURCES = [*python_files(), *(path for kind in ("html", "js", "css", "typ") for path in (ROOT / "src").rglob(f"*.{kind}"))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_a_function_has_at_most_40_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > 40
    ]
    assert not long


def test_a_class_has_at_most_12_methods() -> None:
    heavy = [
        f"{path.relative_to(ROOT)} {node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and sum(isinstance(item, ast.FunctionDef) for item in node.body) > 12 and not _is_operators(node)
    ]
    assert not heavy


def _is_operators(node: ast.ClassDef) -> bool:
    """A class that only gives meaning to operators has as many methods as there are operators."""
    names = [item.name for item in node.body if isinstance(item, ast.FunctionDef)]
    return sum(not (name.startswith("__") and name.endswith("__")) for name in names) <= 12


def test_there_are_no_drawers() -> None:
    drawers = [path for path in (ROOT / "src").rglob("*") if path.stem in DRAWERS and "node_modules" not in path.parts]
    assert not drawers


def test_an_import_inside_a_function_says_why() -> None:
    unexplained = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in python_files()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not _has_reason(path, node.lineno)
    ]
    assert not unexplained


def _has_reason(path: Path, line: int) -> bool:
    comment = path.read_text().splitlines()[line - 1].partition("#")[2].strip()
    return len(comment.removeprefix("noqa: PLC0415").strip(" #")) >= 10


def test_the_platform_knows_no_county() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "src/onewindow").rglob("*")
        if path.suffix in {".py", ".html", ".typ", ".js", ".css", ".yaml", ".csv"} and "tests" not in path.parts
        for word in ("汨罗", "汨政", "miluo", "open_economy", "open2023", "商务粮食")
        if word in path.read_text() and not (word == "miluo" and path.name in {"settings.py"})
    ]
    assert not named
