"""The source of the project, parsed once for the tests that read it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (  # from the top down; rooms on one floor do not import each other
    ("config",),
    ("miluo",),
    ("portal", "desk", "api", "cli"),
    ("web",),
    ("exchange",),
    ("supervision",),
    ("cases",),
    ("items", "hall"),
    ("runs",),
    ("papers", "ledger"),
    ("rules",),
    ("law",),
    ("accounts",),
    ("organisations",),
    ("trail", "worktime"),
    ("rows", "queries"),
    ("statements",),
    ("words",),
)


@cache
def python_files() -> tuple[Path, ...]:
    folders = [ROOT / "src", ROOT / "tests", ROOT / "bench"]
    files = [ROOT / "conftest.py", *(path for folder in folders for path in folder.rglob("*.py"))]
    return tuple(sorted(path for path in files if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def floor_of(module: str) -> int:
    """The floor's index, 0 at the top, for a dotted module of the project."""
    first, *rest = module.split(".")
    room = first if first != "onewindow" else rest[0]
    return next(index for index, floor in enumerate(FLOORS) if room in floor)
